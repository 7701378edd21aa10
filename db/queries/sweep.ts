import type { Db, Tx } from '../pool.ts';

export interface Owed {
  readonly id: number;
  readonly caseId: string;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly nextTurnAt: number | null;
  readonly owes: string | null;
  readonly owesAt: number | null;
  readonly writtenAt: number;
}

/** Outbox rows by state, oldest first; rows that another relay holds are skipped, rows of slow transactions are never lost. */
export async function takeOutbox(tx: Tx, limit: number): Promise<Owed[]> {
  const { rows } = await tx.query<Owed>(
    `SELECT o.id, o.case_id AS "caseId", o.seq, e.type, c.version, c.next_turn_at AS "nextTurnAt", c.owes, c.owes_at AS "owesAt", o.written_at AS "writtenAt"
       FROM outbox o JOIN cases c ON c.id = o.case_id JOIN case_event e ON e.case_id = o.case_id AND e.seq = o.seq
      ORDER BY o.id LIMIT $1 FOR UPDATE OF o SKIP LOCKED`,
    [limit],
  );
  return rows;
}

export async function dropOutbox(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.query('DELETE FROM outbox WHERE id = ANY ($1)', [ids]);
}

/** Cases on which the machine has owed a step for `sinceMs`, by the database's clock. */
export async function casesOwing(db: Db, sinceMs: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM cases WHERE owes IS NOT NULL AND owes_at <= clock_timestamp() - make_interval(secs => $1) ORDER BY owes_at LIMIT $2',
    [sinceMs / 1000, limit],
  );
  return rows.map((row) => row.id);
}

/** Cases with a light to turn before `aheadMs` from now (negative: overdue), with the instant. */
export async function casesTurning(
  db: Db,
  aheadMs: number,
  limit: number,
): Promise<{ id: string; at: number }[]> {
  const { rows } = await db.query<{ id: string; at: number }>(
    'SELECT id, next_turn_at AS at FROM cases WHERE next_turn_at <= clock_timestamp() + make_interval(secs => $1) ORDER BY next_turn_at LIMIT $2',
    [aheadMs / 1000, limit],
  );
  return rows;
}

/** Cases whose log the score has not read to its end ten seconds after it was written. */
export async function casesUnscored(db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT DISTINCT case_id AS id FROM (
       SELECT case_id FROM score_owed WHERE since < clock_timestamp() - interval '10 seconds' ORDER BY since LIMIT $1) AS oldest`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/** Cases with a clock on an older calendar than the one in force, those that are red first the first. */
export async function casesOnOldCalendar(db: Db, limit: number): Promise<{ id: string; version: number }[]> {
  const { rows } = await db.query<{ id: string; version: number }>(
    `SELECT c.id, latest.version FROM (SELECT max(version) AS version FROM calendar) AS latest, cases c
      WHERE c.calendar_version < latest.version ORDER BY c.red_from NULLS LAST LIMIT $1`,
    [limit],
  );
  return rows;
}

/** How many are left of them: the progress of a new calendar. */
export async function countOnOldCalendar(db: Db): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM cases WHERE calendar_version < (SELECT max(version) FROM calendar)',
  );
  return rows[0]!.left;
}
