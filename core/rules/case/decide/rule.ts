import { adjustClock, startClock, wholeClock } from '../clocks.ts';
import type { CommandName, CommandOf } from '../commands.ts';
import type { EventPayloads, EventType, NewEvent, StageChange } from '../events.ts';
import { evolve, placeEvents } from '../evolve.ts';
import type { DecideContext, Refusal } from '../policy.ts';
import type { CaseState, RunningClock } from '../state.ts';
import type { Hand, Status } from '../status.ts';

export interface Decided {
  readonly ok: true;
  /** In order; empty when the command was carried out before and has nothing to add. */
  readonly events: readonly NewEvent[];
}
export type Decision = Decided | Refusal;

/** What a rule looks at. `at`: the instant that counts for the events, never before the case's last. */
export interface Seat<C extends CommandName> {
  readonly state: CaseState;
  readonly command: CommandOf<C>;
  readonly ctx: DecideContext;
  readonly at: number;
}

/** One command's own rules, after role, ownership and status have been found right. */
export interface Rule<C extends CommandName> {
  /** What the state alone says against it; the screens ask this, too. */
  readonly ready?: (state: CaseState) => Refusal | null;
  /** Everything else that may be against it: rights that hang on policy first, then state, then input. */
  readonly refuse?: (seat: Seat<C>) => Refusal | null;
  readonly events: (seat: Seat<C>) => readonly NewEvent[];
}

/** Types of events that change the stage. */
type StageEvent = { [T in EventType]: 'to' extends keyof EventPayloads[T] ? T : never }[EventType];

/** What becomes of the stage clock: a new one, the same with a changed limit, standing, the same, none. */
export type ClockTurn = 'start' | 'adjust' | 'park' | 'keep' | 'stop';

interface Turn {
  readonly status: Status;
  readonly hand: Hand;
  readonly clock: ClockTurn;
}

type Where = Pick<Seat<CommandName>, 'ctx' | 'at'> & {
  readonly state: CaseState | null;
  readonly caseId: string;
};

/** An event that leaves the stage alone. */
export function fact<T extends EventType>(
  type: T,
  at: number,
  payload: EventPayloads[T],
  text?: string,
): NewEvent {
  // The pair of type and payload is right by the signature; the union cannot be built from a type variable.
  return { type, at, payload, ...(text ? { text } : {}) } as unknown as NewEvent;
}

/** An event with a change of stage: the clocks it leaves running come from the state that it leads to. */
export function stageFact<T extends StageEvent>(
  { state, ctx, at, caseId }: Where,
  type: T,
  payload: Omit<EventPayloads[T], 'to'>,
  turn: Turn,
  text?: string,
): NewEvent {
  const { status, hand } = turn;
  const before = { status, hand, clock: state?.clock ?? null, whole: state?.whole ?? null };
  const build = (to: StageChange) => fact(type, at, { ...payload, to } as EventPayloads[T], text);
  const [draft] = placeEvents(state, [build(before)], { caseId, actor: ctx.actor, receivedAt: ctx.now });
  const next = evolve(state, draft!);
  return build({ status, hand, clock: turned(turn.clock, next, ctx, at), whole: wholeClock(next, ctx, at) });
}

/** The state after decided events, for a command that needs to go on from there. */
export function after(
  seat: Pick<Seat<CommandName>, 'state' | 'ctx'>,
  events: readonly NewEvent[],
): CaseState {
  const { state, ctx } = seat;
  const placed = placeEvents(state, events, { caseId: state.id, actor: ctx.actor, receivedAt: ctx.now });
  return placed.reduce<CaseState>(evolve, state);
}

/** The seat of a case that exists, as `stageFact` wants it. */
export function here(seat: Pick<Seat<CommandName>, 'state' | 'ctx' | 'at'>): Where {
  return { state: seat.state, ctx: seat.ctx, at: seat.at, caseId: seat.state.id };
}

function turned(turn: ClockTurn, next: CaseState, ctx: DecideContext, at: number): RunningClock | null {
  switch (turn) {
    case 'start':
      return startClock(next, ctx, at);
    case 'adjust':
      return next.clock && adjustClock(next, ctx, next.clock);
    case 'park':
      return next.clock && { ...next.clock, parkedAt: at };
    case 'keep':
      return next.clock;
    case 'stop':
      return null;
  }
}
