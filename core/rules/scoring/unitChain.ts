import type { ScoredFact } from './assignmentFact.ts';
import type { PeriodContext } from './periods.ts';
import type { ScorePolicy } from './policy.ts';
import { type Carried, scoreUnitPeriod, type UnitPeriod } from './unitPeriod.ts';

/** What one unit's earlier periods hand on: kept with each settled period, so that later ones can start. */
export interface ChainState {
  readonly carried: readonly Carried[];
  /** Whether an earlier period has the assignment among its own items (by `assignmentKey`). */
  readonly placedEarlier: (key: string) => boolean;
}

/** A unit before the first period of a chain. */
export const CHAIN_START: ChainState = { carried: [], placedEarlier: () => false };

/**
 * Scores consecutive periods of one unit, e.g. the open ones after an event: what moves out of one
 * comes into the next. `factsAt` gives the unit's facts as a period's cutoff sees them.
 */
export function scoreUnitChain(
  unit: string,
  policy: ScorePolicy,
  start: ChainState,
  periods: readonly PeriodContext[],
  factsAt: (period: PeriodContext) => Iterable<ScoredFact>,
): UnitPeriod[] {
  let state = start;
  return periods.map((period) => {
    const scored = scoreUnitPeriod({ unit, period, policy, facts: factsAt(period), ...state });
    state = chainAfter(state, scored);
    return scored;
  });
}

/** The state that a scored period hands on. */
export function chainAfter(before: ChainState, scored: UnitPeriod): ChainState {
  const placed = new Set(scored.placed);
  return {
    carried: scored.movesOn,
    placedEarlier: (key) => placed.has(key) || before.placedEarlier(key),
  };
}
