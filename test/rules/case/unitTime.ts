import type { CaseEvent } from '../../../core/rules/case/events.ts';
import { DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { type ClockKind, elapsedOn } from '../../../core/rules/clock/workingTime.ts';

interface Span {
  from: number;
  to: number;
}

/** What the unit that has the case last has used at `t`, and its limit, read from the log alone (spec 05). */
export interface UnitTime {
  readonly usedMs: number;
  readonly limitMs: number;
}

const COMES_FOR_DISPATCH = ['filed', 'returned', 'checkFailed'];

/**
 * The words of spec 03 and 05, line by line and slowly: cut all of time at every instant that matters and
 * add up the pieces that count. Shares nothing with the rules but `elapsed`, which the vectors prove.
 */
export function unitTimeAt(log: readonly CaseEvent[], cal: Calendar, t: number): UnitTime | null {
  let unit: string | null = null;
  let spans: Span[] = [];
  let windows: Span[] = [];
  let [repeats, limit, extension, duty] = [0, 0, 0, 0];
  let clock: ClockKind = 'working';
  let came = 0;
  let standby = false;
  let failedSince = false;
  let until = 0;
  const open = (from: number) => spans.push({ from, to: t });
  const close = (at: number) => {
    for (const span of [...spans, ...windows]) if (span.to === t) span.to = Math.min(at, span.to);
  };
  for (const { type, at, payload } of log) {
    if (COMES_FOR_DISPATCH.includes(type)) came = at;
    if (type === 'checkFailed') failedSince = true;
    if (type === 'dispatched') {
      const sameUnit = unit === payload.unit && !standby;
      if (!sameUnit) {
        [spans, windows, repeats, extension] = [[], [], 0, 0];
        duty = payload.commandDuty ? DEFAULT_CASE_POLICY.stageMinutes.dispatch : 0;
        open(payload.commandDuty ? came : at);
      } else {
        if (failedSince) repeats++;
        open(at);
      }
      [limit, clock] = [payload.limitMinutes, payload.clock];
      [unit, standby, failedSince] = [payload.unit, false, false];
    }
    if (type === 'substituted') {
      [spans, windows, repeats, extension, duty] = [[], [], 0, 0, 0];
      [limit, clock] = [payload.limitMinutes, payload.clock];
      [unit, standby, failedSince] = [payload.unit, true, false];
      open(at);
    }
    if (type === 'amended' && payload.limitMinutes !== null && unit) {
      [limit, clock] = [payload.limitMinutes, payload.clock!];
    }
    if (type === 'extensionApproved') extension += payload.minutes;
    if (type === 'deferralApproved') {
      windows.push({ from: at, to: t });
      until = payload.until;
    }
    if (type === 'resumed')
      for (const window of windows) if (window.to === t) window.to = Math.min(at, until);
    if (['feedback', 'returned', 'closedUnresolved', 'voided'].includes(type)) close(at);
  }
  if (!unit) return null;
  const counted = repeats >= 2 ? [{ from: spans[0]!.from, to: spans.at(-1)!.to }] : spans;
  return { usedMs: measure(counted, windows, clock, cal), limitMs: (limit + extension + duty) * 60_000 };
}

function measure(
  counted: readonly Span[],
  windows: readonly Span[],
  clock: ClockKind,
  cal: Calendar,
): number {
  const cuts = [...new Set([...counted, ...windows].flatMap(({ from, to }) => [from, to]))].sort(
    (a, b) => a - b,
  );
  const within = (spans: readonly Span[], a: number, b: number) =>
    spans.some(({ from, to }) => from <= a && b <= to);
  return cuts.slice(1).reduce((sum, b, index) => {
    const a = cuts[index]!;
    return within(counted, a, b) && !within(windows, a, b) ? sum + elapsedOn(clock, cal, a, b) : sum;
  }, 0);
}
