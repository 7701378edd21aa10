import type { AssignmentFact } from './assignmentFact.ts';
import { type AssignmentSettings, assignmentsOfCase } from './assignments.ts';
import { contextsOf, type PeriodContext, type ScoreCalendar, type ScorePeriod } from './periods.ts';
import type { ScorePolicy } from './policy.ts';
import { caseUpTo, type ScoreCase, visibleEvents } from './scoreCase.ts';
import { CHAIN_START, type ChainState, chainAfter } from './unitChain.ts';
import { isListed, scoreUnitPeriod, type UnitPeriod } from './unitPeriod.ts';

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

/** Scores all units period by period: each unit's state goes from one period to the next. */
function createChain(policy: ScorePolicy) {
  const states = new Map<string, ChainState>();
  return {
    next(period: PeriodContext, byUnit: ReadonlyMap<string, readonly AssignmentFact[]>): UnitPeriod[] {
      const units = [...byUnit.keys()].sort().map((unit) => {
        const state = states.get(unit) ?? CHAIN_START;
        const scored = scoreUnitPeriod({ unit, period, policy, facts: byUnit.get(unit) ?? [], ...state });
        states.set(unit, chainAfter(state, scored));
        return scored;
      });
      return units.filter(isListed);
    },
  };
}

/** Facts by unit at ascending cutoffs; a case is read again only when the cutoff shows more of it. */
function createCaseView(
  cases: readonly ScoreCase[],
  settings: AssignmentSettings,
): (cutoff: number) => Map<string, AssignmentFact[]> {
  const seen = cases.map(() => ({ events: 0, facts: [] as AssignmentFact[] }));
  return (cutoff) => {
    const byUnit = new Map<string, AssignmentFact[]>();
    for (const [index, scoreCase] of cases.entries()) {
      const last = seen[index]!;
      const events = visibleEvents(scoreCase, cutoff);
      if (events !== last.events) {
        last.events = events;
        last.facts = assignmentsOfCase(caseUpTo(scoreCase, cutoff), settings);
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
