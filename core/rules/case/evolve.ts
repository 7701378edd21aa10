import type { CaseEvent, EventType, NewEvent } from './events.ts';
import { CENTRE } from './evolve/centre.ts';
import { FIELD } from './evolve/field.ts';
import { type Apply, moved } from './evolve/moves.ts';
import { RECORDS } from './evolve/records.ts';
import { opened } from './evolve/reported.ts';
import { UNIT } from './evolve/unit.ts';
import type { Actor } from './people.ts';
import type { CaseState } from './state.ts';

const APPLY: { readonly [T in Exclude<EventType, 'reported'>]: Apply<T> } = {
  ...FIELD,
  ...CENTRE,
  ...UNIT,
  ...RECORDS,
};

/** What a machine records of clocks is no act: a check that was made before it still counts as made then. */
const PASSING_OF_TIME: readonly EventType[] = ['turnedYellow', 'turnedRed', 'deadlineRecomputed'];

/**
 * The state after one more event of the log; needs no calendar, since events carry the clocks they leave
 * running. The event's `seq` has to be the next one.
 * @throws Error for a log that is broken: a gap, or a first event that is no report.
 */
export function evolve(state: CaseState | null, event: CaseEvent): CaseState {
  if (event.seq !== (state?.version ?? 0) + 1) {
    throw new Error(`Case ${event.caseId}: event ${event.seq} after version ${state?.version ?? 0}`);
  }
  if (event.type === 'reported') {
    if (state) throw new Error(`Case ${event.caseId}: reported twice`);
    return opened(event);
  }
  if (!state) throw new Error(`Case ${event.caseId} begins with ${event.type}`);
  return applied(stepped(state, event), event);
}

/** The state that a whole log gives; null for none. */
export function replay(events: Iterable<CaseEvent>): CaseState | null {
  let state: CaseState | null = null;
  for (const event of events) state = evolve(state, event);
  return state;
}

interface Sealing {
  readonly caseId: string;
  readonly actor: Pick<Actor, 'id' | 'role'>;
  /** The server's instant. */
  readonly receivedAt: number;
}

/** Gives decided events their place in the log after a state. */
export function placeEvents(
  state: CaseState | null,
  events: readonly NewEvent[],
  { caseId, actor, receivedAt }: Sealing,
): CaseEvent[] {
  const first = (state?.version ?? 0) + 1;
  const by = { id: actor.id, role: actor.role };
  return events.map((event, index) => ({ ...event, caseId, seq: first + index, receivedAt, actor: by }));
}

function stepped(state: CaseState, event: CaseEvent): CaseState {
  const to = 'to' in event.payload ? event.payload.to : null;
  return {
    ...state,
    ...(to && moved(state, to, event.at)),
    version: event.seq,
    lastAt: PASSING_OF_TIME.includes(event.type) ? state.lastAt : Math.max(state.lastAt, event.at),
    // What is written after a blanking is to be blanked in its turn.
    blanked: state.blanked && PASSING_OF_TIME.includes(event.type),
    denialOpen: state.denialOpen && event.actor.role !== 'shift-lead',
  };
}

/** The table pairs each type with its own payload, which the compiler cannot see through an index. */
function applied(state: CaseState, event: Exclude<CaseEvent, { type: 'reported' }>): CaseState {
  return (APPLY[event.type] as (state: CaseState, event: CaseEvent) => CaseState)(state, event);
}
