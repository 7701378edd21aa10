import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import type { Draft } from './draft.ts';
import { Options } from './Options.tsx';

const FIRST = 4;

/** What is wrong with it: the filing conditions of the category, each with its limit. */
export function ConditionPick({ draft, onChoose }: { draft: Draft; onChoose: (key: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const [all, setAll] = useState(false);
  const conditions = city.categoryEntry(draft.categoryKey)?.conditions ?? [];
  if (conditions.length === 0)
    return (
      <section className="sec">
        <div className="sec-head">
          <h2>{t('field.condition.title')}</h2>
        </div>
        <p className="qq">{t('field.condition.choose')}</p>
      </section>
    );
  const shown = all ? conditions : conditions.filter(({ key }, n) => n < FIRST || key === draft.conditionKey);
  return (
    <Options
      name="condition"
      title={t('field.condition.title')}
      more={
        shown.length < conditions.length && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            {t('field.condition.all', { n: conditions.length })}
          </button>
        )
      }
      options={shown.map((one) => ({ key: one.key, label: one[city.lang], side: city.limit(one) }))}
      chosen={draft.conditionKey}
      onChoose={onChoose}
    />
  );
}
