import { badInput, firstRefusal, notNow } from '../refusal.ts';
import { refuseBlank, refuseNoPhoto } from './input.ts';
import { fact, type Rule, type Seat } from './rule.ts';

type Recording =
  | 'record-cost'
  | 'link'
  | 'note'
  | 'attach'
  | 'rate'
  | 'release-photo'
  | 'acknowledge-emergency';

/** Records that leave the stage of a case alone (spec 02). */
export const RECORDING: { readonly [C in Recording]: Rule<C> } = {
  'record-cost': {
    ready: (state) =>
      state.substituted ? null : notNow('record-cost', 'substituted', 'Only a substitution has costs.'),
    refuse: refuseCost,
    events: ({ at, command: { costId, amountCents, payer, payerUnit, position, text } }) => [
      fact('costRecorded', at, { costId, amountCents, payer, payerUnit, position }, text),
    ],
  },
  link: {
    refuse: ({ state, command }) =>
      firstRefusal(
        refuseBlank('link', 'other', command.other, 'The other case'),
        command.other === state.id && badInput('link', 'itself', 'A case is not linked to itself.'),
      ),
    events: ({ at, command: { other, why, text } }) => [fact('linked', at, { other, why }, text)],
  },
  note: {
    refuse: ({ command }) => refuseBlank('note', 'text', command.text, 'The note'),
    events: ({ at, command }) => [fact('noted', at, {}, command.text)],
  },
  attach: {
    refuse: ({ command }) => refuseNoPhoto('attach', command.photos),
    events: ({ at, command: { photos, text } }) => [fact('attached', at, { photos }, text)],
  },
  rate: {
    refuse: ({ command: { stars } }) =>
      Number.isInteger(stars) && stars >= 1 && stars <= 5
        ? null
        : badInput('rate', 'stars', 'A rating is 1 to 5 stars.'),
    events: ({ at, command: { stars, solved, text } }) => [fact('rated', at, { stars, solved }, text)],
  },
  'release-photo': {
    refuse: ({ state, command: { photo, blurred } }) =>
      firstRefusal(
        !state.photos.includes(photo) && badInput('release-photo', 'unknown', 'The case has no such photo.'),
        refuseBlank('release-photo', 'blurred', blurred, 'The blurred photo'),
        blurred === photo && badInput('release-photo', 'not-blurred', 'Only the blurred photo goes out.'),
      ),
    events: ({ at, command: { photo, blurred, text } }) => [
      fact('photoReleased', at, { photo, blurred }, text),
    ],
  },
  'acknowledge-emergency': {
    ready: (state) => {
      if (!state.emergency) return notNow('acknowledge-emergency', 'none', 'No emergency has been raised.');
      const by = state.emergency.acknowledgedBy;
      return by === null ? null : notNow('acknowledge-emergency', 'already', 'Somebody has acknowledged it.');
    },
    events: ({ at, command }) => [fact('emergencyAcknowledged', at, {}, command.text)],
  },
};

function refuseCost({ command: { costId, amountCents, payer, payerUnit } }: Seat<'record-cost'>) {
  const whole = Number.isSafeInteger(amountCents) && amountCents > 0;
  return firstRefusal(
    refuseBlank('record-cost', 'id', costId, 'The id of the cost'),
    !whole && badInput('record-cost', 'amount', 'The amount has to be above nothing.'),
    (payer === 'unit') !== (payerUnit !== null) &&
      badInput('record-cost', 'payer', 'A paying unit is named, and only where a unit pays.'),
  );
}
