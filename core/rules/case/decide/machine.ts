import { recomputeClock, wholeClock } from '../clocks.ts';
import type { EventPayloads, NewEvent } from '../events.ts';
import { turnKey } from '../evolve/records.ts';
import type { DecideContext, Refusal } from '../policy.ts';
import { badInput, firstRefusal, notNow } from '../refusal.ts';
import type { CaseState, RunningClock } from '../state.ts';
import { emergencyDueAt } from '../steps.ts';
import { oldestCalendar, timersOf } from '../timers.ts';
import { fact, type Rule, type Seat } from './rule.ts';

type Machine = 'raise-emergency' | 'turn-light' | 'recompute-deadline' | 'blank';

/** What only the machine does; each is harmless when it comes late, twice, or for what has moved on. */
export const MACHINE: { readonly [C in Machine]: Rule<C> } = {
  'raise-emergency': {
    ready: (state) =>
      state.emergency?.acknowledgedBy === null
        ? null
        : notNow('raise-emergency', 'none', 'No emergency waits to be acknowledged.'),
    refuse: refuseRaise,
    events: ({ at, command: { level } }) => [fact('emergencyRaised', at, { level })],
  },
  'turn-light': { refuse: refuseTurn, events: (seat) => [turned(seat)] },
  'recompute-deadline': { events: recomputed },
  blank: {
    ready: (state) => (state.blanked ? notNow('blank', 'already', 'Its texts have been blanked.') : null),
    refuse: ({ state, command, ctx }) =>
      firstRefusal(
        isReversible(state, ctx) && notNow('blank', 'reversible', 'The rejection can still be reversed.'),
        command.fields.length === 0 && badInput('blank', 'fields', 'Nothing is named to be blanked.'),
      ),
    events: ({ at, command }) => [fact('blanked', at, { fields: command.fields })],
  },
};

function isReversible({ status, rejectedAt }: CaseState, { now, policy }: DecideContext): boolean {
  const daysMs = policy.rejectionReversibleDays * 86_400_000;
  return status === 'rejected' && rejectedAt !== null && now - rejectedAt <= daysMs;
}

/** After 2 minutes to the shift lead, after 5 to the leader on duty, one step at a time (spec 02). */
function refuseRaise({ state, command, ctx }: Seat<'raise-emergency'>): Refusal | null {
  const level = state.emergency!.level + 1;
  const dueAt = emergencyDueAt(state, ctx.policy);
  return firstRefusal(
    (command.level !== level || dueAt === null) &&
      notNow('raise-emergency', 'level', 'It has been raised to this level, or cannot be.'),
    dueAt !== null && ctx.now < dueAt && notNow('raise-emergency', 'early', 'It is not time to raise it.'),
  );
}

function refuseTurn({ state, command, ctx }: Seat<'turn-light'>): Refusal | null {
  const { run, clock, dueAt, light } = command;
  const timer = timersOf(state).find((one) => one.run === run && one.clock === clock && one.dueAt === dueAt);
  if (!timer) return notNow('turn-light', 'moved-on', 'This clock does not run any more.');
  if (state.turned.includes(turnKey(command)))
    return notNow('turn-light', 'already', 'This light has turned.');
  // Yellow from its instant on, red only after it (spec 03, Lights).
  const early = light === 'yellow' ? ctx.now < timer.yellowAt : ctx.now <= timer.redAt;
  return early ? notNow('turn-light', 'early', 'A light never turns early.') : null;
}

function turned({ state, command, ctx, at }: Seat<'turn-light'>): NewEvent {
  const { run, dueAt, light } = command;
  const timer = timersOf(state).find(
    (one) => one.run === run && one.dueAt === dueAt && one.clock === command.clock,
  )!;
  const latenessMs = ctx.now - (light === 'red' ? timer.redAt : timer.yellowAt);
  const type = light === 'red' ? 'turnedRed' : 'turnedYellow';
  return fact(type, at, { run, clock: timer.clock, dueAt, latenessMs });
}

/** Running clocks by the calendar of the context; nothing when they stand on that version already. */
function recomputed({ state, ctx, at, command: { why } }: Seat<'recompute-deadline'>): readonly NewEvent[] {
  // What has ended keeps the light that it ended with; nothing goes back to an older calendar.
  const standsOn = oldestCalendar(state);
  if (standsOn === null || standsOn >= ctx.calendarVersion) return [];
  const again = (clock: RunningClock | null | undefined) =>
    clock ? recomputeClock(state, ctx, clock) : null;
  const { clock, requests, supervision, verification } = state;
  const beside = {
    return: again(requests.return?.light),
    extension: again(requests.extension?.light),
    deferral: again(requests.deferral?.light),
    supervision: again(supervision.light),
    verification: again(verification?.light),
  };
  const to = {
    status: state.status,
    hand: state.hand,
    clock: again(clock),
    whole: wholeAgain(state, ctx, at),
  };
  const payload: EventPayloads['deadlineRecomputed'] = {
    why,
    calendarVersion: ctx.calendarVersion,
    before: clock,
    wholeBefore: state.whole,
    to,
    beside,
  };
  return [fact('deadlineRecomputed', at, payload)];
}

/** A whole process that stands goes on standing since the same instant. */
function wholeAgain(state: CaseState, ctx: DecideContext, at: number) {
  const whole = wholeClock(state, ctx, at);
  return whole && { ...whole, parkedAt: state.whole?.parkedAt ?? null };
}
