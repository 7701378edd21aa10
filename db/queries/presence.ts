import type { Db } from '../pool.ts';

/** A desk asks every 6 s; one that has not been heard of for so long looks at the case no more. */
const GONE_S = 15;

/** Notes that a person has the case open (at one of their desks, there may be several), and names the colleagues who have it open too. */
export async function lookAt(db: Db, userId: string, caseId: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `WITH left_behind AS (DELETE FROM case_presence
         WHERE user_id = $1 AND case_id <> $2 AND seen_at <= now() - make_interval(secs => $3)),
       here AS (INSERT INTO case_presence (case_id, user_id) VALUES ($2, $1)
         ON CONFLICT (case_id, user_id) DO UPDATE SET seen_at = now())
     SELECT u.name FROM case_presence p JOIN app_user u ON u.id = p.user_id
      WHERE p.case_id = $2 AND p.user_id <> $1 AND p.seen_at > now() - make_interval(secs => $3) ORDER BY u.name`,
    [userId, caseId, GONE_S],
  );
  return rows.map(({ name }) => name);
}
