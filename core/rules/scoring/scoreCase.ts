import type { ClockKind } from '../clock/workingTime.ts';

interface At {
  /** The instant that counts, epoch ms (an accepted `observedAt`). */
  readonly at: number;
  /** The server's receipt, epoch ms: a cutoff looks at both. */
  readonly receivedAt: number;
  /** Place in the order of writing over all cases, where the log is a database's. */
  readonly position?: number;
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

const PLAIN: ReadonlySet<string> = new Set(PLAIN_EVENT_TYPES);

export function isPlainEventType(type: string): type is PlainEventType {
  return PLAIN.has(type);
}

/** One case's log as the score reads it, in the log's order. `id` is the case number. */
export interface ScoreCase {
  readonly id: string;
  readonly events: readonly ScoreEvent[];
}

/** When an event exists for everybody: at its instant, and not before its receipt. */
export function visibleAt(event: At): number {
  return Math.max(event.at, event.receivedAt);
}

/**
 * How much of the log exists for a period: events with at and receipt ≤ cutoff, and, once it is settled,
 * none written behind the position that the log had then (an import may bring old instants later).
 */
export interface Sight {
  readonly cutoff: number;
  readonly upToPosition?: number | null;
}

/** How many of the case's events a sight shows; it never falls as the cutoff grows. */
export function visibleEvents(scoreCase: ScoreCase, sight: Sight): number {
  let count = 0;
  for (const event of scoreCase.events) if (isSeen(event, sight)) count += 1;
  return count;
}

/** The case as a sight shows it: no other event exists (spec 05). */
export function caseUpTo(scoreCase: ScoreCase, sight: Sight): ScoreCase {
  if (visibleEvents(scoreCase, sight) === scoreCase.events.length) return scoreCase;
  return { id: scoreCase.id, events: scoreCase.events.filter((event) => isSeen(event, sight)) };
}

function isSeen(event: At, { cutoff, upToPosition = null }: Sight): boolean {
  if (visibleAt(event) > cutoff) return false;
  return upToPosition === null || event.position === undefined || event.position <= upToPosition;
}
