import type { ScorePolicy } from './policy.ts';
import { fraction, plus, type Rational, times, twoDecimals } from './rational.ts';

/** N should-resolve, R resolved, T resolved in time. */
export interface Volume {
  readonly shouldResolve: number;
  readonly resolved: number;
  readonly timely: number;
}

/** 100 × (weight × T/N + weight × R/N), exactly; null for N = 0 (spec 05). */
export function scoreOf(volume: Volume, weights: ScorePolicy['weights']): Rational | null {
  if (volume.shouldResolve === 0) return null;
  const weighted = plus(
    times(weights.timely, fraction(volume.timely, 1)),
    times(weights.resolved, fraction(volume.resolved, 1)),
  );
  return times(weighted, fraction(100, volume.shouldResolve));
}

/** The score as shown: two decimals, half up; null stays null. */
export function scoreText(score: Rational | null): string | null {
  return score === null ? null : twoDecimals(score);
}

/** The volumes of all units together (the city's goal is on resolved/should-resolve). */
export function together(volumes: Iterable<Volume>): Volume {
  let shouldResolve = 0;
  let resolved = 0;
  let timely = 0;
  for (const volume of volumes) {
    shouldResolve += volume.shouldResolve;
    resolved += volume.resolved;
    timely += volume.timely;
  }
  return { shouldResolve, resolved, timely };
}
