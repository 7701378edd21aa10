import type { ScorePolicy } from './policy.ts';
import {
  compare,
  floor,
  fraction,
  minus,
  plus,
  type Rational,
  times,
  twoDecimals,
  ZERO,
} from './rational.ts';
import { scoreOf, type Volume } from './score.ts';
import type { ScoreItem } from './unitPeriod.ts';
import type { Clause } from './verdict.ts';

/**
 * Which clause an item's points are booked on when several hold: the first of this list. A grant that
 * was not recognised stands beside `overtime` as its reason, so it comes before it.
 */
export const LEADING: readonly Clause[] = [
  'unresolved',
  'extension-unrecognised',
  'deferral-unrecognised',
  'overtime',
  'returned',
  'repeat-unrecognised',
];

export interface ClauseLoss {
  readonly clause: Clause;
  /** Items booked on this clause; every untimely item is booked once. */
  readonly cases: number;
  /** Items for which the clause holds at all, booked on it or not. */
  readonly present: number;
  /** Exactly lost through the booked items. */
  readonly points: Rational;
  /** Two decimals; the texts of all clauses add up to the full mark less the score, as shown. */
  readonly text: string;
}

type Weights = ScorePolicy['weights'];

/** What one item takes from its unit's score, exactly: 0 when timely or moved on. */
export function itemLoss(item: ScoreItem, shouldResolve: number, weights: Weights): Rational {
  if (item.moved !== null || item.timely || shouldResolve === 0) return ZERO;
  const weight = item.resolved ? weights.timely : plus(weights.timely, weights.resolved);
  return times(weight, fraction(100, shouldResolve));
}

/** The clause an untimely item is booked on; null for one that is timely or has moved on. */
export function leadingClause(item: ScoreItem): Clause | null {
  if (item.moved !== null) return null;
  return LEADING.find((clause) => item.clauses.includes(clause)) ?? null;
}

/**
 * Where a unit's points went, clause by clause, the greatest loss first: the exact parts sum up to
 * 100 × (sum of the weights) − score, which is 100 − score for every usual policy.
 */
export function pointsLost(unit: Volume & { items: readonly ScoreItem[] }, weights: Weights): ClauseLoss[] {
  const score = scoreOf(unit, weights);
  if (score === null) return [];
  const losses = LEADING.map((clause) => {
    const booked = unit.items.filter((item) => leadingClause(item) === clause);
    const points = lossOf(booked, unit.shouldResolve, weights);
    const present = unit.items.filter((item) => item.moved === null && item.clauses.includes(clause)).length;
    return { clause, cases: booked.length, present, points };
  }).filter((loss) => loss.present > 0);
  const full = times(plus(weights.timely, weights.resolved), fraction(100, 1));
  const texts = apportioned(
    losses.map((loss) => loss.points),
    hundredths(full) - hundredths(score),
  );
  return losses.map((loss, i) => ({ ...loss, text: texts[i]! })).sort((a, b) => compare(b.points, a.points));
}

/** The items' losses together: they differ only by whether an item is resolved, so that two are multiplied. */
function lossOf(items: readonly ScoreItem[], shouldResolve: number, weights: Weights): Rational {
  const resolved = items.filter((item) => item.moved === null && item.resolved);
  const others = items.filter((item) => item.moved === null && !item.resolved);
  return [resolved, others].reduce((sum, some) => {
    const first = some[0];
    if (first === undefined) return sum;
    return plus(sum, times(itemLoss(first, shouldResolve, weights), fraction(some.length, 1)));
  }, ZERO);
}

/** A number of hundredths as it is shown, half up. */
function hundredths(value: Rational): bigint {
  return BigInt(twoDecimals(value).replace('.', ''));
}

/** Two-decimal texts that add up to `total` hundredths; what rounding leaves goes to the greatest remainders. */
function apportioned(parts: readonly Rational[], total: bigint): string[] {
  const scaled = parts.map((part) => times(part, fraction(100, 1)));
  const cents = scaled.map(floor);
  const rest = scaled.map((part, i) => ({ i, rest: minus(part, fraction(cents[i]!, 1)) }));
  rest.sort((a, b) => compare(b.rest, a.rest) || a.i - b.i);
  let left = Number(total - cents.reduce((sum, cent) => sum + cent, 0n));
  for (const { i } of rest) {
    if (left <= 0) break;
    cents[i] = cents[i]! + 1n;
    left -= 1;
  }
  return cents.map((cent) => twoDecimals(fraction(cent, 100)));
}
