import type { ClockKind } from '../../rules/clock/workingTime.ts';
import type { Explanation } from '../../rules/scoring/explain.ts';
import type { QuotaUse } from '../../rules/scoring/recognition.ts';
import type { RulingEffect } from '../../rules/scoring/rulings.ts';
import type { PeriodState } from '../../rules/scoring/stages.ts';
import type { Clause } from '../../rules/scoring/verdict.ts';
import type { ScoreItem, ScorePage, UnitScore } from './answers.ts';

/** Which items of a unit are listed. */
export const ITEM_SHOWS = ['untimely', 'timely', 'pending', 'moved', 'all'] as const;
export type ItemShow = (typeof ITEM_SHOWS)[number];

/** Where a unit's points went by one clause; every untimely item is booked on one (core/rules/scoring/pointsLost). */
export interface LossOf {
  readonly clause: string;
  /** Items booked on it, and items for which it holds at all. */
  readonly cases: number;
  readonly present: number;
  /** Two decimals; the losses of all clauses and the score add up to the full mark. */
  readonly points: string;
}

/** Sums of one period, of a unit or of the city. */
export interface PeriodSum {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly shouldResolve: number;
  readonly resolved: number;
  readonly timely: number;
  readonly score: string | null;
}

/** One unit's month: its score as a sum, the quotas, what costs points, and the months before. */
export interface ScoreUnit {
  readonly unit: UnitScore;
  readonly period: ScorePage['period'];
  /** Two weights as decimals, `0.80` and `0.20`. */
  readonly weights: { readonly timely: string; readonly resolved: string };
  readonly n0: number;
  readonly quotas: Readonly<Record<'deferral' | 'extension' | 'repeat', QuotaUse>> | null;
  readonly losses: readonly LossOf[];
  readonly counts: Readonly<Record<ItemShow, number>>;
  /** What the unit can still reach in an open period; null when settled. */
  readonly reachable: string | null;
  /** Oldest first. */
  readonly trend: readonly PeriodSum[];
  readonly appeals: { readonly open: number; readonly all: number };
}

/** A unit's appeal against one item of a period, and what became of it. */
export interface Appeal {
  readonly id: string;
  readonly period: number;
  readonly unit: string;
  readonly caseId: string;
  readonly no: number;
  readonly number: string;
  readonly state: 'filed' | 'granted' | 'refused';
  readonly text: string;
  readonly filedAt: number;
  readonly effect: RulingEffect | null;
  /** Clauses that were struck. */
  readonly clauses: readonly Clause[];
  readonly reason: string | null;
  readonly decidedAt: number | null;
  /** The revision of the period that it made. */
  readonly revision: number | null;
}

export interface Appeals {
  readonly appeals: readonly Appeal[];
}

export interface UnitOfRevision {
  readonly unit: string;
  readonly shouldResolve: number;
  readonly resolved: number;
  readonly timely: number;
  readonly score: string | null;
  /** SHA-256 of the frozen bytes, hex. */
  readonly digest: string;
}

/** A frozen result of a period; a revision after the first holds only the units that it changed. */
export interface PeriodRevision {
  readonly revision: number;
  readonly at: number;
  readonly why: 'settled' | 'appeal';
  readonly appeal: string | null;
  readonly units: readonly UnitOfRevision[];
}

/** Where a period stands, what may be done with it now, and its revisions, newest first. */
export interface PeriodStages {
  readonly period: ScorePage['period'];
  readonly reviewUntil: number | null;
  readonly publishedAt: number | null;
  readonly appealsUntil: number | null;
  readonly revision: number;
  /** The next stage, and why it cannot be taken yet; null at the end. */
  readonly next: { readonly to: PeriodState; readonly refused: string | null } | null;
  readonly appeals: { readonly open: number; readonly all: number };
  readonly revisions: readonly PeriodRevision[];
}

/** One item explained: the case behind the number, its clock and each clause. */
export interface ScoreCase {
  readonly item: ScoreItem;
  readonly unit: string;
  readonly period: ScorePage['period'];
  /** What this one item takes from the unit's score, two decimals; null where it counts for nobody. */
  readonly lost: string | null;
  readonly clock: ClockKind;
  readonly startAt: number;
  readonly closedAt: number | null;
  /** What is still open is counted up to here: the cutoff, or now. */
  readonly asOf: number;
  readonly explanation: Explanation;
  /** Working spans [from, to) over the whole time line, of the calendar that it was scored with. */
  readonly working: readonly (readonly [number, number])[];
  /** The appeal against this item, and whether one can be filed now (null) or the rule's clause why not. */
  readonly appeal: Appeal | null;
  readonly appealRefused: string | null;
  /** What happened, for the marks on the line. */
  readonly marks: readonly { readonly at: number; readonly type: string; readonly reason: string | null }[];
}

/** The city over the months and what costs points in all units together. */
export interface ScoreOverview {
  readonly trend: readonly PeriodSum[];
  /** Units by period: score and rank of each, for the lines. */
  readonly units: readonly { readonly unit: string; readonly scores: readonly (string | null)[] }[];
  /** Items by unit and leading clause in the chosen period. */
  readonly clauses: readonly { readonly unit: string; readonly clause: string; readonly cases: number }[];
}

/** Another policy tried on a period, nothing touched: both rankings side by side. */
export interface ScoreWhatIf {
  readonly period: ScorePage['period'];
  readonly units: readonly {
    readonly unit: string;
    readonly level: string;
    readonly before: Pick<UnitScore, 'rank' | 'score' | 'shouldResolve' | 'resolved' | 'timely'> | null;
    readonly after: Pick<UnitScore, 'rank' | 'score' | 'shouldResolve' | 'resolved' | 'timely'>;
  }[];
}
