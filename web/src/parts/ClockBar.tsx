import './clockBar.css';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { add } from '../../../core/rules/clock/workingTime.ts';
import { useWords } from './i18n.ts';
import { useCity } from './names.tsx';
import { useMinute } from './ticker.ts';
import { type CityTime, hoursMinutes, workingSpans } from './time.ts';

const DAY = 86_400_000;

/** The city's time, today's working periods with the present moment, and what is left of working time. */
export function ClockBar({ strip = true }: { strip?: boolean }) {
  const { calendar, time } = useCity();
  const words = useWorkWords();
  const now = useMinute();
  return (
    <div className="clockbar">
      <b>{time.time(now)}</b>
      <span className="q date">{time.date(now)}</span>
      {strip && calendar && <DayStrip calendar={calendar} time={time} now={now} />}
      <span className="q">{words(now)}</span>
    </div>
  );
}

/** "working, 1:18 left" or "free time, work begins 08:30". */
export function useWorkWords(): (now: number) => string {
  const { t, lang } = useWords();
  const { calendar, time } = useCity();
  return (now) => {
    if (!calendar) return '';
    const today = workingSpans(calendar, now, time.startOfDay(now + DAY));
    if (today[0] && today[0][0] <= now) {
      const left = today.reduce((sum, [from, to]) => sum + to - from, 0);
      return t('time.working', { time: hoursMinutes(left, lang) });
    }
    return nextWork(calendar, time, now, t);
  };
}

function nextWork(
  calendar: Calendar,
  time: CityTime,
  now: number,
  t: ReturnType<typeof useWords>['t'],
): string {
  try {
    return t('time.free', { at: time.due(add(calendar, now, 1) - 1, now) });
  } catch {
    return t('time.freeOpen');
  }
}

/** From an hour before the first period to an hour after the last; what is past is darker. */
function DayStrip({ calendar, time, now }: { calendar: Calendar; time: CityTime; now: number }) {
  const { t } = useWords();
  const day = time.startOfDay(now);
  const spans = workingSpans(calendar, day, day + DAY);
  const from = Math.min(spans[0]?.[0] ?? day + 8 * 3_600_000, now) - 1_800_000;
  const to = Math.max(spans.at(-1)?.[1] ?? day + 18 * 3_600_000, now) + 1_800_000;
  const x = (at: number) => ((at - from) / (to - from)) * 150;
  const said = spans.map(([a, b]) => `${time.time(a)}–${time.time(b)}`).join(', ');
  return (
    <svg
      className="daystrip"
      viewBox="0 0 150 16"
      role="img"
      aria-label={`${t('time.workingTime')}: ${said || '–'}`}
    >
      <path className="base" d="M0 11.5H150" />
      {spans.map(([a, b]) => (
        <g key={a}>
          <rect className="work" x={x(a)} y={4} width={x(b) - x(a)} height={7} />
          {now > a && <rect className="past" x={x(a)} y={4} width={x(Math.min(b, now)) - x(a)} height={7} />}
        </g>
      ))}
      <rect className="now" x={x(now) - 1} y={1} width={2} height={13} />
    </svg>
  );
}
