import type { AssignmentSettings } from '../core/rules/scoring/assignments.ts';
import { contextsOf, type PeriodContext } from '../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicy,
  type ScorePolicyData,
} from '../core/rules/scoring/policy.ts';
import type { KeptPeriod } from '../db/queries/score.ts';
import { addPeriods, chainPeriods, commandDutyUnits } from '../db/queries/scoring.ts';
import { monthsAround } from './cityTime.ts';
import type { Settings } from './house.ts';
import type { DeedContext } from './run.ts';

/** The monthly analysis; other chains have periods and quotas of their own. */
export const CHAIN = 'month';

/** What open periods are scored with now. */
export interface Working {
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

export async function workingOf(ctx: DeedContext): Promise<Working> {
  const policy = compileScorePolicy(scorePolicyOf(ctx.settings));
  const { calendar } = ctx.settings;
  const rows = await chainOfMonths(ctx);
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

/** The months from the first one known to the next; missing ones are added. */
async function chainOfMonths(ctx: DeedContext): Promise<KeptPeriod[]> {
  const { timezone } = ctx.settings.city;
  const rows = await chainPeriods(ctx.tx, CHAIN);
  const ahead = monthsAround(ctx.now, timezone);
  const from = rows[0]?.from_at ?? ahead[0]!.from;
  if (rows.some((row) => row.name === ahead.at(-1)!.name)) return rows;
  await addPeriods(ctx.tx, CHAIN, monthsAround(ctx.now, timezone, rows.at(-1)?.to_at ?? from));
  return chainPeriods(ctx.tx, CHAIN);
}
