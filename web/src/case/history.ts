import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import type { CaseEvent, StageChange } from '../../../core/rules/case/events.ts';
import type { RunningClock } from '../../../core/rules/case/state.ts';
import type { Status } from '../../../core/rules/case/status.ts';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { timeOn } from '../parts/time.ts';

/** An event as a screen gets it, with the type still telling the payload. */
export type DetailEvent = CaseEvent &
  Pick<CaseDetail['events'][number], 'text'> & {
    readonly actor: CaseDetail['events'][number]['actor'];
  };

/** The events of a detail; the contract's row is the event's own type and payload side by side. */
export function eventsOf(detail: CaseDetail): readonly DetailEvent[] {
  return detail.events as unknown as readonly DetailEvent[];
}

/** Time used and allowed, ms on the clock's own time; `limitMs` null: unlimited. */
export interface Use {
  readonly usedMs: number;
  readonly limitMs: number | null;
}

/** What a running or parked clock has used at an instant. */
export function clockUse(clock: RunningClock, cal: Calendar | null, now: number): Use {
  const at = clock.parkedAt ?? now;
  return { usedMs: clock.usedMs + timeOn(clock.clock, cal, clock.startAt, at), limitMs: clock.limitMs };
}

/** The stage that an event leads to; null when the status stays. */
export function changeOf(event: DetailEvent): StageChange | null {
  return 'to' in event.payload ? ((event.payload.to as StageChange | null) ?? null) : null;
}

/** A stretch of one status, with the clock it ran under. `to` null: it lasts. */
export interface StageSpan {
  readonly status: Status;
  readonly clock: RunningClock | null;
  readonly from: number;
  readonly to: number | null;
  /** Of the event that ended it. */
  readonly endedBy: number | null;
  readonly use: Use | null;
}

/** The statuses a case has been in, oldest first, from the changes that its events carry. */
export function stageSpans(events: readonly DetailEvent[], cal: Calendar | null): StageSpan[] {
  const spans: StageSpan[] = [];
  let open = null as StageSpan | null;
  for (const event of events) {
    const to = changeOf(event);
    if (!to) continue;
    if (open && to.status === open.status && event.type !== 'dispatched' && event.type !== 'substituted') {
      open = { ...open, clock: to.clock };
      continue;
    }
    if (open) spans.push(closeSpan(open, event, cal));
    open = { status: to.status, clock: to.clock, from: event.at, to: null, endedBy: null, use: null };
  }
  if (open) spans.push(open);
  return spans;
}

function closeSpan(span: StageSpan, by: DetailEvent, cal: Calendar | null): StageSpan {
  const { clock } = span;
  const use = clock && clock.parkedAt === null ? clockUse(clock, cal, by.at) : null;
  return { ...span, to: by.at, endedBy: by.seq, use };
}

/** What each event's ended stage had used, by the event's sequence. */
export function usesByEvent(spans: readonly StageSpan[]): ReadonlyMap<number, Use> {
  return new Map(
    spans.flatMap((span) => (span.endedBy !== null && span.use ? [[span.endedBy, span.use] as const] : [])),
  );
}
