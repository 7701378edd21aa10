import { type Db, instant } from '../pool.ts';

/** Why a demo past cannot be loaded before an instant, in words; null when nothing speaks against it. */
export async function pastObstacle(db: Db, until: number): Promise<string | null> {
  const { rows } = await db.query<{ demo: boolean; there: boolean; settled: boolean }>(
    `SELECT coalesce((SELECT demo FROM city), false) AS demo,
        EXISTS (SELECT FROM cases WHERE reported_at < $1) AS there,
        EXISTS (SELECT FROM period WHERE state <> 'open') AS settled`,
    [instant(until)],
  );
  const { demo, there, settled } = rows[0]!;
  if (!demo) return 'This is no demo city: its past is its own.';
  if (there) return 'There are cases of that time already. Nothing was changed.';
  if (settled) return 'A period has been settled already. Nothing was changed.';
  return null;
}
