import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { add, elapsed, latest } from '../../../core/rules/clock/workingTime.ts';
import { anyCalendar, anyInstant } from './arbitraries.ts';
import { DAY, MINUTE } from './cities.ts';
import { slowClock } from './slowClock.ts';

it('counts what minutes on the wall show, in any zone, through every turn of its clocks', () => {
  let [worked, reached] = [0, 0];
  fc.assert(
    fc.property(
      anyCalendar,
      anyInstant,
      fc.array(fc.tuple(fc.nat(5 * 1440), fc.nat(5 * 1440)), { minLength: 4, maxLength: 4 }),
      (data, around, pairs) => {
        const from = Math.floor(around / MINUTE) * MINUTE;
        const slow = slowClock(data, from, from + 5 * DAY);
        const cal = compileCalendar(data);
        for (const [one, other] of pairs) {
          const [a, b] = [from + Math.min(one, other) * MINUTE, from + Math.max(one, other) * MINUTE];
          const used = slow.elapsed(a, b);
          expect(elapsed(cal, a, b)).toBe(used);
          worked += used;
          if (used === 0) continue;
          expect(add(cal, a, used)).toBe(slow.add(a, used));
          if (used <= MINUTE) continue;
          expect(latest(cal, a, used - MINUTE)).toBe(slow.latest(a, used - MINUTE));
          reached += 1;
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(Math.min(worked, reached)).toBeGreaterThan(0);
});
