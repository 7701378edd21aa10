import type { ScorePolicy } from './policy.ts';
import { compare } from './rational.ts';
import { scoreOf, scoreText, type Volume } from './score.ts';

export interface RankedUnit extends Volume {
  readonly unit: string;
  /** Two decimals; null for a unit with nothing to resolve. */
  readonly score: string | null;
  /** 1 for the best; ties share a rank and the next one is skipped; null for N = 0. */
  readonly rank: number | null;
}

type Weights = ScorePolicy['weights'];
type UnitVolume = Volume & { readonly unit: string };

/** Units by exact score, best first, ties by name; units with N = 0 last and without a rank (spec 05). */
export function rankUnits(units: Iterable<UnitVolume>, weights: Weights): RankedUnit[] {
  const all = [...units].map((unit) => ({ unit, exact: scoreOf(unit, weights) }));
  const scored = all.flatMap(({ unit, exact }) => (exact === null ? [] : [{ unit, exact }]));
  scored.sort((a, b) => compare(b.exact, a.exact) || byName(a.unit, b.unit));
  const idle = all.flatMap(({ unit, exact }) => (exact === null ? [unit] : [])).sort(byName);
  const ranks: number[] = [];
  for (const [i, { exact }] of scored.entries()) {
    const tied = i > 0 && compare(scored[i - 1]!.exact, exact) === 0;
    ranks.push(tied ? ranks[i - 1]! : i + 1);
  }
  return [
    ...scored.map(({ unit, exact }, i) => ranked(unit, scoreText(exact), ranks[i]!)),
    ...idle.map((unit) => ranked(unit, null, null)),
  ];
}

/** The same with the municipal units apart, below (spec 04): they are ranked among themselves. */
export function rankByLevel<U extends UnitVolume & { readonly level: string }>(
  units: readonly U[],
  weights: Weights,
): (U & Pick<RankedUnit, 'rank' | 'score'>)[] {
  const byUnit = new Map(units.map((unit) => [unit.unit, unit]));
  const ranked = (some: readonly U[]) =>
    rankUnits(some, weights).map(({ unit, rank, score }) => ({ ...byUnit.get(unit)!, rank, score }));
  const municipal = (unit: U) => unit.level === 'municipal';
  return [...ranked(units.filter((unit) => !municipal(unit))), ...ranked(units.filter(municipal))];
}

/** The award list: ranked among the units that had at least `minVolume` to resolve. */
export function awardList(units: Iterable<UnitVolume>, weights: Weights, minVolume: number): RankedUnit[] {
  return rankUnits(
    [...units].filter((unit) => unit.shouldResolve >= Math.max(1, minVolume)),
    weights,
  );
}

export interface RankChange {
  readonly unit: string;
  readonly before: RankedUnit | null;
  readonly after: RankedUnit | null;
  /** Places won (positive) or lost; null where one side has no rank. */
  readonly places: number | null;
}

/** What differs between two rankings, in the order of the second: two periods, or two policies. */
export function compareRankings(before: readonly RankedUnit[], after: readonly RankedUnit[]): RankChange[] {
  const old = new Map(before.map((unit) => [unit.unit, unit]));
  const now = new Set(after.map((unit) => unit.unit));
  const changes = after.map((unit) => changeOf(unit.unit, old.get(unit.unit) ?? null, unit));
  const gone = before.filter((unit) => !now.has(unit.unit));
  return [...changes, ...gone.map((unit) => changeOf(unit.unit, unit, null))];
}

function changeOf(unit: string, before: RankedUnit | null, after: RankedUnit | null): RankChange {
  const ranks = [before?.rank ?? null, after?.rank ?? null] as const;
  return {
    unit,
    before,
    after,
    places: ranks[0] === null || ranks[1] === null ? null : ranks[0] - ranks[1],
  };
}

function ranked(unit: UnitVolume, score: string | null, rank: number | null): RankedUnit {
  const { shouldResolve, resolved, timely } = unit;
  return { unit: unit.unit, shouldResolve, resolved, timely, score, rank };
}

function byName(a: { unit: string }, b: { unit: string }): number {
  return a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0;
}
