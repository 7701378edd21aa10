import type { Urgency } from './people.ts';
import type { CaseState } from './state.ts';
import type { Status } from './status.ts';

/** How far a report is, in steps that a resident follows (spec 07, residents: progress in plain words). */
export type Progress =
  | 'received'
  | 'looked-at'
  | 'accepted'
  | 'with-unit'
  | 'parked'
  | 'fed-back'
  | 'resolved'
  | 'ended'
  | 'rejected'
  | 'withdrawn';

const PROGRESS: Readonly<Record<Status, Progress>> = {
  reported: 'received',
  verifying: 'looked-at',
  rejected: 'rejected',
  filed: 'accepted',
  coordinating: 'accepted',
  handling: 'with-unit',
  deferred: 'parked',
  'awaiting-check': 'fed-back',
  checking: 'fed-back',
  'awaiting-close': 'fed-back',
  closed: 'resolved',
  voided: 'withdrawn',
};

/** What the holder of a tracking code is told: no persons, no internal texts, no photos. Instants in epoch ms. */
export interface Tracked {
  readonly number: string;
  readonly progress: Progress;
  readonly categoryKey: string | null;
  readonly urgency: Urgency;
  readonly address: string | null;
  readonly reportedAt: number;
  readonly filedAt: number | null;
  readonly closedAt: number | null;
  /** The whole process is due then; null before filing and after the end. */
  readonly dueAt: number | null;
  readonly unit: string | null;
  /** Why it was rejected or ended without a result, as a reason code. */
  readonly reason: string | null;
  readonly deferredUntil: number | null;
  readonly rating: number | null;
  readonly mayRate: boolean;
}

/** The residents' view of a case (spec 06, resident: own reports by tracking code). */
export function tracked(state: CaseState): Tracked {
  const unresolved = state.status === 'closed' && state.outcome === 'unresolved';
  const ended = state.closedAt !== null || state.status === 'voided';
  return {
    number: state.number,
    progress: unresolved ? 'ended' : PROGRESS[state.status],
    categoryKey: state.categoryKey,
    urgency: state.urgency,
    address: state.place.address,
    reportedAt: state.reportedAt,
    filedAt: state.filedAt,
    closedAt: state.closedAt,
    dueAt: ended ? null : (state.whole?.dueAt ?? null),
    unit: state.assignment?.unit ?? null,
    reason: state.status === 'rejected' || unresolved ? state.outcomeReason : null,
    deferredUntil: state.deferredUntil,
    rating: state.rating,
    mayRate: state.status === 'closed' && state.rating === null,
  };
}
