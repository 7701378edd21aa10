import type { CaseEvent } from '../../core/rules/case/events.ts';
import type { AssignmentFact } from '../../core/rules/scoring/assignmentFact.ts';
import type { UnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import { type Db, instant, type Tx } from '../pool.ts';
import type { KeptPeriod } from './score.ts';

export interface CaseLog {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly events: CaseEvent[];
}

/** The logs of cases as the score reads them; blanked texts are of no matter here. */
export async function readLogs(db: Db, ids: readonly string[]): Promise<CaseLog[]> {
  const { rows } = await db.query<{
    id: string;
    number: string;
    version: number;
    events: { seq: number; type: string; at: number; receivedAt: number; payload: unknown }[];
  }>(
    `SELECT c.id, c.number, c.version,
        (SELECT jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', (extract(epoch FROM e.at) * 1000)::bigint,
           'receivedAt', (extract(epoch FROM e.received_at) * 1000)::bigint, 'position', e.position,
           'actor', jsonb_build_object('id', e.actor_id, 'role', e.actor_role), 'payload', e.payload) ORDER BY e.seq)
           FROM case_event e WHERE e.case_id = c.id) AS events
       FROM cases c WHERE c.id = ANY ($1)`,
    [ids],
  );
  return rows.map((row) => ({ ...row, events: row.events as unknown as CaseEvent[] }));
}

/** Replaces a case's assignments, reckoned on a basis; answers the units that had or have one. */
export async function keepFacts(
  tx: Tx,
  log: CaseLog,
  facts: readonly AssignmentFact[],
  basis: string,
): Promise<string[]> {
  const rows = facts.map((fact) => ({
    no: fact.no,
    unit: fact.unit,
    due: instant(fact.originalDueAt),
    appears: instant(fact.appearsAt),
    fact,
  }));
  const { rows: units } = await tx.query<{ unit_code: string }>(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS g(no int, unit text, due timestamptz, appears timestamptz, fact jsonb)),
     gone AS (DELETE FROM assignment_fact a WHERE a.case_id = $1 AND a.no NOT IN (SELECT no FROM given) RETURNING unit_code),
     kept AS (
       INSERT INTO assignment_fact (case_id, no, unit_code, original_due, appears_at, fact)
       SELECT $1, no, unit, due, appears, fact FROM given
       ON CONFLICT (case_id, no) DO UPDATE SET unit_code = excluded.unit_code, original_due = excluded.original_due,
         appears_at = excluded.appears_at, fact = excluded.fact RETURNING unit_code),
     mark AS (
       INSERT INTO scored_case (case_id, version, basis) VALUES ($1, $3, $4)
       ON CONFLICT (case_id) DO UPDATE SET version = greatest(scored_case.version, excluded.version), basis = excluded.basis RETURNING 1),
     read AS (DELETE FROM score_owed WHERE case_id = $1 AND version <= $3)
     SELECT unit_code FROM gone UNION SELECT unit_code FROM kept ORDER BY 1`,
    [log.id, JSON.stringify(rows), log.version, basis],
  );
  return units.map((row) => row.unit_code);
}

/** One reckoning of a unit at a time: the second waits for the first one's commit. */
export async function lockUnitScore(tx: Tx, unit: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('unit-score'), hashtext($1))`, [unit]);
}

/** The chain's periods, oldest first. */
export async function chainPeriods(db: Db, chain: string): Promise<KeptPeriod[]> {
  const { rows } = await db.query<KeptPeriod>(
    `SELECT id, chain, name, from_at, to_at, state, formal, settled_at, policy_version, calendar_version, command_duty, log_position,
        review_until, published_at, appeals_until, revision
       FROM period WHERE chain = $1 ORDER BY from_at`,
    [chain],
  );
  return rows;
}

/** What a settled period handed on for a unit; null when the unit had nothing there. */
export async function readHandedOn(
  tx: Tx,
  periodId: number,
  unit: string,
): Promise<UnitPeriod['movesOn'] | null> {
  const { rows } = await tx.query<{ moves: UnitPeriod['movesOn'] }>(
    `SELECT result -> 'movesOn' AS moves FROM unit_score WHERE period_id = $1 AND unit_code = $2`,
    [periodId, unit],
  );
  return rows[0]?.moves ?? null;
}

/** Adds missing months of a chain; existing ones stay as they are. */
export async function addPeriods(
  db: Db,
  chain: string,
  periods: readonly { name: string; from: number; to: number }[],
): Promise<void> {
  await db.query(
    `INSERT INTO period (chain, name, from_at, to_at)
     SELECT $1, p.name, p.f, p.t FROM jsonb_to_recordset($2::jsonb) AS p(name text, f timestamptz, t timestamptz) ON CONFLICT DO NOTHING`,
    [
      chain,
      JSON.stringify(periods.map(({ name, from, to }) => ({ name, f: instant(from), t: instant(to) }))),
    ],
  );
}

export async function commandDutyUnits(db: Db): Promise<Set<string>> {
  const { rows } = await db.query<{ code: string }>('SELECT code FROM unit WHERE command_duty');
  return new Set(rows.map((row) => row.code));
}

/** Units that have any assignment; every one of them has a result in a settled period. */
export async function unitsWithFacts(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ unit_code: string }>(
    'SELECT DISTINCT unit_code FROM assignment_fact ORDER BY 1',
  );
  return rows.map((row) => row.unit_code);
}

/** Settles a period: the versions it was scored with and the position of the log. */
export async function settlePeriod(
  tx: Tx,
  id: number,
  atMs: number,
  versions: { policy: number; calendar: number; commandDuty: readonly string[] },
): Promise<void> {
  await tx.query(
    `UPDATE period SET state = 'settled', settled_at = $2, policy_version = $3, calendar_version = $4, command_duty = $5,
        log_position = (SELECT coalesce(max(position), 0) FROM case_event WHERE received_at <= $2)
      WHERE id = $1 AND state = 'open'`,
    [id, instant(atMs), versions.policy, versions.calendar, versions.commandDuty],
  );
}

/** Units whose result in an open period stands on another basis, or is missing because the period is new. */
export async function unitsToRescore(tx: Tx, chain: string, basis: string): Promise<string[]> {
  const { rows } = await tx.query<{ unit: string }>(
    `WITH known AS (SELECT DISTINCT s.unit_code FROM unit_score s JOIN period p ON p.id = s.period_id WHERE p.chain IN ($1, 'month'))
     SELECT DISTINCT k.unit_code AS unit FROM known k CROSS JOIN period p LEFT JOIN unit_score s ON s.period_id = p.id AND s.unit_code = k.unit_code
      WHERE p.chain = $1 AND p.state = 'open' AND s.basis IS DISTINCT FROM $2 ORDER BY 1`,
    [chain, basis],
  );
  return rows.map((row) => row.unit);
}

/** Cases whose assignments were reckoned on another basis, in order of their keys. */
export async function otherBasis(
  tx: Tx,
  basis: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.query<{ case_id: string }>(
    // The table is read only when its least or greatest basis says that there is something to find.
    `SELECT case_id FROM scored_case WHERE (SELECT min(basis) <> $1 OR max(basis) <> $1 FROM scored_case)
        AND basis <> $1 AND ($2::uuid IS NULL OR case_id > $2) ORDER BY case_id LIMIT $3`,
    [basis, after, limit],
  );
  return rows.map((row) => row.case_id);
}

/** Keys of the cases that were reported from an instant on. */
export async function caseIdsSince(db: Db, ms: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM cases WHERE reported_at >= $1 ORDER BY id',
    [instant(ms)],
  );
  return rows.map((row) => row.id);
}

/** Takes away every result of a chain that has no settled period yet, to be computed anew. */
export async function clearScores(tx: Tx, chain: string): Promise<void> {
  for (const table of ['score_item', 'unit_score'])
    await tx.query(`DELETE FROM ${table} USING period p WHERE p.id = period_id AND p.chain = $1`, [chain]);
}

/** Cases that a bulk load has scored itself owe nothing. */
export async function dropScoreOwed(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM score_owed WHERE case_id = ANY ($1)', [ids]);
}

/** What a case changed is owed to its units' open quarters and years. */
export async function oweLongPeriods(tx: Tx, units: readonly string[]): Promise<void> {
  if (!units.length) return;
  await tx.query(
    `UPDATE unit_score s SET basis = '' FROM period p
      WHERE p.id = s.period_id AND p.chain <> 'month' AND p.state = 'open' AND s.unit_code = ANY ($1) AND s.basis <> ''`,
    [units],
  );
}

/** Units whose result in a long period waits for the settler, or has never been reckoned in it. */
export async function owedUnits(tx: Tx, periodId: number): Promise<Set<string>> {
  const { rows } = await tx.query<{ unit: string }>(
    `SELECT DISTINCT m.unit_code AS unit FROM unit_score m JOIN period q ON q.id = $1 AND q.chain <> 'month'
       LEFT JOIN unit_score s ON s.period_id = q.id AND s.unit_code = m.unit_code WHERE coalesce(s.basis, '') = ''`,
    [periodId],
  );
  return new Set(rows.map((row) => row.unit));
}
