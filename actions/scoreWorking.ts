import type { AssignmentSettings } from '../core/rules/scoring/assignments.ts';
import { type Chain, contextsOf, type PeriodContext } from '../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicy,
  type ScorePolicyData,
} from '../core/rules/scoring/policy.ts';
import type { KeptPeriod } from '../db/queries/score.ts';
import { addPeriods, chainPeriods, commandDutyUnits } from '../db/queries/scoring.ts';
import { periodsAround } from './cityTime.ts';
import type { Settings } from './house.ts';
import type { DeedContext } from './run.ts';

/** What open periods are scored with now. */
export interface Working {
  readonly chain: Chain;
  readonly assignments: AssignmentSettings;
  readonly policy: ScorePolicy;
  /** Names what assignments are reckoned with, and with it the policy; results on another one are stale. */
  readonly factBasis: string;
  readonly scoreBasis: string;
  readonly periods: readonly WorkingPeriod[];
}

export interface WorkingPeriod extends PeriodContext {
  readonly id: number;
  readonly open: boolean;
  readonly settledAt: number | null;
}

/** The policy with the spec's defaults under what the city has set. */
export function scorePolicyOf(settings: Settings): ScorePolicyData {
  return { ...DEFAULT_SCORE_POLICY, ...settings.scorePolicy } as ScorePolicyData;
}

/** What assignments and results stand on: versions, dispatch limit and units of command duty. */
export function basesOf(settings: Settings, { dispatchLimitMs, commandDutyUnits }: AssignmentSettings) {
  const duty = [...commandDutyUnits].sort().join(',');
  const factBasis = `c${settings.calendarVersion} d${dispatchLimitMs} ${duty}`;
  return { factBasis, scoreBasis: `p${settings.scorePolicyVersion} ${factBasis}` };
}

export async function workingOf(ctx: DeedContext, chain: Chain = 'month'): Promise<Working> {
  const policy = compileScorePolicy(scorePolicyOf(ctx.settings));
  const { calendar } = ctx.settings;
  const rows = await chainOf(ctx, chain);
  const contexts = contextsOf(
    { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 },
    policy.settleWorkdays,
    rows.map((row) => ({ name: row.name, from: row.from_at, to: row.to_at })),
    ctx.now,
  );
  const assignments = {
    calendar,
    commandDutyUnits: await commandDutyUnits(ctx.tx),
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  return {
    chain,
    policy,
    assignments,
    ...basesOf(ctx.settings, assignments),
    periods: contexts.map((context, i) => ({
      ...context,
      id: rows[i]!.id,
      open: rows[i]!.state === 'open',
      settledAt: rows[i]!.settled_at,
    })),
  };
}

/**
 * The periods of a chain to the one after the present; missing ones are added. Months begin with the first one
 * known; quarters and years with that of the first month, so that nothing is carried into them.
 */
async function chainOf(ctx: DeedContext, chain: Chain): Promise<KeptPeriod[]> {
  const { timezone } = ctx.settings.city;
  const rows = await chainPeriods(ctx.tx, chain);
  const last = periodsAround(chain, ctx.now, timezone).at(-1)!;
  const months = chain === 'month' ? rows : await chainPeriods(ctx.tx, 'month');
  const begins = months[0]?.from_at ?? ctx.now;
  const whole = rows.some((row) => row.name === last.name) && rows[0]!.from_at <= begins;
  if (whole) return rows;
  await addPeriods(ctx.tx, chain, periodsAround(chain, ctx.now, timezone, begins));
  return chainPeriods(ctx.tx, chain);
}
