import type { EventOf, EventType, StageChange } from '../events.ts';
import type { AssignmentState, CaseState, RunningClock, Stood } from '../state.ts';
import { FINAL_STATUSES, type Status } from '../status.ts';

/** How one type of event changes a state whose stage has already moved. */
export type Apply<T extends EventType> = (state: CaseState, event: EventOf<T>) => CaseState;

const WITH_UNIT: readonly Status[] = ['handling', 'deferred'];
/** An emergency's verification runs beside the stages until the check goes out. */
const UNVERIFIED: readonly Status[] = ['checking', 'awaiting-close', 'rejected', ...FINAL_STATUSES];
const NO_REQUESTS = { return: null, extension: null, deferral: null } as const;

/** What every change of stage changes, whatever brought it about. `at` is the instant that counts. */
export function moved(state: CaseState, to: StageChange, at: number): Partial<CaseState> {
  const { status, hand, clock, whole } = to;
  return {
    ...(status === state.status ? null : left(state, status, at)),
    status,
    hand,
    clock,
    whole,
    runs: Math.max(state.runs, clock?.run ?? 0),
    routingOwed: status === 'filed' && hand === 'machine',
  };
}

/** Requests and supervision belong to `handling` and lapse with it; tasks belong to their stage. */
function left(state: CaseState, to: Status, at: number): Partial<CaseState> {
  const { status: from, assignment, verification, supervision } = state;
  const fromHandling = from === 'handling';
  const fromUnit = WITH_UNIT.includes(from) && !WITH_UNIT.includes(to);
  return {
    ...(fromHandling ? { requests: NO_REQUESTS, supervision: { ...supervision, light: null } } : null),
    ...(fromUnit && assignment ? { assignment: endDispatch(assignment, at) } : null),
    ...(from === 'checking' ? { check: null } : null),
    ...(from === 'deferred' ? { deferredUntil: null } : null),
    ...(from === 'coordinating' ? { candidates: [], escalated: false } : null),
    ...(to === 'closed' ? { closedAt: at } : null),
    verification: verification?.light && !UNVERIFIED.includes(to) ? verification : null,
    stood: standing(state, to, at),
  };
}

function standing(state: CaseState, to: Status, at: number): readonly Stood[] {
  const ended = state.stood.map((stood) =>
    stood.to === null ? { ...stood, to: stoodUntil(state, stood, at) } : stood,
  );
  if (to === 'deferred') return [...ended, { why: 'deferral', from: at, to: null }];
  if (to === 'awaiting-check' && state.urgency === 'special') {
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
