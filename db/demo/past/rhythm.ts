import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { elapsed } from '../../../core/rules/clock/workingTime.ts';
import { type Random, randomStream } from '../geometry/random.ts';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** One day of the city: its midnight, how many problems are found, what the weather is like. */
export interface CityDay {
  readonly date: string;
  readonly from: number;
  readonly cases: number;
  readonly storm: boolean;
  readonly worked: boolean;
}

// Collectors walk from half past seven to seven; a city of 150 cases a day finds fewer of them on rest days.
const DUTY = [7.5 * HOUR, 19 * HOUR] as const;
const WEEKDAY = [1.14, 1.06, 1.0, 1.0, 1.05, 0.9, 0.62];
const STORM_SHARE = 0.025;

/** The days of the past, oldest first; `midnights` holds one more: the end of the last day. */
export function cityDays(
  seed: string,
  calendar: Calendar,
  dates: readonly string[],
  midnights: readonly number[],
  perDay: number,
): CityDay[] {
  const stormy = stormDays(seed, dates);
  return dates.map((date, i) => {
    const random = randomStream(seed, `past-day/${date}`);
    const from = midnights[i]!;
    const worked = elapsed(calendar, from, midnights[i + 1]!) > 0;
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const share = (worked ? Math.max(WEEKDAY[weekday]!, 0.9) : 0.6) * random.between(0.9, 1.1);
    const storm = stormy.has(date);
    return {
      date,
      from,
      worked,
      storm,
      cases: Math.max(1, Math.round(perDay * share * (storm ? 1.7 : 1) * 1.03)),
    };
  });
}

/** Storms come by chance, and at least one in a month of past. */
function stormDays(seed: string, dates: readonly string[]): Set<string> {
  const random = randomStream(seed, 'past-weather');
  const days = dates.filter((date) => randomStream(seed, `past-weather/${date}`).chance(STORM_SHARE));
  return new Set(days.length === 0 && dates.length >= 20 ? [random.pick(dates)] : days);
}

/** The instant of a report within a day: two peaks, lunch, a little at night; specials in the evening. */
export function reportInstant(day: CityDay, random: Random, evening: boolean): number {
  if (evening) return Math.floor(day.from + random.between(18.6, 22.8) * HOUR);
  const part = random.next();
  const hour =
    part < 0.42
      ? peak(random, 9.6, 1.1)
      : part < 0.76
        ? peak(random, 15.4, 1.2)
        : part < 0.95
          ? random.between(7.5, 19)
          : nightHour(random);
  return Math.floor(day.from + Math.min(23.98, Math.max(0.01, hour)) * HOUR);
}

function peak(random: Random, at: number, width: number): number {
  return Math.min(18.9, Math.max(7.5, at + gauss(random) * width));
}

function nightHour(random: Random): number {
  return random.chance(0.8) ? random.between(19, 23.5) : random.between(0.2, 7);
}

/** Whether collectors are out at an instant; `from` is the midnight of its day. */
export function isDutyTime(sinceMidnight: number): boolean {
  return sinceMidnight >= DUTY[0] && sinceMidnight < DUTY[1];
}

/** `ms` later if that is still duty time, else that much into the next morning of duty. */
export function inDutyTime(at: number, ms: number, midnight: number): number {
  const from = Math.max(at, midnight + DUTY[0]);
  if (from + ms < midnight + DUTY[1]) return from + ms;
  const next = midnight + DAY + DUTY[0];
  return Math.max(at, next) + Math.min(ms, 4 * HOUR);
}

/** A time around a median with a long tail, ms. */
export function about(random: Random, medianMinutes: number, spread: number): number {
  return Math.max(1_000, Math.round(medianMinutes * MINUTE * Math.exp(spread * gauss(random))));
}

/** Standard normal, by the sum of twelve. */
export function gauss(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.next();
  return sum;
}
