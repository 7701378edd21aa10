import type { BudgetVersion, FundCost } from '../../core/contract/api/fund.ts';
import { type Db, instant, type Tx } from '../pool.ts';

// More costs than a city has in a year; the sums are made of them.
const MOST = 20_000;

/** Costs that were first recorded in [from, to), each as its last event has it; newest first. */
export async function readCosts(db: Db, from: number, to: number): Promise<FundCost[]> {
  const { rows } = await db.query<FundCost>(
    `WITH first AS (
       SELECT case_id, payload ->> 'costId' AS cost, min(at) AS at FROM case_event e WHERE type = 'costRecorded' AND at >= $1 AND at < $2
          AND NOT EXISTS (SELECT FROM case_event b WHERE b.case_id = e.case_id AND b.seq < e.seq AND b.type = 'costRecorded'
                            AND b.payload ->> 'costId' = e.payload ->> 'costId')
        GROUP BY 1, 2)
     SELECT f.case_id AS "caseId", c.number, f.cost AS "costId", f.at AS "recordedAt", l.at AS "changedAt",
            (l.payload ->> 'amountCents')::bigint AS "amountCents", l.payload ->> 'payer' AS payer, l.payload ->> 'payerUnit' AS "payerUnit",
            l.payload ->> 'position' AS position
       FROM first f JOIN cases c ON c.id = f.case_id
       JOIN LATERAL (SELECT at, payload FROM case_event e WHERE e.case_id = f.case_id AND e.type = 'costRecorded' AND e.payload ->> 'costId' = f.cost
                      ORDER BY seq DESC LIMIT 1) l ON true
      ORDER BY f.at DESC, f.cost LIMIT $3`,
    [instant(from), instant(to), MOST],
  );
  return rows;
}

export interface Budget {
  readonly version: number;
  readonly amountCents: number;
  readonly note: string;
}

/** The budget of a year that is in force; null where none was set. */
export async function readBudget(db: Db, year: number): Promise<Budget | null> {
  const { rows } = await db.query<Budget>(
    `SELECT version, amount_cents AS "amountCents", note FROM fund_budget WHERE year = $1 ORDER BY version DESC LIMIT 1`,
    [year],
  );
  return rows[0] ?? null;
}

/** All versions of a year's budget, newest first. */
export async function readBudgets(db: Db, year: number): Promise<BudgetVersion[]> {
  const { rows } = await db.query<BudgetVersion>(
    `SELECT b.version, b.amount_cents AS "amountCents", b.note, b.created_at AS at, coalesce(u.name, b.created_by) AS by
       FROM fund_budget b LEFT JOIN app_user u ON u.id::text = b.created_by WHERE b.year = $1 ORDER BY b.version DESC LIMIT 200`,
    [year],
  );
  return rows;
}

export async function addBudget(
  tx: Tx,
  year: number,
  budget: Budget & { readonly at: number; readonly by: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO fund_budget (year, version, amount_cents, note, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [year, budget.version, budget.amountCents, budget.note, instant(budget.at), budget.by],
  );
}
