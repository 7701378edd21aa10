import type { Figure } from './figures.ts';
import { compare, fraction, minus, plus, type Rational, times, ZERO } from './rational.ts';

/** One part of a composite: a share of 100 points; `less` figures are better when small. */
export interface CompositePart {
  readonly figure: string;
  readonly weight: number;
  readonly better: 'more' | 'less';
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';

/** Composites in common use, to be chosen as further policies (spec 05); weights sum up to 100. */
export const COMPOSITES = {
  collector: [
    { figure: 'valid-reports', weight: 40, better: 'more' },
    { figure: 'missed', weight: 20, better: 'less' },
    { figure: 'verification-on-time', weight: 20, better: 'more' },
    { figure: 'check-on-time', weight: 20, better: 'more' },
  ],
  dispatcher: [
    { figure: 'dispatch', weight: 20, better: 'more' },
    { figure: 'dispatch-on-time', weight: 40, better: 'more' },
    { figure: 'accurate-dispatch', weight: 40, better: 'more' },
  ],
  unit: [
    { figure: 'closing', weight: 10, better: 'more' },
    { figure: 'timely', weight: 30, better: 'more' },
    { figure: 'repeat-dispatch', weight: 30, better: 'less' },
    { figure: 'recurrence', weight: 30, better: 'less' },
  ],
} as const satisfies Record<string, readonly CompositePart[]>;

const GRADES: readonly (readonly [Grade, number])[] = [
  ['A', 90],
  ['B', 75],
  ['C', 60],
  ['D', 40],
];

/**
 * The composite score, 0 to 100, exactly. A figure without a base (denominator 0 or missing) is left
 * out and the other weights are stretched; null when nothing is left.
 */
export function compositeOf(
  parts: readonly CompositePart[],
  figures: Readonly<Record<string, Figure | undefined>>,
): Rational | null {
  let points = ZERO;
  let weights = 0;
  for (const { figure, weight, better } of parts) {
    const value = Object.hasOwn(figures, figure) ? figures[figure] : undefined;
    if (value === undefined || value.denominator === null || value.denominator === 0) continue;
    const share = fraction(value.numerator, value.denominator);
    points = plus(
      points,
      times(better === 'more' ? share : minus(fraction(1, 1), share), fraction(weight, 1)),
    );
    weights += weight;
  }
  return weights === 0 ? null : times(points, fraction(100, weights));
}

/** A from 90, B from 75, C from 60, D from 40, else E, by the exact score. */
export function gradeOf(score: Rational): Grade {
  return GRADES.find(([, least]) => compare(score, fraction(least, 1)) >= 0)?.[0] ?? 'E';
}
