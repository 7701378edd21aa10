import fc from 'fast-check';
import type { CalendarData, Period } from '../../../core/rules/clock/calendar.ts';
import { DAY, MINUTE, ms } from './cities.ts';

/** Zones with every kind of turn: none, whole and half hours, at midnight, a skipped day, months apart. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/Amsterdam',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'UTC',
];

const minute = fc.oneof(
  fc.integer({ min: 0, max: 1440 }),
  fc.integer({ min: 0, max: 24 }).map((h) => h * 60),
);
const period = fc
  .tuple(minute, minute)
  .filter(([a, b]) => a !== b)
  .map(([a, b]): Period => [clockText(Math.min(a, b)), clockText(Math.max(a, b))]);
const periods = fc.array(period, { minLength: 1, maxLength: 3 });
const date = fc.integer({ min: 0, max: 900 }).map((n) => dateText(ms('2025-09-01') + n * DAY));
const dates = fc.array(date, { maxLength: 12 });
const monthDay = fc.integer({ min: 0, max: 365 }).map((n) => dateText(ms('2024-01-01') + n * DAY).slice(5));

/** Calendars that work at least one weekday of the year, in any of the zones. */
export const anyCalendar = calendarIn(fc.constantFrom(...ZONES));

export function calendarIn(timezone: fc.Arbitrary<string>): fc.Arbitrary<CalendarData> {
  return fc.record({
    timezone,
    restWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
    seasons: fc
      .tuple(fc.array(fc.record({ from: monthDay, to: monthDay, periods }), { maxLength: 2 }), periods)
      .map(([some, always]) => [...some, { from: '01-01', to: '12-31', periods: always }]),
    holidays: dates,
    makeupWorkdays: dates,
    workdayMinutes: fc.constant(390),
    dates: fc.dictionary(date, fc.array(period, { maxLength: 2 }), { maxKeys: 4 }),
  });
}

/** Instants of about two years, some of them on the minute, some around the turns of the clocks. */
export const anyInstant = fc.oneof(
  fc.integer({ min: ms('2025-10-01'), max: ms('2027-11-01') }),
  fc.integer({ min: 0, max: 2 * 366 * 24 * 4 }).map((quarters) => ms('2025-10-01') + quarters * 15 * MINUTE),
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01', '2026-12-31'),
      fc.integer({ min: -DAY, max: 2 * DAY }),
    )
    .map(([day, shift]) => ms(day) + shift),
);

/** Durations from nothing to some months of work, whole minutes among them. */
export const anyDuration = fc.oneof(
  fc.constantFrom(0, 1, MINUTE),
  fc.integer({ min: 0, max: 2 * DAY }),
  fc.integer({ min: 0, max: 6000 }).map((n) => n * MINUTE),
);

function clockText(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dateText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
