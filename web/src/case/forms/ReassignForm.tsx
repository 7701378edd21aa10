import { useState } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { type PickItem, PickList } from '../../parts/PickList.tsx';
import { useCaseTitle } from '../title.ts';
import { TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';

/** Which collector goes instead: people on duty first, those near before others. */
export function ReassignForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const answer = useAnswer('caseCollectors', { id: detail.card.id }, { staleTime: 0 });
  const [picked, setPicked] = useState<PickItem | null>(null);
  const [text, setText] = useState('');
  const { status, verification, check } = detail.state;
  const now = (status === 'verifying' ? verification : check)?.collector;
  const others = (answer.data?.collectors ?? []).filter(({ id }) => id !== now);
  const items = others.map((one): PickItem => {
    const notes = [t(`ask.near.${one.near}`), t('ask.tasks', { n: one.tasks })];
    return {
      key: one.id,
      name: [one.name, city.area(one.beat)].filter(Boolean).join(' · '),
      note: [t(one.onDuty ? 'ask.onDuty' : 'ask.offDuty'), ...notes].join(' · '),
    };
  });
  const chosen = picked ?? items[0] ?? null;
  const send = async () => {
    if (chosen) await submit('reassign-collector', { collector: chosen.key, text: textOf(text) });
  };
  return (
    <Dialog
      title={t('act.reassign-collector')}
      act={t('act.reassign-collector')}
      ready={chosen !== null}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <PickList
        label={t('role.collector')}
        hint={t('word.search')}
        find={(typed) => items.filter(({ name }) => name.includes(typed.trim()))}
        picked={chosen}
        onPick={setPicked}
        empty={t('word.none')}
        first
      />
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
