import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CaseCard, CaseDetail } from '../../../core/contract/api/answers.ts';
import { call } from '../api/call.ts';
import { CaseLights } from '../case/CaseLights.tsx';
import { EventList } from '../case/EventList.tsx';
import { eventLine } from '../case/eventLine.ts';
import { eventsOf } from '../case/history.ts';
import { Photos } from '../case/Photos.tsx';
import { TimeLine } from '../case/TimeLine.tsx';
import { splitNumber } from '../case/title.ts';
import { Voice } from '../case/Voice.tsx';
import { lightOfCard } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { Light } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { Pairs } from '../parts/Pairs.tsx';
import { GiveCode } from './GiveCode.tsx';
import { OpenAgain } from './OpenAgain.tsx';

/** The case in the middle: what and where, its lights, what was said, time line, events, photos, what comes next. */
export function CasePane({ detail, next }: { detail: CaseDetail; next: CaseCard | null }) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const events = eventsOf(detail);
  const { id } = detail.card;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [id]);
  return (
    <div className="casebody" ref={scroller}>
      <CaseHead detail={detail} />
      <div className="caseinner">
        <Said detail={detail} />
        <TimeLine events={events} state={detail.state} />
        <EventList events={events} />
        <h3>{t('case.photos')}</h3>
        <Photos photos={detail.photos} />
        <Voice detail={detail} />
        {next && <NextCase card={next} />}
      </div>
    </div>
  );
}

/** Number, category, place and lights; says what has happened when others changed the case meanwhile. */
export function CaseHead({ detail }: { detail: CaseDetail }) {
  const { t } = useWords();
  const city = useCity();
  const { card, state } = detail;
  const { head, tail } = splitNumber(card.number);
  const place = [card.address, city.area(card.subdistrict), card.cell && t('case.cell', { cell: card.cell })];
  return (
    <div className="casehead">
      <div className="line">
        <span className="no">
          {head} <b>{tail}</b>
        </span>
        <span className="q">
          {t(`status.${card.status}`)}
          {card.unit && ` · ${city.unit(card.unit, true)}`} ·{' '}
          <a href={`/api/cases/${card.id}/sheet?lang=${city.lang}`} target="_blank" rel="noreferrer">
            {t('desk.sheet')}
          </a>
        </span>
      </div>
      <h1>
        {[city.category(card.categoryKey), city.condition(card.conditionKey)].filter(Boolean).join(' · ')}
      </h1>
      <p className="q">{place.filter(Boolean).join(' · ')}</p>
      <CaseLights state={state} />
      {state.emergency && state.emergency.acknowledgedBy === null && (
        <p className="notice" role="alert">
          {t('case.emergencyOpen')}
        </p>
      )}
      <Colleagues id={card.id} />
      <Changed detail={detail} />
    </div>
  );
}

const LOOK_EVERY_MS = 6_000;

/** Who else has this case open at a desk, so that two never work on one unknowingly. */
function Colleagues({ id }: { id: string }) {
  const { t } = useWords();
  const names = useQuery({
    queryKey: ['lookAtCase', id],
    queryFn: ({ signal }) => call('lookAtCase', { id }, { signal }),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  }).data?.names;
  if (!names?.length) return null;
  return (
    <p className="notice" role="status">
      {t('desk.alsoHere', { names: names.join('、') })}
    </p>
  );
}

/** What others did since this case was opened here. */
function Changed({ detail }: { detail: CaseDetail }) {
  const { t } = useWords();
  const city = useCity();
  const { version } = detail.state;
  const [seen, setSeen] = useState({ id: detail.card.id, version });
  if (seen.id !== detail.card.id) setSeen({ id: detail.card.id, version });
  const news = eventsOf(detail).filter(
    (event) => event.seq > seen.version && event.actor.name !== city.me.user?.name,
  );
  if (seen.id !== detail.card.id || news.length === 0) return null;
  return (
    <p className="notice" role="status">
      {t('case.changed')} {news.map((event) => eventLine(event, city, t)).join('; ')}
    </p>
  );
}

function Said({ detail }: { detail: CaseDetail }) {
  const { t, lang } = useWords();
  const city = useCity();
  const said = eventsOf(detail)[0]?.text;
  const entry = city.conditionEntry(detail.card.conditionKey);
  const closing = entry && (lang === 'zh' ? entry.closingZh : entry.closingEn);
  const rows: [string, string | null | undefined][] = [
    [t('case.description'), said],
    [t('case.toClose'), closing],
    [
      t('case.reporter'),
      detail.reporter && [detail.reporter.name, detail.reporter.phone].filter(Boolean).join(' · '),
    ],
  ];
  return (
    <>
      <Pairs rows={rows} said />
      <div className="asides">
        <GiveCode detail={detail} />
        <OpenAgain detail={detail} />
      </div>
    </>
  );
}

function NextCase({ card }: { card: CaseCard }) {
  const { t } = useWords();
  const city = useCity();
  return (
    <p className="next">
      <span className="qq">{t('case.next')}</span>
      <Light of={lightOfCard(card, city)} />
      <span>{city.category(card.categoryKey, true)}</span>
      <span className="q cut">{[card.address, city.unit(card.unit, true)].filter(Boolean).join(' · ')}</span>
    </p>
  );
}
