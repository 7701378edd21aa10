import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import type { ListFilter } from '../api/caseList.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';
import { filterOf } from './place.ts';

interface SavedFiltersProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

/** The person's own filters: one click away, kept with the account. */
export function SavedFilters({ filter, onFilter }: SavedFiltersProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const [name, setName] = useState('');
  const filters = useAnswer('savedFilters', {}).data?.filters ?? [];
  const change = async (work: Promise<unknown>) => {
    await work.catch((error) => toast({ text: say(error), urgent: true }));
    await client.invalidateQueries({ queryKey: ['savedFilters'] });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    void change(call('saveFilter', { name: name.trim(), filter }));
    setName('');
  };
  return (
    <div className="saved">
      {filters.map((one) => (
        <span key={one.id} className="one">
          <button
            type="button"
            className="link"
            onClick={() => onFilter(filterOf(Object.entries(one.filter)))}
          >
            {one.name}
          </button>
          <button
            type="button"
            className="link"
            aria-label={t('desk.dropFilter', { name: one.name })}
            onClick={() => void change(call('dropFilter', { id: one.id }))}
          >
            ×
          </button>
        </span>
      ))}
      <form onSubmit={save}>
        <input
          value={name}
          maxLength={60}
          aria-label={t('desk.filterName')}
          placeholder={t('desk.filterName')}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="btn" disabled={name.trim() === ''}>
          {t('desk.saveFilter')}
        </button>
      </form>
    </div>
  );
}
