import type { AssignmentFact } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentKey } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { caseUpTo } from '../core/rules/scoring/scoreCase.ts';
import { scoreUnitChain } from '../core/rules/scoring/unitChain.ts';
import type { UnitPeriod } from '../core/rules/scoring/unitPeriod.ts';
import {
  type KeptFact,
  keepUnitPeriod,
  lockUnitScore,
  readFacts,
  readHandedOn,
  readLogs,
} from '../db/queries/scoring.ts';
import type { DeedContext } from './run.ts';
import type { Working, WorkingPeriod } from './scoreWorking.ts';

/** Scores a unit's open periods, starting from what the last settled one handed on; results by period id. */
export async function scoreUnit(
  ctx: DeedContext,
  unit: string,
  working: Working,
): Promise<ReadonlyMap<number, UnitPeriod>> {
  await lockUnitScore(ctx.tx, unit);
  const firstOpen = working.periods.findIndex((period) => period.open);
  if (firstOpen < 0) return new Map();
  const open = working.periods.slice(firstOpen);
  const before = working.periods[firstOpen - 1];
  const carried = before ? ((await readHandedOn(ctx.tx, before.id, unit)) ?? []) : [];
  const carriedKeys = new Set(carried.map(assignmentKey));
  const seenAfter = before ? (before.settledAt ?? before.cutoff) : open[0]!.chain.cutoff;
  const facts = await readFacts(ctx.tx, unit, working.chain, open[0]!.from, seenAfter, carried);
  const views = await viewsAt(ctx, unit, facts, open, working);
  const scored = scoreUnitChain(
    unit,
    working.policy,
    // What was carried in has its place already; facts of other settled items are not read at all.
    { carried, placedEarlier: (key) => carriedKeys.has(key) },
    open,
    (period) => views.get(period.name) ?? [],
  );
  const idOf = new Map(facts.map((kept) => [kept.fact.caseId, kept.caseId]));
  for (const [i, result] of scored.entries())
    await keepUnitPeriod(ctx.tx, open[i]!.id, result, ctx.now, working.scoreBasis, idOf);
  return new Map(scored.map((result, i) => [open[i]!.id, result]));
}

/** The unit's facts as each period's cutoff sees them: cases that changed after a cutoff are read from their logs up to it. */
async function viewsAt(
  ctx: DeedContext,
  unit: string,
  facts: readonly KeptFact[],
  open: readonly WorkingPeriod[],
  working: Working,
): Promise<Map<string, AssignmentFact[]>> {
  const views = new Map<string, AssignmentFact[]>();
  for (const period of open) {
    const later = period.cutoff < ctx.now ? facts.filter((kept) => kept.changedAt > period.cutoff) : [];
    const logs = later.length ? await readLogs(ctx.tx, [...new Set(later.map((kept) => kept.caseId))]) : [];
    const wanted = new Set(later.map((kept) => assignmentKey(kept.fact)));
    const cut = logs.flatMap((log) =>
      assignmentsOfCase(caseUpTo(scoreCaseOf(log.number, log.events), period), working.assignments),
    );
    views.set(period.name, [
      ...facts.filter((kept) => !wanted.has(assignmentKey(kept.fact))).map((kept) => kept.fact),
      ...cut.filter((fact) => fact.unit === unit && wanted.has(assignmentKey(fact))),
    ]);
  }
  return views;
}
