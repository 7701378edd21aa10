import type { EventOf, EventType, StageChange } from '../events.ts';
import type { AssignmentState, CaseState, RunningClock, Stood } from '../state.ts';
import { FINAL_STATUSES, type Status } from '../status.ts';

/** How one type of event changes a state whose stage has already moved. */
export type Apply<T extends EventType> = (state: CaseState, event: EventOf<T>) => CaseState;

const WITH_UNIT: readonly Status[] = ['handling', 'deferred'];
const NO_REQUESTS = { return: null, extension: null, deferral: null } as const;

/** What every change of stage does, whatever brought it about. `at` is the instant that counts. */
export function moved(state: CaseState, to: StageChange, at: number): CaseState {
  const next: CaseState = {
    ...state,
    status: to.status,
    hand: to.hand,
    clock: to.clock,
    whole: to.whole,
    runs: Math.max(state.runs, to.clock?.run ?? 0),
    routingOwed: to.status === 'filed' && to.hand === 'machine',
  };
  return to.status === state.status ? next : leave(state, next, at);
}

/** Requests and supervision belong to `handling` and lapse with it; tasks belong to their stage. */
function leave(before: CaseState, next: CaseState, at: number): CaseState {
  const left = before.status;
  const leftHandling = left === 'handling';
  const leftUnit = WITH_UNIT.includes(left) && !WITH_UNIT.includes(next.status);
  return {
    ...next,
    requests: leftHandling ? NO_REQUESTS : next.requests,
    supervision: leftHandling ? { ...next.supervision, light: null } : next.supervision,
    assignment: leftUnit && next.assignment ? endDispatch(next.assignment, at) : next.assignment,
    verification: keepVerification(next) ? next.verification : null,
    check: left === 'checking' ? null : next.check,
    stood: standing(before, next, at),
    deferredUntil: left === 'deferred' ? null : next.deferredUntil,
    escalated: next.status === 'coordinating' ? next.escalated : false,
    candidates: left === 'coordinating' ? [] : next.candidates,
    closedAt: next.status === 'closed' ? at : next.closedAt,
  };
}

/** An emergency's verification runs beside the stages until the check goes out. */
function keepVerification(next: CaseState): boolean {
  const over: readonly Status[] = ['checking', 'awaiting-close', 'rejected', ...FINAL_STATUSES];
  return next.verification?.light ? !over.includes(next.status) : false;
}

function standing(before: CaseState, next: CaseState, at: number): readonly Stood[] {
  const ended = before.stood.map((stood) =>
    stood.to === null ? { ...stood, to: stoodUntil(before, stood, at) } : stood,
  );
  if (next.status === 'deferred') return [...ended, { why: 'deferral', from: at, to: null }];
  if (next.status === 'awaiting-check' && next.urgency === 'special') {
    return [...ended, { why: 'issue-check', from: at, to: null }];
  }
  return ended;
}

/** A deferral ends when it resumes, at the latest at its date (spec 03). */
function stoodUntil(before: CaseState, stood: Stood, at: number): number {
  return stood.why === 'deferral' ? Math.min(at, before.deferredUntil ?? at) : at;
}

/** The open dispatch ends: its segment closes, and a deferral window with it. */
export function endDispatch(assignment: AssignmentState, at: number): AssignmentState {
  return {
    ...assignment,
    open: false,
    segments: assignment.segments.map((segment) => (segment.to === null ? { ...segment, to: at } : segment)),
    deferrals: endWindows(assignment, at),
  };
}

export function endWindows(assignment: AssignmentState, at: number): AssignmentState['deferrals'] {
  return assignment.deferrals.map((window) =>
    window.to === null ? { ...window, to: Math.min(at, window.until) } : window,
  );
}

/** A clock beside the stage begins: it takes the next run number. */
export function runsWith(state: CaseState, light: RunningClock | null): number {
  return Math.max(state.runs, light?.run ?? 0);
}

export function withPhotos(state: CaseState, photos: readonly string[]): readonly string[] {
  return photos.length === 0 ? state.photos : [...new Set([...state.photos, ...photos])];
}

export function withUnits(state: CaseState, units: readonly string[]): readonly string[] {
  return [...new Set([...state.units, ...units])];
}
