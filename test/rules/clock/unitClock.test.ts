import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { lightAt, lightInstants } from '../../../core/rules/clock/lights.ts';
import {
  addOutside,
  type Stretch,
  timeUsed,
  type UnitWork,
  unitClock,
} from '../../../core/rules/clock/unitClock.ts';
import { add, elapsed } from '../../../core/rules/clock/workingTime.ts';
import { anyCalendar, anyDuration, anyInstant } from './arbitraries.ts';
import { HOUR, ms, qilihe } from './cities.ts';

const cal = compileCalendar(qilihe);
const base = ms('2026-07-01T00:00+08:00');
/** Hours from the base, on the continuous clock. */
const stretch = (from: number, to: number | null): Stretch => ({
  from: base + from * HOUR,
  to: to === null ? null : base + to * HOUR,
});
const work = (segments: Stretch[], more: Partial<UnitWork> = {}): UnitWork => ({
  clock: 'continuous',
  cal,
  segments,
  repeats: 0,
  windows: [],
  ...more,
});
const limit = { limitMinutes: 600, extensionMinutes: 0, dutyMinutes: 0 };
const hoursUsed = (some: UnitWork, until = 1000) => timeUsed(some, base + until * HOUR) / HOUR;

describe("the unit's clock across dispatches", () => {
  it('adds up after a return and after the first failed check, and stands in between', () => {
    const returned = work([stretch(0, 2), stretch(5, 6), stretch(9, null)]);
    expect(unitClock(returned, limit)).toEqual({
      limitMs: 10 * HOUR,
      usedMs: 3 * HOUR,
      startAt: base + 9 * HOUR,
    });
    expect(hoursUsed(work([stretch(0, 2), stretch(5, 6)], { repeats: 1 }))).toBe(3);
    expect(unitClock(work([stretch(0, 2), stretch(5, 6)]), limit)).toEqual({
      limitMs: 10 * HOUR,
      usedMs: 3 * HOUR,
      startAt: null,
    });
  });

  it('counts from the second repeat on everything from the first start to the last end', () => {
    const segments = [stretch(0, 2), stretch(5, 6), stretch(9, 10)];
    expect(hoursUsed(work(segments, { repeats: 2 }))).toBe(10);
    const open = work([stretch(0, 2), stretch(5, 6), stretch(9, null)], { repeats: 2 });
    expect(unitClock(open, limit)).toEqual({ limitMs: 10 * HOUR, usedMs: 0, startAt: base });
    expect(hoursUsed(open, 11)).toBe(11);
  });

  it('adds extensions and the dispatch limit of a command duty', () => {
    const more = { limitMinutes: 600, extensionMinutes: 90, dutyMinutes: 30 };
    expect(unitClock(work([stretch(0, null)]), more).limitMs).toBe(12 * HOUR);
  });

  it('stands in a deferral until its end, and for good while that is not known', () => {
    const deferred = work([stretch(0, null)], { windows: [stretch(3, 50)] });
    expect(unitClock(deferred, limit)).toEqual({
      limitMs: 10 * HOUR,
      usedMs: 3 * HOUR,
      startAt: base + 50 * HOUR,
    });
    const openEnd = work([stretch(0, null)], { windows: [stretch(3, null)] });
    expect(unitClock(openEnd, limit)).toMatchObject({ usedMs: 3 * HOUR, startAt: null });
  });

  it('unites windows and takes out only what lies inside', () => {
    const windows = [stretch(7, 9), stretch(1, 3), stretch(2, 4), stretch(20, 30)];
    expect(hoursUsed(work([stretch(0, 8), stretch(12, 14)], { windows }))).toBe(4 + 2);
    expect(hoursUsed(work([stretch(0, 8), stretch(12, 14)], { windows, repeats: 2 }))).toBe(14 - 5);
    expect(hoursUsed(work([stretch(2, 3)], { windows }))).toBe(0);
    expect(hoursUsed(work([]))).toBe(0);
  });
});

describe('a due instant around windows', () => {
  const due = (hours: number, windows: Stretch[]) => {
    const at = addOutside({ clock: 'continuous', cal, windows }, base, hours * HOUR);
    return at === null ? null : (at - base) / HOUR;
  };

  it('stands in the windows; used up where one begins, it is due there', () => {
    expect(due(2, [stretch(3, 50)])).toBe(2);
    expect(due(3, [stretch(3, 50)])).toBe(3);
    expect(due(4, [stretch(3, 50), stretch(50, 60)])).toBe(61);
    expect(due(4, [stretch(-9, -5), stretch(-2, 1)])).toBe(5);
    expect(due(0, [stretch(-2, 1)])).toBe(0);
    expect(due(4, [stretch(3, null)])).toBeNull();
  });

  it('is the earliest instant at which the time is used up outside the windows', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyDuration, histories(4), (data, a, n, windows) => {
        const city = compileCalendar(data);
        const t = addOutside({ clock: 'working', cal: city, windows }, a, n)!;
        const used = (until: number) =>
          timeUsed(
            { clock: 'working', cal: city, segments: [{ from: a, to: null }], repeats: 0, windows },
            until,
          );
        expect(used(t)).toBe(n);
        if (n > 0) expect(used(t - 1)).toBe(n - 1);
        if (windows.length === 0) expect(t).toBe(add(city, a, n));
      }),
      { numRuns: 100 },
    );
  });
});

it('the live light is red exactly when the verdict says overtime', () => {
  const minutes = fc.integer({ min: 0, max: 9000 });
  const limits = fc.record({
    limitMinutes: minutes,
    extensionMinutes: minutes,
    dutyMinutes: fc.constant(30),
  });
  const clock = fc.constantFrom('working' as const, 'continuous' as const);
  fc.assert(
    fc.property(
      anyCalendar,
      clock,
      histories(5),
      histories(3),
      limits,
      fc.nat(3),
      anyDuration,
      (data, kind, past, windows, allowed, repeats, wait) => {
        fc.pre(past.length > 0);
        const open = { from: past.at(-1)!.from, to: null };
        const live: UnitWork = {
          clock: kind,
          cal: compileCalendar(data),
          segments: [...past.slice(0, -1), open],
          repeats,
          windows,
        };
        const { usedMs, limitMs, startAt } = unitClock(live, allowed);
        const run = lightInstants({
          clock: kind,
          cal: live.cal,
          startAt: startAt!,
          limitMs,
          usedMs,
          yellowShare: 0.8,
        });
        for (const feedback of [startAt! + wait, run.redAt, run.redAt + 1].filter((at) => at >= startAt!)) {
          const done = { ...live, segments: [...past.slice(0, -1), { from: open.from, to: feedback }] };
          expect(lightAt(run, feedback) === 'red').toBe(timeUsed(done) > limitMs);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('the working clock of the unit follows the calendar', () => {
  const segments = [{ from: ms('2026-07-01T11:00+08:00'), to: ms('2026-07-01T14:30+08:00') }];
  expect(timeUsed(work(segments, { clock: 'working' }))).toBe(HOUR);
  expect(elapsed(cal, segments[0]!.from, segments[0]!.to)).toBe(HOUR);
});

/** Up to `most` stretches, ascending and apart, with ends. */
function histories(most: number): fc.Arbitrary<{ from: number; to: number }[]> {
  return fc.array(anyInstant, { maxLength: most * 2 }).map((instants) => {
    const sorted = instants.sort((a, b) => a - b);
    return sorted.flatMap((from, i) =>
      i % 2 === 0 && i + 1 < sorted.length ? [{ from, to: sorted[i + 1]! }] : [],
    );
  });
}
