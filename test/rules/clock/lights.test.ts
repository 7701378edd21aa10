import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { lightAt, lightInstants, lightOfUsed, worstLight } from '../../../core/rules/clock/lights.ts';
import { wholeProcess } from '../../../core/rules/clock/whole.ts';
import { type ClockKind, elapsedOn } from '../../../core/rules/clock/workingTime.ts';
import { anyCalendar, anyDuration, anyInstant } from './arbitraries.ts';
import { HOUR, iso, MINUTE, ms, qilihe } from './cities.ts';

const cal = compileCalendar(qilihe);
const yellowShare = 0.8;
const clocks = fc.constantFrom<ClockKind>('working', 'continuous');

describe('the light of one clock', () => {
  const startAt = ms('2026-07-01T08:30+08:00');

  it('is due at the end of the morning, yellow at 80 %, red only after the lunch break', () => {
    const run = lightInstants({ clock: 'working', cal, startAt, limitMs: 3 * HOUR, usedMs: 0, yellowShare });
    expect(iso(run.dueAt)).toBe(iso(ms('2026-07-01T11:30+08:00')));
    expect(iso(run.yellowAt)).toBe(iso(ms('2026-07-01T10:54+08:00')));
    expect(iso(run.redAt)).toBe(iso(ms('2026-07-01T14:00+08:00')));
    const shown = [run.yellowAt - 1, run.yellowAt, run.redAt, run.redAt + 1].map((now) => lightAt(run, now));
    expect(shown).toEqual(['green', 'yellow', 'yellow', 'red']);
  });

  it('counts what earlier segments used', () => {
    const run = lightInstants({ clock: 'continuous', cal, startAt, limitMs: 100, usedMs: 90, yellowShare });
    expect(run).toEqual({ dueAt: startAt + 10, yellowAt: startAt, redAt: startAt + 10 });
  });

  it('is red at once when more is used than allowed, and not when all of it is', () => {
    const night = ms('2026-07-01T02:00+08:00');
    const at = (usedMs: number) =>
      lightAt(
        lightInstants({ clock: 'working', cal, startAt: night, limitMs: 100, usedMs, yellowShare }),
        night,
      );
    expect([at(101), at(100)]).toEqual(['red', 'yellow']);
  });

  it('turns red exactly when the time used passes the limit, yellow when it reaches the share', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        clocks,
        anyInstant,
        anyDuration,
        anyDuration,
        anyInstant,
        (data, clock, startAt, limitMs, usedMs, later) => {
          const city = compileCalendar(data);
          const run = lightInstants({ clock, cal: city, startAt, limitMs, usedMs, yellowShare });
          for (const now of [startAt, later, run.yellowAt - 1, run.yellowAt, run.redAt, run.redAt + 1]) {
            if (now < startAt) continue;
            const used = usedMs + elapsedOn(clock, city, startAt, now);
            expect(lightAt(run, now)).toBe(lightOfUsed(used, limitMs, yellowShare));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is none where no clock runs, and a list shows the worst', () => {
    expect(lightAt(null, startAt)).toBeNull();
    expect(worstLight(['green', null, 'red', 'yellow'])).toBe('red');
    expect(worstLight(['green', 'yellow'])).toBe('yellow');
    expect(worstLight([null, 'green'])).toBe('green');
    expect(worstLight([null])).toBeNull();
  });
});

describe('the whole process', () => {
  const reportedAt = ms('2026-07-01T10:00+08:00');

  it('folds each stage on its own clock, and red begins after the latest end of the last', () => {
    const whole = wholeProcess({
      cal,
      reportedAt,
      yellowShare,
      stages: [
        { clock: 'working', limitMs: 30 * MINUTE },
        { clock: 'continuous', limitMs: 20 * HOUR },
        { clock: 'working', limitMs: 5 * HOUR },
      ],
    });
    // 10:30; 06:30 next day; three hours of the morning and two of the afternoon.
    expect(iso(whole!.dueAt)).toBe(iso(ms('2026-07-02T16:00+08:00')));
    // 24 min, 16 h and 4 h: 10:24; 02:24; 15:00.
    expect(iso(whole!.yellowAt)).toBe(iso(ms('2026-07-02T15:00+08:00')));
    expect(whole!.redAt).toBe(whole!.dueAt);
  });

  it('is in time through the break after the last stage', () => {
    const whole = wholeProcess({
      cal,
      reportedAt,
      yellowShare,
      stages: [
        { clock: 'working', limitMs: 30 * MINUTE },
        { clock: 'working', limitMs: 60 * MINUTE },
      ],
    });
    expect(iso(whole!.dueAt)).toBe(iso(ms('2026-07-01T11:30+08:00')));
    expect(iso(whole!.redAt)).toBe(iso(ms('2026-07-01T14:00+08:00')));
  });

  it('takes time really used in full, for yellow as well', () => {
    const stages = [
      { clock: 'continuous', limitMs: 10 * HOUR },
      { clock: 'continuous', takenMs: 7 * HOUR },
    ] as const;
    const whole = wholeProcess({ cal, reportedAt, yellowShare, stages });
    expect(whole).toEqual({
      dueAt: reportedAt + 17 * HOUR,
      yellowAt: reportedAt + 15 * HOUR,
      redAt: reportedAt + 17 * HOUR,
    });
  });

  it('has no light before there is a plan', () => {
    expect(wholeProcess({ cal, reportedAt, yellowShare, stages: [] })).toBeNull();
  });

  it('of one stage is the light of that stage, and more stages never make it earlier', () => {
    const stages = fc.array(fc.record({ clock: clocks, limitMs: anyDuration }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyCalendar, anyInstant, stages, (data, from, planned) => {
        const city = compileCalendar(data);
        const of = (some: typeof planned) =>
          wholeProcess({ cal: city, reportedAt: from, yellowShare, stages: some })!;
        const first = planned[0]!;
        expect(of([first])).toEqual(
          lightInstants({ ...first, cal: city, startAt: from, usedMs: 0, yellowShare }),
        );
        const [whole, shorter] = [of(planned), of(planned.slice(0, 1))];
        expect(whole.dueAt).toBeGreaterThanOrEqual(shorter.dueAt);
        expect(whole.yellowAt).toBeLessThanOrEqual(whole.dueAt);
        expect(whole.dueAt).toBeLessThanOrEqual(whole.redAt);
      }),
      { numRuns: 80 },
    );
  });
});
