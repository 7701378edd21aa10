import { sideClock, usedOf } from '../clocks.ts';
import { countedObserved } from '../observed.ts';
import type { DecideContext, Refusal } from '../policy.ts';
import { firstRefusal, noRight, notNow } from '../refusal.ts';
import type { CaseState, CollectorTask } from '../state.ts';
import { verificationRule } from './filing.ts';
import { refuseBlank, refuseNoPhoto, refuseReason } from './input.ts';
import { fact, here, type Rule, type Seat, stageFact } from './rule.ts';

type Verifying = 'request-verification' | 'confirm' | 'deny' | 'cannot-verify' | 'reassign-collector';

/** Verification before filing, beside the stages for an emergency, and who does a task (spec 02). */
export const VERIFYING: { readonly [C in Verifying]: Rule<C> } = {
  'request-verification': {
    ready: (state) =>
      state.verification?.collector ? notNow('request-verification', 'open', 'A collector is on it.') : null,
    refuse: ({ state, ctx }) => refuseVerification(state, ctx),
    events: (seat) => {
      const { state, command, ctx, at } = seat;
      const task = { kind: 'verify', collector: command.collector, issuedAt: at } as const;
      if (state.urgency === 'emergency') {
        const light = sideClock(state, ctx, 'verification', at);
        const payload = { to: null, task: { ...task, light }, filingUsedMs: state.filingUsedMs };
        return [fact('verificationRequested', at, payload, command.text)];
      }
      const payload = { task: { ...task, light: null }, filingUsedMs: usedOf(state.clock, ctx, at) };
      const hand = command.collector === null ? 'supervision' : 'collector';
      const turn = { status: 'verifying', hand, clock: 'start' } as const;
      return [stageFact(here(seat), 'verificationRequested', payload, turn, command.text)];
    },
  },
  confirm: {
    ready: (state) => taskReady(state, 'confirm'),
    refuse: ({ command }) => refuseNoPhoto('confirm', command.photos),
    events: (seat) => [verified(seat, 'confirmed')],
  },
  deny: {
    ready: (state) => taskReady(state, 'deny'),
    refuse: ({ command }) => refuseNoPhoto('deny', command.photos),
    events: (seat) => [verified(seat, 'denied')],
  },
  'cannot-verify': {
    refuse: ({ command }) => refuseReason('cannot-verify', command.reason),
    events: (seat) => {
      const turn = { status: 'reported', hand: 'acceptance', clock: 'start' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'verificationImpossible', { reason }, turn, text)];
    },
  },
  'reassign-collector': {
    refuse: ({ state, command }) =>
      firstRefusal(
        taskOf(state)?.collector === command.collector &&
          notNow('reassign-collector', 'same', 'The task is this collector’s already.'),
        refuseBlank('reassign-collector', 'collector', command.collector, 'A collector'),
      ),
    events: ({ state, command, at }) => {
      const kind = state.status === 'verifying' ? 'verify' : 'check';
      const light = taskOf(state)?.light ?? null;
      const task = { kind, collector: command.collector, issuedAt: at, light } as const;
      return [fact('collectorReassigned', at, { task, hand: 'collector' }, command.text)];
    },
  },
};

function taskOf(state: CaseState): CollectorTask | null {
  return state.status === 'verifying' ? state.verification : state.check;
}

/** Per channel: always, optional or never; the machine asks only where it is always (spec 02). */
export function refuseVerification(
  state: CaseState,
  ctx: Pick<DecideContext, 'actor' | 'policy'>,
): Refusal | null {
  const rule = verificationRule(state.channel, ctx.policy);
  if (rule === 'never') {
    return noRight('request-verification', 'never', `Reports by ${state.channel} are never verified.`);
  }
  if (ctx.actor.role !== 'machine') return null;
  if (rule !== 'always') {
    return noRight('request-verification', 'machine', 'The city has a person ask for it here.');
  }
  return state.verificationResult === null
    ? null
    : notNow('request-verification', 'done', 'It has been verified.');
}

function taskReady(state: CaseState, command: 'confirm' | 'deny'): Refusal | null {
  return state.verification ? null : notNow(command, 'no-task', 'No verification is open.');
}

/** Done when it was observed, if that is plausible; an emergency stays where it is. */
function verified(seat: Seat<'confirm' | 'deny'>, type: 'confirmed' | 'denied') {
  const { state, command, ctx } = seat;
  const { photos, text } = command;
  const notBefore = Math.max(state.lastAt, state.verification?.issuedAt ?? 0);
  const { at, ...observed } = countedObserved(command.observedAt, {
    now: ctx.now,
    notBefore,
    policy: ctx.policy,
  });
  const payload = { photos, ...observed };
  if (state.status !== 'verifying') return fact(type, at, { to: null, ...payload }, text);
  const turn = { status: 'reported', hand: 'acceptance', clock: 'start' } as const;
  return stageFact({ ...here(seat), at }, type, payload, turn, text);
}
