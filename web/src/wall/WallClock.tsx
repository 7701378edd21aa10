import { add } from '../../../core/rules/clock/workingTime.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes, workingSpans } from '../parts/time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WIDTH = 488;

/** The city's time as large as the red count, and how far the working day has come. */
export function WallClock() {
  const { time } = useCity();
  const now = useMinute();
  return (
    <section className="clock">
      <b>{time.time(now)}</b>
      <div className="d">
        {time.date(now)}
        <br />
        <em>{useWork(now)}</em>
      </div>
      <DayLine now={now} />
    </section>
  );
}

function useWork(now: number): string {
  const { t, lang } = useWords();
  const { calendar, time } = useCity();
  if (!calendar) return '';
  const today = workingSpans(calendar, now, time.startOfDay(now + DAY));
  if (today[0] && today[0][0] <= now) {
    const left = today.reduce((sum, [from, to]) => sum + to - from, 0);
    return t('wall.working', { time: hoursMinutes(left, lang) });
  }
  try {
    return t('wall.free', { at: time.due(add(calendar, now, 1) - 1, now) });
  } catch {
    return t('wall.freeOpen');
  }
}

/** Today's working periods, what is past darker, and their hours; empty on a free day. */
function DayLine({ now }: { now: number }) {
  const { calendar, time } = useCity();
  const day = time.startOfDay(now);
  const spans = calendar ? workingSpans(calendar, day, time.startOfDay(day + 1.5 * DAY)) : [];
  const from = Math.min(spans[0]?.[0] ?? day + 8 * HOUR, Math.max(now, day + 6 * HOUR)) - HOUR / 2;
  const to = Math.max(spans.at(-1)?.[1] ?? day + 18 * HOUR, Math.min(now, day + 21 * HOUR)) + HOUR / 2;
  const x = (at: number) => Math.max(0, Math.min(WIDTH, ((at - from) / (to - from)) * WIDTH));
  return (
    <svg className="day" viewBox={`0 0 ${WIDTH} 46`} aria-hidden="true">
      {spans.map(([a, b]) => (
        <g key={a}>
          <rect className="work" x={x(a)} y="4" width={x(b) - x(a)} height="10" />
          {now > a && <rect className="past" x={x(a)} y="4" width={x(Math.min(b, now)) - x(a)} height="10" />}
        </g>
      ))}
      <rect className="base" y="14" width={WIDTH} height="2" />
      <rect className="at" x={Math.min(WIDTH - 4, x(now))} width="4" height="20" />
      {hourLabels(spans).map(({ at, anchor }) => (
        <text key={at} x={x(at)} y="41" textAnchor={anchor}>
          {time.time(at).replace(/^0/, '')}
        </text>
      ))}
    </svg>
  );
}

/** Begin and end of each period; where one begins as another ends close by, both would not fit. */
function hourLabels(spans: readonly [number, number][]) {
  return spans.flatMap(([a, b], i) => [
    { at: a, anchor: i === 0 ? ('start' as const) : ('middle' as const) },
    { at: b, anchor: i === spans.length - 1 ? ('end' as const) : ('middle' as const) },
  ]);
}
