import type { ScorePolicy } from './policy.ts';
import { compareRankings, type RankChange, rankUnits } from './ranking.ts';
import { type PeriodScore, type ScoreInput, scoreAll } from './scoreAll.ts';

export interface WhatIf {
  readonly period: string;
  readonly actual: PeriodScore;
  readonly tried: PeriodScore;
  /** In the order of the tried ranking. */
  readonly changes: readonly RankChange[];
}

/** Tries another policy on a whole chain without touching it: each period as it is and as it would be. */
export function whatIf(input: ScoreInput, policy: ScorePolicy): WhatIf[] {
  const tried = scoreAll({ ...input, policy });
  return scoreAll(input).map((actual, i) => ({
    period: actual.period.name,
    actual,
    tried: tried[i]!,
    changes: compareRankings(
      rankUnits(actual.units, input.policy.weights),
      rankUnits(tried[i]!.units, policy.weights),
    ),
  }));
}
