import type { Db } from '../pool.ts';

export interface DatabaseHealth {
  /** Outbox rows that wait, and the age of the oldest, ms. */
  readonly outbox: number;
  readonly outboxOldestMs: number;
  /** Cases with a light whose instant has passed unrecorded, and since when at the most, ms. */
  readonly timersLate: number;
  readonly timersLatestMs: number;
  /** Cases on which the machine has owed a step for more than some seconds. */
  readonly stepsLate: number;
  readonly openCases: number;
  readonly databaseBytes: number;
  readonly connections: number;
}

// Punctual means within a second; what is later than this was lost on the way and waits for the sweep.
const LATE = "interval '5 seconds'";

/** How the work stands, in one round trip, by the database's clock. */
export async function readDatabaseHealth(db: Db): Promise<DatabaseHealth> {
  const { rows } = await db.query<DatabaseHealth>(`
    SELECT o.n AS outbox, o.oldest AS "outboxOldestMs", t.n AS "timersLate", t.latest AS "timersLatestMs",
      (SELECT count(*) FROM cases WHERE owes IS NOT NULL AND owes_at < clock_timestamp() - ${LATE}) AS "stepsLate",
      (SELECT count(*) FROM cases WHERE is_open) AS "openCases",
      pg_database_size(current_database()) AS "databaseBytes",
      (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections
    FROM (SELECT count(*) AS n, coalesce(max(extract(epoch FROM clock_timestamp() - written_at)) * 1000, 0)::float8 AS oldest FROM outbox) o,
      (SELECT count(*) AS n, coalesce(max(extract(epoch FROM clock_timestamp() - next_turn_at)) * 1000, 0)::float8 AS latest
         FROM cases WHERE next_turn_at < clock_timestamp() - ${LATE}) t`);
  return rows[0]!;
}
