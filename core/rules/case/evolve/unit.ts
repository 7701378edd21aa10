import type { EventOf } from '../events.ts';
import type { AssignmentState, CaseState } from '../state.ts';
import { type Apply, endWindows, runsWith, withPhotos, withUnits } from './moves.ts';

type UnitEvent =
  | 'dispatched'
  | 'substituted'
  | 'acknowledged'
  | 'passedOn'
  | 'returned'
  | 'returnRequested'
  | 'returnRefused'
  | 'extensionRequested'
  | 'extensionApproved'
  | 'extensionRefused'
  | 'deferralRequested'
  | 'deferralApproved'
  | 'deferralRefused'
  | 'resumed'
  | 'feedback'
  | 'supervised'
  | 'supervisionAnswered';

/** What happens between the centre and the responsible unit. */
export const UNIT: { readonly [T in UnitEvent]: Apply<T> } = {
  dispatched: (state, event) => {
    const { kind, unit, assisting } = event.payload;
    const { assignment } = state;
    const goesOn = assignment !== null && (kind === 'repeat' || kind === 'refused-return');
    return {
      ...state,
      assignment: goesOn ? dispatchedAgain(assignment, event) : firstDispatch(state, event),
      assignments: state.assignments + (goesOn ? 0 : 1),
      units: withUnits(state, [unit, ...assisting]),
      returnedSince: false,
    };
  },
  substituted: (state, event) => ({
    ...state,
    assignment: standby(state, event),
    assignments: state.assignments + 1,
    units: withUnits(state, [event.payload.unit]),
    returnedSince: false,
    substituted: true,
    requests: { return: null, extension: null, deferral: null },
    supervision: { ...state.supervision, light: null },
  }),
  acknowledged: (state) => withAssignment(state, { acknowledged: true }),
  passedOn: (state, { payload }) => withAssignment(state, { crew: payload.crew }),
  returned: (state, { at }) => ({ ...state, cameForDispatchAt: at, returnedSince: true }),
  returnRequested: (state, event) => asked(state, 'return', event),
  returnRefused: (state) => answered(state, 'return'),
  extensionRequested: (state, event) =>
    withAssignment(asked(state, 'extension', event, { minutes: event.payload.minutes }), {
      extensionAskedThisDispatch: true,
    }),
  extensionApproved: (state, { payload }) =>
    withAssignment(answered(state, 'extension'), {
      extensionMinutes: (state.assignment?.extensionMinutes ?? 0) + payload.minutes,
    }),
  extensionRefused: (state) => answered(state, 'extension'),
  deferralRequested: (state, event) => asked(state, 'deferral', event, { until: event.payload.until }),
  deferralApproved: (state, { at, payload: { until } }) => ({
    ...withAssignment(answered(state, 'deferral'), {
      deferrals: [...(state.assignment?.deferrals ?? []), { from: at, until, to: null }],
    }),
    deferredUntil: until,
    deferralUsed: true,
  }),
  deferralRefused: (state) => answered(state, 'deferral'),
  resumed: (state, { at }) =>
    state.assignment ? withAssignment(state, { deferrals: endWindows(state.assignment, at) }) : state,
  feedback: (state, { at, payload }) => ({
    ...state,
    photos: withPhotos(state, payload.photos),
    feedbacks: state.feedbacks + 1,
    lastFeedbackAt: at,
  }),
  supervised: (state, { payload: { light } }) => ({
    ...state,
    supervision: { count: state.supervision.count + 1, light },
    runs: runsWith(state, light),
  }),
  supervisionAnswered: (state) => ({ ...state, supervision: { ...state.supervision, light: null } }),
};

type Asked = EventOf<'returnRequested'> | EventOf<'extensionRequested'> | EventOf<'deferralRequested'>;

function asked(
  state: CaseState,
  kind: keyof CaseState['requests'],
  { seq, at, actor, payload: { reason, light } }: Asked,
  what: { readonly minutes?: number; readonly until?: number } = {},
): CaseState {
  const request = { seq, at, by: actor.id, reason, ...what, light };
  return { ...state, requests: { ...state.requests, [kind]: request }, runs: runsWith(state, light) };
}

function answered(state: CaseState, kind: keyof CaseState['requests']): CaseState {
  return { ...state, requests: { ...state.requests, [kind]: null } };
}

function withAssignment(state: CaseState, change: Partial<AssignmentState>): CaseState {
  return state.assignment ? { ...state, assignment: { ...state.assignment, ...change } } : state;
}

function firstDispatch(state: CaseState, { seq, at, payload }: EventOf<'dispatched'>): AssignmentState {
  const { unit, limitMinutes, clock, dutyMinutes, assisting, startAt } = payload;
  return {
    ...fresh(state, seq, at),
    unit,
    limitMinutes,
    clock,
    dutyMinutes,
    assisting,
    segments: [{ from: startAt, to: null }],
  };
}

function dispatchedAgain(
  assignment: AssignmentState,
  { seq, at, payload }: EventOf<'dispatched'>,
): AssignmentState {
  const { kind, assisting, startAt } = payload;
  return {
    ...assignment,
    dispatchSeq: seq,
    dispatchedAt: at,
    open: true,
    assisting,
    segments: [...assignment.segments, { from: startAt, to: null }],
    repeats: assignment.repeats + (kind === 'repeat' ? 1 : 0),
    refusedReturns: assignment.refusedReturns + (kind === 'refused-return' ? 1 : 0),
    extensionAskedThisDispatch: false,
    acknowledged: false,
    crew: null,
  };
}

/** The first unit's dispatch ends with the substitution; the standby unit begins at zero. */
function standby(state: CaseState, { seq, at, payload }: EventOf<'substituted'>): AssignmentState {
  const { unit, limitMinutes, clock, startAt } = payload;
  const segments = [{ from: startAt, to: null }];
  return { ...fresh(state, seq, at), unit, standby: true, limitMinutes, clock, segments };
}

function fresh(state: CaseState, seq: number, at: number) {
  return {
    no: state.assignments,
    standby: false,
    dispatchSeq: seq,
    open: true,
    dispatchedAt: at,
    dutyMinutes: 0,
    repeats: 0,
    refusedReturns: 0,
    extensionMinutes: 0,
    extensionAskedThisDispatch: false,
    deferrals: [],
    acknowledged: false,
    crew: null,
    assisting: [],
  } as const satisfies Partial<AssignmentState>;
}
