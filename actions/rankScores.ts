import type { UnitScore } from '../core/contract/api/answers.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicyData,
} from '../core/rules/scoring/policy.ts';
import { rankUnits } from '../core/rules/scoring/ranking.ts';

/** Units with their ranks by exact score under a policy; units with nothing to resolve last (spec 05). */
export function rankScores<U extends Omit<UnitScore, 'rank'>>(
  rows: readonly U[],
  policy: ScorePolicyData = DEFAULT_SCORE_POLICY,
): (U & { rank: number | null })[] {
  const byUnit = new Map(rows.map((row) => [row.unit, row]));
  return rankUnits(rows, compileScorePolicy(policy).weights).map(({ unit, rank }) => ({
    ...byUnit.get(unit)!,
    rank,
  }));
}
