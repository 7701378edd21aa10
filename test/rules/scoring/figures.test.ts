import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventType } from '../../../core/rules/case/events.ts';
import type { RunningClock } from '../../../core/rules/case/state.ts';
import { assignmentsOfCase } from '../../../core/rules/scoring/assignments.ts';
import { COMPOSITES, compositeOf, gradeOf } from '../../../core/rules/scoring/composite.ts';
import { type FigureFact, figureFactOf } from '../../../core/rules/scoring/figureFact.ts';
import { collectorFigures, figuresOf, percentile, postFigures } from '../../../core/rules/scoring/figures.ts';
import { scoreCaseOf } from '../../../core/rules/scoring/fromLog.ts';
import { fraction, twoDecimals } from '../../../core/rules/scoring/rational.ts';
import { metresBetween, recurrences } from '../../../core/rules/scoring/recurrence.ts';
import { at, HOUR, settings } from './logs.ts';

type Stage = RunningClock['stage'] | null;
const PLACE = { lon: 103.74, lat: 36.1, accuracyM: 5, address: null };
const AREAS = { cell: 'c1', community: 'm1', subdistrict: 's1', beat: 'b1' };

/** A log of the events that matter, each leaving a clock that turns red at `red`. */
class Log {
  readonly events: CaseEvent[] = [];

  put(
    type: EventType,
    when: string,
    by: string,
    payload: object = {},
    stage: Stage = null,
    red: string | null = null,
  ): this {
    const clock = stage === null ? null : { stage, redAt: red === null ? null : at(red) };
    const event = {
      type,
      at: at(when),
      receivedAt: at(when),
      seq: this.events.length,
      caseId: 'x',
      payload: { ...payload, to: { clock } },
      actor: { id: by, role: 'machine' },
    };
    // Only the fields that the figures read; the whole payloads are shown by the lifecycle's own tests.
    this.events.push(event as unknown as CaseEvent);
    return this;
  }

  fact(id: string): FigureFact {
    return figureFactOf(id, this.events, assignmentsOfCase(scoreCaseOf(id, this.events), settings))!;
  }
}

const reported = (when: string, by: string) =>
  new Log().put(
    'reported',
    when,
    by,
    { by: { id: by, role: 'collector' }, categoryKey: null, place: PLACE, areas: AREAS },
    'filing',
    '06-01 09:30',
  );
const filing = { standard: { categoryKey: 'lamp' }, place: PLACE, areas: AREAS };
const toUnit = (unit: string) => ({ unit, clock: 'working', limitMinutes: 480 });

/** A filed in time, dispatched late, returned, sent to B, failed as not done, repeated, closed. */
const long = reported('06-01 09:00', 'anna')
  .put('filed', '06-01 09:20', 'olga', filing, 'dispatch', '06-01 09:50')
  .put('dispatched', '06-01 10:00', 'dora', toUnit('A'), 'handling', '06-02 10:00')
  .put('returned', '06-01 10:30', 'liam', {}, 'dispatch', '06-01 11:00')
  .put('dispatched', '06-01 11:00', 'dora', toUnit('B'), 'handling', '06-02 11:00')
  .put(
    'extensionRequested',
    '06-01 11:10',
    'lisa',
    { light: { stage: 'request', redAt: at('06-01 11:40') } },
    'handling',
  )
  .put('extensionApproved', '06-01 11:30', 'sven', { minutes: 60 }, 'handling')
  .put('feedback', '06-01 12:00', 'lisa', { reused: [], farM: null }, 'issue-check', null)
  .put('checkIssued', '06-01 13:00', 'sam', {}, 'check', '06-01 14:00')
  .put('checkFailed', '06-01 13:30', 'carl', { reason: 'not-done', by: 'check' }, 'dispatch', '06-01 14:00')
  .put('dispatched', '06-01 13:30', 'machine', toUnit('B'), 'handling', '06-02 14:00')
  .put('feedback', '06-01 15:30', 'lisa', { reused: [], farM: 12 }, 'issue-check', null)
  .put('checkIssued', '06-01 15:40', 'sam', {}, 'check', '06-01 16:40')
  .put('checkPassed', '06-01 16:50', 'carl', {}, 'closing', '06-01 17:20')
  .put('closed', '06-01 17:00', 'olga');

const merged = reported('06-02 09:00', 'bert').put('merged', '06-02 09:10', 'olga');
const farFeedback = reported('06-05 09:00', 'bert')
  .put('filed', '06-05 09:10', 'olga', filing, 'dispatch', '06-05 09:40')
  .put('dispatched', '06-05 09:20', 'dora', toUnit('B'), 'handling', '06-05 18:00')
  .put('feedback', '06-05 13:20', 'lisa', { reused: [], farM: 900 }, 'issue-check', null)
  .put('checkPassed', '06-05 14:00', 'anna', {}, 'closing', '06-05 14:30')
  .put('closed', '06-05 14:10', 'olga');

const facts = [long.fact('C1'), merged.fact('C2'), farFeedback.fact('C3')];
const all = { unit: null, cells: 4, recurred: recurrences(facts) };

describe('further figures', () => {
  it('state numerator and denominator for a group of cases', () => {
    expect(figuresOf(facts, all)).toEqual({
      volume: { numerator: 3, denominator: null },
      filing: { numerator: 2, denominator: 2 },
      dispatch: { numerator: 2, denominator: 2 },
      closing: { numerator: 2, denominator: 2 },
      'closed-unresolved': { numerator: 0, denominator: 2 },
      'filings-per-cell': { numerator: 2, denominator: 4 },
      // C3 was reported four days after C1 was closed, at the same place.
      recurrence: { numerator: 1, denominator: 2 },
      'dispatch-on-time': { numerator: 3, denominator: 4 },
      'accurate-dispatch': { numerator: 1, denominator: 2 },
      extension: { numerator: 1, denominator: 3 },
      deferral: { numerator: 0, denominator: 3 },
      'repeat-dispatch': { numerator: 1, denominator: 3 },
      'failed-check': { numerator: 1, denominator: 3 },
      'false-feedback': { numerator: 2, denominator: 3 },
      'handling-average': { numerator: 6 * HOUR, denominator: 2 },
      'handling-p90': { numerator: 3 * HOUR, denominator: null },
    });
  });

  it('look at one unit only', () => {
    const scope = { ...all, unit: 'A' };
    const a = figuresOf(facts, scope);
    expect([a.volume, a['accurate-dispatch'], a['dispatch-on-time'], a['failed-check']]).toEqual([
      { numerator: 1, denominator: null },
      { numerator: 0, denominator: 1 },
      { numerator: 0, denominator: 1 },
      { numerator: 0, denominator: 0 },
    ]);
    const b = figuresOf(facts, { ...all, unit: 'B' });
    expect([b.volume, b['accurate-dispatch'], b['false-feedback']]).toEqual([
      { numerator: 2, denominator: null },
      { numerator: 2, denominator: 2 },
      { numerator: 2, denominator: 3 },
    ]);
  });

  it('of a collector and of a post', () => {
    const round = { collector: 'bert', beat: 'b1', cellsEntered: 7, cellsOfBeat: 9 };
    expect(collectorFigures(facts, round)).toEqual({
      'valid-reports': { numerator: 1, denominator: 2 },
      'verification-on-time': { numerator: 0, denominator: 0 },
      'check-on-time': { numerator: 0, denominator: 0 },
      coverage: { numerator: 7, denominator: 9 },
      missed: { numerator: 1, denominator: 2 },
    });
    expect(collectorFigures(facts, { ...round, collector: 'carl' })['check-on-time']).toEqual({
      numerator: 1,
      denominator: 2,
    });
    expect(postFigures(facts, 'dispatch', 'dora')).toEqual({
      handled: { numerator: 3, denominator: null },
      'on-time': { numerator: 2, denominator: 3 },
    });
    expect(postFigures(facts, 'request', null)['on-time']).toEqual({ numerator: 1, denominator: 1 });
    expect(postFigures(facts, 'issue-check', 'sam')).toEqual({
      handled: { numerator: 2, denominator: null },
      'on-time': { numerator: 0, denominator: 0 },
    });
  });

  it('the 90th percentile is a value that nine tenths do not exceed', () => {
    expect(percentile([], 90)).toBe(0);
    expect(percentile([5], 90)).toBe(5);
    expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 90)).toBe(9);
  });
});

describe('recurrence', () => {
  const base = facts[2]!;
  const around = (metresEast: number, metresNorth: number, days: number, id: string): FigureFact => ({
    ...base,
    caseId: id,
    reportedAt: base.closedAt! + days * 86_400_000,
    closedAt: null,
    place: {
      ...PLACE,
      lon: PLACE.lon + metresEast / (111_320 * Math.cos((PLACE.lat * Math.PI) / 180)),
      lat: PLACE.lat + metresNorth / 111_320,
    },
  });

  it.each([
    ['just within', around(0, 49.9, 30, 'X'), 1],
    ['east of it', around(-49.9, 0, 0.1, 'X'), 1],
    ['too far', around(36, 36, 3, 'X'), 0],
    ['too late', around(0, 0, 30.01, 'X'), 0],
    ['before the closing', around(0, 0, -0.01, 'X'), 0],
    ['another category', { ...around(0, 0, 1, 'X'), categoryKey: 'tree' }, 0],
    ['merged', { ...around(0, 0, 1, 'X'), merged: true }, 0],
  ])('%s', (_, later, count) => {
    expect(recurrences([base, later]).size).toBe(count);
  });

  it('finds by grid what comparing everything with everything finds', () => {
    const anyFact = fc.record({
      east: fc.integer({ min: -150, max: 150 }),
      north: fc.integer({ min: -150, max: 150 }),
      days: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 25 }), (rows) => {
        const later = rows.map(({ east, north, days }, i) => ({
          ...around(east, north, days, `X${i}`),
          closedAt: base.closedAt! + 86_400_000,
        }));
        const all = [base, ...later];
        const slow = all.filter((one) =>
          all.some((other) => {
            const after = other.reportedAt - one.closedAt!;
            return (
              other !== one &&
              after > 0 &&
              after <= 30 * 86_400_000 &&
              metresBetween(one.place, other.place) <= 50
            );
          }),
        );
        expect([...recurrences(all)].sort()).toEqual(slow.map((one) => one.caseId).sort());
      }),
    );
  });
});

describe('composites', () => {
  const share = (numerator: number, denominator: number) => ({ numerator, denominator });

  it('weigh shares, the smaller the better where it is so', () => {
    const figures = {
      'valid-reports': share(9, 10),
      missed: share(1, 4),
      'verification-on-time': share(1, 2),
      'check-on-time': share(1, 1),
    };
    expect(twoDecimals(compositeOf(COMPOSITES.collector, figures)!)).toBe('81.00');
    expect(twoDecimals(compositeOf(COMPOSITES.collector, { ...figures, missed: share(0, 0) })!)).toBe(
      '82.50',
    );
    expect(compositeOf(COMPOSITES.collector, {})).toBeNull();
  });

  it('each adds up to 100', () => {
    for (const parts of Object.values(COMPOSITES)) {
      expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(100);
    }
  });

  it('grade by the exact score', () => {
    const grades = [
      fraction(90, 1),
      fraction(8999, 100),
      fraction(75, 1),
      fraction(60, 1),
      fraction(40, 1),
      fraction(3999, 100),
    ];
    expect(grades.map(gradeOf).join('')).toBe('ABBCDE');
  });
});
