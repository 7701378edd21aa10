import type { Chain } from '../../core/rules/scoring/periods.ts';
import { type Db, instant, type Tx } from '../pool.ts';

/** Locks a period's row, so that its stage stands while a deed looks at it; false where there is none. */
export async function lockPeriod(tx: Tx, id: number): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM period WHERE id = $1 FOR UPDATE', [id]);
  return rowCount === 1;
}

export async function startReview(tx: Tx, id: number, until: number): Promise<void> {
  await tx.query(`UPDATE period SET state = 'in-review', review_until = $2 WHERE id = $1`, [
    id,
    instant(until),
  ]);
}

export async function publish(tx: Tx, id: number, at: number, appealsUntil: number): Promise<void> {
  await tx.query(
    `UPDATE period SET state = 'published', published_at = $2, appeals_until = $3 WHERE id = $1`,
    [id, instant(at), instant(appealsUntil)],
  );
}

export async function markFormal(tx: Tx, id: number, formal: boolean): Promise<void> {
  await tx.query('UPDATE period SET formal = $2 WHERE id = $1', [id, formal]);
}

/** A period of any chain; null where there is none. */
export async function readPeriod(
  db: Db,
  id: number,
): Promise<{ id: number; chain: Chain; name: string; from_at: number; to_at: number } | null> {
  const { rows } = await db.query('SELECT id, chain, name, from_at, to_at FROM period WHERE id = $1', [id]);
  return rows[0] ?? null;
}
