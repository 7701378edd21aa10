import { useEffect, useId, useRef } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { type Act, possibleActs, UNIT_ACTS } from '../case/acts.tsx';
import { EventList } from '../case/EventList.tsx';
import { reasonWord } from '../case/eventLine.ts';
import { clockUse, eventsOf } from '../case/history.ts';
import { Photos } from '../case/Photos.tsx';
import { splitNumber } from '../case/title.ts';
import { Voice } from '../case/Voice.tsx';
import { Why } from '../case/Why.tsx';
import { useWords } from '../parts/i18n.ts';
import { Light } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { Pairs } from '../parts/Pairs.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import { Feedback } from './Feedback.tsx';

/** As many stand open on a desk; all of them are under "more", which is all a phone has room for. */
const OPEN_ACTS = 4;

interface UnitCaseProps {
  readonly detail: CaseDetail;
  readonly onAct: (act: Act) => void;
  readonly onBack: () => void;
  readonly onSent: () => void;
}

/** What is asked of the unit, until when, and how it answers. */
export function UnitCase({ detail, onAct, onBack, onSent }: UnitCaseProps) {
  const { t } = useWords();
  const city = useCity();
  const top = useRef<HTMLDivElement>(null);
  const { card } = detail;
  const { head, tail } = splitNumber(card.number);
  const acts = possibleActs(UNIT_ACTS, detail);
  const mayFeedback = detail.may.feedback?.ok === true;
  const button = (act: Act) => (
    <button key={act.name} type="button" className="btn" onClick={() => onAct(act)}>
      {t(`act.${act.name}`)}
    </button>
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case begins at its top
  useEffect(() => {
    top.current?.scrollTo({ top: 0 });
  }, [card.id]);
  return (
    <>
      <div className="scroller" ref={top}>
        <div className="head">
          <button type="button" className="btn back" onClick={onBack}>
            ‹ {t('unit.back')}
          </button>
          <span className="no">
            {head} <b>{tail}</b>
          </span>
          <h1>
            {[city.category(card.categoryKey), city.condition(card.conditionKey)].filter(Boolean).join(' · ')}
          </h1>
          <p className="q">{[card.address, city.area(card.subdistrict)].filter(Boolean).join(' · ')}</p>
          <DueBox detail={detail} />
        </div>
        <div className="body">
          <Asked detail={detail} />
          <h2>{t('case.photos')}</h2>
          <Photos photos={detail.photos} />
          <Voice detail={detail} />
          {mayFeedback && <Feedback key={card.id} detail={detail} onSent={onSent} />}
          <h2>{t('unit.history')}</h2>
          <EventList events={eventsOf(detail)} />
        </div>
      </div>
      <div className="actbar" role="toolbar" aria-label={t('unit.inbox')}>
        {mayFeedback && (
          <button type="submit" form="feedback" className="btn pri">
            {t('act.feedback')}
          </button>
        )}
        <span className="rest">{acts.slice(0, OPEN_ACTS).map(button)}</span>
        {acts.length > 0 && <MoreActs acts={acts} label={t('word.more')} button={button} />}
      </div>
    </>
  );
}

/** The unit's own clock: left or over, when it is due, how much of the limit is used. */
function DueBox({ detail: { state } }: { detail: CaseDetail }) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = useMinute();
  const { clock } = state;
  if (!clock) return null;
  const use = clockUse(clock, city.calendar, now);
  const limit = use.limitMs;
  const whole = limit === null ? 1 : Math.max(use.usedMs, limit, 1);
  return (
    <div className="duebox">
      <div className="line">
        <b>{clock.redAt === null ? t('unit.unlimited') : <Light of={clock} form="long" />}</b>
        {clock.dueAt !== null && (
          <span className="q">{t('unit.dueAt', { at: city.time.due(clock.dueAt, now) })}</span>
        )}
      </div>
      {limit !== null && (
        <>
          <p className="q">
            {t(`clock.${clock.stage}`)} ·{' '}
            {t('unit.usedOf', { used: hoursMinutes(use.usedMs, lang), limit: hoursMinutes(limit, lang) })}
          </p>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect className="all" width={100} height={4} />
            <rect className="used" width={(100 * Math.min(use.usedMs, limit)) / whole} height={4} />
            {use.usedMs > limit && (
              <rect
                className="over"
                x={(100 * limit) / whole}
                width={(100 * (use.usedMs - limit)) / whole}
                height={4}
              />
            )}
          </svg>
        </>
      )}
    </div>
  );
}

function Asked({ detail }: { detail: CaseDetail }) {
  const { t, lang } = useWords();
  const city = useCity();
  const events = eventsOf(detail);
  const entry = city.conditionEntry(detail.card.conditionKey);
  const failed = events.findLast((event) => event.type === 'checkFailed');
  const supervised = events.findLast((event) => event.type === 'supervised');
  const rows: [string, React.ReactNode][] = [
    [t('unit.require'), entry && (lang === 'zh' ? entry.closingZh : entry.closingEn)],
    [t('unit.said'), events[0]?.text],
    [
      t('unit.remark'),
      failed && [reasonWord(failed.payload.reason, t), failed.text].filter(Boolean).join(' · '),
    ],
    [
      t('unit.supervised'),
      supervised && (supervised.text ?? city.time.dayTime(supervised.at, supervised.at)),
    ],
    [t('unit.whyMe'), <Why key="why" events={events} />],
  ];
  return <Pairs rows={rows} />;
}

interface MoreActsProps {
  readonly acts: readonly Act[];
  readonly label: string;
  readonly button: (act: Act) => React.ReactNode;
}

function MoreActs({ acts, label, button }: MoreActsProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={acts.length > OPEN_ACTS ? 'btn more' : 'btn more fits'}
        popoverTarget={id}
      >
        {label}
      </button>
      <div
        id={id}
        popover="auto"
        className="actpop"
        onClickCapture={(event) => event.currentTarget.hidePopover()}
      >
        {acts.map(button)}
      </div>
    </>
  );
}
