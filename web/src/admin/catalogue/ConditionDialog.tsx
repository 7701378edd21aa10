import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminCategory } from '../../../../core/contract/api/adminRouting.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { FIRST_STANDARD, isWhole, StandardFields } from './StandardFields.tsx';

/** A filing condition: its words; a new one with its standard, an old one may go out of use. */
export function ConditionDialog({
  category,
  condition,
  onClose,
}: {
  category: string;
  condition: AdminCategory['conditions'][number] | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const client = useQueryClient();
  const [words, setWords] = useState({ zh: condition?.zh ?? '', en: condition?.en ?? '' });
  const [active, setActive] = useState(condition?.active ?? true);
  const [standard, setStandard] = useState(FIRST_STANDARD);
  const [note, setNote] = useState('');
  const named = words.zh.trim() !== '' && words.en.trim() !== '';
  const changed =
    !condition || words.zh !== condition.zh || words.en !== condition.en || active !== condition.active;
  const save = async () => {
    try {
      const { version } = condition
        ? await call('saveCondition', { key: condition.key, base: condition.version, ...words, active, note })
        : await call('createCondition', { category, ...words, ...standard, note });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      for (const name of ['adminCategory', 'adminCategories', 'categories'])
        void client.invalidateQueries({ queryKey: [name] });
    }
  };
  return (
    <Dialog
      wide
      title={condition ? condition.key : t('admin.catalogue.newCondition')}
      act={t('admin.publish')}
      onAct={save}
      ready={named && changed && (condition !== null || isWhole(standard))}
      onClose={onClose}
    >
      {condition && (
        <p data-keep={condition.openCases}>
          {t('admin.catalogue.keepCondition', { n: condition.openCases, waiting: condition.waiting })}
        </p>
      )}
      <div className="grid">
        {(['zh', 'en'] as const).map((name) => (
          <label key={name} className="field wide">
            <span>{t(`admin.catalogue.condition.${name}`)}</span>
            <input
              name={name}
              value={words[name]}
              maxLength={300}
              onChange={(event) => setWords({ ...words, [name]: event.target.value })}
            />
          </label>
        ))}
        {!condition && <StandardFields standard={standard} onChange={setStandard} />}
        {condition && (
          <label>
            <input type="checkbox" checked={active} onChange={(event) => setActive(event.target.checked)} />{' '}
            {t('admin.catalogue.active')}
          </label>
        )}
        <label className="field wide">
          <span>{t('admin.catalogue.clause')}</span>
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
    </Dialog>
  );
}
