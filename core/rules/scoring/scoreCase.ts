import type { ClockKind } from '../clock/workingTime.ts';

interface At {
  /** The instant that counts, epoch ms (an accepted `observedAt`). */
  readonly at: number;
  /** The server's receipt where it differs from `at`: a cutoff looks at both. */
  readonly receivedAt?: number;
}

/** The events of a case that the score looks at; every other event of the log is left out. */
export type ScoreEvent = At &
  (
    | {
        readonly type: 'dispatched';
        readonly unit: string;
        readonly clock: ClockKind;
        readonly limitMs: number;
      }
    | { readonly type: 'substituted'; readonly unit: string }
    | { readonly type: 'amended'; readonly clock: ClockKind | null; readonly limitMs: number | null }
    | { readonly type: 'extensionApproved'; readonly extensionMs: number }
    | { readonly type: 'deferralApproved'; readonly until: number }
    | { readonly type: PlainEventType }
  );

export const PLAIN_EVENT_TYPES = [
  'filed',
  'returned',
  'resumed',
  'feedback',
  'checkFailed',
  'closed',
  'closedUnresolved',
  'voided',
  'merged',
] as const;
export type PlainEventType = (typeof PLAIN_EVENT_TYPES)[number];

/** One case's log as the score reads it, in the log's order. `id` is the case number. */
export interface ScoreCase {
  readonly id: string;
  readonly events: readonly ScoreEvent[];
}

/** When an event exists for everybody: at its instant, and not before its receipt. */
export function visibleAt(event: At): number {
  return event.receivedAt === undefined ? event.at : Math.max(event.at, event.receivedAt);
}

/** The case as a cutoff sees it: only events with at and receipt ≤ cutoff exist (spec 05). */
export function caseUpTo(scoreCase: ScoreCase, cutoff: number): ScoreCase {
  const events = scoreCase.events.filter((event) => visibleAt(event) <= cutoff);
  return events.length === scoreCase.events.length ? scoreCase : { id: scoreCase.id, events };
}
