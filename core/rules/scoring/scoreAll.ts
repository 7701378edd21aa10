import type { AssignmentFact } from './assignmentFact.ts';
import { type AssignmentSettings, assignmentsOfCase } from './assignments.ts';
import { contextsOf, type PeriodContext, type ScoreCalendar, type ScorePeriod } from './periods.ts';
import type { ScorePolicy } from './policy.ts';
import { caseUpTo, type ScoreCase } from './scoreCase.ts';
import { type Carried, isListed, scoreUnitPeriod, type UnitPeriod } from './unitPeriod.ts';

export interface ScoreInput {
  readonly working: ScoreCalendar;
  readonly policy: ScorePolicy;
  readonly commandDutyUnits: ReadonlySet<string>;
  /** Contiguous, ascending; the list begins where nothing is carried in. */
  readonly periods: readonly ScorePeriod[];
  readonly cases: readonly ScoreCase[];
  /** null: all periods are settled. */
  readonly now: number | null;
}

export interface PeriodScore {
  readonly period: PeriodContext;
  /** Units with anything to tell, by name in code-unit order. */
  readonly units: readonly UnitPeriod[];
}

/** Scores a whole chain of periods from the logs: the same steps as the incremental way, in order. */
export function scoreAll(input: ScoreInput): PeriodScore[] {
  const view = createCaseView(input.cases, {
    calendar: input.working.calendar,
    commandDutyUnits: input.commandDutyUnits,
    dispatchLimitMs: input.policy.dispatchLimitMs,
  });
  const chain = createChain(input.policy);
  return contextsOf(input.working, input.policy.settleWorkdays, input.periods, input.now).map((period) => ({
    period,
    units: chain.next(period, view(period.cutoff)),
  }));
}

/** A chain of periods scored one after another: remembers what was placed and what moved on. */
export function createChain(policy: ScorePolicy): {
  next(period: PeriodContext, byUnit: ReadonlyMap<string, readonly AssignmentFact[]>): UnitPeriod[];
} {
  const placed = new Set<string>();
  let carried = new Map<string, readonly Carried[]>();
  return {
    next(period, byUnit) {
      const units = [...byUnit.keys()].sort().map((unit) =>
        scoreUnitPeriod({
          unit,
          period,
          policy,
          facts: byUnit.get(unit) ?? [],
          carried: carried.get(unit) ?? [],
          placedEarlier: (key) => placed.has(key),
        }),
      );
      for (const unit of units) for (const key of unit.placed) placed.add(key);
      carried = new Map(units.map((unit) => [unit.unit, unit.movesOn]));
      return units.filter(isListed);
    },
  };
}

/** Facts by unit at ascending cutoffs; a case is read again only when the cutoff shows more of it. */
function createCaseView(
  cases: readonly ScoreCase[],
  settings: AssignmentSettings,
): (cutoff: number) => Map<string, AssignmentFact[]> {
  const seen = cases.map(() => ({ events: -1, facts: [] as AssignmentFact[] }));
  return (cutoff) => {
    const byUnit = new Map<string, AssignmentFact[]>();
    for (const [index, scoreCase] of cases.entries()) {
      const last = seen[index]!;
      if (last.events !== scoreCase.events.length) {
        const visible = caseUpTo(scoreCase, cutoff);
        if (visible.events.length !== last.events) {
          last.events = visible.events.length;
          last.facts = assignmentsOfCase(visible, settings);
        }
      }
      for (const fact of last.facts) {
        const facts = byUnit.get(fact.unit);
        if (facts === undefined) byUnit.set(fact.unit, [fact]);
        else facts.push(fact);
      }
    }
    return byUnit;
  };
}
