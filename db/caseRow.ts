import type { CasePolicy } from '../core/rules/case/policy.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { OPEN_STATUSES } from '../core/rules/case/status.ts';
import { machineOwes, timersOf } from '../core/rules/case/timers.ts';

/** The columns of `cases` that lists and sweeps need: a pure image of the state. Instants in epoch ms. */
export interface CaseColumns {
  readonly is_open: boolean;
  readonly unit_code: string | null;
  readonly collector_id: string | null;
  readonly yellow_from: number | null;
  readonly red_from: number | null;
  readonly parked_at: number | null;
  readonly next_turn_at: number | null;
  readonly owes: string | null;
  readonly owes_at: number | null;
}

/**
 * Image of a state for the lists. The light of a list is the worse of stage and whole process (spec 03),
 * so yellow and red begin at the earlier of the two instants.
 */
export function caseColumns(state: CaseState, policy: CasePolicy): CaseColumns {
  const clock = state.clock;
  const parked = clock?.parkedAt ?? null;
  const owed = machineOwes(state, policy);
  return {
    is_open: OPEN_STATUSES.includes(state.status),
    unit_code: state.assignment?.unit ?? null,
    collector_id: state.check?.collector ?? state.verification?.collector ?? null,
    yellow_from: earliest([clock?.yellowAt, state.whole?.yellowAt]),
    red_from: earliest([clock?.redAt, state.whole?.redAt]),
    parked_at: parked,
    next_turn_at: nextTurn(state),
    owes: owed?.step ?? null,
    owes_at: owed?.at ?? null,
  };
}

function nextTurn(state: CaseState): number | null {
  const turned = new Set(state.turned);
  const instants = timersOf(state).flatMap((timer) => [
    turned.has(`${timer.clock}:${timer.run}:${timer.dueAt}:yellow`) ? null : timer.yellowAt,
    turned.has(`${timer.clock}:${timer.run}:${timer.dueAt}:red`) ? null : timer.redAt,
  ]);
  return earliest(instants);
}

function earliest(instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at): at is number => at !== null && at !== undefined);
  return known.length ? Math.min(...known) : null;
}
