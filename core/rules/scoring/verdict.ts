import type { AssignmentFact } from './assignmentFact.ts';
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
export function reckon(fact: AssignmentFact, recognition: Recognition): Reckoning {
  return {
    usedMs: fact.timeUsedMs - (isRecognised(recognition, 'deferral') ? fact.deferredMs : 0),
    allowedMs: fact.limitMs + (isRecognised(recognition, 'extension') ? fact.extensionMs : 0),
  };
}

/** Judges one assignment; time used is not judged where it is not resolved. */
export function judge(fact: AssignmentFact, recognition: Recognition, rule: TimelyRule): Verdict {
  const { usedMs, allowedMs } = reckon(fact, recognition);
  const overtime = fact.resolved && usedMs > allowedMs;
  const uncredited = (kind: GrantKind) => fact.firstAt[kind] !== null && !isRecognised(recognition, kind);
  const mentionsGrants = rule === 'strict' || overtime;
  const holds: Record<Clause, boolean> = {
    'deferral-unrecognised': mentionsGrants && uncredited('deferral'),
    'extension-unrecognised': mentionsGrants && uncredited('extension'),
    overtime,
    'repeat-unrecognised': uncredited('repeat'),
    returned: fact.refusedReturns > 0,
    unresolved: !fact.resolved,
  };
  const clauses = CLAUSES.filter((clause) => holds[clause]);
  return { resolved: fact.resolved, timely: clauses.length === 0, clauses };
}

export function isRecognised(recognition: Recognition, kind: GrantKind): boolean {
  return recognition[kind]?.recognised === true;
}
