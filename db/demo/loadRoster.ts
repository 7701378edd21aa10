import type { Pool } from '../pool.ts';

const DAYS = 28;

/**
 * The duty roster of the centre's posts for four weeks from the city's today on: the first holder by day, from
 * eight to eight, the second by night. Answers the number of shifts.
 */
export async function loadRoster(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `INSERT INTO duty_shift (id, post_code, user_id, from_at, to_at)
     SELECT gen_random_uuid(), p.code, CASE WHEN half = 0 THEN p.first_holder ELSE coalesce(p.second_holder, p.first_holder) END,
        (day + interval '8 hours' + half * interval '12 hours') AT TIME ZONE c.timezone, (day + interval '20 hours' + half * interval '12 hours') AT TIME ZONE c.timezone
       FROM city c, post p, generate_series(0, 1) AS half,
        LATERAL generate_series(date_trunc('day', now() AT TIME ZONE c.timezone) - interval '1 day', date_trunc('day', now() AT TIME ZONE c.timezone) + $1 * interval '1 day', '1 day') AS day
      WHERE p.unit_code IS NULL`,
    [DAYS],
  );
  return rowCount ?? 0;
}
