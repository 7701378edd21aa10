import type { Channel } from '../people.ts';
import type { CasePolicy, Refusal } from '../policy.ts';
import { badInput, firstRefusal, noRight, notNow } from '../refusal.ts';
import type { CaseState, Standard } from '../state.ts';
import { amendedEvents, refuseAmend } from './amending.ts';
import { refuseBlank, refuseMinutes, refusePlace, refuseReason } from './input.ts';
import { fact, here, type Rule, type Seat, stageFact } from './rule.ts';

type Filing = 'file' | 'reject' | 'reverse-rejection' | 'amend';

/** A report that the machine may file as it stands: nothing of it is left to choose. */
export function isComplete(state: CaseState): boolean {
  return state.categoryKey !== null && state.conditionKey !== null && state.photos.length > 0;
}

/** Always, optional or never by the city's policy; video and a leader's instruction never (spec 02). */
export function verificationRule(channel: Channel, policy: Pick<CasePolicy, 'verification'>) {
  return channel === 'video' || channel === 'instruction' ? 'never' : policy.verification[channel];
}

/** Nobody files before the channel's verification has come to an end; an emergency never waits. */
export function waitsForVerification(
  { channel, verificationResult }: Pick<CaseState, 'channel' | 'verificationResult'>,
  urgency: CaseState['urgency'],
  policy: Pick<CasePolicy, 'verification'>,
): boolean {
  return (
    verificationRule(channel, policy) === 'always' && verificationResult === null && urgency !== 'emergency'
  );
}

/** Filing, rejecting and amending (spec 02). */
export const FILING: { readonly [C in Filing]: Rule<C> } = {
  file: {
    refuse: refuseFile,
    events: (seat) => {
      const { command, at } = seat;
      const { place, areas, component, ownLimit, text } = command;
      const standard = standardWith(command.standard, ownLimit);
      const payload = { standard, place, areas, component, ownLimitReason: ownLimit?.reason ?? null };
      const turn = { status: 'filed', hand: 'machine', clock: 'start' } as const;
      const filed = stageFact(here(seat), 'filed', payload, turn, text);
      return standard.urgency === 'emergency' ? [filed, fact('emergencyRaised', at, { level: 0 })] : [filed];
    },
  },
  reject: {
    refuse: ({ command }) =>
      firstRefusal(
        refuseReason('reject', command.reason),
        refuseBlank('reject', 'text', command.text, 'The reason in words'),
      ),
    events: (seat) => {
      const turn = { status: 'rejected', hand: 'nobody', clock: 'stop' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'rejected', { reason }, turn, text)];
    },
  },
  'reverse-rejection': {
    refuse: ({ state, command, ctx }) => {
      const daysMs = ctx.policy.rejectionReversibleDays * 86_400_000;
      const over = state.rejectedAt !== null && ctx.now - state.rejectedAt > daysMs;
      return firstRefusal(
        over && notNow('reverse-rejection', 'too-late', 'The days to reverse the rejection are over.'),
        refuseReason('reverse-rejection', command.reason),
      );
    },
    events: (seat) => {
      const turn = { status: 'reported', hand: 'acceptance', clock: 'start' } as const;
      const { reason, text } = seat.command;
      return [stageFact(here(seat), 'rejectionReversed', { reason }, turn, text)];
    },
  },
  amend: { refuse: refuseAmend, events: amendedEvents },
};

function refuseFile({ state, command, ctx }: Seat<'file'>): Refusal | null {
  const { standard, ownLimit } = command;
  const { role } = ctx.actor;
  return firstRefusal(
    role === 'machine' ? refuseMachine(state, standard, ctx.policy) : null,
    ownLimit !== undefined &&
      role !== 'acceptance-officer' &&
      noRight('file', 'own-limit-by', 'Only the acceptance officer sets another limit.'),
    role !== 'import' &&
      waitsForVerification(state, standard.urgency, ctx.policy) &&
      notNow('file', 'verify-first', 'This channel’s reports are verified before filing.'),
    refuseBlank('file', 'condition', standard.categoryKey, 'The category'),
    refuseBlank('file', 'condition', standard.conditionKey, 'The filing condition'),
    refuseMinutes('file', standard.limitMinutes),
    refusePlace('file', command.place),
    ownLimit ? refuseOwnLimit(standard, ownLimit) : null,
  );
}

/** The machine files a trusted collector's complete report as it stands, if the city lets it. */
function refuseMachine(state: CaseState, standard: Standard, { auto }: CasePolicy): Refusal | null {
  const { trusted, verificationResult, conditionKey, categoryKey } = state;
  if (!auto.fileTrusted) return noRight('file', 'machine', 'The city has every report filed by a person.');
  const asReported = standard.conditionKey === conditionKey && standard.categoryKey === categoryKey;
  const sure = trusted && isComplete(state) && asReported && verificationResult !== 'denied';
  return sure
    ? null
    : noRight('file', 'trusted', 'Only a trusted collector’s complete report is filed alone.');
}

function refuseOwnLimit(
  standard: Standard,
  { minutes, reason }: { readonly minutes: number; readonly reason: string },
): Refusal | null {
  return firstRefusal(
    standard.urgency !== 'emergency' &&
      badInput('file', 'own-limit', 'Only an emergency may have a limit of its own.'),
    refuseMinutes('file', minutes),
    refuseReason('file', reason),
  );
}

function standardWith(
  standard: Standard,
  own: { readonly minutes: number; readonly clock: Standard['clock'] } | undefined,
): Standard {
  return own ? { ...standard, limitMinutes: own.minutes, clock: own.clock } : standard;
}
