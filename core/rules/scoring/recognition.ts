import { assignmentKey, byCaseAndNo, type ScoredFact } from './assignmentFact.ts';
import { GRANT_KINDS, type GrantKind, quotaOf, type ScorePolicy } from './policy.ts';

/** The decision on one kind of one assignment: quota, place in the queue, outcome. */
export interface GrantDecision {
  readonly recognised: boolean;
  /** 1 for a deferral or extension, the number of repeats for a repeat case. */
  readonly cost: number;
  /** What earlier assignments had taken of the quota. */
  readonly usedBefore: number;
  /** Place among the flagged assignments, from 1. */
  readonly place: number;
  readonly quota: number;
  readonly n0: number;
}

/** null: no event of the kind by the deciding cutoff, so nothing of the kind is recognised later either. */
export type Recognition = Readonly<Record<GrantKind, GrantDecision | null>>;

export const NOTHING_RECOGNISED: Recognition = { deferral: null, extension: null, repeat: null };

/** The quota of one kind in one unit's period and how far it is used up. */
export interface QuotaUse {
  readonly quota: number;
  readonly used: number;
  readonly recognised: number;
  readonly unrecognised: number;
}

/** What a unit's period decided: per assignment (by `assignmentKey`) and per kind. */
export interface Recognitions {
  readonly n0: number;
  readonly byAssignment: ReadonlyMap<string, Recognition>;
  readonly quotas: Readonly<Record<GrantKind, QuotaUse>>;
}

/**
 * Decides what the quotas recognise among `population`, one unit's assignments whose original due
 * lies in the period. Under `strict` nothing is recognised. Source: spec 05, Recognition.
 */
export function recognise(population: readonly ScoredFact[], policy: ScorePolicy): Recognitions {
  const n0 = population.length;
  const byAssignment = new Map<string, Record<GrantKind, GrantDecision | null>>();
  const quotas = {} as Record<GrantKind, QuotaUse>;
  for (const kind of GRANT_KINDS) {
    const quota = policy.timelyRule === 'strict' ? 0 : quotaOf(policy.allowance[kind], n0);
    let used = 0;
    let recognised = 0;
    const queue = flagged(population, kind);
    for (const [index, fact] of queue.entries()) {
      const cost = kind === 'repeat' ? fact.repeats : 1;
      const fits = cost <= quota - used;
      const decision = { recognised: fits, cost, usedBefore: used, place: index + 1, quota, n0 };
      if (fits) used += cost;
      if (fits) recognised += 1;
      const key = assignmentKey(fact);
      byAssignment.set(key, { ...(byAssignment.get(key) ?? NOTHING_RECOGNISED), [kind]: decision });
    }
    quotas[kind] = { quota, used, recognised, unrecognised: queue.length - recognised };
  }
  return { n0, byAssignment, quotas };
}

/** In order of time (first approval, first repeat dispatch), then case number, then `no`. */
function flagged(population: readonly ScoredFact[], kind: GrantKind): ScoredFact[] {
  return population
    .filter((fact) => fact.firstAt[kind] !== null)
    .sort((a, b) => (a.firstAt[kind] ?? 0) - (b.firstAt[kind] ?? 0) || byCaseAndNo(a, b));
}
