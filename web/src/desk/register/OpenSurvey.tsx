import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/serverClock.ts';
import { dateOf, instantOfDate } from '../../case/forms/limits.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { findCategories } from '../../parts/findCategory.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { type PickItem, PickList } from '../../parts/PickList.tsx';
import { toast } from '../../parts/Toast.tsx';

const DAY = 86_400_000;
const USUAL_DAYS = 14;
const KINDS = ['subdistrict', 'community', 'district', 'beat', 'custom'] as const;

/** What is looked at, where, until when: each cell of the area becomes a task. */
export function OpenSurvey({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const { t, lang } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [id] = useState(() => uuid());
  const [category, setCategory] = useState<PickItem | null>(null);
  const [area, setArea] = useState('');
  const [due, setDue] = useState(dateOf(city, serverNow() + USUAL_DAYS * DAY));
  const [title, setTitle] = useState<string | null>(null);
  const areas = city.directory?.areas ?? [];
  // The name that it gets by itself, until somebody writes another.
  const named = title ?? [city.area(area || null), category?.name].filter(Boolean).join(' ');
  const components = city.categories.filter(({ kind }) => kind === 'component');
  const items = (typed: string): PickItem[] =>
    findCategories(components, typed).map((one) => ({ key: one.key, name: one[lang], note: one.code }));
  const send = async () => {
    const body = { id, title: named.trim(), categoryKey: category?.key ?? '', area };
    // The day itself still belongs to it.
    await call('openSurvey', { ...body, dueAt: instantOfDate(city, due) + DAY }, { key: id });
    await client.invalidateQueries({ queryKey: ['surveys'] });
    const { cells } = await call('surveyCells', { id });
    toast({ text: t('register.opened', { cells: cells.length }) });
    onDone(id);
    onClose();
  };
  return (
    <Dialog
      title={t('register.openSurvey')}
      act={t('register.openSurvey')}
      ready={category !== null && area !== '' && due !== '' && named.trim() !== ''}
      onAct={send}
      onClose={onClose}
    >
      <PickList
        label={t('register.category')}
        hint={t('register.findCategory')}
        find={items}
        picked={category}
        onPick={setCategory}
        empty={t('register.noCategory')}
        first
      />
      <label className="field">
        <span>{t('register.area')}</span>
        <select value={area} onChange={(event) => setArea(event.target.value)}>
          <option value="" />
          {KINDS.map((kind) => (
            <optgroup key={kind} label={t(`register.kinds.${kind}`)}>
              {areas
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <option key={one.code} value={one.code}>
                    {one[lang]}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('register.due')}</span>
        <input
          type="date"
          value={due}
          min={dateOf(city, serverNow())}
          onChange={(event) => setDue(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t('register.name')}</span>
        <input value={named} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
      </label>
    </Dialog>
  );
}
