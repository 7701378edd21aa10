import { type Calendar, SLICE_MS } from '../../../core/rules/clock/calendar.ts';
import { type ClockKind, elapsedOn } from '../../../core/rules/clock/workingTime.ts';
import type { Lang } from './i18n.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hours and minutes of a duration in ms, `14:20`; from 100 hours on whole hours, `123 h`. Rounded down. */
export function hoursMinutes(ms: number, lang: Lang = 'zh'): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours >= 100) return lang === 'zh' ? `${hours} 时` : `${hours} h`;
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Time on a clock between two instants, ms; on a working clock without a calendar wall time is all we have. */
export function timeOn(clock: ClockKind, cal: Calendar | null, from: number, to: number): number {
  return cal ? elapsedOn(clock, cal, from, to) : Math.max(0, to - from);
}

/** The working spans [from, to) that touch a stretch of time, epoch ms, ascending. */
export function workingSpans(cal: Calendar, from: number, to: number): [number, number][] {
  const spans: [number, number][] = [];
  for (let index = Math.floor(from / SLICE_MS); index * SLICE_MS < to; index++) {
    const { starts, before } = cal.slice(index);
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i]!;
      const end = start + before[i + 1]! - before[i]!;
      if (end > from && start < to) spans.push([Math.max(start, from), Math.min(end, to)]);
    }
  }
  return spans;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { timeZone, ...options });
  formats.set(key, made);
  return made;
}

/** Instants in the words of a language and the city's time zone. */
export interface CityTime {
  /** `15:42` */
  time(at: number): string;
  /** `15:42:10` */
  seconds(at: number): string;
  /** `11月20日 周五`, `Fri 20 Nov` */
  date(at: number): string;
  /** `20 周五`, `Fri 20` */
  day(at: number): string;
  /** `18 10:48`, or with the month when it is another one: `10-18 10:48` */
  dayTime(at: number, now: number): string;
  /** An instant gone by: `今天 14:22`, `昨天 08:47`, else `12-03 08:54`. */
  past(at: number, now: number): string;
  /** A due instant: `14:22` today, `明 08:47`, `周一 08:54`, else `12-03 08:54`. */
  due(at: number, now: number): string;
  /** Local date `2026-11-20`. */
  isoDate(at: number): string;
  /** The instant at which the local day of `at` begins. */
  startOfDay(at: number): number;
}

export function cityTime(lang: Lang, zone: string): CityTime {
  const time = (at: number) =>
    format(lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const isoDate = (at: number) =>
    format('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
      .format(at)
      .split('/')
      .reverse()
      .join('-');
  const weekday = (at: number) => format(lang, zone, { weekday: 'short' }).format(at);
  const monthDay = (at: number) => isoDate(at).slice(5);
  const dayNumber = (at: number) => Date.parse(`${isoDate(at)}T00:00:00Z`) / DAY;
  return {
    time,
    isoDate,
    seconds: (at) =>
      format(lang, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
        at,
      ),
    date: (at) =>
      lang === 'zh'
        ? `${format(lang, zone, { month: 'long', day: 'numeric' }).format(at)} ${weekday(at)}`
        : format(lang, zone, { weekday: 'short', day: 'numeric', month: 'short' })
            .format(at)
            .replace(',', ''),
    day: (at) => {
      const number = Number(isoDate(at).slice(8));
      return lang === 'zh' ? `${number} ${weekday(at)}` : `${weekday(at)} ${number}`;
    },
    dayTime: (at, now) =>
      isoDate(at).slice(0, 7) === isoDate(now).slice(0, 7)
        ? `${isoDate(at).slice(8)} ${time(at)}`
        : `${monthDay(at)} ${time(at)}`,
    past: (at, now) => {
      const days = dayNumber(now) - dayNumber(at);
      if (days === 0) return lang === 'zh' ? `今天 ${time(at)}` : `today ${time(at)}`;
      if (days === 1) return lang === 'zh' ? `昨天 ${time(at)}` : `yesterday ${time(at)}`;
      return `${monthDay(at)} ${time(at)}`;
    },
    due: (at, now) => {
      const days = dayNumber(at) - dayNumber(now);
      if (days === 0) return time(at);
      if (days === 1) return lang === 'zh' ? `明 ${time(at)}` : `tmw ${time(at)}`;
      if (days > 1 && days < 7) return `${weekday(at)} ${time(at)}`;
      return `${monthDay(at)} ${time(at)}`;
    },
    startOfDay: (at) => {
      // Minutes since local midnight are enough but on a day of changed offset, where an hour does no harm.
      const [h, m] = format('en', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
        .format(at)
        .split(':');
      return at - (at % MINUTE) - Number(h) * HOUR - Number(m) * MINUTE;
    },
  };
}
