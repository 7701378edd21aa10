import { randomBytes } from 'node:crypto';
import type { NewEvent } from '../../core/rules/case/events.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { CasePolicy } from '../../core/rules/case/policy.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { CASE_COLUMNS, caseValues, chainEvents, dispatchChanges, photoRows, turnRows } from '../caseLog.ts';
import { type Db, instant, type Tx } from '../pool.ts';
import { sightOfOne } from './sight.ts';

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
  /** The server's instant of receipt. */
  readonly receivedAt: number;
  readonly policy: CasePolicy;
}

/**
 * Writes the facts and what they make of the row, in one statement: events with their hash chain, texts,
 * the row, the open dispatch, photo references, light turns and the outbox. The caller holds the row's lock.
 * Returns the new state. A second case with the same id, or a second open dispatch, is refused by the
 * database (SQLSTATE 23505).
 */
export async function writeEvents(tx: Tx, writing: Writing): Promise<CaseState> {
  const { id, before, events, actor, receivedAt, policy } = writing;
  const { state, rows, placed } = chainEvents(
    id,
    before,
    events.map((event) => ({ event, actor, receivedAt })),
    () => randomBytes(16),
  );
  const values = [
    ...caseValues(state, policy, rows.at(-1)!.hash, placed.at(-1)!.receivedAt),
    state.place.lon,
    state.place.lat,
    JSON.stringify(rows),
    JSON.stringify(dispatchChanges(placed)),
    JSON.stringify(photoRows(placed)),
    JSON.stringify(turnRows(placed)),
  ];
  const result = await tx.query({ ...(writing.before ? WRITE_NEXT : WRITE_FIRST), values });
  if (result.rows[0]?.stored !== 1) throw new Error(`Case ${writing.id} moved on while it was locked`);
  return state;
}

const N = CASE_COLUMNS.length;
const POINT = `ST_SetSRID(ST_MakePoint($${N + 1}::float8, $${N + 2}::float8), 4326)`;
const INSERT_ROW = `INSERT INTO cases (${CASE_COLUMNS.join(', ')}, geom)
  VALUES (${CASE_COLUMNS.map((_, i) => `$${i + 1}`).join(', ')}, ${POINT}) RETURNING id`;
const UPDATE_ROW = `UPDATE cases SET ${CASE_COLUMNS.map((name, i) => `${name} = $${i + 1}`).join(', ')},
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
    INSERT INTO dispatch (case_id, seq, unit_code, opened_at, rule, rule_version, overrode, ended_at, ended_by)
    SELECT stored.id, d.seq, d.unit, d.at, d.rule, d."ruleVersion", d.overrode, (d.ended ->> 'at')::timestamptz, d.ended ->> 'by'
    FROM (SELECT count(*) FROM ended) AS after_ended, stored, jsonb_to_recordset($${DISPATCHES}::jsonb -> 'opened')
      AS d(seq int, unit text, at timestamptz, rule text, "ruleVersion" int, overrode text, ended jsonb) RETURNING 1),
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
    `SELECT FROM cases c WHERE c.id = $1 AND ${sightOfOne(actor, params)}`,
    params,
  );
  return rowCount === 1;
}

interface NumberedCity {
  readonly adcode: string;
  readonly timezone: string;
}

/**
 * A case number: the day in city time, the district's code, at least six digits (spec 02, Case number).
 * A sequence never blocks and leaves gaps; numbers stay unique because it never starts anew.
 */
export async function caseNumber(db: Db, atMs: number, city: NumberedCity): Promise<string> {
  return (await caseNumbers(db, [atMs], city))[0]!;
}

/** Numbers of several cases, ascending in the order of the instants, in one round trip. */
export async function caseNumbers(
  db: Db,
  instants: readonly number[],
  city: NumberedCity,
): Promise<string[]> {
  const { rows } = await db.query<{ n: string }>(
    `SELECT to_char(t AT TIME ZONE $2, 'YYYYMMDD') || $3
       || CASE WHEN n < 1000000 THEN lpad(n::text, 6, '0') ELSE n::text END AS n
       FROM (SELECT t, nextval('case_number') AS n FROM unnest($1::timestamptz[]) AS t) AS numbered`,
    [instants.map(instant), city.timezone, city.adcode],
  );
  return rows.map(({ n }) => n);
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
