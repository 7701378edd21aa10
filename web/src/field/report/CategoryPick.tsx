import { useEffect, useMemo, useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { type CategoryEntry, useCity } from '../../parts/names.tsx';
import { EmptyState } from '../../parts/States.tsx';
import { Sheet } from '../Sheet.tsx';
import { useUser } from '../session.ts';
import { readKept } from '../store/db.ts';
import { frequentOf, recentOf, searchCategories } from './categorySearch.ts';
import { type Used, usedKey } from './used.ts';

interface CategoryPickProps {
  readonly onPick: (category: CategoryEntry) => void;
  readonly onClose: () => void;
}

const RECENT = 6;
const FREQUENT = 6;

/** All categories that can be reported: recent and frequent first, search by text and pinyin initials, then by major. */
export function CategoryPick({ onPick, onClose }: CategoryPickProps) {
  const { t } = useWords();
  const { categories } = useCity();
  const [typed, setTyped] = useState('');
  const open = useMemo(() => categories.filter((entry) => entry.conditions.length > 0), [categories]);
  const found = useMemo(() => searchCategories(open, typed), [open, typed]);
  return (
    <Sheet title={t('field.category.title')} onClose={onClose} back={t('field.category.back')}>
      <input
        className="search"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t('field.category.search')}
        aria-label={t('field.category.search')}
        autoCapitalize="none"
        autoComplete="off"
      />
      {typed.trim() === '' ? (
        <Browse all={open} onPick={onPick} />
      ) : found.length > 0 ? (
        <Rows entries={found.slice(0, 60)} onPick={onPick} />
      ) : (
        <EmptyState title={t('field.category.nothing')} hint={t('field.category.nothingHint')} />
      )}
    </Sheet>
  );
}

function Browse({ all, onPick }: { all: readonly CategoryEntry[]; onPick: CategoryPickProps['onPick'] }) {
  const { t, lang } = useWords();
  const { id } = useUser();
  const [used, setUsed] = useState<Used>({});
  useEffect(() => void readKept<Used>(usedKey(id)).then((kept) => kept && setUsed(kept.value)), [id]);
  const recent = recentOf(all, used, RECENT);
  const frequent = frequentOf(all, used, FREQUENT, recent);
  const majors = useMemo(() => {
    const groups = new Map<string, CategoryEntry[]>();
    for (const entry of all) {
      const key = `${entry.kind}/${entry.majorCode}`;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    // Incidents first: components are mostly picked from those near by.
    return [...groups].sort(([a], [b]) => (a.startsWith('i') ? 0 : 1) - (b.startsWith('i') ? 0 : 1));
  }, [all]);
  return (
    <>
      {recent.length > 0 && <Chips title={t('field.category.recent')} entries={recent} onPick={onPick} />}
      {frequent.length > 0 && (
        <Chips title={t('field.category.frequent')} entries={frequent} onPick={onPick} />
      )}
      {majors.map(([key, entries]) => (
        <details key={key} className="major">
          <summary>
            <span className="sentence">{lang === 'zh' ? entries[0]?.majorZh : entries[0]?.majorEn}</span>{' '}
            <span className="qq">{entries.length}</span>
          </summary>
          <Rows entries={entries} onPick={onPick} />
        </details>
      ))}
    </>
  );
}

function Chips({
  title,
  entries,
  onPick,
}: {
  title: string;
  entries: readonly CategoryEntry[];
  onPick: CategoryPickProps['onPick'];
}) {
  const { category } = useCity();
  return (
    <section className="chips">
      <h3>{title}</h3>
      {entries.map((entry) => (
        <button key={entry.key} type="button" className="btn" onClick={() => onPick(entry)}>
          {category(entry.key, true)}
        </button>
      ))}
    </section>
  );
}

function Rows({
  entries,
  onPick,
}: {
  entries: readonly CategoryEntry[];
  onPick: CategoryPickProps['onPick'];
}) {
  const { t, lang } = useWords();
  const { category } = useCity();
  return (
    <ul className="rows">
      {entries.map((entry) => (
        <li key={entry.key}>
          <button type="button" className="row" onClick={() => onPick(entry)}>
            <b>{category(entry.key, true)}</b>
            <small>{`${t(`kind.${entry.kind}`)} · ${lang === 'zh' ? entry.majorZh : entry.majorEn}`}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}
