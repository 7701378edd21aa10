import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminCategories, CategoryContent } from '../../../../core/contract/api/adminRouting.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { CategoryFields, isNamed } from './CategoryFields.tsx';
import { FIRST_STANDARD, isWhole, StandardFields } from './StandardFields.tsx';

const FIRST: CategoryContent = {
  zh: '',
  en: '',
  shortZh: '',
  shortEn: '',
  territorial: false,
  openToResidents: false,
  active: true,
};

/** A category of the city's own: under a major of the scheme, with the next free code, a condition and its standard. */
export function NewCategory({
  catalogue,
  onClose,
  onMade,
}: {
  catalogue: AdminCategories;
  onClose: () => void;
  onMade: (key: string) => void;
}) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [parent, setParent] = useState(0);
  const [content, setContent] = useState(FIRST);
  const [words, setWords] = useState({ zh: '', en: '' });
  const [standard, setStandard] = useState(FIRST_STANDARD);
  const [note, setNote] = useState('');
  const next = catalogue.next[parent];
  const nameOf = ({ kind, major }: AdminCategories['next'][number]) => {
    const one = catalogue.categories.find((it) => it.kind === kind && it.majorCode === major);
    return `${t(`kind.${kind}`)} · ${major} ${lang === 'zh' ? one?.majorZh : one?.majorEn}`;
  };
  const make = async () => {
    if (!next) return;
    const condition = { ...words, ...standard };
    const { kind, major } = next;
    const { key } = await call('createCategory', { kind, major, ...content, condition, note });
    toast({ text: t('admin.catalogue.made', { code: key.split('/').at(-1) }) });
    for (const name of ['adminCategories', 'categories']) void client.invalidateQueries({ queryKey: [name] });
    onClose();
    onMade(key);
  };
  const named = isNamed(content) && words.zh.trim() !== '' && words.en.trim() !== '';
  return (
    <Dialog
      wide
      title={t('admin.catalogue.newCategory')}
      act={t('admin.publish')}
      onAct={make}
      ready={named && isWhole(standard) && next !== undefined && next.code !== null}
      onClose={onClose}
    >
      <div className="grid">
        <label className="field">
          <span>{t('admin.catalogue.major')}</span>
          <select
            name="major"
            data-first
            value={parent}
            onChange={(event) => setParent(Number(event.target.value))}
          >
            {catalogue.next.map((one, i) => (
              <option key={`${one.kind} ${one.major}`} value={i}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
        <p className="field" data-code={next?.code ?? ''}>
          <span>{t('admin.catalogue.code')}</span>
          <output>{next?.code ?? t('admin.catalogue.full')}</output>
        </p>
        <CategoryFields content={content} onChange={setContent} />
        {(['zh', 'en'] as const).map((name) => (
          <label key={name} className="field wide">
            <span>{t(`admin.catalogue.condition.${name}`)}</span>
            <input
              name={`condition-${name}`}
              value={words[name]}
              maxLength={300}
              onChange={(event) => setWords({ ...words, [name]: event.target.value })}
            />
          </label>
        ))}
        <StandardFields standard={standard} onChange={setStandard} />
        <label className="field wide">
          <span>{t('admin.catalogue.clause')}</span>
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
      <p className="q">{t('admin.catalogue.newHint')}</p>
    </Dialog>
  );
}
