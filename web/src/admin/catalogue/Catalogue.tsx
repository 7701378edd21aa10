import { useState } from 'react';
import type { CategoryLine } from '../../../../core/contract/api/adminRouting.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { Category } from './Category.tsx';
import { NewCategory } from './NewCategory.tsx';

const SHOWN = 80;
const SHOWS = ['used', 'local', 'retired'] as const;
type Show = (typeof SHOWS)[number];

const SHOWN_IN: Readonly<Record<Show, (one: CategoryLine) => boolean>> = {
  used: (one) => one.active,
  local: (one) => one.local,
  retired: (one) => !one.active,
};

/** Categories, their filing conditions and the versions of their standards; own ones are added here. */
export function Catalogue() {
  const { t, lang } = useWords();
  const answer = useAnswer('adminCategories', {});
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<Show>('used');
  const [key, setKey] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { categories } = answer.data;
  const wanted = typed.trim().toLowerCase();
  const lists = categories.filter(SHOWN_IN[show]);
  const found = lists.filter(({ code, zh, en, pinyin }) =>
    `${code} ${zh} ${en} ${pinyin}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.catalogue')}</h2>
        <nav className="tabs" aria-label={t('admin.section.catalogue')}>
          {SHOWS.map((one) => (
            <button key={one} type="button" aria-pressed={show === one} onClick={() => setShow(one)}>
              {t(`admin.catalogue.${one}`, { n: categories.filter(SHOWN_IN[one]).length })}
            </button>
          ))}
        </nav>
        <input
          className="input find"
          type="search"
          aria-label={t('word.search')}
          placeholder={t('word.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="button" className="btn pri" onClick={() => setAdding(true)}>
          {t('admin.catalogue.newCategory')}
        </button>
      </header>
      <div className="pair">
        <ul className="names">
          {found.slice(0, SHOWN).map((one) => (
            <li key={one.key}>
              <button
                type="button"
                aria-current={one.key === key || undefined}
                onClick={() => setKey(one.key)}
              >
                <span className="qq">{one.code}</span> {one[lang]}
                {one.active && one.conditions === 0 && (
                  <span className="q"> · {t('admin.catalogue.noStandard')}</span>
                )}
              </button>
            </li>
          ))}
          {found.length > SHOWN && (
            <li className="q">{t('admin.catalogue.more', { n: found.length - SHOWN })}</li>
          )}
        </ul>
        {key === null ? (
          <EmptyState title={t('admin.section.catalogue')} hint={t('admin.catalogue.choose')} />
        ) : (
          <Category key={key} categoryKey={key} />
        )}
      </div>
      {adding && (
        <NewCategory
          catalogue={answer.data}
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setShow('local');
            setTyped('');
            setKey(made);
          }}
        />
      )}
    </>
  );
}
