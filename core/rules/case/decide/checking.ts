import type { CommandName } from '../commands.ts';
import { countedObserved } from '../observed.ts';
import type { Role } from '../people.ts';
import type { CasePolicy, Refusal } from '../policy.ts';
import { badInput, firstRefusal, noRight } from '../refusal.ts';
import type { CaseState } from '../state.ts';
import { refuseNoPhoto, refuseReason } from './input.ts';
import { here, type Rule, type Seat, stageFact } from './rule.ts';

type Checking = 'issue-check' | 'pass' | 'fail' | 'cannot-check' | 'send-back';

/** How a check counts as made, by who made it: everything but the collector on site is marked (spec 02). */
const HOW_FAILED: Partial<Readonly<Record<Role, 'on-site' | 'video' | 'shift-lead'>>> = {
  collector: 'on-site',
  'supervision-officer': 'video',
  'shift-lead': 'shift-lead',
};
const HOW: Partial<Readonly<Record<Role, 'on-site' | 'video' | 'shift-lead' | 'import'>>> = {
  ...HOW_FAILED,
  import: 'import',
};

/** The check on site and what stands in for it (spec 02). */
export const CHECKING: { readonly [C in Checking]: Rule<C> } = {
  'issue-check': {
    refuse: ({ ctx }) =>
      ctx.actor.role === 'machine' && !ctx.policy.auto.issueCheck
        ? noRight('issue-check', 'machine', 'The city has checks issued by a person.')
        : null,
    events: (seat) => {
      const { collector, text } = seat.command;
      const task = { kind: 'check', collector, issuedAt: seat.at, light: null } as const;
      const hand = collector === null ? 'supervision' : 'collector';
      const turn = { status: 'checking', hand, clock: 'start' } as const;
      return [stageFact(here(seat), 'checkIssued', { task }, turn, text)];
    },
  },
  pass: {
    refuse: ({ command, ctx }) =>
      firstRefusal(
        refuseStandIn('pass', ctx.actor.role, command.anyoneOnDuty),
        command.how !== HOW[ctx.actor.role] &&
          badInput('pass', 'how', `A check by the role ${ctx.actor.role} is marked ${HOW[ctx.actor.role]}.`),
        ctx.actor.role === 'import' ? null : refuseNoPhoto('pass', command.photos),
      ),
    events: (seat) => {
      const { photos, how, text } = seat.command;
      const { at, ...observed } = observedOf(seat);
      const hand = seat.ctx.policy.auto.close ? 'machine' : 'closing';
      const turn = { status: 'awaiting-close', hand, clock: 'start' } as const;
      return [stageFact({ ...here(seat), at }, 'checkPassed', { photos, how, ...observed }, turn, text)];
    },
  },
  fail: {
    refuse: ({ command, ctx }) =>
      firstRefusal(
        refuseStandIn('fail', ctx.actor.role, command.anyoneOnDuty),
        refuseNoPhoto('fail', command.photos),
        refuseReason('fail', command.reason),
      ),
    events: (seat) => {
      const { photos, reason, text } = seat.command;
      const { at, ...observed } = observedOf(seat);
      const payload = {
        photos,
        reason,
        by: 'check',
        how: HOW_FAILED[seat.ctx.actor.role] ?? null,
        ...observed,
      } as const;
      return [
        stageFact({ ...here(seat), at }, 'checkFailed', payload, toRepeat(seat.state, seat.ctx.policy), text),
      ];
    },
  },
  'cannot-check': {
    refuse: ({ command }) => refuseReason('cannot-check', command.reason),
    events: (seat) => {
      const { reason, text } = seat.command;
      const turn = { status: 'awaiting-check', hand: 'supervision', clock: 'start' } as const;
      return [stageFact(here(seat), 'checkImpossible', { reason }, turn, text)];
    },
  },
  'send-back': {
    refuse: ({ command }) => refuseReason('send-back', command.reason),
    events: (seat) => {
      const { state, ctx, command } = seat;
      const what = {
        photos: [],
        reason: 'send-back',
        by: 'send-back',
        how: null,
        observedAt: null,
        flags: [],
      } as const;
      return [stageFact(here(seat), 'checkFailed', what, toRepeat(state, ctx.policy), command.text)];
    },
  },
};

/** Back for dispatching: the machine may send it to the same unit; a standby unit's work waits for a person. */
function toRepeat({ assignment }: CaseState, { auto }: CasePolicy) {
  const byMachine = auto.redispatchAfterFailedCheck && assignment?.standby === false;
  return { status: 'filed', hand: byMachine ? 'machine' : 'dispatcher', clock: 'start' } as const;
}

/** Supervision officer and shift lead check only when no collector is on duty. */
function refuseStandIn(command: CommandName, role: Role, anyoneOnDuty: boolean): Refusal | null {
  const standsIn = role === 'supervision-officer' || role === 'shift-lead';
  return standsIn && anyoneOnDuty
    ? noRight(command, 'on-duty', 'A collector is on duty: the check is made on site.')
    : null;
}

function observedOf({ state, command, ctx }: Seat<'pass' | 'fail'>) {
  const notBefore = Math.max(state.lastAt, state.check?.issuedAt ?? 0);
  return countedObserved(command.observedAt, { now: ctx.now, notBefore, policy: ctx.policy });
}
