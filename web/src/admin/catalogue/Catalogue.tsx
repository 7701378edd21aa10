import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminCategory } from '../../../../core/contract/api/adminRouting.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { findCategories } from '../../parts/findCategory.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { StandardDialog } from './StandardDialog.tsx';
import { Standards } from './Standards.tsx';

type Condition = AdminCategory['conditions'][number];
const SHOWN = 60;

/** Categories, their filing conditions and the versions of their standards. */
export function Catalogue() {
  const { t } = useWords();
  const city = useCity();
  const [typed, setTyped] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const found = (typed.trim() === '' ? city.categories : findCategories(city.categories, typed)).slice(
    0,
    SHOWN,
  );
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.catalogue')}</h2>
        <input
          className="input find"
          type="search"
          aria-label={t('word.search')}
          placeholder={t('word.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </header>
      <div className="pair">
        <ul className="names">
          {found.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                aria-current={one.key === key || undefined}
                onClick={() => setKey(one.key)}
              >
                <span className="qq">{one.code}</span> {city.category(one.key)}
              </button>
            </li>
          ))}
        </ul>
        {key === null ? (
          <EmptyState title={t('admin.section.catalogue')} hint={t('admin.catalogue.choose')} />
        ) : (
          <Category key={key} categoryKey={key} />
        )}
      </div>
    </>
  );
}

const FLAGS = ['territorial', 'openToResidents', 'active'] as const;

function Category({ categoryKey }: { categoryKey: string }) {
  const { t, lang } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const say = useErrorWords();
  const answer = useAnswer('adminCategory', { key: categoryKey });
  const [editing, setEditing] = useState<Condition | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const category = answer.data;
  const flip = async (flag: (typeof FLAGS)[number]) => {
    const { territorial, openToResidents, active } = category;
    const flags = { territorial, openToResidents, active, [flag]: !category[flag] };
    try {
      await call('saveCategory', { key: categoryKey, base: category.version, ...flags });
      toast({ text: t('admin.catalogue.saved') });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
    await client.invalidateQueries({ queryKey: ['adminCategory'] });
    void client.invalidateQueries({ queryKey: ['categories'] });
  };
  return (
    <section className="category">
      <h3>{city.category(categoryKey)}</h3>
      <p className="q">{t('admin.catalogue.open', { n: category.openCases })}</p>
      <div className="row wrap">
        {FLAGS.map((flag) => (
          <label key={flag}>
            <input type="checkbox" checked={category[flag]} onChange={() => void flip(flag)} />{' '}
            {t(`admin.catalogue.${flag}`)}
          </label>
        ))}
      </div>
      {category.conditions.length === 0 && <p className="warn">{t('admin.catalogue.noCondition')}</p>}
      {category.conditions.map((condition) => (
        <section key={condition.key} data-condition={condition.key}>
          <header className="row">
            <h4>{condition[lang]}</h4>
            <button type="button" className="link" onClick={() => setEditing(condition)}>
              {t('admin.catalogue.newStandard')}
            </button>
          </header>
          <Standards condition={condition} />
        </section>
      ))}
      {editing && <StandardDialog condition={editing} onClose={() => setEditing(null)} />}
    </section>
  );
}
