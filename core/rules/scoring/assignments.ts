import type { Calendar } from '../clock/calendar.ts';
import { addOutside, timeUsed } from '../clock/unitClock.ts';
import { addOn } from '../clock/workingTime.ts';
import type { AssignmentFact, AssignmentState, Exclusion } from './assignmentFact.ts';
import { type CaseRuns, type Run, runsOfCase } from './caseRuns.ts';
import type { ScoreCase } from './scoreCase.ts';

/** What an assignment's facts depend on beside its case's log. */
export interface AssignmentSettings {
  readonly calendar: Calendar;
  /** Units that dispatch to themselves (spec 03). */
  readonly commandDutyUnits: ReadonlySet<string>;
  /** ms, on the limit's own clock. */
  readonly dispatchLimitMs: number;
}

/**
 * The assignments of one case as its log stands (cut the log with `caseUpTo` first). Standby work is
 * numbered but gives no fact. Source: spec 05, From a case to assignments.
 */
export function assignmentsOfCase(scoreCase: ScoreCase, settings: AssignmentSettings): AssignmentFact[] {
  const log = runsOfCase(scoreCase);
  return log.runs.filter((run) => !run.standby).map((run) => factOf(scoreCase.id, run, log, settings));
}

function factOf(caseId: string, run: Run, log: CaseRuns, settings: AssignmentSettings): AssignmentFact {
  const reckoned = reckonRun(run, settings);
  const inTime = reckoned.timeUsedMs - reckoned.deferredMs <= reckoned.limitMs + run.extensionMs;
  return {
    caseId,
    no: run.no,
    unit: run.unit,
    appearsAt: run.appearsAt,
    dispatchedAt: run.dispatchedAt,
    ...reckoned,
    extensionMs: run.extensionMs,
    firstAt: { deferral: run.firstDeferralAt, extension: run.firstExtensionAt, repeat: run.firstRepeatAt },
    deferralWindows: run.windows,
    repeats: run.repeats,
    refusedReturns: run.refusedReturns,
    failedChecks: run.failedChecks,
    state: stateOf(run, log),
    resolved: log.closing?.type === 'closed' && log.lastFeedback === run && run.left !== 'substituted',
    closedAt: log.closing?.at ?? null,
    exclusion: exclusionOf(run, log, inTime),
  };
}

type Reckoned = Pick<
  AssignmentFact,
  | 'startAt'
  | 'clock'
  | 'limitMs'
  | 'dispatchLimitMs'
  | 'segments'
  | 'originalDueAt'
  | 'grantedDueAt'
  | 'timeUsedMs'
  | 'deferredMs'
>;

/** What needs the calendar: start, limit, both dues and the time used by what has ended. */
function reckonRun(run: Run, settings: AssignmentSettings): Reckoned {
  const { clock } = run.limit;
  const duty = settings.commandDutyUnits.has(run.unit);
  const startAt = duty ? (run.cameAt ?? run.dispatchedAt) : run.dispatchedAt;
  const dispatchLimitMs = duty ? settings.dispatchLimitMs : 0;
  const limitMs = run.limit.limitMs + dispatchLimitMs;
  const segments = run.segments.map((segment, i) => (i === 0 ? { ...segment, from: startAt } : segment));
  const work = { clock, cal: settings.calendar, segments, repeats: run.repeats, windows: run.windows };
  const last = segments.at(-1);
  // An open segment is never judged: nothing counts beyond its start.
  const until = last === undefined || last.to === null ? (last?.from ?? startAt) : last.to;
  const timeUsedMs = timeUsed({ ...work, windows: [] }, until);
  const deferredMs = run.windows.length === 0 ? 0 : timeUsedMs - timeUsed(work, until);
  const originalDueAt = addOn(clock, settings.calendar, startAt, limitMs);
  const granted = run.extensionMs > 0 || run.windows.length > 0;
  const grantedDueAt = granted ? addOutside(work, startAt, limitMs + run.extensionMs) : null;
  return {
    startAt,
    clock,
    limitMs,
    dispatchLimitMs,
    segments,
    originalDueAt,
    grantedDueAt: grantedDueAt ?? originalDueAt,
    timeUsedMs,
    deferredMs,
  };
}

function stateOf(run: Run, log: CaseRuns): AssignmentState {
  if (run.left !== null) return run.left;
  if (log.closing !== null) return log.closing.type === 'closed' ? 'closed' : 'closed-unresolved';
  const endedBy = run.segments.at(-1)?.endedBy;
  return endedBy === 'feedback' || endedBy === 'return' ? 'waiting' : 'running';
}

function exclusionOf(run: Run, log: CaseRuns, inTime: boolean): Exclusion | null {
  if (log.dropped !== null) return log.dropped;
  const wentOnAfterReturn = run.left !== null && run.segments.at(-1)?.endedBy === 'return';
  return wentOnAfterReturn && run.failedChecks === 0 && inTime ? 'transferred' : null;
}
