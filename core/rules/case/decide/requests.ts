import { sideClock } from '../clocks.ts';
import type { CommandName } from '../commands.ts';
import type { NewEvent } from '../events.ts';
import type { Refusal } from '../policy.ts';
import { badInput, firstRefusal, notNow } from '../refusal.ts';
import type { CaseState } from '../state.ts';
import { refuseMinutes, refuseReason } from './input.ts';
import { fact, here, type Rule, type Seat, stageFact } from './rule.ts';

type Kind = keyof CaseState['requests'];
type Requests =
  | 'request-return'
  | 'approve-return'
  | 'refuse-return'
  | 'request-extension'
  | 'approve-extension'
  | 'refuse-extension'
  | 'request-deferral'
  | 'approve-deferral'
  | 'refuse-deferral'
  | 'resume';

/** What a unit asks for and the shift lead decides; the unit's clock runs meanwhile (spec 02). */
export const REQUESTS: { readonly [C in Requests]: Rule<C> } = {
  'request-return': {
    ready: (state) => refusePending('request-return', state, 'return'),
    refuse: ({ command }) => refuseReason('request-return', command.reason),
    events: ({ state, ctx, at, command: { reason, text } }) => [
      fact('returnRequested', at, { reason, light: sideClock(state, ctx, 'request', at) }, text),
    ],
  },
  'approve-return': {
    ready: (state) => refuseNoRequest('approve-return', state, 'return'),
    events: (seat) => {
      // The reason is the unit's own: the dispatcher has to see why it came back.
      const payload = { reason: seat.state.requests.return!.reason, approved: true };
      const turn = { status: 'filed', hand: 'dispatcher', clock: 'start' } as const;
      return [stageFact(here(seat), 'returned', payload, turn, seat.command.text)];
    },
  },
  'refuse-return': refusal('refuse-return', 'returnRefused', 'return'),
  'request-extension': {
    ready: (state) =>
      firstRefusal(
        refusePending('request-extension', state, 'extension'),
        state.assignment?.extensionAskedThisDispatch === true &&
          notNow('request-extension', 'once', 'An extension can be asked for once per dispatch.'),
      ),
    refuse: ({ state, command, at }) =>
      firstRefusal(
        refuseLateExtension(state, at),
        refuseMinutes('request-extension', command.minutes),
        refuseReason('request-extension', command.reason),
      ),
    events: ({ state, ctx, at, command: { minutes, reason, text } }) => [
      fact('extensionRequested', at, { minutes, reason, light: sideClock(state, ctx, 'request', at) }, text),
    ],
  },
  'approve-extension': {
    ready: (state) => refuseNoRequest('approve-extension', state, 'extension'),
    refuse: ({ command }) => refuseMinutes('approve-extension', command.minutes),
    events: (seat) => {
      const { minutes, text } = seat.command;
      const turn = { status: 'handling', hand: 'unit', clock: 'adjust' } as const;
      return [stageFact(here(seat), 'extensionApproved', { minutes }, turn, text)];
    },
  },
  'refuse-extension': refusal('refuse-extension', 'extensionRefused', 'extension'),
  'request-deferral': {
    ready: (state) =>
      firstRefusal(
        refusePending('request-deferral', state, 'deferral'),
        refuseSecondDeferral('request-deferral', state),
      ),
    refuse: (seat) =>
      firstRefusal(
        refuseUntil('request-deferral', seat),
        refuseReason('request-deferral', seat.command.reason),
      ),
    events: ({ state, ctx, at, command: { until, reason, text } }) => [
      fact('deferralRequested', at, { until, reason, light: sideClock(state, ctx, 'request', at) }, text),
    ],
  },
  'approve-deferral': {
    ready: (state) =>
      firstRefusal(
        refuseNoRequest('approve-deferral', state, 'deferral'),
        refuseSecondDeferral('approve-deferral', state),
      ),
    refuse: (seat) => refuseUntil('approve-deferral', seat),
    events: (seat) => {
      const { until, text } = seat.command;
      const turn = { status: 'deferred', hand: 'parked', clock: 'park' } as const;
      return [stageFact(here(seat), 'deferralApproved', { until }, turn, text)];
    },
  },
  'refuse-deferral': refusal('refuse-deferral', 'deferralRefused', 'deferral'),
  resume: {
    refuse: ({ state, ctx }) =>
      ctx.actor.role === 'machine' && ctx.now < (state.deferredUntil ?? 0)
        ? notNow('resume', 'early', 'The date of the deferral has not come.')
        : null,
    events: (seat) => [
      resumed(seat, seat.ctx.actor.role === 'machine' ? 'date' : 'earlier', seat.command.text),
    ],
  },
};

/** The unit's clock goes on: from the date of the deferral, where that has passed already. */
export function resumed(
  seat: Pick<Seat<CommandName>, 'state' | 'ctx' | 'at'>,
  why: 'date' | 'earlier' | 'feedback',
  text?: string,
): NewEvent {
  return stageFact(
    here(seat),
    'resumed',
    { why },
    { status: 'handling', hand: 'unit', clock: 'start' },
    text,
  );
}

type Refuse = 'refuse-return' | 'refuse-extension' | 'refuse-deferral';
type Refused = 'returnRefused' | 'extensionRefused' | 'deferralRefused';

function refusal<C extends Refuse>(command: C, type: Refused, kind: Kind): Rule<C> {
  return {
    ready: (state) => refuseNoRequest(command, state, kind),
    refuse: (seat) => refuseReason(command, seat.command.reason),
    events: ({ at, command: { reason, text } }) => [fact(type, at, { reason }, text)],
  };
}

function refusePending(command: CommandName, state: CaseState, kind: Kind): Refusal | null {
  return state.requests[kind]
    ? notNow(command, 'pending', 'This has been asked for and is not decided.')
    : null;
}

function refuseNoRequest(command: CommandName, state: CaseState, kind: Kind): Refusal | null {
  return state.requests[kind] ? null : notNow(command, 'not-asked', 'Nobody has asked for this.');
}

function refuseSecondDeferral(command: CommandName, state: CaseState): Refusal | null {
  return state.deferralUsed ? notNow(command, 'once', 'A case is deferred once.') : null;
}

/** At most so many days by policy, and not into the past. */
function refuseUntil(
  command: 'request-deferral' | 'approve-deferral',
  { command: { until }, ctx, at }: Seat<typeof command>,
) {
  const longest = at + ctx.policy.deferralMaxDays * 86_400_000;
  return firstRefusal(
    !(until > at) && badInput(command, 'past', 'The date of a deferral lies ahead.'),
    until > longest &&
      badInput(command, 'too-long', `A deferral is at most ${ctx.policy.deferralMaxDays} days.`),
  );
}

/** An extension is asked for before red (spec 02). */
export function refuseLateExtension({ clock }: Pick<CaseState, 'clock'>, at: number): Refusal | null {
  const red = clock !== null && clock.redAt !== null && at > clock.redAt;
  return red ? notNow('request-extension', 'before-red', 'It has to be asked for before red.') : null;
}
