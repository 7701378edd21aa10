import type { Calendar } from '../clock/calendar.ts';
import { add } from '../clock/workingTime.ts';

/** Monthly analysis, quarterly notice, yearly assessment: each kind a chain of its own (spec 05, Periods). */
export const CHAINS = ['month', 'quarter', 'year'] as const;
export type Chain = (typeof CHAINS)[number];

/** A period [from, to) of a chain, epoch ms. */
export interface ScorePeriod {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The working calendar of the score with the length of its workday, ms. */
export interface ScoreCalendar {
  readonly calendar: Calendar;
  readonly workdayMs: number;
}

/** A period with the instant up to which the log exists for it. */
export interface PeriodContext extends ScorePeriod {
  /** The settlement, or now while the period is open. */
  readonly cutoff: number;
  readonly settled: boolean;
  /** Where the chain of periods begins, and the cutoff of what came before it. */
  readonly chain: { readonly from: number; readonly cutoff: number };
}

/** add(p1, settleWorkdays × workday): the settlement of the period that ends at `to` (spec 05). */
export function settlementOf(working: ScoreCalendar, settleWorkdays: number, to: number): number {
  return add(working.calendar, to, settleWorkdays * working.workdayMs);
}

/**
 * The contexts of a chain of contiguous periods. `now` null: every period is settled (an auditor's
 * reckoning); otherwise a period whose settlement lies ahead is open and sees the log up to now.
 */
export function contextsOf(
  working: ScoreCalendar,
  settleWorkdays: number,
  periods: readonly ScorePeriod[],
  now: number | null,
): PeriodContext[] {
  const first = periods[0];
  if (first === undefined) return [];
  const chain = { from: first.from, cutoff: settlementOf(working, settleWorkdays, first.from) };
  return periods.map((period) => {
    const settlement = settlementOf(working, settleWorkdays, period.to);
    const settled = now === null || settlement <= now;
    return { ...period, chain, settled, cutoff: settled ? settlement : now };
  });
}
