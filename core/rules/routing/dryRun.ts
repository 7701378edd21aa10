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
  const run = openDryRun(before, after);
  const changed = cases.map(run.take).filter((one) => one !== null);
  return { ...run.sum(), changed };
}

export type DryRunChange = DryRun['changed'][number];

/** The same case by case, for as many as there are: a changed one is given back and not kept. */
export function openDryRun(before: readonly RoutingRule[], after: readonly RoutingRule[]) {
  const moves = new Map<string, DryRun['moves'][number]>();
  let total = 0;
  let same = 0;
  return {
    take(one: PastCase): DryRunChange | null {
      const [was, would] = [outcome(one, before), outcome(one, after)];
      total += 1;
      if (was.unit === would.unit) {
        same += 1;
        return null;
      }
      const key = JSON.stringify([was.unit, would.unit]);
      const count = (moves.get(key)?.count ?? 0) + 1;
      moves.set(key, { from: was.unit, to: would.unit, count });
      return { id: one.id, before: was, after: would };
    },
    sum: (): Omit<DryRun, 'changed'> => ({
      total,
      same,
      moves: [...moves.values()].sort((a, b) => b.count - a.count),
    }),
  };
}

function outcome(one: PastCase, rules: readonly RoutingRule[]): DryRunOutcome {
  const answer = route(one.subject, { ...one.facts, rules });
  return answer.ok ? { unit: answer.unit, reason: null } : { unit: null, reason: answer.reason };
}
