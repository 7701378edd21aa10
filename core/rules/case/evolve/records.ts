import type { EventOf } from '../events.ts';
import type { CaseState, RunningClock } from '../state.ts';
import { type Apply, withPhotos } from './moves.ts';

type RecordEvent =
  | 'costRecorded'
  | 'linked'
  | 'noted'
  | 'attached'
  | 'rated'
  | 'photoReleased'
  | 'blanked'
  | 'emergencyAcknowledged'
  | 'emergencyRaised'
  | 'turnedYellow'
  | 'turnedRed'
  | 'deadlineRecomputed';

/** Records on a case, and what the machine notes of it. */
export const RECORDS: { readonly [T in RecordEvent]: Apply<T> } = {
  costRecorded: (state) => ({ ...state, costs: state.costs + 1 }),
  linked: (state, { payload: { other, why } }) => ({
    ...state,
    links: [...state.links, { to: other, why }],
  }),
  noted: (state) => state,
  attached: (state, { payload }) => ({ ...state, photos: withPhotos(state, payload.photos) }),
  rated: (state, { payload }) => ({ ...state, rating: payload.stars }),
  photoReleased: (state, { payload }) => ({
    ...state,
    releasedPhotos: [...new Set([...state.releasedPhotos, payload.blurred])],
  }),
  blanked: (state) => ({ ...state, blanked: true }),
  emergencyAcknowledged: (state, { actor }) => ({
    ...state,
    emergency: state.emergency && { ...state.emergency, acknowledgedBy: actor.id },
  }),
  emergencyRaised: (state, { at, payload: { level } }) => ({
    ...state,
    emergency: { acknowledgedBy: null, raisedAt: at, ...state.emergency, level },
  }),
  turnedYellow: (state, event) => turned(state, event),
  turnedRed: (state, event) => turned(state, event),
  deadlineRecomputed: (state, { payload: { beside } }) => ({
    ...state,
    requests: {
      return: relit(state.requests.return, beside.return),
      extension: relit(state.requests.extension, beside.extension),
      deferral: relit(state.requests.deferral, beside.deferral),
    },
    supervision: { ...state.supervision, light: beside.supervision },
    verification: relit(state.verification, beside.verification),
  }),
};

/** Names one turn of a light: a second firing of the same is no news. */
export function turnKey(turn: {
  clock: string;
  run: number;
  dueAt: number;
  light: 'yellow' | 'red';
}): string {
  return `${turn.clock}:${turn.run}:${turn.dueAt}:${turn.light}`;
}

function turned(
  state: CaseState,
  { type, payload }: EventOf<'turnedYellow'> | EventOf<'turnedRed'>,
): CaseState {
  const light = type === 'turnedRed' ? 'red' : 'yellow';
  return { ...state, turned: [...state.turned, turnKey({ ...payload, light })] };
}

function relit<T extends { readonly light: RunningClock | null }>(
  lit: T | null,
  light: RunningClock | null,
): T | null {
  return lit && light ? { ...lit, light } : lit;
}
