import type { CaseEvent } from '../case/events.ts';
import { isPlainEventType, type ScoreCase, type ScoreEvent } from './scoreCase.ts';

const MINUTE_MS = 60_000;

/** A case's log as the score reads it; `id` is the case number, by which the score orders. */
export function scoreCaseOf(id: string, log: readonly LoggedEvent[]): ScoreCase {
  return { id, events: log.map(withPosition).filter((event) => event !== null) };
}

/** An event of the log, with its position where it comes from a database. */
type LoggedEvent = CaseEvent & { readonly position?: number };

function withPosition(event: LoggedEvent): ScoreEvent | null {
  const read = scoreEventOf(event);
  return read === null || event.position === undefined ? read : { ...read, position: event.position };
}

/** What the score reads of one event of the log; null for an event it does not look at. */
export function scoreEventOf(event: CaseEvent): ScoreEvent | null {
  const { at, receivedAt } = event;
  switch (event.type) {
    case 'dispatched': {
      const { unit, clock, limitMinutes } = event.payload;
      return { type: event.type, at, receivedAt, unit, clock, limitMs: limitMinutes * MINUTE_MS };
    }
    case 'substituted':
      return { type: event.type, at, receivedAt, unit: event.payload.unit };
    case 'amended': {
      const { clock, limitMinutes } = event.payload;
      const limitMs = limitMinutes === null ? null : limitMinutes * MINUTE_MS;
      return { type: event.type, at, receivedAt, clock, limitMs };
    }
    case 'extensionApproved':
      return { type: event.type, at, receivedAt, extensionMs: event.payload.minutes * MINUTE_MS };
    case 'deferralApproved':
      return { type: event.type, at, receivedAt, until: event.payload.until };
    default:
      return isPlainEventType(event.type) ? { type: event.type, at, receivedAt } : null;
  }
}
