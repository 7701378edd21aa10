import { type Db, instant } from '../pool.ts';

/** The day's counts since city midnight, cases scored in the open month, and beats with a collector on duty. */
export async function readWallNumbers(db: Db, midnight: number, monthStart: number) {
  const { rows } = await db.query<{ reported: number; filed: number; closed: number; scored: number; beats: number }>(
    `SELECT (SELECT count(*)::int FROM cases WHERE reported_at >= $1) AS reported,
            (SELECT count(*)::int FROM cases WHERE filed_at >= $1) AS filed,
            (SELECT count(*)::int FROM cases WHERE closed_at >= $1) AS closed,
            (SELECT count(*)::int FROM cases WHERE closed_at >= $2) AS scored,
            (SELECT count(DISTINCT beat_code)::int FROM duty) AS beats`,
    [instant(midnight), instant(monthStart)],
  );
  const { scored, beats, ...today } = rows[0]!;
  return { today, scoredInPeriod: scored, beatsOnDuty: beats };
}

/** Instant of the last change of any unit's score; null before the first. */
export async function lastScored(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ at: number | null }>('SELECT max(computed_at) AS at FROM unit_score');
  return rows[0]?.at ?? null;
}

/** Which of these sessions are still alive, as hex of their hashes. */
export async function aliveSessions(db: Db, hashes: readonly Buffer[]): Promise<Set<string>> {
  const { rows } = await db.query<{ hash: string; who: string }>(
    `SELECT encode(s.token_hash, 'hex') AS hash, u.role || '|' || coalesce(u.unit_code, '') AS who FROM session s JOIN app_user u ON u.id = s.user_id
      WHERE s.token_hash = ANY ($1) AND s.expires_at > now() AND u.disabled_at IS NULL`,
    [hashes],
  );
  return new Set(rows.map((row) => `${row.hash}|${row.who}`));
}
