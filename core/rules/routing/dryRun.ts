import type { RoutingFacts, RoutingRule, RoutingSubject } from './facts.ts';
import { route } from './route.ts';

export interface PastCase {
  readonly id: string;
  readonly subject: RoutingSubject;
  /** As read for the case; its rules are replaced by the two sets that are compared. */
  readonly facts: RoutingFacts;
}

/** Who gets a case: a unit, or nobody and why. */
export interface DryRunOutcome {
  readonly unit: string | null;
  readonly reason: string | null;
}

export interface DryRun {
  readonly total: number;
  readonly same: number;
  /** Cases that another unit, or nobody, would get, in the order of the cases. */
  readonly changed: readonly {
    readonly id: string;
    readonly before: DryRunOutcome;
    readonly after: DryRunOutcome;
  }[];
  /** How many cases move between which units (null: uncertain), the most first. */
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly count: number;
  }[];
}

/** Dry run of a rule set against past cases (spec 04): who would get them now? */
export function dryRun(
  cases: readonly PastCase[],
  before: readonly RoutingRule[],
  after: readonly RoutingRule[],
): DryRun {
  const compared = cases.map((one) => ({
    id: one.id,
    before: outcome(one, before),
    after: outcome(one, after),
  }));
  const changed = compared.filter((one) => one.before.unit !== one.after.unit);
  const moves = new Map<string, { from: string | null; to: string | null; count: number }>();
  for (const one of changed) {
    const key = JSON.stringify([one.before.unit, one.after.unit]);
    const move = moves.get(key) ?? { from: one.before.unit, to: one.after.unit, count: 0 };
    moves.set(key, { ...move, count: move.count + 1 });
  }
  return {
    total: cases.length,
    same: cases.length - changed.length,
    changed,
    moves: [...moves.values()].sort((a, b) => b.count - a.count),
  };
}

function outcome(one: PastCase, rules: readonly RoutingRule[]): DryRunOutcome {
  const answer = route(one.subject, { ...one.facts, rules });
  return answer.ok ? { unit: answer.unit, reason: null } : { unit: null, reason: answer.reason };
}
