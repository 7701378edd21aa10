import { cityMidnight, periodsAround } from '../../actions/cityTime.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Beat, DeedReceipt, MyDay } from '../../core/contract/api/field.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { listCases } from '../../db/queries/lists.ts';
import { beatGround, onDutySince, ownFigures, walkedCells } from '../../db/queries/patrol.ts';
import { deedByKey, storedPhotos } from '../../db/queries/receipts.ts';
import { storedVoices } from '../../db/queries/voice.ts';
import type { Seen } from './seen.ts';

const MOST_CASES = 200;

/** What the server holds of a deed: only what this person sent under that key. */
export async function receipt(
  { doors, visitor }: Seen,
  input: EndpointParsed<'receipt'>,
): Promise<DeedReceipt> {
  const pool = doors.house.pool;
  const asked = input.photos === '' ? [] : input.photos.split(',');
  const [answer, photos, voices] = await Promise.all([
    deedByKey(pool, visitor.actor!.id, input.key),
    storedPhotos(pool, asked),
    storedVoices(pool, visitor.actor!.id, asked),
  ]);
  return { key: input.key, answer, photos: [...photos, ...voices], serverTime: doors.house.now() };
}

/** A collector's ground and what is open on it, for working without a network. */
export async function beat({ doors, visitor }: Seen): Promise<Beat> {
  const pool = doors.house.pool;
  const code = visitor.user?.beat_code ?? null;
  const [ground, open] = await Promise.all([
    beatGround(pool, code),
    listCases(pool, visitor.actor!, { limit: MOST_CASES, atMs: doors.house.now() }),
  ]);
  return { ...ground, cases: open.cases, serverTime: doors.house.now() };
}

/** A collector's own day and month. */
export async function myDay({ doors, visitor }: Seen): Promise<MyDay> {
  const { pool, now } = doors.house;
  const { city } = await doors.house.settings();
  const at = now();
  const midnight = cityMidnight(at, city.timezone);
  const month = periodsAround('month', at, city.timezone)[0]?.from ?? midnight;
  const user = visitor.user!;
  const code = user.beat_code;
  const [since, walked, ground, today, ofMonth] = await Promise.all([
    onDutySince(pool, user.id),
    code ? walkedCells(pool, user.id, code, midnight) : [],
    beatGround(pool, code),
    ownFigures(pool, user.id, midnight),
    ownFigures(pool, user.id, month),
  ]);
  return { onDutySince: since, walked, cells: ground.cells.length, today, month: ofMonth, serverTime: at };
}

/** Notes who has agreed to which version of the notice, and when. */
export async function consent(
  { doors, visitor, request }: Seen,
  input: EndpointParsed<'consent'>,
): Promise<{ ok: true }> {
  await writeAudit(doors.house.pool, {
    actor: visitor.actor!.id,
    what: 'consent-located',
    target: String(input.version),
    source: request.ip ?? null,
    result: 'ok',
  });
  return { ok: true };
}
