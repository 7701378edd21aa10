import type { Actor } from '../../core/rules/case/people.ts';
import type { Db } from '../pool.ts';

/** An item that cost its unit points in a period and may be appealed. */
export interface UntimelyItem {
  readonly caseId: string;
  readonly no: number;
  readonly unit: string;
  readonly clauses: readonly string[];
}

/** The items of a period that were judged not timely in it, with the clauses that hold. */
export async function untimelyItems(db: Db, period: number): Promise<UntimelyItem[]> {
  const { rows } = await db.query<UntimelyItem>(
    `SELECT case_id AS "caseId", no, unit_code AS unit, clauses FROM score_item
      WHERE period_id = $1 AND moved IS NULL AND NOT timely AND NOT excluded AND cardinality(clauses) > 0
      ORDER BY case_id, no`,
    [period],
  );
  return rows;
}

/** The demo city's evaluator, and the heads of its units. */
export async function readReviewers(db: Db): Promise<{ evaluator: Actor | null; heads: Actor[] }> {
  const { rows } = await db.query<Actor>(
    `SELECT id::text, role, unit_code AS unit, areas FROM app_user
      WHERE role IN ('evaluator', 'unit-head') AND disabled_at IS NULL ORDER BY login`,
  );
  return {
    evaluator: rows.find(({ role }) => role === 'evaluator') ?? null,
    heads: rows.filter(({ role }) => role === 'unit-head'),
  };
}
