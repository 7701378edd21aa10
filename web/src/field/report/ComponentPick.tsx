import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import type { Draft } from './draft.ts';
import { NEAR_M, type NearComponent } from './nearby.ts';
import { Options } from './Options.tsx';

interface ComponentPickProps {
  readonly draft: Draft;
  readonly nearby: readonly NearComponent[];
  readonly onComponent: (component: NearComponent) => void;
  /** It is no component, or another category is wanted. */
  readonly onSearch: () => void;
}

const FIRST = 3;

/** What it is: a component within 30 m, or a category. */
export function ComponentPick({ draft, nearby, onComponent, onSearch }: ComponentPickProps) {
  const { t } = useWords();
  const city = useCity();
  const [all, setAll] = useState(false);
  if (draft.categoryKey && !draft.component)
    return <Chosen categoryKey={draft.categoryKey} onChange={onSearch} />;
  if (nearby.length === 0)
    return (
      <section className="sec">
        <div className="sec-head">
          <h2>
            {draft.place
              ? t('field.component.none', { m: NEAR_M })
              : t('field.component.title', { m: NEAR_M })}
          </h2>
        </div>
        <button type="button" className="btn wide" onClick={onSearch}>
          {t('field.component.choose')}
        </button>
      </section>
    );
  const shown = all ? nearby : nearby.filter(({ code }, n) => n < FIRST || code === draft.component);
  return (
    <>
      <Options
        name="component"
        title={t('field.component.title', { m: NEAR_M })}
        more={
          <button type="button" className="link" onClick={onSearch}>
            {t('field.component.not')}
          </button>
        }
        options={shown.map((one) => ({
          key: one.code,
          label: `${city.category(one.categoryKey, true)} ${one.code.slice(-5)}`,
          side: t('field.component.meters', { m: Math.round(one.distanceM) }),
        }))}
        chosen={draft.component}
        onChoose={(code) => {
          const component = nearby.find((one) => one.code === code);
          if (component) onComponent(component);
        }}
      />
      {shown.length < nearby.length && (
        <button type="button" className="link sec-more" onClick={() => setAll(true)}>
          {t('field.component.more', { n: nearby.length - shown.length })}
        </button>
      )}
    </>
  );
}

function Chosen({ categoryKey, onChange }: { categoryKey: string; onChange: () => void }) {
  const { t } = useWords();
  const city = useCity();
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{t('field.category.title')}</h2>
        <button type="button" className="link" onClick={onChange}>
          {t('field.category.change')}
        </button>
      </div>
      <p className="op on">
        <b>{city.category(categoryKey, true)}</b>
      </p>
    </section>
  );
}
