import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awardList, compareRankings, rankUnits } from '../../../core/rules/scoring/ranking.ts';
import { scoreOf, scoreText, together } from '../../../core/rules/scoring/score.ts';
import { whatIf } from '../../../core/rules/scoring/whatIf.ts';
import { dispatched, event, extended, MONTHS, policy, scoreCase, settings, working } from './logs.ts';

const { weights } = policy();
const unit = (name: string, shouldResolve: number, resolved: number, timely: number) => ({
  unit: name,
  shouldResolve,
  resolved,
  timely,
});

describe('the score of a unit', () => {
  it('is 80 % timely and 20 % resolved, half up', () => {
    expect(scoreText(scoreOf(unit('A', 189, 149, 118), weights))).toBe('65.71');
    expect(scoreText(scoreOf(unit('A', 3, 3, 3), weights))).toBe('100.00');
    expect(scoreOf(unit('A', 0, 0, 0), weights)).toBeNull();
  });

  it('rounds half up where floating point would round down', () => {
    // 100 × 201/20000 is 1.005, which floating point holds as 1.00499….
    expect(scoreText(scoreOf(unit('A', 20_000, 201, 201), weights))).toBe('1.01');
  });

  it('adds up for the city', () => {
    expect(together([unit('A', 10, 8, 7), unit('B', 5, 5, 1)])).toEqual({
      shouldResolve: 15,
      resolved: 13,
      timely: 8,
    });
  });
});

describe('ranking', () => {
  it('ties share a rank, the next is skipped, idle units come last without one', () => {
    const units = [
      unit('d', 0, 0, 0),
      unit('c', 10, 9, 9),
      unit('b', 20, 18, 18),
      unit('a', 10, 10, 10),
      unit('e', 10, 8, 8),
    ];
    expect(rankUnits(units, weights).map((one) => [one.unit, one.rank, one.score])).toEqual([
      ['a', 1, '100.00'],
      ['b', 2, '90.00'],
      ['c', 2, '90.00'],
      ['e', 4, '80.00'],
      ['d', null, null],
    ]);
  });

  it('goes by the exact score where the shown ones are equal', () => {
    const units = [unit('a', 100_000, 99_999, 99_998), unit('b', 100_000, 99_999, 99_999)];
    const ranked = rankUnits(units, weights);
    expect(ranked.map((one) => [one.unit, one.rank, one.score])).toEqual([
      ['b', 1, '100.00'],
      ['a', 2, '100.00'],
    ]);
  });

  it('does not depend on the order of the units', () => {
    const anyUnits = fc
      .array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)), { maxLength: 8 })
      .map((rows) => rows.map(([n, r, t], i) => unit(`u${i}`, n, Math.min(n, r), Math.min(n, r, t))));
    fc.assert(
      fc.property(anyUnits, (units) => {
        expect(rankUnits([...units].reverse(), weights)).toEqual(rankUnits(units, weights));
      }),
    );
  });

  it('an award list asks for a volume and ranks who has it', () => {
    const units = [unit('small', 2, 2, 2), unit('big', 40, 39, 39), unit('idle', 0, 0, 0)];
    expect(awardList(units, weights, 30).map((one) => [one.unit, one.rank])).toEqual([['big', 1]]);
    expect(awardList(units, weights, 0).map((one) => one.unit)).toEqual(['small', 'big']);
  });

  it('shows places won and lost', () => {
    const before = rankUnits([unit('a', 10, 9, 9), unit('b', 10, 8, 8), unit('gone', 10, 1, 1)], weights);
    const after = rankUnits([unit('a', 10, 7, 7), unit('b', 10, 8, 8), unit('new', 10, 1, 1)], weights);
    const places = compareRankings(before, after).map((change) => [change.unit, change.places]);
    expect(places).toEqual([
      ['b', 1],
      ['a', -1],
      ['new', null],
      ['gone', null],
    ]);
  });
});

describe('what if', () => {
  it('tries another policy and shows who moves', () => {
    const end = [event('feedback', '06-02 10:00'), event('closed', '06-02 11:00')];
    const cases = [
      scoreCase('C1', dispatched('06-01 09:00', 'A', 8), extended('06-01 10:00', 8), ...end),
      scoreCase('C2', dispatched('06-01 09:00', 'B', 16), extended('06-01 10:00', 8), ...end),
    ];
    const input = {
      working,
      policy: policy(),
      commandDutyUnits: settings.commandDutyUnits,
      periods: MONTHS,
      cases,
      now: null,
    };
    const june = whatIf(input, policy({ timelyRule: 'strict' })).find((one) => one.period === '2026-06')!;
    expect(
      june.changes.map(({ unit: name, before, after, places }) => [
        name,
        before?.score,
        after?.score,
        places,
      ]),
    ).toEqual([
      ['A', '20.00', '20.00', 1],
      ['B', '100.00', '20.00', 0],
    ]);
  });
});
