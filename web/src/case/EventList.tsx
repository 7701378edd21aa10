import './eventList.css';
import { useMemo } from 'react';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import { eventLine } from './eventLine.ts';
import { type DetailEvent, stageSpans, type Use, usesByEvent } from './history.ts';

/** What happened, oldest first: when, what, who said what, and how much of its limit the ended stage used. */
export function EventList({ events }: { events: readonly DetailEvent[] }) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = useMinute();
  const uses = useMemo(() => usesByEvent(stageSpans(events, city.calendar)), [events, city.calendar]);
  const used = (use: Use | undefined) => {
    if (!use) return '';
    if (use.limitMs === null) return t('case.used', { time: hoursMinutes(use.usedMs, lang) });
    return t('case.usedOf', { used: hoursMinutes(use.usedMs, lang), limit: hoursMinutes(use.limitMs, lang) });
  };
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.seq}>
          <time dateTime={new Date(event.at).toISOString()}>{city.time.dayTime(event.at, now)}</time>
          <span className="what">
            {eventLine(event, city, t)}
            {event.actor.name && (
              <span className="q">
                {' '}
                · {t('case.by', { role: t(`role.${event.actor.role}`), name: event.actor.name })}
              </span>
            )}
            {event.text && event.type !== 'reported' && <span className="said">{event.text}</span>}
          </span>
          <span className="use">{used(uses.get(event.seq))}</span>
        </li>
      ))}
    </ol>
  );
}
