import type { ClockKind } from '../clock/workingTime.ts';
import type { SegmentCause, SegmentEnd } from './assignmentFact.ts';
import { type ScoreCase, type ScoreEvent, visibleAt } from './scoreCase.ts';

interface WorkSegment {
  from: number;
  to: number | null;
  cause: SegmentCause;
  endedBy: SegmentEnd | null;
}

interface Window {
  from: number;
  to: number;
}

interface Limit {
  clock: ClockKind;
  limitMs: number;
}

/** A run of dispatches of the case to one unit, before any calendar is asked. */
export interface Run {
  no: number;
  unit: string;
  standby: boolean;
  appearsAt: number;
  dispatchedAt: number;
  /** When the case came to its unit for dispatching; null where the log does not tell. */
  cameAt: number | null;
  limit: Limit;
  /** Amended while no segment was open: holds from the next dispatch to the same unit on. */
  amendedMeanwhile: Limit | null;
  extensionMs: number;
  firstExtensionAt: number | null;
  firstDeferralAt: number | null;
  windows: Window[];
  segments: WorkSegment[];
  /** What happened to the work since the last dispatch. */
  since: 'failed-check' | 'return' | null;
  repeats: number;
  firstRepeatAt: number | null;
  refusedReturns: number;
  failedChecks: number;
  left: 'gone-on' | 'substituted' | null;
}

/** A case's log folded into runs; `closing` and `dropped` end the case. */
export interface CaseRuns {
  runs: Run[];
  current: Run | null;
  lastFeedback: Run | null;
  closing: { at: number; type: 'closed' | 'closedUnresolved' } | null;
  dropped: 'voided' | 'merged' | null;
}

interface Fold extends CaseRuns {
  cameAt: number | null;
  /** Deferrals that no `resumed` has ended yet. */
  openWindows: Window[];
}

/** Folds the log of one case, in its order, into runs of dispatches (spec 05, From a case to assignments). */
export function runsOfCase(scoreCase: ScoreCase): CaseRuns {
  const fold: Fold = {
    runs: [],
    current: null,
    lastFeedback: null,
    closing: null,
    dropped: null,
    cameAt: null,
    openWindows: [],
  };
  for (const event of scoreCase.events) take(fold, event);
  return fold;
}

function take(fold: Fold, event: ScoreEvent): void {
  switch (event.type) {
    case 'filed':
      fold.cameAt = event.at;
      return;
    case 'dispatched':
      dispatch(fold, event);
      return;
    case 'substituted':
      substitute(fold, event);
      return;
    case 'closed':
    case 'closedUnresolved':
      fold.closing ??= { at: event.at, type: event.type };
      endSegment(fold.current, event.at, 'closing');
      return;
    case 'voided':
    case 'merged':
      fold.dropped ??= event.type;
      return;
    case 'resumed':
      resume(fold, event.at);
      return;
    case 'returned':
    case 'checkFailed':
    case 'feedback':
      workEnds(fold, event.type, event.at);
      return;
    default:
      if (fold.current !== null) grant(fold, fold.current, event);
  }
}

function dispatch(fold: Fold, event: Extract<ScoreEvent, { type: 'dispatched' }>): void {
  const run = fold.current;
  if (run === null || run.standby || run.unit !== event.unit) {
    if (run !== null) leave(run, 'gone-on', event.at, 'next-dispatch');
    startRun(fold, event, false, { clock: event.clock, limitMs: event.limitMs });
    return;
  }
  endSegment(run, event.at, 'next-dispatch');
  run.segments.push({ from: event.at, to: null, cause: againBecause(run), endedBy: null });
  if (run.since === 'failed-check') {
    run.repeats += 1;
    run.firstRepeatAt ??= event.at;
  }
  if (run.since === 'return') run.refusedReturns += 1;
  run.since = null;
  run.limit = run.amendedMeanwhile ?? run.limit;
  run.amendedMeanwhile = null;
}

function againBecause(run: Run): SegmentCause {
  if (run.since === null) return 'again';
  return run.since === 'return' ? 'refused-return' : 'repeat';
}

function substitute(fold: Fold, event: Extract<ScoreEvent, { type: 'substituted' }>): void {
  if (fold.current !== null) leave(fold.current, 'substituted', event.at, 'substitution');
  startRun(fold, event, true, { clock: 'working', limitMs: 0 });
}

function startRun(fold: Fold, event: ScoreEvent & { unit: string }, standby: boolean, limit: Limit): void {
  const run: Run = {
    no: fold.runs.length,
    unit: event.unit,
    standby,
    appearsAt: visibleAt(event),
    dispatchedAt: event.at,
    cameAt: fold.cameAt,
    limit,
    amendedMeanwhile: null,
    extensionMs: 0,
    firstExtensionAt: null,
    firstDeferralAt: null,
    windows: [],
    segments: [{ from: event.at, to: null, cause: 'first', endedBy: null }],
    since: null,
    repeats: 0,
    firstRepeatAt: null,
    refusedReturns: 0,
    failedChecks: 0,
    left: null,
  };
  fold.runs.push(run);
  fold.current = run;
}

function leave(run: Run, left: 'gone-on' | 'substituted', at: number, endedBy: SegmentEnd): void {
  run.left = left;
  endSegment(run, at, endedBy);
}

function endSegment(run: Run | null, at: number, endedBy: SegmentEnd): void {
  const segment = run?.segments.at(-1);
  if (segment === undefined || segment.to !== null) return;
  segment.to = at;
  segment.endedBy = endedBy;
}

const SEGMENT_END = { returned: 'return', checkFailed: 'check-failed', feedback: 'feedback' } as const;

function workEnds(fold: Fold, type: keyof typeof SEGMENT_END, at: number): void {
  const run = fold.current;
  if (type !== 'feedback') fold.cameAt = at;
  if (run === null) return;
  endSegment(run, at, SEGMENT_END[type]);
  if (type === 'feedback') fold.lastFeedback = run;
  if (type === 'returned') run.since = 'return';
  if (type === 'checkFailed') {
    run.since = 'failed-check';
    run.failedChecks += 1;
  }
}

type Grant = Extract<ScoreEvent, { type: 'amended' | 'extensionApproved' | 'deferralApproved' }>;

function grant(fold: Fold, run: Run, event: Grant): void {
  if (event.type === 'extensionApproved') {
    run.extensionMs += event.extensionMs;
    run.firstExtensionAt ??= event.at;
  } else if (event.type === 'deferralApproved') {
    const window = { from: event.at, to: Math.max(event.at, event.until) };
    run.windows.push(window);
    run.firstDeferralAt ??= event.at;
    fold.openWindows.push(window);
  } else {
    amend(run, event);
  }
}

function amend(run: Run, event: Extract<ScoreEvent, { type: 'amended' }>): void {
  if (event.limitMs === null && event.clock === null) return;
  const before = run.amendedMeanwhile ?? run.limit;
  const limit = { clock: event.clock ?? before.clock, limitMs: event.limitMs ?? before.limitMs };
  if (run.segments.at(-1)?.to === null) run.limit = limit;
  else run.amendedMeanwhile = limit;
}

function resume(fold: Fold, at: number): void {
  for (const window of fold.openWindows) window.to = Math.min(window.to, Math.max(at, window.from));
  fold.openWindows = [];
}
