import type { SavedFilter } from '../../core/contract/api/answers.ts';
import type { CaseFilter } from '../../core/contract/api/caseFilter.ts';
import type { Db, Tx } from '../pool.ts';

/** A person's own filters by name. */
export async function savedFiltersOf(db: Db, userId: string): Promise<SavedFilter[]> {
  const { rows } = await db.query<SavedFilter>(
    'SELECT id, name, filter FROM saved_filter WHERE user_id = $1 ORDER BY name',
    [userId],
  );
  return rows;
}

/** Keeps a filter under its name; an older one of that name is replaced. */
export async function keepFilter(
  tx: Tx,
  one: { id: string; userId: string; name: string; filter: CaseFilter },
): Promise<void> {
  await tx.query(
    `INSERT INTO saved_filter (id, user_id, name, filter) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id, name) DO UPDATE SET filter = excluded.filter`,
    [one.id, one.userId, one.name, JSON.stringify(one.filter)],
  );
}

/** Whether the person had such a filter. */
export async function dropFilter(tx: Tx, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM saved_filter WHERE id = $1 AND user_id = $2', [
    id,
    userId,
  ]);
  return rowCount === 1;
}
