import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemLoss, pointsLost } from '../../../core/rules/scoring/pointsLost.ts';
import { compare, fraction, minus, plus, twoDecimals, ZERO } from '../../../core/rules/scoring/rational.ts';
import { NOTHING_RECOGNISED } from '../../../core/rules/scoring/recognition.ts';
import { scoreOf } from '../../../core/rules/scoring/score.ts';
import type { ScoreItem } from '../../../core/rules/scoring/unitPeriod.ts';
import { CLAUSES, type Clause } from '../../../core/rules/scoring/verdict.ts';
import { policy } from './logs.ts';

const { weights } = policy();
let serial = 0;
const item = (...clauses: Clause[]): ScoreItem => ({
  caseId: `C${serial++}`,
  no: 0,
  carried: false,
  recognition: NOTHING_RECOGNISED,
  moved: null,
  pending: false,
  resolved: !clauses.includes('unresolved'),
  timely: clauses.length === 0,
  clauses,
});
const many = (count: number, ...clauses: Clause[]) => Array.from({ length: count }, () => item(...clauses));

function unitOf(items: ScoreItem[]) {
  const judged = items.flatMap((one) => (one.moved === null ? [one] : []));
  return {
    items,
    shouldResolve: judged.length,
    resolved: judged.filter((one) => one.resolved).length,
    timely: judged.filter((one) => one.timely).length,
  };
}

describe('points lost by clause', () => {
  it('are those of the unit: forty unresolved and thirty-one untimely of 189', () => {
    const unit = unitOf([
      ...many(118),
      ...many(40, 'unresolved'),
      ...many(22, 'overtime'),
      ...many(4, 'returned'),
      ...many(3, 'repeat-unrecognised'),
      ...many(2, 'extension-unrecognised', 'overtime'),
    ]);
    const lost = pointsLost(unit, weights).map(({ clause, cases, present, text }) => [
      clause,
      cases,
      present,
      text,
    ]);
    // 21.164 is shown as 21.17, so that the texts add up to 100.00 − 65.71 = 34.29.
    expect(lost).toEqual([
      ['unresolved', 40, 40, '21.17'],
      ['overtime', 22, 24, '9.31'],
      ['returned', 4, 4, '1.69'],
      ['repeat-unrecognised', 3, 3, '1.27'],
      ['extension-unrecognised', 2, 2, '0.85'],
    ]);
    expect(twoDecimals(itemLoss(item('overtime', 'returned'), 212, weights))).toBe('0.38');
  });

  it('nothing to resolve loses nothing, nor does what has moved on', () => {
    expect(pointsLost(unitOf([]), weights)).toEqual([]);
    const moved: ScoreItem = {
      caseId: 'M',
      no: 0,
      carried: false,
      recognition: NOTHING_RECOGNISED,
      moved: 'waiting',
    };
    expect(itemLoss(moved, 1, weights)).toBe(ZERO);
    expect(pointsLost(unitOf([item(), moved]), weights)).toEqual([]);
  });

  it('sum up to 100 − score, exactly and as shown', () => {
    const anyItems = fc.array(fc.subarray([...CLAUSES]), { minLength: 1, maxLength: 60 });
    const anyWeights = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(anyItems, anyWeights, (rows, percent) => {
        const chosen = { timely: fraction(percent, 100), resolved: fraction(100 - percent, 100) };
        const unit = unitOf(rows.map((clauses) => item(...clauses)));
        const score = scoreOf(unit, chosen)!;
        const lost = pointsLost(unit, chosen);
        const exact = lost.reduce((sum, one) => plus(sum, one.points), ZERO);
        expect(compare(exact, minus(fraction(100, 1), score))).toBe(0);
        const shown = lost.reduce((sum, one) => sum + Number(one.text.replace('.', '')), 0);
        expect(shown).toBe(10_000 - Number(twoDecimals(score).replace('.', '')));
        expect(lost.reduce((sum, one) => sum + one.cases, 0)).toBe(unit.shouldResolve - unit.timely);
      }),
      { numRuns: 500 },
    );
  });
});
