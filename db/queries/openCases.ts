import type { CaseState } from '../../core/rules/case/state.ts';
import type { Db } from '../pool.ts';

export interface OpenCase {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
}

/** How many cases are open, and in which stage their clocks run. */
export async function countOpen(db: Db): Promise<{ open: number; stages: Map<string, number> }> {
  const { rows } = await db.query<{ stage: string | null; cases: number }>(
    `SELECT CASE WHEN parked_at IS NULL THEN state -> 'clock' ->> 'stage' END AS stage, count(*) AS cases
       FROM cases WHERE is_open GROUP BY 1`,
  );
  return {
    open: rows.reduce((sum, row) => sum + row.cases, 0),
    stages: new Map(rows.flatMap((row) => (row.stage ? [[row.stage, row.cases] as const] : []))),
  };
}

/** The newest open cases with their whole state. */
export async function readOpenCases(db: Db, limit: number): Promise<OpenCase[]> {
  const { rows } = await db.query<OpenCase>(
    'SELECT id, number, state FROM cases WHERE is_open ORDER BY id DESC LIMIT $1',
    [limit],
  );
  return rows;
}

/** The newest open cases of a category, with their whole state. */
export async function readOpenOf(db: Db, categoryKey: string, limit: number): Promise<OpenCase[]> {
  const { rows } = await db.query<OpenCase>(
    'SELECT id, number, state FROM cases WHERE category_key = $1 AND is_open ORDER BY id DESC LIMIT $2',
    [categoryKey, limit],
  );
  return rows;
}
