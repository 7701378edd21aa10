import type { AssignmentFact } from './assignmentFact.ts';
import { type AssignmentSettings, assignmentsOfCase } from './assignments.ts';
import { contextsOf, type PeriodContext, type ScoreCalendar, type ScorePeriod } from './periods.ts';
import type { ScorePolicy } from './policy.ts';
import { caseUpTo, type ScoreCase, type Sight, visibleEvents } from './scoreCase.ts';
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
  const { working, policy, commandDutyUnits } = input;
  const grounds = {
    policy,
    settings: { calendar: working.calendar, commandDutyUnits, dispatchLimitMs: policy.dispatchLimitMs },
  };
  const contexts = contextsOf(working, policy.settleWorkdays, input.periods, input.now);
  return scoreChain(
    contexts.map((period) => ({ ...grounds, period })),
    input.cases,
  );
}

/** A period of a chain with what it is scored with: a settled one keeps the versions that it was settled with. */
export interface ChainPeriod {
  readonly period: PeriodContext;
  readonly policy: ScorePolicy;
  readonly settings: AssignmentSettings;
  /** The log's position at the settlement; null: all of it. */
  readonly upToPosition?: number | null;
}

/** Scores a chain whose periods may each have a policy and a calendar of their own (spec 05, Periods). */
export function scoreChain(
  periods: readonly ChainPeriod[],
  cases: readonly ScoreCase[],
  told: (done: number) => void = () => {},
): PeriodScore[] {
  const view = createCaseView(cases);
  const states = new Map<string, ChainState>();
  return periods.map(({ period, policy, settings, upToPosition = null }, i) => {
    const byUnit = view({ cutoff: period.cutoff, upToPosition }, settings);
    const units = [...byUnit.keys()].sort().map((unit) => {
      const state = states.get(unit) ?? CHAIN_START;
      const scored = scoreUnitPeriod({ unit, period, policy, facts: byUnit.get(unit) ?? [], ...state });
      states.set(unit, chainAfter(state, scored));
      return scored;
    });
    told(i + 1);
    return { period, units: units.filter(isListed) };
  });
}

/** Facts by unit at ascending cutoffs; a case is read again only when the cutoff shows more of it. */
function createCaseView(
  cases: readonly ScoreCase[],
): (sight: Sight, settings: AssignmentSettings) => Map<string, AssignmentFact[]> {
  const seen = cases.map(() => ({ events: 0, facts: [] as AssignmentFact[] }));
  let readWith: AssignmentSettings | null = null;
  return (sight, settings) => {
    const byUnit = new Map<string, AssignmentFact[]>();
    const anew = readWith !== null && !sameSettings(readWith, settings);
    readWith = settings;
    for (const [index, scoreCase] of cases.entries()) {
      const last = seen[index]!;
      const events = visibleEvents(scoreCase, sight);
      if (anew || events !== last.events) {
        last.events = events;
        last.facts = assignmentsOfCase(caseUpTo(scoreCase, sight), settings);
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

function sameSettings(a: AssignmentSettings, b: AssignmentSettings): boolean {
  if (a.calendar !== b.calendar || a.dispatchLimitMs !== b.dispatchLimitMs) return false;
  const [one, other] = [a.commandDutyUnits, b.commandDutyUnits];
  return one === other || (one.size === other.size && [...one].every((unit) => other.has(unit)));
}
