import type { EventOf } from '../events.ts';
import type { CaseState } from '../state.ts';
import type { Apply } from './moves.ts';

type CentreEvent =
  | 'filed'
  | 'rejected'
  | 'rejectionReversed'
  | 'amended'
  | 'coordinationStarted'
  | 'escalated'
  | 'closed'
  | 'closedUnresolved'
  | 'merged'
  | 'voided';

/** What the centre's decisions on the case itself leave behind. */
export const CENTRE: { readonly [T in CentreEvent]: Apply<T> } = {
  filed: (state, { at, payload }) => ({
    ...state,
    standard: payload.standard,
    categoryKey: payload.standard.categoryKey,
    conditionKey: payload.standard.conditionKey,
    kind: payload.standard.kind,
    urgency: payload.standard.urgency,
    place: payload.place,
    areas: payload.areas,
    component: payload.component,
    filedAt: at,
    cameForDispatchAt: at,
  }),
  rejected: (state, { at, payload }) => ({
    ...state,
    rejectedAt: at,
    outcome: 'rejected',
    outcomeReason: payload.reason,
  }),
  rejectionReversed: (state) => ({
    ...state,
    rejectedAt: null,
    outcome: null,
    outcomeReason: null,
    filingUsedMs: 0,
  }),
  amended: (state, { payload }) => {
    const { after, areas, standard } = payload;
    const urgency = standard?.urgency ?? (after.conditionKey === null ? 'general' : state.urgency);
    return {
      ...state,
      ...after,
      areas,
      urgency,
      standard: state.standard && (standard ?? state.standard),
      assignment: amendedLimit(state, payload),
      emergency: urgency === 'emergency' ? state.emergency : null,
      verification: urgency !== 'emergency' && state.verification?.light ? null : state.verification,
    };
  },
  coordinationStarted: (state, { payload }) => ({ ...state, candidates: payload.candidates }),
  escalated: (state) => ({ ...state, escalated: true }),
  closed: (state) => ({ ...state, outcome: 'resolved' }),
  closedUnresolved: (state, { payload }) => ({
    ...state,
    outcome: 'unresolved',
    outcomeReason: payload.reason,
  }),
  merged: (state, { payload }) => ({ ...state, outcome: 'merged', mergedInto: payload.into }),
  voided: (state, { payload }) => ({ ...state, outcome: 'voided', outcomeReason: payload.reason }),
};

/** A changed condition brings its own limit and clock to the unit that has the case (spec 02, amend). */
function amendedLimit(state: CaseState, { clock, limitMinutes }: EventOf<'amended'>['payload']) {
  const { assignment } = state;
  if (!assignment || clock === null || limitMinutes === null) return assignment;
  return { ...assignment, clock, limitMinutes };
}
