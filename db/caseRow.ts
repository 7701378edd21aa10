import type { CasePolicy } from '../core/rules/case/policy.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { OPEN_STATUSES } from '../core/rules/case/status.ts';
import { machineOwes, oldestCalendar, turnsOwed } from '../core/rules/case/timers.ts';

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
  readonly calendar_version: number | null;
}

/**
 * Image of a state for the lists. The light of a list is the worse of stage and whole process (spec 03),
 * so yellow and red begin at the earlier of the two instants; while the stage stands, so does the list's light.
 */
export function caseColumns(state: CaseState, policy: CasePolicy): CaseColumns {
  const { clock, whole } = state;
  const owed = machineOwes(state, policy);
  return {
    is_open: OPEN_STATUSES.includes(state.status),
    unit_code: state.assignment?.unit ?? null,
    collector_id: state.check?.collector ?? state.verification?.collector ?? null,
    yellow_from: earliest([clock?.yellowAt, whole?.yellowAt]),
    red_from: earliest([clock?.redAt, whole?.redAt]),
    parked_at: clock?.parkedAt ?? null,
    next_turn_at: turnsOwed(state)[0]?.at ?? null,
    owes: owed?.step ?? null,
    owes_at: owed?.at ?? null,
    calendar_version: oldestCalendar(state),
  };
}

function earliest(instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at): at is number => at !== null && at !== undefined);
  return known.length ? Math.min(...known) : null;
}
