import { badInput, firstRefusal, noRight, notNow } from '../refusal.ts';
import { refuseBlank, refuseReason } from './input.ts';
import { here, type Rule, stageFact } from './rule.ts';

type Closing = 'close' | 'close-unresolved' | 'merge' | 'void';

/** The ends of a case (spec 02). */
export const CLOSING: { readonly [C in Closing]: Rule<C> } = {
  close: {
    refuse: ({ ctx }) =>
      ctx.actor.role === 'machine' && !ctx.policy.auto.close
        ? noRight('close', 'machine', 'The city has cases closed by a person.')
        : null,
    events: (seat) => {
      const turn = { status: 'closed', hand: 'nobody', clock: 'stop' } as const;
      return [stageFact(here(seat), 'closed', {}, turn, seat.command.text)];
    },
  },
  'close-unresolved': {
    refuse: ({ command }) => refuseReason('close-unresolved', command.reason),
    events: (seat) => {
      const turn = { status: 'closed', hand: 'nobody', clock: 'stop' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'closedUnresolved', { reason }, turn, text)];
    },
  },
  merge: {
    refuse: ({ state, command }) =>
      firstRefusal(
        !command.intoStatusOpen && notNow('merge', 'into-open', 'The other case is not open any more.'),
        refuseBlank('merge', 'into', command.into, 'The case to merge into'),
        command.into === state.id && badInput('merge', 'itself', 'A case is no duplicate of itself.'),
      ),
    events: (seat) => {
      const turn = { status: 'voided', hand: 'nobody', clock: 'stop' } as const;
      return [stageFact(here(seat), 'merged', { into: seat.command.into }, turn, seat.command.text)];
    },
  },
  void: {
    refuse: ({ command }) => refuseReason('void', command.reason),
    events: (seat) => {
      const turn = { status: 'voided', hand: 'nobody', clock: 'stop' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'voided', { reason }, turn, text)];
    },
  },
};
