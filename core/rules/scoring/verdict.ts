import type { ScoredFact } from './assignmentFact.ts';
import type { GrantKind, TimelyRule } from './policy.ts';
import type { Recognition } from './recognition.ts';

/** The reasons against timely (spec 05, Verdicts), in alphabetical order. */
export const CLAUSES = [
  'deferral-unrecognised',
  'extension-unrecognised',
  'overtime',
  'repeat-unrecognised',
  'returned',
  'unresolved',
] as const;
export type Clause = (typeof CLAUSES)[number];

export interface Verdict {
  readonly resolved: boolean;
  readonly timely: boolean;
  readonly clauses: readonly Clause[];
}

/** Time used and limit as the score counts them: only what is recognised is credited. ms. */
export interface Reckoning {
  readonly usedMs: number;
  readonly allowedMs: number;
}

/** The time an assignment used and was allowed, recognised grants credited (spec 05, Verdicts). */
export function reckon(fact: ScoredFact, recognition: Recognition): Reckoning {
  return {
    usedMs: fact.timeUsedMs - (isRecognised(recognition, 'deferral') ? fact.deferredMs : 0),
    allowedMs: fact.limitMs + (isRecognised(recognition, 'extension') ? fact.extensionMs : 0),
  };
}

/** Judges one assignment, its clauses in alphabetical order; time used is not judged where it is not resolved. */
export function judge(fact: ScoredFact, recognition: Recognition, rule: TimelyRule): Verdict {
  const { usedMs, allowedMs } = reckon(fact, recognition);
  const overtime = fact.resolved && usedMs > allowedMs;
  const mentionsGrants = rule === 'strict' || overtime;
  const clauses: Clause[] = [];
  if (mentionsGrants && isUncredited(fact, recognition, 'deferral')) clauses.push('deferral-unrecognised');
  if (mentionsGrants && isUncredited(fact, recognition, 'extension')) clauses.push('extension-unrecognised');
  if (overtime) clauses.push('overtime');
  if (isUncredited(fact, recognition, 'repeat')) clauses.push('repeat-unrecognised');
  if (fact.refusedReturns > 0) clauses.push('returned');
  if (!fact.resolved) clauses.push('unresolved');
  return { resolved: fact.resolved, timely: clauses.length === 0, clauses };
}

function isUncredited(fact: ScoredFact, recognition: Recognition, kind: GrantKind): boolean {
  return fact.firstAt[kind] !== null && !isRecognised(recognition, kind);
}

export function isRecognised(recognition: Recognition, kind: GrantKind): boolean {
  return recognition[kind]?.recognised === true;
}
