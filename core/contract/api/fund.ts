import { z } from 'zod';
import type { FundBalance } from '../../rules/fund/balance.ts';
import { number } from './endpointRow.ts';
import { text, version } from './shapes.ts';

const year = z.number().int().min(2000).max(2200);

/** Without a year the present one of the city. */
export const fundInput = z.object({ year: number(year).optional() });
/** `base` is the version of the year's budget that the person saw; 0: none yet. */
export const budgetInput = z.object({
  year,
  amountCents: z.number().int().min(0).max(1_000_000_000_000),
  base: version,
  note: text(300).default(''),
});

/** A cost of substituted work as it stands now. */
export interface FundCost {
  readonly caseId: string;
  readonly number: string;
  readonly costId: string;
  readonly amountCents: number;
  readonly payer: 'unit' | 'city-fund';
  readonly payerUnit: string | null;
  readonly position: 'owed' | 'recovered' | 'written-off';
  /** First recorded: the year of the fund that it belongs to. */
  readonly recordedAt: number;
  readonly changedAt: number;
}

/** A year's budget as it was set: when (epoch ms) and by whom. */
export interface BudgetVersion {
  readonly version: number;
  readonly amountCents: number;
  readonly note: string;
  readonly at: number;
  readonly by: string;
}

/** The year's fund for substituted work: balance in cents, and the costs behind it, newest first. */
export interface Fund {
  readonly year: number;
  readonly balance: FundBalance;
  /** Of the budget; 0 while there is none. */
  readonly version: number;
  readonly budgetNote: string;
  /** Every version of the year's budget, newest first. */
  readonly versions: readonly BudgetVersion[];
  /** Whether who asks may set the budget. */
  readonly maySet: boolean;
  readonly costs: readonly FundCost[];
}
