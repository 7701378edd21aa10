import { useMemo } from 'react';
import type { CaseCard, CaseDetail } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { ComponentRecord } from '../case/ComponentRecord.tsx';
import { eventsOf } from '../case/history.ts';
import { Nearby } from '../case/Nearby.tsx';
import { Why } from '../case/Why.tsx';
import { CityMap } from '../map/CityMap.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

interface SidePaneProps {
  readonly detail: CaseDetail | null;
  readonly cases: readonly CaseCard[];
  readonly onPick: (id: string) => void;
}

const STREET_ZOOM = 16.4;
const NEAR_M = 50;

/** Where it is, why it went where it went, the component, the unit, what is near by. */
export function SidePane({ detail, cases, onPick }: SidePaneProps) {
  const card = detail?.card;
  const shown = useMemo(
    () => (card && !cases.some((one) => one.id === card.id) ? [...cases, card] : cases),
    [cases, card],
  );
  const centre = useMemo(() => (card ? ([card.lon, card.lat] as const) : null), [card]);
  return (
    <aside className="side">
      <div className="mapbox">
        <CityMap
          cases={shown}
          picked={card?.id ?? null}
          onPick={onPick}
          centre={centre}
          zoom={card ? STREET_ZOOM : undefined}
          around={card ? NEAR_M : null}
          components
        />
      </div>
      <div className="facts">{detail && <Facts detail={detail} onPick={onPick} />}</div>
    </aside>
  );
}

function Facts({ detail, onPick }: { detail: CaseDetail; onPick: (id: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const { card, componentRecord } = detail;
  return (
    <>
      <section>
        <h3>{card.unit ? t('case.why', { unit: city.unit(card.unit, true) }) : t('word.unit')}</h3>
        <Why events={eventsOf(detail)} />
      </section>
      {componentRecord && (
        <section>
          <h3>
            <span>{t('case.component')}</span>
            <span>{componentRecord.code}</span>
          </h3>
          <ComponentRecord record={componentRecord} />
        </section>
      )}
      {card.unit && <UnitNow unit={card.unit} />}
      {card.categoryKey && (
        <section>
          <Nearby card={card} onOpen={onPick} />
        </section>
      )}
    </>
  );
}

function UnitNow({ unit }: { unit: string }) {
  const { t } = useWords();
  const city = useCity();
  const score = useAnswer('score', {}).data?.units.find((one) => one.unit === unit);
  if (!score || score.shouldResolve === 0) return null;
  const rate = ((100 * score.timely) / score.shouldResolve).toFixed(2);
  return (
    <section>
      <h3>{t('case.unitNow', { unit: city.unit(unit, true) })}</h3>
      <p>
        {score.rank === null
          ? t('case.unitRateOnly', { rate })
          : t('case.unitRate', { rate, rank: score.rank })}
        {score.late > 0 && ` · ${t('case.unitLate', { n: score.late })}`}
      </p>
    </section>
  );
}
