import { assignmentKey, type ScoredFact } from '../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { caseUpTo } from '../core/rules/scoring/scoreCase.ts';
import { scoreUnitChain } from '../core/rules/scoring/unitChain.ts';
import type { UnitPeriod } from '../core/rules/scoring/unitPeriod.ts';
import { lockUnitScore, readHandedOn, readLogs } from '../db/queries/scoring.ts';
import { type KeptFact, keepUnitPeriod, readFacts } from '../db/queries/unitPeriods.ts';
import type { DeedContext } from './run.ts';
import type { Working, WorkingPeriod } from './scoreWorking.ts';

/** Scores a unit's open periods, starting from what the last settled one handed on; results by period id. */
export async function scoreUnit(
  ctx: DeedContext,
  unit: string,
  working: Working,
  read: typeof readFacts = readFacts,
): Promise<ReadonlyMap<number, UnitPeriod>> {
  await lockUnitScore(ctx.tx, unit);
  const firstOpen = working.periods.findIndex((period) => period.open);
  if (firstOpen < 0) return new Map();
  const open = working.periods.slice(firstOpen);
  const before = working.periods[firstOpen - 1];
  const carried = before ? ((await readHandedOn(ctx.tx, before.id, unit)) ?? []) : [];
  const carriedKeys = new Set(carried.map(assignmentKey));
  const seenAfter = before ? (before.settledAt ?? before.cutoff) : open[0]!.chain.cutoff;
  const facts = await read(ctx.tx, {
    unit,
    chain: working.chain,
    from: open[0]!.from,
    seenAfter,
    carried: before ? carried : null,
    changes: open.some((period) => period.cutoff < ctx.now),
  });
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
    await keepUnitPeriod(ctx.tx, result, {
      periodId: open[i]!.id,
      at: ctx.now,
      basis: working.scoreBasis,
      idOf,
    });
  return new Map(scored.map((result, i) => [open[i]!.id, result]));
}

/**
 * Reads a unit's facts once for chains that ask for the same: none of their periods is settled yet, and what
 * begins earlier is asked first. More facts than a period needs do not change its score.
 */
export function readOnce(): typeof readFacts {
  let last: { from: number; facts: KeptFact[] } | null = null;
  return async (tx, asked) => {
    if (asked.carried !== null || asked.changes) return readFacts(tx, asked);
    if (last === null || asked.from < last.from)
      last = { from: asked.from, facts: await readFacts(tx, asked) };
    return last.facts;
  };
}

/** The unit's facts as each period's cutoff sees them: cases that changed after a cutoff are read from their logs up to it. */
async function viewsAt(
  ctx: DeedContext,
  unit: string,
  facts: readonly KeptFact[],
  open: readonly WorkingPeriod[],
  working: Working,
): Promise<Map<string, ScoredFact[]>> {
  const views = new Map<string, ScoredFact[]>();
  const all = facts.map((kept) => kept.fact);
  for (const period of open) {
    const later = period.cutoff < ctx.now ? facts.filter((kept) => kept.changedAt! > period.cutoff) : [];
    if (!later.length) {
      views.set(period.name, all);
      continue;
    }
    const logs = await readLogs(ctx.tx, [...new Set(later.map((kept) => kept.caseId))]);
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
