import type { EventOf } from '../events.ts';
import type { CaseState } from '../state.ts';
import { type Apply, runsWith, withPhotos } from './moves.ts';

type FieldEvent =
  | 'verificationRequested'
  | 'confirmed'
  | 'denied'
  | 'verificationImpossible'
  | 'checkIssued'
  | 'checkPassed'
  | 'checkFailed'
  | 'checkImpossible'
  | 'collectorReassigned';

/** What collectors' tasks leave behind. */
export const FIELD: { readonly [T in FieldEvent]: Apply<T> } = {
  verificationRequested: (state, { payload: { to, task, filingUsedMs } }) => ({
    ...state,
    verification: task,
    verified: state.verified || to !== null,
    filingUsedMs,
    runs: runsWith(state, task.light),
  }),
  confirmed: (state, event) => verified(state, event, 'confirmed'),
  denied: (state, event) => ({
    ...verified(state, event, 'denied'),
    denialOpen: event.payload.to === null,
  }),
  verificationImpossible: (state) => ({ ...state, verification: null, verificationResult: 'impossible' }),
  checkIssued: (state, { payload: { task } }) => ({ ...state, check: task }),
  checkPassed: (state, { payload, actor }) => ({
    ...state,
    photos: withPhotos(state, payload.photos),
    lastChecker: actor.id,
  }),
  checkFailed: (state, { payload, actor, at }) => ({
    ...state,
    photos: withPhotos(state, payload.photos),
    lastChecker: payload.by === 'check' ? actor.id : state.lastChecker,
    checkFailures: state.checkFailures + 1,
    cameForDispatchAt: at,
  }),
  checkImpossible: (state) => state,
  collectorReassigned: (state, { payload: { task, hand } }) =>
    task.kind === 'verify' ? { ...state, hand, verification: task } : { ...state, hand, check: task },
};

function verified(
  state: CaseState,
  { payload }: EventOf<'confirmed'> | EventOf<'denied'>,
  verificationResult: 'confirmed' | 'denied',
): CaseState {
  return { ...state, verification: null, verificationResult, photos: withPhotos(state, payload.photos) };
}
