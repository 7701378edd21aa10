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
  /** Of the filter, corners as `lon,lat;…`. */
  readonly area?: string;
  /** While an area is being drawn. */
  readonly corners: readonly (readonly [number, number])[] | null;
  readonly onCorner?: (lon: number, lat: number) => void;
}

/** More points than this nobody can tell apart; the map shows those around the picked one. */
const MAPPED = 2_000;
const STREET_ZOOM = 16.4;
const NEAR_M = 50;

/** Where it is, why it went where it went, the component, the unit, what is near by. */
export function SidePane({ detail, cases, onPick, area, corners, onCorner }: SidePaneProps) {
  const card = detail?.card;
  const shown = useMemo(() => {
    const at = card ? cases.findIndex((one) => one.id === card.id) : 0;
    const from = Math.max(0, Math.min(at - MAPPED / 2, cases.length - MAPPED));
    const some = cases.length > MAPPED ? cases.slice(from, from + MAPPED) : cases;
    return card && at < 0 ? [...some, card] : some;
  }, [cases, card]);
  const outline = useMemo(
    () =>
      corners ?? area?.split(';').map((point) => point.split(',').map(Number) as [number, number]) ?? null,
    [corners, area],
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
          outline={outline}
          onPlace={onCorner}
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
        <RouterNow detail={detail} />
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
      {detail.contact && <Contact contact={detail.contact} />}
      {detail.collectorsNear && detail.collectorsNear.length > 0 && (
        <CollectorsNear near={detail.collectorsNear} />
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

/** What the rules of now would say, where that differs from where the case is, or while nobody has it. */
function RouterNow({ detail: { card } }: { detail: CaseDetail }) {
  const { t } = useWords();
  const city = useCity();
  const asked = card.categoryKey !== null && ['filed', 'coordinating', 'handling'].includes(card.status);
  const enabled = asked && city.me.user?.role !== 'unit-dispatcher';
  const routing = useAnswer('caseRouting', { id: card.id }, { enabled, staleTime: 60_000 }).data;
  if (!routing || routing.unit === card.unit) return null;
  const candidates = routing.candidates.map(({ unit }) => city.unit(unit, true)).join(' / ');
  return (
    <p className="q">
      {t('desk.routerNow')}：{routing.unit ? city.unit(routing.unit, true) : candidates || t('word.none')}
    </p>
  );
}

/** Whom to ring up: the unit's line, and who holds its posts now. */
function Contact({ contact: { phone, people } }: { contact: NonNullable<CaseDetail['contact']> }) {
  const { t, lang } = useWords();
  if (!phone && people.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.contact')}</h3>
      {phone && (
        <p>
          <a href={`tel:${phone}`}>{phone}</a>
        </p>
      )}
      <ul>
        {people.map(({ name, post }) => (
          <li key={`${post?.zh} ${name}`}>
            {name} <span className="q">{post ? post[lang] : t('role.liaison')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who of the street is near by the last position. */
function CollectorsNear({ near }: { near: NonNullable<CaseDetail['collectorsNear']> }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('desk.collectorsNear')}</h3>
      <ul>
        {near.map(({ id, name, distanceM, inBeat }) => (
          <li key={id}>
            {name} <span className="q">{t('case.metres', { n: distanceM })}</span>
            {inBeat && <span className="q"> · {t('desk.inBeat')}</span>}
          </li>
        ))}
      </ul>
    </section>
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
