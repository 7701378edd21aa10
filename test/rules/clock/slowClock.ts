import type { CalendarData } from '../../../core/rules/clock/calendar.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Working time on whole minutes between two instants, counted minute by minute on the wall of the zone. */
export interface SlowClock {
  readonly elapsed: (a: number, b: number) => number;
  /** The earliest instant by which n ms are used up, the latest one by which no more are; within the span. */
  readonly add: (a: number, n: number) => number;
  readonly latest: (a: number, n: number) => number;
}

/**
 * Spec 03, Working time, read word by word and slowly: every minute of the span is looked up on the zone's
 * own wall clock, and marked when it lies in a period of its day. Shares nothing with the rules.
 */
export function slowClock(data: CalendarData, from: number, to: number): SlowClock {
  const start = from - 2 * DAY;
  const count = (to - from + 4 * DAY) / MINUTE;
  const walls = wallMinutes(data.timezone, start, count);
  const firstAt = new Map<string, number>();
  for (const [i, wall] of walls.entries()) if (!firstAt.has(wall)) firstAt.set(wall, i);
  const works = new Uint8Array(count);
  const days = new Set(walls.map((wall) => wall.slice(0, 10)));
  for (const day of [...days].slice(1, -1)) {
    for (const [begins, ends] of periodsOf(data, day)) {
      const [first, last] = [minuteOf(firstAt, day, begins), minuteOf(firstAt, day, ends)];
      for (let i = first; i < last; i++) works[i] = 1;
    }
  }
  const at = (instant: number) => (instant - start) / MINUTE;
  const walk = (a: number, n: number, beyond: boolean) => {
    let used = 0;
    for (let i = at(a); ; i++) {
      if (i >= count) throw new RangeError('the span is too short');
      if (beyond ? used + (works[i] ?? 0) * MINUTE > n : used >= n) return start + i * MINUTE;
      used += (works[i] ?? 0) * MINUTE;
    }
  };
  return {
    elapsed(a, b) {
      let sum = 0;
      for (let i = at(a); i < at(b); i++) sum += works[i] ?? 0;
      return sum * MINUTE;
    },
    add: (a, n) => (n <= 0 ? a : walk(a, n, false)),
    latest: (a, n) => walk(a, Math.max(0, n), true),
  };
}

function wallMinutes(timezone: string, start: number, count: number): string[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return Array.from({ length: count }, (_, i) => format.format(start + i * MINUTE).replace(', ', ' '));
}

function periodsOf(data: CalendarData, day: string): readonly (readonly [string, string])[] {
  const own = data.dates && Object.hasOwn(data.dates, day) ? data.dates[day] : undefined;
  if (own) return own;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const free = data.restWeekdays.includes(weekday) || data.holidays.includes(day);
  if (free && !data.makeupWorkdays.includes(day)) return [];
  const monthDay = day.slice(5);
  const season = data.seasons.find(({ from, to }) =>
    from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to,
  );
  return season?.periods ?? [];
}

/** The first minute that shows this local time; one inside a gap moves forward by the length of the gap. */
function minuteOf(firstAt: ReadonlyMap<string, number>, day: string, time: string): number {
  const local =
    Date.parse(`${day}T00:00:00Z`) + Number(time.slice(0, 2)) * 60 * MINUTE + Number(time.slice(3)) * MINUTE;
  const wall = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  const found = firstAt.get(wall(local));
  if (found !== undefined) return found;
  let before = local;
  let after = local;
  while (!firstAt.has(wall(before))) before -= MINUTE;
  while (!firstAt.has(wall(after))) after += MINUTE;
  return firstAt.get(wall(local + (after - before - MINUTE)))!;
}
