import { useState } from 'react';
import type { CaseState } from '../../../../core/rules/case/state.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { type City, useCity } from '../../parts/names.tsx';
import { type PickItem, PickList } from '../../parts/PickList.tsx';
import { REASONS } from '../reasons.ts';
import { useCaseTitle } from '../title.ts';
import { ReasonField, TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';

/** Which unit: candidates first. Dispatches, or sends a standby unit at once. */
export function DispatchForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const { state, card } = detail;
  const items = unitItems(city, state, t('ask.candidates'));
  const [unit, setUnit] = useState<PickItem | null>(
    command === 'dispatch' ? (items.find((item) => item.note) ?? null) : null,
  );
  const reasons = command === 'substitute' ? REASONS.substitute : REASONS.dispatch;
  const [reason, setReason] = useState<string>(reasons[0]);
  const [text, setText] = useState('');
  // Against the router, or to the same unit after its return, a dispatch needs a reason; a reason is always given.
  const send = async () => {
    if (unit) await submit(command as 'dispatch', { unit: unit.key, reason, text: textOf(text) });
  };
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={unit !== null}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(card)}</p>
      <PickList
        label={t('ask.unit')}
        hint={t('ask.findUnit')}
        find={(typed) => findUnits(items, city, typed)}
        picked={unit}
        onPick={setUnit}
        empty={t('word.none')}
        first
      />
      <ReasonField reasons={reasons} value={reason} onChange={setReason} />
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}

/** Units that can be responsible, the candidates of the case first, each with why it is one. */
function unitItems(city: City, state: CaseState, candidate: string): PickItem[] {
  const why = new Map(state.candidates.map((one) => [one.unit, candidate]));
  const items = city.units
    .filter((unit) => !unit.neverResponsible)
    .map((unit): PickItem => ({ key: unit.code, name: city.unit(unit.code), note: why.get(unit.code) }));
  return items.sort((a, b) => Number(b.note !== undefined) - Number(a.note !== undefined));
}

function findUnits(items: readonly PickItem[], city: City, typed: string): readonly PickItem[] {
  const query = typed.trim().toLowerCase();
  return items.filter(
    ({ key, name }) =>
      name.toLowerCase().includes(query) ||
      key.includes(query) ||
      city.unit(key, true).toLowerCase().includes(query),
  );
}
