import { z } from 'zod';
import type { AssignmentFact } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentKey } from '../core/rules/scoring/assignmentFact.ts';
import { type AssignmentSettings, assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { contextsOf, type PeriodContext } from '../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicy,
  type ScorePolicyData,
} from '../core/rules/scoring/policy.ts';
import { caseUpTo } from '../core/rules/scoring/scoreCase.ts';
import { scoreUnitChain } from '../core/rules/scoring/unitChain.ts';
import type { PeriodRow } from '../db/queries/score.ts';
import {
  addPeriods,
  chainPeriods,
  commandDutyUnits,
  type KeptFact,
  keepFacts,
  keepUnitPeriod,
  lockUnitScore,
  readFacts,
  readHandedOn,
  readLogs,
  settlePeriod,
  unitsWithFacts,
} from '../db/queries/scoring.ts';
import { monthsAround } from './cityTime.ts';
import type { Settings } from './house.ts';
import type { Deed, DeedContext } from './run.ts';

const caseOnly = z.object({ caseId: z.uuid() });
/** The monthly analysis; other chains have periods and quotas of their own. */
const CHAIN = 'month';

/** A case's log changed: its assignments are read anew and its units' open periods follow (spec 05). */
export const scoreCase: Deed<typeof caseOnly, { units: string[] }> = {
  name: 'score-case',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    const [log] = await readLogs(ctx.tx, [caseId]);
    if (!log) return { units: [] };
    const working = await scoreSettings(ctx);
    const facts = assignmentsOfCase(scoreCaseOf(log.number, log.events), working.assignments);
    const units = await keepFacts(ctx.tx, log, facts);
    for (const unit of units) await scoreUnit(ctx, unit, working);
    return { units };
  },
};

/**
 * Settles every period whose cutoff has passed: scores all units once more as the cutoff sees them and
 * freezes the result with its versions (spec 05, Periods). What happens later counts in later periods.
 */
export const settlePeriods: Deed<z.ZodType<Record<string, never>>, { settled: string[] }> = {
  name: 'settle-periods',
  right: 'machine',
  input: z.object({}),
  async run(ctx) {
    const working = await scoreSettings(ctx);
    const due = working.periods.filter((period) => period.open && period.settled);
    if (!due.length) return { settled: [] };
    for (const unit of await unitsWithFacts(ctx.tx)) await scoreUnit(ctx, unit, working);
    for (const period of due) {
      await settlePeriod(ctx.tx, period.id, period.cutoff, {
        policy: ctx.settings.scorePolicyVersion,
        calendar: ctx.settings.calendarVersion,
      });
    }
    return { settled: due.map((period) => period.name) };
  },
};

interface Working {
  readonly assignments: AssignmentSettings;
  readonly policy: ScorePolicy;
  readonly periods: readonly (PeriodContext & { readonly id: number; readonly open: boolean })[];
}

/** The policy with the spec's defaults under what the city has set. */
export function scorePolicyOf(settings: Settings): ScorePolicyData {
  return { ...DEFAULT_SCORE_POLICY, ...settings.scorePolicy } as ScorePolicyData;
}

async function scoreSettings(ctx: DeedContext): Promise<Working> {
  const policy = compileScorePolicy(scorePolicyOf(ctx.settings));
  const { calendar } = ctx.settings;
  const rows = await chainOfMonths(ctx);
  const periods = rows.map((row) => ({ name: row.name, from: row.from_at, to: row.to_at }));
  const contexts = contextsOf(
    { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 },
    policy.settleWorkdays,
    periods,
    ctx.now,
  );
  return {
    policy,
    assignments: {
      calendar,
      commandDutyUnits: await commandDutyUnits(ctx.tx),
      dispatchLimitMs: policy.dispatchLimitMs,
    },
    periods: contexts.map((context, i) => ({ ...context, id: rows[i]!.id, open: rows[i]!.state === 'open' })),
  };
}

/** The months from the first one known to the next; missing ones are added. */
async function chainOfMonths(ctx: DeedContext): Promise<PeriodRow[]> {
  const { timezone } = ctx.settings.city;
  const rows = await chainPeriods(ctx.tx, CHAIN);
  const ahead = monthsAround(ctx.now, timezone);
  const from = rows[0]?.from_at ?? ahead[0]!.from;
  if (rows.some((row) => row.name === ahead.at(-1)!.name)) return rows;
  await addPeriods(ctx.tx, CHAIN, monthsAround(ctx.now, timezone, rows.at(-1)?.to_at ?? from));
  return chainPeriods(ctx.tx, CHAIN);
}

/** Scores a unit's open periods, starting from what the last settled one handed on. */
async function scoreUnit(ctx: DeedContext, unit: string, working: Working): Promise<void> {
  await lockUnitScore(ctx.tx, unit);
  const firstOpen = working.periods.findIndex((period) => period.open);
  if (firstOpen < 0) return;
  const open = working.periods.slice(firstOpen);
  const before = working.periods[firstOpen - 1];
  const carried = before ? ((await readHandedOn(ctx.tx, before.id, unit)) ?? []) : [];
  const seenAfter = before?.cutoff ?? open[0]!.chain.cutoff;
  const facts = await readFacts(ctx.tx, unit, CHAIN, open[0]!.from, seenAfter, carried);
  const views = await viewsAt(ctx, unit, facts, open, working);
  const scored = scoreUnitChain(
    unit,
    working.policy,
    { carried, placedEarlier: () => false },
    open,
    (period) => views.get(period.name) ?? [],
  );
  for (const [i, result] of scored.entries()) await keepUnitPeriod(ctx.tx, open[i]!.id, result, ctx.now);
}

/** The unit's facts as each period's cutoff sees them: cases that changed after a cutoff are read from their logs up to it. */
async function viewsAt(
  ctx: DeedContext,
  unit: string,
  facts: readonly KeptFact[],
  open: Working['periods'],
  working: Working,
): Promise<Map<string, AssignmentFact[]>> {
  const views = new Map<string, AssignmentFact[]>();
  for (const period of open) {
    const later = period.cutoff < ctx.now ? facts.filter((kept) => kept.changedAt > period.cutoff) : [];
    const logs = later.length ? await readLogs(ctx.tx, [...new Set(later.map((kept) => kept.caseId))]) : [];
    const wanted = new Set(later.map((kept) => assignmentKey(kept.fact)));
    const cut = logs.flatMap((log) =>
      assignmentsOfCase(caseUpTo(scoreCaseOf(log.number, log.events), period.cutoff), working.assignments),
    );
    views.set(period.name, [
      ...facts.filter((kept) => !wanted.has(assignmentKey(kept.fact))).map((kept) => kept.fact),
      ...cut.filter((fact) => fact.unit === unit && wanted.has(assignmentKey(fact))),
    ]);
  }
  return views;
}
