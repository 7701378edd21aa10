import { randomBytes } from 'node:crypto';
import type { CaseEvent, NewEvent } from '../../core/rules/case/events.ts';
import { evolve } from '../../core/rules/case/evolve.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { CasePolicy } from '../../core/rules/case/policy.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { caseColumns } from '../caseRow.ts';
import { eventHash, FIRST_HASH, textDigest } from '../eventHash.ts';
import { type Db, instant, instantOrNull, type Tx } from '../pool.ts';
import { sight } from './sight.ts';

export interface LoadedCase {
  readonly state: CaseState;
  readonly lastHash: Buffer;
}

/** The case with its row locked until the transaction ends; null where there is none. */
export async function lockCase(tx: Tx, id: string): Promise<LoadedCase | null> {
  const { rows } = await tx.query<{ state: CaseState; last_hash: Buffer }>(
    'SELECT state, last_hash FROM cases WHERE id = $1 FOR UPDATE',
    [id],
  );
  const row = rows[0];
  return row ? { state: row.state, lastHash: row.last_hash } : null;
}

export async function readCase(db: Db, id: string): Promise<CaseState | null> {
  const { rows } = await db.query<{ state: CaseState }>('SELECT state FROM cases WHERE id = $1', [id]);
  return rows[0]?.state ?? null;
}

/** Types of the events after `version`, oldest first: what has happened since a person looked. */
export async function typesSince(tx: Tx, id: string, version: number): Promise<string[]> {
  const { rows } = await tx.query<{ type: string }>(
    'SELECT type FROM case_event WHERE case_id = $1 AND seq > $2 ORDER BY seq',
    [id, version],
  );
  return rows.map((row) => row.type);
}

interface Writing {
  readonly id: string;
  readonly before: LoadedCase | null;
  readonly events: readonly NewEvent[];
  readonly actor: Actor;
  /** The server's instant of receipt; an importer's events carry the instants of their own. */
  readonly receivedAt: number | 'own';
  readonly policy: CasePolicy;
}

/**
 * Writes the facts and what they make of the row, in one statement: events with their hash chain, texts,
 * the row, the open dispatch, photo references, light turns and the outbox. The caller holds the row's lock.
 * Returns the new state. A second case with the same id, or a second open dispatch, is refused by the
 * database (SQLSTATE 23505).
 */
export async function writeEvents(tx: Tx, writing: Writing): Promise<CaseState> {
  const { state, rows, placed } = chain(writing);
  const columns = caseColumns(state, writing.policy);
  const values = [
    ...rowValues(state, columns, rows.at(-1)!.hash, placed.at(-1)!.receivedAt),
    JSON.stringify(rows),
    JSON.stringify(dispatchChanges(placed)),
    JSON.stringify(photoRows(placed)),
    JSON.stringify(turnRows(placed)),
  ];
  const result = await tx.query({ ...(writing.before ? WRITE_NEXT : WRITE_FIRST), values });
  if (result.rows[0]?.stored !== 1) throw new Error(`Case ${writing.id} moved on while it was locked`);
  return state;
}

interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly received_at: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly payload: unknown;
  readonly text: string | null;
  readonly salt: string | null;
  readonly text_digest: string | null;
  readonly prev_hash: string;
  readonly hash: string;
}

function chain({ id, before, events, actor, receivedAt: receipt }: Writing) {
  let state: CaseState | null = before?.state ?? null;
  let previous = before?.lastHash ?? FIRST_HASH;
  const rows: EventRow[] = [];
  const placed: CaseEvent[] = [];
  for (const event of events) {
    const seq = (state?.version ?? 0) + 1;
    const receivedAt = receipt === 'own' ? event.at : receipt;
    const event_ = {
      ...event,
      caseId: id,
      seq,
      receivedAt,
      actor: { id: actor.id, role: actor.role },
    } as CaseEvent;
    const salt = event.text ? randomBytes(16) : null;
    const digest = salt && event.text ? textDigest(salt, event.text).toString('hex') : null;
    const hash = eventHash(previous, {
      caseId: id,
      seq,
      type: event.type,
      at: event.at,
      receivedAt,
      actorId: actor.id,
      actorRole: actor.role,
      payload: event.payload,
      textDigest: digest,
    });
    rows.push({
      seq,
      type: event.type,
      at: instant(event.at),
      received_at: instant(receivedAt),
      actor_id: actor.id,
      actor_role: actor.role,
      payload: event.payload,
      text: event.text ?? null,
      salt: salt?.toString('hex') ?? null,
      text_digest: digest,
      prev_hash: previous.toString('hex'),
      hash: hash.toString('hex'),
    });
    placed.push(event_);
    state = evolve(state, event_);
    previous = hash;
  }
  if (!state) throw new Error('A case is written with at least one event');
  return { state, rows, placed };
}

interface DispatchRow {
  readonly seq: number;
  readonly unit: string;
  readonly at: string;
  readonly rule: string | null;
  readonly overrode: string | null;
  readonly assisting: readonly string[];
  ended: { at: string; by: string } | null;
}

interface DispatchChanges {
  /** How the dispatch that was open before ends, if it does. */
  before: { at: string; by: string } | null;
  readonly opened: DispatchRow[];
}

/** What the events do to the case's dispatches; an importer's events may open and end one at once. */
function dispatchChanges(events: readonly CaseEvent[]): DispatchChanges {
  const changes: DispatchChanges = { before: null, opened: [] };
  const end = (at: string, by: string) => {
    const last = changes.opened.at(-1);
    if (last) last.ended ??= { at, by };
    else changes.before ??= { at, by };
  };
  for (const event of events) {
    const at = instant(event.at);
    if (ENDS_DISPATCH.has(event.type)) end(at, event.type);
    if (event.type === 'dispatched') {
      const { unit, overrode, explanation, assisting } = event.payload;
      const rule = explanation.find((step) => step.matched && step.params.ruleId)?.params.ruleId ?? null;
      changes.opened.push({
        seq: event.seq,
        unit,
        at,
        rule: rule === null ? null : String(rule),
        overrode,
        assisting,
        ended: null,
      });
    }
    if (event.type === 'substituted') {
      changes.opened.push({
        seq: event.seq,
        unit: event.payload.unit,
        at,
        rule: null,
        overrode: null,
        assisting: [],
        ended: null,
      });
    }
  }
  return changes;
}

const ENDS_DISPATCH = new Set<string>([
  'substituted',
  'feedback',
  'returned',
  'closedUnresolved',
  'voided',
  'merged',
]);

function photoRows(events: readonly CaseEvent[]) {
  return events.flatMap((event) =>
    'photos' in event.payload
      ? event.payload.photos.map((hash, n) => ({ seq: event.seq, n, hash, role: event.type }))
      : [],
  );
}

function turnRows(events: readonly CaseEvent[]) {
  return events.flatMap((event) =>
    event.type === 'turnedYellow' || event.type === 'turnedRed'
      ? [
          {
            clock: event.payload.clock,
            run: event.payload.run,
            due_at: instant(event.payload.dueAt),
            light: event.type === 'turnedRed' ? 'red' : 'yellow',
            at: instant(event.at),
          },
        ]
      : [],
  );
}

const COLUMNS = [
  'id',
  'number',
  'version',
  'status',
  'hand',
  'is_open',
  'channel',
  'urgency',
  'kind',
  'category_key',
  'condition_key',
  'component_code',
  'unit_code',
  'reporter_id',
  'collector_id',
  'cell_code',
  'community_code',
  'subdistrict_code',
  'beat_code',
  'address',
  'reported_at',
  'filed_at',
  'closed_at',
  'changed_at',
  'yellow_from',
  'red_from',
  'parked_at',
  'next_turn_at',
  'owes',
  'owes_at',
  'outcome',
  'last_hash',
  'state',
] as const;

function rowValues(
  state: CaseState,
  columns: ReturnType<typeof caseColumns>,
  lastHash: string,
  receivedAt: number,
): unknown[] {
  const { place, areas } = state;
  return [
    state.id,
    state.number,
    state.version,
    state.status,
    state.hand,
    columns.is_open,
    state.channel,
    state.urgency,
    state.kind,
    state.categoryKey,
    state.conditionKey,
    state.component,
    columns.unit_code,
    state.reportedBy.id,
    columns.collector_id,
    areas.cell,
    areas.community,
    areas.subdistrict,
    areas.beat,
    place.address,
    instant(state.reportedAt),
    instantOrNull(state.filedAt),
    instantOrNull(state.closedAt),
    instant(receivedAt),
    instantOrNull(columns.yellow_from),
    instantOrNull(columns.red_from),
    instantOrNull(columns.parked_at),
    instantOrNull(columns.next_turn_at),
    columns.owes,
    instantOrNull(columns.owes_at),
    state.outcome,
    Buffer.from(lastHash, 'hex'),
    JSON.stringify(state),
    place.lon,
    place.lat,
  ];
}

const N = COLUMNS.length;
const POINT = `ST_SetSRID(ST_MakePoint($${N + 1}::float8, $${N + 2}::float8), 4326)`;
const INSERT_ROW = `INSERT INTO cases (${COLUMNS.join(', ')}, geom)
  VALUES (${COLUMNS.map((_, i) => `$${i + 1}`).join(', ')}, ${POINT}) RETURNING id`;
const UPDATE_ROW = `UPDATE cases SET ${COLUMNS.map((name, i) => `${name} = $${i + 1}`).join(', ')},
  geom = CASE WHEN ST_X(geom) = $${N + 1}::float8 AND ST_Y(geom) = $${N + 2}::float8 THEN geom ELSE ${POINT} END
  WHERE id = $1 AND version < $3 RETURNING id`;

// Parameters after the row: events, dispatch changes, photos, light turns. Data-modifying CTEs all run.
const [EVENTS, DISPATCHES, PHOTOS, TURNS] = [N + 3, N + 4, N + 5, N + 6];
const CONSEQUENCES = `
  written AS (
    INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, text_digest, prev_hash, hash)
    SELECT stored.id, e.seq, e.type, e.at, e.received_at, e.actor_id, e.actor_role, e.payload,
           decode(e.text_digest, 'hex'), decode(e.prev_hash, 'hex'), decode(e.hash, 'hex')
    FROM stored, jsonb_to_recordset($${EVENTS}::jsonb) AS e(seq int, type text, at timestamptz, received_at timestamptz,
      actor_id text, actor_role text, payload jsonb, text_digest text, prev_hash text, hash text)
    ORDER BY e.seq RETURNING 1),
  owed AS (
    INSERT INTO outbox (case_id, seq)
    SELECT stored.id, e.seq FROM stored, jsonb_to_recordset($${EVENTS}::jsonb) AS e(seq int) ORDER BY e.seq RETURNING 1),
  texts AS (
    INSERT INTO case_text (case_id, seq, text, salt)
    SELECT stored.id, e.seq, e.text, decode(e.salt, 'hex')
    FROM stored, jsonb_to_recordset($${EVENTS}::jsonb) AS e(seq int, text text, salt text) WHERE e.text IS NOT NULL RETURNING 1),
  ended AS (
    UPDATE dispatch SET ended_at = b.at, ended_by = b.by
    FROM stored, jsonb_to_record(coalesce(nullif($${DISPATCHES}::jsonb -> 'before', 'null'), '{}')) AS b(at timestamptz, by text)
    WHERE dispatch.case_id = stored.id AND dispatch.ended_at IS NULL AND b.at IS NOT NULL RETURNING dispatch.seq),
  opened AS (
    INSERT INTO dispatch (case_id, seq, unit_code, opened_at, rule, overrode, ended_at, ended_by)
    SELECT stored.id, d.seq, d.unit, d.at, d.rule, d.overrode, (d.ended ->> 'at')::timestamptz, d.ended ->> 'by'
    FROM (SELECT count(*) FROM ended) AS after_ended, stored, jsonb_to_recordset($${DISPATCHES}::jsonb -> 'opened')
      AS d(seq int, unit text, at timestamptz, rule text, overrode text, ended jsonb) RETURNING 1),
  helping AS (
    INSERT INTO assisting (case_id, unit_code)
    SELECT stored.id, a.unit FROM stored, jsonb_to_recordset($${DISPATCHES}::jsonb -> 'opened') AS d(assisting jsonb),
      jsonb_array_elements_text(d.assisting) AS a(unit) ON CONFLICT DO NOTHING RETURNING 1),
  pictures AS (
    INSERT INTO case_photo (case_id, seq, n, hash, role)
    SELECT stored.id, p.seq, p.n, decode(p.hash, 'hex'), p.role
    FROM stored, jsonb_to_recordset($${PHOTOS}::jsonb) AS p(seq int, n int, hash text, role text) RETURNING 1),
  turns AS (
    INSERT INTO light_turn (case_id, clock, run, due_at, light, at)
    SELECT stored.id, t.clock, t.run, t.due_at, t.light, t.at
    FROM stored, jsonb_to_recordset($${TURNS}::jsonb) AS t(clock text, run int, due_at timestamptz, light text, at timestamptz)
    RETURNING 1)
  SELECT (SELECT count(*)::int FROM stored) AS stored`;
// Named, so that each connection plans these long statements once.
const WRITE_FIRST = { name: 'write-first', text: `WITH stored AS (${INSERT_ROW}), ${CONSEQUENCES}` };
const WRITE_NEXT = { name: 'write-next', text: `WITH stored AS (${UPDATE_ROW}), ${CONSEQUENCES}` };

/** Whether the actor's sight (spec 06) covers the case. */
export async function canSee(db: Db, actor: Actor, id: string): Promise<boolean> {
  const params: unknown[] = [id];
  const { rowCount } = await db.query(
    `SELECT FROM cases c WHERE c.id = $1 AND ${sight(actor, params)}`,
    params,
  );
  return rowCount === 1;
}

/**
 * A case number: the day in city time, the district's code, at least six digits (spec 02, Case number).
 * A sequence never blocks and leaves gaps; numbers stay unique because it never starts anew.
 */
export async function caseNumber(
  db: Db,
  atMs: number,
  city: { adcode: string; timezone: string },
): Promise<string> {
  const { rows } = await db.query<{ n: string }>(
    `SELECT to_char($1::timestamptz AT TIME ZONE $2, 'YYYYMMDD') || $3
       || CASE WHEN n < 1000000 THEN lpad(n::text, 6, '0') ELSE n::text END AS n FROM nextval('case_number') AS n`,
    [instant(atMs), city.timezone, city.adcode],
  );
  return rows[0]!.n;
}

/** Which of these photo hashes have not arrived. */
export async function missingPhotos(db: Db, hashes: readonly string[]): Promise<string[]> {
  if (!hashes.length) return [];
  const { rows } = await db.query<{ hash: string }>(
    `SELECT h AS hash FROM unnest($1::text[]) AS h WHERE NOT EXISTS (SELECT FROM photo WHERE photo.hash = decode(h, 'hex'))`,
    [hashes],
  );
  return rows.map((row) => row.hash);
}
