import { elapsed } from '../../clock/workingTime.ts';
import { sideClock } from '../clocks.ts';
import type { DecideContext, Refusal } from '../policy.ts';
import { badInput, firstRefusal, notNow } from '../refusal.ts';
import type { CaseState } from '../state.ts';
import { refuseBlank, refuseReason } from './input.ts';
import { resumed } from './requests.ts';
import { after, fact, here, type Rule, stageFact } from './rule.ts';

type Handling = 'acknowledge' | 'pass-on' | 'return' | 'feedback' | 'supervise' | 'answer-supervision';

export const RETURNED = { status: 'filed', hand: 'dispatcher', clock: 'start' } as const;

/** What the responsible unit does with its case, and the reminder to it (spec 02). */
export const HANDLING: { readonly [C in Handling]: Rule<C> } = {
  acknowledge: {
    ready: (state) =>
      state.assignment?.acknowledged
        ? notNow('acknowledge', 'already', 'This dispatch has been acknowledged.')
        : null,
    events: ({ at, command }) => [fact('acknowledged', at, {}, command.text)],
  },
  'pass-on': {
    refuse: ({ command }) => refuseBlank('pass-on', 'crew', command.crew, 'The crew'),
    events: ({ command, at }) => [fact('passedOn', at, { crew: command.crew }, command.text)],
  },
  return: {
    refuse: ({ state, ctx, at, command }) =>
      firstRefusal(refuseLateReturn(state, ctx, at), refuseReason('return', command.reason)),
    events: (seat) => {
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'returned', { reason, approved: false }, RETURNED, text)];
    },
  },
  feedback: {
    refuse: ({ state, command }) =>
      state.standard?.photoRequired && command.photos.length === 0
        ? badInput('feedback', 'photo', 'This condition asks for at least one photo of the result.')
        : null,
    events: (seat) => {
      const { state, ctx, at, command } = seat;
      const { photos, reused, farM, text } = command;
      const first = state.status === 'deferred' ? [resumed(seat, 'feedback')] : [];
      const where = { ...here(seat), state: after({ state, ctx }, first) };
      const hand = ctx.policy.auto.issueCheck ? 'machine' : 'supervision';
      const turn = { status: 'awaiting-check', hand, clock: 'start' } as const;
      return [...first, stageFact({ ...where, at }, 'feedback', { photos, reused, farM }, turn, text)];
    },
  },
  supervise: {
    ready: (state) =>
      state.supervision.light
        ? notNow('supervise', 'open', 'The last reminder has not been answered.')
        : null,
    events: ({ state, ctx, at, command }) => [
      fact('supervised', at, { light: sideClock(state, ctx, 'supervision', at) }, command.text),
    ],
  },
  'answer-supervision': {
    ready: (state) =>
      state.supervision.light
        ? null
        : notNow('answer-supervision', 'none', 'No reminder waits for an answer.'),
    events: ({ at, command }) => [fact('supervisionAnswered', at, {}, command.text)],
  },
};

/** Later than `returnWithin` working minutes after the dispatch a return has to be asked for. */
export function refuseLateReturn(
  { assignment }: Pick<CaseState, 'assignment'>,
  { policy, calendar }: Pick<DecideContext, 'policy' | 'calendar'>,
  at: number,
): Refusal | null {
  const withinMs = policy.returnWithinMinutes * 60_000;
  const late = assignment !== null && elapsed(calendar, assignment.dispatchedAt, at) > withinMs;
  return late
    ? notNow('return', 'asked-for', 'It is too late to return it: the return has to be asked for.')
    : null;
}
