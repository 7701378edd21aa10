import { describe, expect, it } from 'vitest';
import type { ScorePolicyData } from '../../../core/rules/scoring/policy.ts';
import type { ScoreEvent } from '../../../core/rules/scoring/scoreCase.ts';
import { deferred, dispatched, event, extended, GENEROUS, lines, score, scoreCase } from './logs.ts';

const closing = [event('closed', '06-02 16:00')];
/** Eight hours from Monday 09:00: in time until Monday 18:00. */
const start = dispatched('06-01 09:00', 'A', 8);
const inTime = event('feedback', '06-01 18:00');
const late = event('feedback', '06-02 10:00');
const refused = [event('returned', '06-01 10:00'), dispatched('06-01 10:00', 'A', 8)];
const repeated = [
  event('feedback', '06-01 10:00'),
  event('checkFailed', '06-01 10:00'),
  dispatched('06-01 10:00', 'A', 8),
];
const shift = extended('06-01 11:00', 1);
const pause = [deferred('06-01 11:00', '06-01 12:00'), event('resumed', '06-01 12:00')];

type Row = [name: string, events: ScoreEvent[], verdict: string];

function verdicts(change: Partial<ScorePolicyData>, events: ScoreEvent[]): string[] {
  return lines(score([scoreCase('C', start, ...events)], change)).map((line) => line.split(' ')[3]!);
}

describe('verdicts under allowance with a quota of nothing', () => {
  it.each<Row>([
    ['in time to the last instant', [inTime, ...closing], 'timely'],
    ['overtime', [late, ...closing], 'overtime'],
    ['not closed', [event('checkFailed', '06-01 09:30')], 'unresolved'],
    ['refused return', [...refused, inTime, ...closing], 'returned'],
    ['repeat', [...repeated, inTime, ...closing], 'repeat-unrecognised'],
    ['extension not needed', [shift, inTime, ...closing], 'timely'],
    ['extension needed', [shift, late, ...closing], 'extension-unrecognised,overtime'],
    ['deferral not needed', [...pause, inTime, ...closing], 'timely'],
    ['deferral needed', [...pause, late, ...closing], 'deferral-unrecognised,overtime'],
    [
      'everything at once',
      [...refused, ...repeated, shift, ...pause, late, ...closing],
      'deferral-unrecognised,extension-unrecognised,overtime,repeat-unrecognised,returned',
    ],
    [
      'time used is not judged when unresolved, the rest is',
      [...refused, ...repeated, shift, late, event('closedUnresolved', '06-02 16:00')],
      'repeat-unrecognised,returned,unresolved',
    ],
  ])('%s', (_, events, verdict) => {
    expect(verdicts({}, events)).toEqual([verdict]);
  });
});

describe('verdicts under allowance when everything is recognised', () => {
  it.each<Row>([
    ['a refused return stays', [...refused, inTime, ...closing], 'returned'],
    ['repeat', [...repeated, inTime, ...closing], 'timely'],
    ['extension credited', [shift, late, ...closing], 'timely'],
    ['deferral credited', [...pause, late, ...closing], 'timely'],
    ['extension too short', [shift, event('feedback', '06-02 10:01'), ...closing], 'overtime'],
    ['deferral too short', [...pause, event('feedback', '06-02 10:01'), ...closing], 'overtime'],
    ['both', [shift, ...pause, event('feedback', '06-02 11:00'), ...closing], 'timely'],
  ])('%s', (_, events, verdict) => {
    expect(verdicts(GENEROUS, events)).toEqual([verdict]);
  });
});

describe('verdicts under strict', () => {
  const strict: Partial<ScorePolicyData> = { ...GENEROUS, timelyRule: 'strict' };
  it.each<Row>([
    ['plain', [inTime, ...closing], 'timely'],
    ['extension, needed or not', [shift, inTime, ...closing], 'extension-unrecognised'],
    ['deferral, needed or not', [...pause, inTime, ...closing], 'deferral-unrecognised'],
    ['repeat', [...repeated, inTime, ...closing], 'repeat-unrecognised'],
    [
      'a grant beside unresolved',
      [shift, event('closedUnresolved', '06-02 16:00')],
      'extension-unrecognised,unresolved',
    ],
    ['waiting moves on', [inTime], 'moved:waiting'],
  ])('%s', (_, events, verdict) => {
    expect(verdicts(strict, events)[0]).toBe(verdict);
  });
});
