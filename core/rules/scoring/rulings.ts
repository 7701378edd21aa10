import type { ScorePolicy } from './policy.ts';
import { scoreOf, scoreText } from './score.ts';
import type { ScoreItem, UnitPeriod } from './unitPeriod.ts';
import type { Clause } from './verdict.ts';

/**
 * What a granted appeal does to one item: `excluded`, it counts for nobody; `struck`, the named clauses do
 * not hold, and without clauses it is timely.
 */
export interface Ruling {
  readonly caseId: string;
  readonly no: number;
  readonly effect: RulingEffect;
  /** The struck clauses; empty for `excluded`. */
  readonly clauses: readonly Clause[];
}

export const RULING_EFFECTS = ['struck', 'excluded'] as const;
export type RulingEffect = (typeof RULING_EFFECTS)[number];

/** A unit's period after the rulings on its items; excluded items are not among the items any more. */
export interface RuledUnit extends UnitPeriod {
  readonly rulings: readonly Ruling[];
}

/**
 * Applies granted appeals to a scored unit: items, sums and the score change; population, quotas and what
 * moves on stay as they were decided (spec 05, Periods: a granted appeal makes a new revision).
 */
export function applyRulings(
  unit: UnitPeriod,
  rulings: readonly Ruling[],
  weights: ScorePolicy['weights'],
): RuledUnit {
  const byItem = new Map(rulings.map((ruling) => [`${ruling.no}:${ruling.caseId}`, ruling]));
  const applied: Ruling[] = [];
  const items = unit.items.flatMap((item): ScoreItem[] => {
    const ruling = byItem.get(`${item.no}:${item.caseId}`);
    if (ruling === undefined || item.moved !== null) return [item];
    applied.push(ruling);
    if (ruling.effect === 'excluded') return [];
    const clauses = item.clauses.filter((clause) => !ruling.clauses.includes(clause));
    const resolved = !clauses.includes('unresolved');
    return [{ ...item, clauses, resolved, timely: clauses.length === 0 }];
  });
  if (applied.length === 0) return { ...unit, rulings: [] };
  const judged = items.filter((item) => item.moved === null);
  const volume = {
    shouldResolve: judged.length,
    resolved: judged.filter((item) => item.resolved).length,
    timely: judged.filter((item) => item.timely).length,
  };
  return { ...unit, ...volume, score: scoreText(scoreOf(volume, weights)), items, rulings: applied };
}
