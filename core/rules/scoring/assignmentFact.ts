import type { Stretch } from '../clock/unitClock.ts';
import type { ClockKind } from '../clock/workingTime.ts';
import type { GrantKind } from './policy.ts';

/** One stretch of a unit's work, from a dispatch until feedback or return; `to` null: still open. */
export interface Segment extends Stretch {
  readonly cause: SegmentCause;
  readonly endedBy: SegmentEnd | null;
}

/** `again`: dispatched once more though the log tells of neither a failed check nor a return. */
export type SegmentCause = 'first' | 'repeat' | 'refused-return' | 'again';

/** Feedback and return end a segment; the others end it where a log left those out or the case ended. */
export type SegmentEnd =
  | 'feedback'
  | 'return'
  | 'check-failed'
  | 'next-dispatch'
  | 'substitution'
  | 'closing';

/**
 * How an assignment stands. `waiting`: the case's latest, ended by feedback or return and nothing
 * dispatched, substituted or closed since. `running`: the unit's and not ended.
 */
export type AssignmentState =
  | 'running'
  | 'waiting'
  | 'gone-on'
  | 'substituted'
  | 'closed'
  | 'closed-unresolved';

/** Why an assignment counts for nobody (spec 05): the screens list it with this reason. */
export type Exclusion = 'transferred' | 'voided' | 'merged';

/**
 * Everything the score needs to know of one assignment, as one cutoff sees its case. Plain data:
 * it can be stored as a row. Instants epoch ms, durations ms on the assignment's clock.
 */
export interface AssignmentFact {
  readonly caseId: string;
  /** Number within the case from 0; standby work takes numbers too but has no fact. */
  readonly no: number;
  readonly unit: string;
  /** When its first dispatch exists for everybody (at and receipt). */
  readonly appearsAt: number;
  readonly dispatchedAt: number;
  /** Start of the unit's clock: the dispatch, with command duty when the case came to it. */
  readonly startAt: number;
  readonly clock: ClockKind;
  /** The limit, the dispatch limit of a command duty included. */
  readonly limitMs: number;
  /** The part of `limitMs` that is the dispatch limit of a command duty. */
  readonly dispatchLimitMs: number;
  readonly extensionMs: number;
  /** First event of each kind that needs recognition; null: there is none. */
  readonly firstAt: Readonly<Record<GrantKind, number | null>>;
  /** From approval to `resumed`, at the latest to its date; they may overlap. */
  readonly deferralWindows: readonly { readonly from: number; readonly to: number }[];
  readonly segments: readonly Segment[];
  readonly repeats: number;
  readonly refusedReturns: number;
  readonly failedChecks: number;
  readonly originalDueAt: number;
  readonly grantedDueAt: number;
  /** Time used over ended segments, deferral windows still in it (spec 05, Time used). */
  readonly timeUsedMs: number;
  /** The part of `timeUsedMs` that lies in deferral windows. */
  readonly deferredMs: number;
  readonly state: AssignmentState;
  readonly resolved: boolean;
  readonly closedAt: number | null;
  readonly exclusion: Exclusion | null;
}

/** What a period's score looks at of an assignment: a long list of them is read without the rest. */
export type ScoredFact = Pick<
  AssignmentFact,
  | 'caseId'
  | 'no'
  | 'appearsAt'
  | 'limitMs'
  | 'extensionMs'
  | 'firstAt'
  | 'repeats'
  | 'refusedReturns'
  | 'originalDueAt'
  | 'grantedDueAt'
  | 'timeUsedMs'
  | 'deferredMs'
  | 'state'
  | 'resolved'
  | 'exclusion'
>;

/** Names an assignment among all cases. */
export function assignmentKey(of: { readonly caseId: string; readonly no: number }): string {
  return `${of.no}:${of.caseId}`;
}

/** The assignment that a key names. */
export function ofAssignmentKey(key: string): { caseId: string; no: number } {
  const end = key.indexOf(':');
  return { caseId: key.slice(end + 1), no: Number(key.slice(0, end)) };
}

/** Order of assignments within a unit: case number by code unit, then `no`. */
export function byCaseAndNo(
  a: { readonly caseId: string; readonly no: number },
  b: { readonly caseId: string; readonly no: number },
): number {
  return a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : a.no - b.no;
}
