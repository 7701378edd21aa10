import { type ReactNode, useState } from 'react';
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

/** What it is: a component within 30 m, or a category. Once chosen it is one row, so that the conditions fit below. */
export function ComponentPick({ draft, nearby, onComponent, onSearch }: ComponentPickProps) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const [changing, setChanging] = useState(false);
  if (draft.categoryKey && !draft.component) return <Chosen name={draft.categoryKey} onChange={onSearch} />;
  if (nearby.length === 0) return <NoneNear located={draft.place !== null} onSearch={onSearch} />;
  const chosen = changing ? null : draft.component;
  const first = nearby.filter((one, n) => (chosen ? one.code === chosen : all || n < FIRST));
  // A chosen component that has gone out of reach is still the one that is reported.
  const shown = first.length > 0 ? first : nearby.slice(0, FIRST);
  const pick = (code: string) => {
    const component = nearby.find((one) => one.code === code);
    if (component) onComponent(component);
    setChanging(false);
  };
  return (
    <>
      <Near shown={shown} chosen={draft.component} onPick={pick}>
        {chosen && (
          <button type="button" className="link" onClick={() => setChanging(true)}>
            {t('field.category.change')}
          </button>
        )}
        <button type="button" className="link" onClick={onSearch}>
          {t('field.component.not')}
        </button>
      </Near>
      {!chosen && shown.length < nearby.length && (
        <button type="button" className="link sec-more" onClick={() => setAll(true)}>
          {t('field.component.more', { n: nearby.length - shown.length })}
        </button>
      )}
    </>
  );
}

interface NearProps {
  readonly shown: readonly NearComponent[];
  readonly chosen: string | null;
  readonly onPick: (code: string) => void;
  readonly children: ReactNode;
}

function Near({ shown, chosen, onPick, children }: NearProps) {
  const { t } = useWords();
  const city = useCity();
  return (
    <Options
      name="component"
      title={t('field.component.title', { m: NEAR_M })}
      more={<span className="links">{children}</span>}
      options={shown.map((one) => ({
        key: one.code,
        label: `${city.category(one.categoryKey, true)} ${one.code.slice(-5)}`,
        side: t('field.component.meters', { m: Math.round(one.distanceM) }),
      }))}
      chosen={chosen}
      onChoose={onPick}
    />
  );
}

function NoneNear({ located, onSearch }: { located: boolean; onSearch: () => void }) {
  const { t } = useWords();
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{t(located ? 'field.component.none' : 'field.component.title', { m: NEAR_M })}</h2>
      </div>
      <button type="button" className="btn wide" onClick={onSearch}>
        {t('field.component.choose')}
      </button>
    </section>
  );
}

/** A category chosen by search. */
function Chosen({ name, onChange }: { name: string; onChange: () => void }) {
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
        <b className="cut2">{city.category(name, true)}</b>
      </p>
    </section>
  );
}
