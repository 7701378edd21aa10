import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarData, compileCalendar, type Period } from '../../../core/rules/clock/calendar.ts';
import { add, elapsed, latest } from '../../../core/rules/clock/workingTime.ts';
import { anyCalendar, anyDuration, anyInstant, calendarIn } from './arbitraries.ts';
import { DAY, iso, MINUTE, ms, qilihe } from './cities.ts';

const questions = fc.array(fc.tuple(anyInstant, anyDuration), { minLength: 1, maxLength: 12 });

describe('working time on any calendar', () => {
  it('add gives the earliest instant by which n is used up, latest the latest', () => {
    fc.assert(
      fc.property(anyCalendar, questions, (data, asked) => {
        const cal = compileCalendar(data);
        for (const [a, n] of asked) {
          const [first, last] = [add(cal, a, n), latest(cal, a, n)];
          expect(elapsed(cal, a, first)).toBe(n);
          expect(elapsed(cal, a, last)).toBe(n);
          expect(first).toBeLessThanOrEqual(last);
          expect(elapsed(cal, a, last + 1)).toBe(n + 1);
          if (n > 0) expect(elapsed(cal, a, first - 1)).toBe(n - 1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('elapsed adds up, never runs backwards and never faster than the clock on the wall', () => {
    fc.assert(
      fc.property(anyCalendar, fc.array(anyInstant, { minLength: 3, maxLength: 12 }), (data, unsorted) => {
        const cal = compileCalendar(data);
        const instants = unsorted.sort((x, y) => x - y);
        const [first, last] = [instants[0]!, instants.at(-1)!];
        const parts = instants.slice(1).map((b, i) => elapsed(cal, instants[i]!, b));
        parts.forEach((part, i) => {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(instants[i + 1]! - instants[i]!);
        });
        expect(parts.reduce((x, y) => x + y)).toBe(elapsed(cal, first, last));
        expect(elapsed(cal, last, first)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('adds in steps as at once, and later starts are due later', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyInstant, anyDuration, anyDuration, (data, a, b, n, m) => {
        const cal = compileCalendar(data);
        expect(add(cal, add(cal, a, n), m)).toBe(add(cal, a, n + m));
        expect(latest(cal, add(cal, a, n), m)).toBe(latest(cal, a, n + m));
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        expect(add(cal, early, n)).toBeLessThanOrEqual(add(cal, late, n));
        expect(latest(cal, early, n)).toBeLessThanOrEqual(latest(cal, late, n));
      }),
      { numRuns: 100 },
    );
  });

  it('agrees with counting minute by minute where the zone has no turns', () => {
    const days = fc.integer({ min: 0, max: 700 });
    const minutes = fc.integer({ min: 0, max: 4 * 1440 });
    fc.assert(
      fc.property(
        calendarIn(fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu')),
        days,
        minutes,
        (data, day, length) => {
          const a = ms('2025-10-01') + day * DAY + 17 * MINUTE;
          const b = a + length * MINUTE;
          expect(elapsed(compileCalendar(data), a, b)).toBe(countMinutes(data, a, b) * MINUTE);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('what a day is', () => {
  const cal = compileCalendar(qilihe);
  const workOn = (date: string) =>
    elapsed(cal, ms(`${date}T00:00+08:00`), ms(`${date}T00:00+08:00`) + DAY) / MINUTE;

  it('rests on Sundays and holidays, and works on a make-up Sunday within a holiday week', () => {
    expect(['2026-10-03', '2026-10-04', '2026-10-11', '2026-10-01'].map(workOn)).toEqual([390, 390, 0, 0]);
  });

  it('changes season in the night, also over the new year and on 29 February', () => {
    const at = (date: string) => iso(add(cal, ms(`${date}T12:00+08:00`), 1));
    expect(at('2026-09-30')).toBe('2026-09-30T06:00:00.001Z');
    expect(at('2026-10-05')).toBe('2026-10-05T05:30:00.001Z');
    expect(at('2025-12-31')).toBe('2025-12-31T05:30:00.001Z');
    expect(at('2028-02-29')).toBe('2028-02-29T05:30:00.001Z');
    expect(at('2026-05-01')).toBe('2026-05-01T06:00:00.001Z');
  });

  it('is due at the end of the morning and in time until the end of the lunch break', () => {
    const a = ms('2026-07-01T08:30+08:00');
    expect(iso(add(cal, a, 180 * MINUTE))).toBe(iso(ms('2026-07-01T11:30+08:00')));
    expect(iso(latest(cal, a, 180 * MINUTE))).toBe(iso(ms('2026-07-01T14:00+08:00')));
    expect(add(cal, a, -5)).toBe(a);
    expect(latest(cal, a - 5, -5)).toBe(a);
  });
});

/** The oracle: every minute is asked for itself. The zones used have one offset in all of these years. */
function countMinutes(data: CalendarData, a: number, b: number): number {
  const offset = data.timezone === 'Asia/Shanghai' ? 480 : 345;
  let count = 0;
  for (let t = a; t < b; t += MINUTE) {
    const wall = new Date(t + offset * MINUTE).toISOString();
    if (
      planOf(data, wall.slice(0, 10)).some(
        ([from, to]) => from <= wall.slice(11, 16) && wall.slice(11, 16) < to,
      )
    ) {
      count += 1;
    }
  }
  return count;
}

function planOf(data: CalendarData, date: string): Period[] {
  if (data.dates && Object.hasOwn(data.dates, date)) return data.dates[date]!;
  const weekday = new Date(date).getUTCDay() || 7;
  const free = data.restWeekdays.includes(weekday) || data.holidays.includes(date);
  if (free && !data.makeupWorkdays.includes(date)) return [];
  const day = date.slice(5);
  const season = data.seasons.find(({ from, to }) =>
    from <= to ? from <= day && day <= to : day >= from || day <= to,
  );
  return season?.periods ?? [];
}
