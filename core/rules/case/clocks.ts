import { provisional } from '../clock/horizon.ts';
import { lightInstants } from '../clock/lights.ts';
import { type UnitClock, unitClock } from '../clock/unitClock.ts';
import { type PlannedStage, wholeProcess } from '../clock/whole.ts';
import { type ClockKind, elapsedOn } from '../clock/workingTime.ts';
import type { Urgency } from './people.ts';
import type { DecideContext } from './policy.ts';
import type { AssignmentState, CaseState, RunningClock, WholeProcess } from './state.ts';
import { FINAL_STATUSES, STAGE_OF_STATUS } from './status.ts';

export type SideClock = 'request' | 'supervision' | 'verification';

const MINUTE = 60_000;

/** What a calendar and a policy have to do with clocks: the part of a decision's context they need. */
export type ClockContext = Pick<DecideContext, 'calendar' | 'calendarVersion' | 'workdayMinutes' | 'policy'>;

interface Run {
  readonly stage: RunningClock['stage'];
  readonly clock: ClockKind;
  readonly limitMs: number | null;
  readonly startAt: number;
  readonly usedMs: number;
}

/**
 * The stage clock that begins with a state just reached (spec 03, Stage limits); null where the status has
 * none. `startAt` is the instant of the change; the unit's clock takes its own from its segments.
 * @throws CalendarError when the calendar has no working time within 20 years.
 */
export function startClock(state: CaseState, ctx: ClockContext, startAt: number): RunningClock | null {
  const run = runOf(state, ctx, startAt);
  return run && timed(ctx, run, state.runs + 1);
}

/** The same clock with what has changed under it (limit, kind, calendar); it keeps its run and its start. */
export function adjustClock(state: CaseState, ctx: ClockContext, running: RunningClock): RunningClock {
  const run = runOf(state, ctx, running.startAt);
  if (!run) return running;
  return { ...timed(ctx, run, running.run), parkedAt: running.parkedAt };
}

/** The same clock, its own limit kept, by the calendar of the context. */
export function recomputeClock(state: CaseState, ctx: ClockContext, running: RunningClock): RunningClock {
  const { stage, clock, limitMs, startAt, usedMs } = running;
  const unit = stage === 'handling' ? unitRun(beforeParking(state, running), ctx, startAt) : null;
  const run = unit ? { ...unit, limitMs } : { stage, clock, limitMs, startAt, usedMs };
  return { ...timed(ctx, run, running.run), parkedAt: running.parkedAt };
}

/** A clock beside the stage: a request to decide, a supervision to answer, an emergency's verification. */
export function sideClock(
  state: CaseState,
  ctx: ClockContext,
  kind: SideClock,
  startAt: number,
): RunningClock {
  const limitMs = ctx.policy.stageMinutes[kind] * MINUTE;
  const run = { stage: kind, clock: kindOf(state.urgency), limitMs, startAt, usedMs: 0 };
  return timed(ctx, run, state.runs + 1);
}

/**
 * The whole process (spec 03): the fold over the planned stages from the report. Null before filing;
 * stopped where nothing is planned to end (deferral, issue-check without limit) and at the end.
 */
export function wholeClock(state: CaseState, ctx: ClockContext, at: number): WholeProcess | null {
  if (FINAL_STATUSES.includes(state.status)) return state.whole && { ...state.whole, parkedAt: at };
  const { calendar: cal, calendarVersion, policy } = ctx;
  const stages = plannedStages(state, ctx);
  const instants = wholeProcess({
    cal,
    reportedAt: state.reportedAt,
    stages,
    yellowShare: policy.yellowShare,
  });
  if (!instants) return null;
  const stands = state.stood.some((stood) => stood.to === null);
  return {
    ...instants,
    parkedAt: stands ? at : null,
    provisional: provisional(cal, instants.dueAt),
    calendarVersion,
  };
}

/** The time a filing clock has used at `at`, so that it can go on after a verification (spec 02, Status). */
export function usedOf(running: RunningClock | null, ctx: ClockContext, at: number): number {
  if (!running) return 0;
  return running.usedMs + elapsedOn(running.clock, ctx.calendar, running.startAt, at);
}

function runOf(state: CaseState, ctx: ClockContext, startAt: number): Run | null {
  const { stageMinutes } = ctx.policy;
  const stage = STAGE_OF_STATUS[state.status];
  if (stage === null) return null;
  const run = (minutes: number | null): Run => ({
    stage,
    clock: kindOf(state.urgency),
    limitMs: minutes === null ? null : minutes * MINUTE,
    startAt,
    usedMs: stage === 'filing' ? state.filingUsedMs : 0,
  });
  switch (stage) {
    case 'filing':
    case 'verification':
    case 'dispatch':
    case 'check':
    case 'closing':
      return run(stageMinutes[stage]);
    case 'issue-check':
      return run(state.urgency === 'special' ? null : stageMinutes.issueCheck);
    case 'coordination':
      return run(coordinationMinutes(state, ctx));
    case 'handling':
      return unitRun(state, ctx, startAt);
  }
}

function coordinationMinutes(state: CaseState, { policy, workdayMinutes }: ClockContext): number {
  if (state.urgency === 'emergency') return policy.stageMinutes.emergencyCoordination;
  return (state.escalated ? policy.escalatedWorkdays : policy.coordinationWorkdays) * workdayMinutes;
}

function unitRun(state: CaseState, ctx: ClockContext, startAt: number): Run | null {
  const { assignment } = state;
  if (!assignment) return null;
  const { limitMs, usedMs, startAt: since } = unitClockOf(assignment, ctx);
  return { stage: 'handling', clock: assignment.clock, limitMs, usedMs, startAt: since ?? startAt };
}

/** A parked clock shows its last light: the window that it stands in is not taken out of it. */
function beforeParking(state: CaseState, running: RunningClock): CaseState {
  const { assignment } = state;
  if (running.parkedAt === null || !assignment) return state;
  const deferrals = assignment.deferrals.filter((window) => window.to !== null);
  return { ...state, assignment: { ...assignment, deferrals } };
}

/** The unit's clock across dispatches (spec 03), from the assignment that a state holds. */
export function unitClockOf(assignment: AssignmentState, { calendar: cal }: ClockContext): UnitClock {
  const { clock, segments, repeats, deferrals } = assignment;
  return unitClock({ clock, cal, segments, repeats, windows: deferrals }, assignment);
}

function plannedStages(state: CaseState, ctx: ClockContext): PlannedStage[] {
  const { standard, assignment } = state;
  if (!standard) return [];
  const { stageMinutes } = ctx.policy;
  const clock = kindOf(state.urgency);
  const stage = (minutes: number): PlannedStage => ({ clock, limitMs: minutes * MINUTE });
  const unit = assignment ?? standard;
  const minutes = unit.limitMinutes + (assignment?.extensionMinutes ?? 0);
  const taken = (why: 'deferral' | 'issue-check', kind: ClockKind): PlannedStage => ({
    clock: kind,
    takenMs: state.stood
      .filter((stood) => stood.why === why && stood.to !== null)
      .reduce((sum, stood) => sum + elapsedOn(kind, ctx.calendar, stood.from, stood.to ?? stood.from), 0),
  });
  return [
    ...(state.verified ? [stage(stageMinutes.verification)] : []),
    stage(stageMinutes.filing),
    stage(stageMinutes.dispatch),
    { clock: unit.clock, limitMs: minutes * MINUTE },
    taken('deferral', unit.clock),
    state.urgency === 'special' ? taken('issue-check', clock) : stage(stageMinutes.issueCheck),
    stage(stageMinutes.check),
    stage(stageMinutes.closing),
  ];
}

function timed(ctx: ClockContext, run: Run, number: number): RunningClock {
  const { calendar: cal, calendarVersion, policy } = ctx;
  const { limitMs, clock, startAt, usedMs } = run;
  const instants =
    limitMs === null
      ? null
      : lightInstants({ clock, cal, startAt, limitMs, usedMs, yellowShare: policy.yellowShare });
  return {
    ...run,
    run: number,
    dueAt: instants?.dueAt ?? null,
    yellowAt: instants?.yellowAt ?? null,
    redAt: instants?.redAt ?? null,
    parkedAt: null,
    provisional: instants !== null && provisional(cal, instants.dueAt),
    calendarVersion,
  };
}

/** Stage clocks of emergencies run day and night; the handling clock is the limit's own (spec 03). */
function kindOf(urgency: Urgency): ClockKind {
  return urgency === 'emergency' ? 'continuous' : 'working';
}
