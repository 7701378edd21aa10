import type { Refusal } from '../policy.ts';
import { badInput, firstRefusal, noRight, notNow } from '../refusal.ts';
import { refuseBlank, refuseReason } from './input.ts';
import { here, type Rule, type Seat, stageFact } from './rule.ts';

type Closing = 'close' | 'close-unresolved' | 'merge' | 'void';

/** The ends of a case (spec 02). */
export const CLOSING: { readonly [C in Closing]: Rule<C> } = {
  close: {
    refuse: (seat) =>
      firstRefusal(
        seat.ctx.actor.role === 'machine' &&
          !seat.ctx.policy.auto.close &&
          noRight('close', 'machine', 'The city has cases closed by a person.'),
        refuseUnseen(seat),
      ),
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

/**
 * A photo is obligatory for feedback and check (spec 02); phones name it before it has arrived. Nobody closes
 * on photos that nobody can look at, but the shift lead, who says why: a lost phone must not hold a case.
 */
function refuseUnseen({ command, ctx }: Seat<'close'>): Refusal | null {
  const decides = ctx.actor.role === 'shift-lead' && Boolean(command.text?.trim());
  return command.missingPhotos === 0 || decides || ctx.actor.role === 'import'
    ? null
    : notNow(
        'close',
        'photos-missing',
        'A photo of the result has not arrived yet. Wait for it, or have the shift lead close with a word on why.',
      );
}
