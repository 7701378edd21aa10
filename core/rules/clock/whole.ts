import type { Calendar } from './calendar.ts';
import { type LightInstants, yellowMs } from './lights.ts';
import { addOn, type ClockKind, latestOn } from './workingTime.ts';

/**
 * One step of the whole process: a stage with its limit, or what an unlimited stage or a deferral really
 * took, measured on the clock it stands on (`elapsedOn`). Durations in ms.
 */
export type PlannedStage =
  | { readonly clock: ClockKind; readonly limitMs: number }
  | { readonly clock: ClockKind; readonly takenMs: number };

export interface WholePlan {
  readonly cal: Calendar;
  /** The report, epoch ms. */
  readonly reportedAt: number;
  /** In the order of the process; repeats are not in it, they add nothing. */
  readonly stages: readonly PlannedStage[];
  readonly yellowShare: number;
}

/**
 * When the whole process is due, and its light (spec 03, Stage limits). Null without planned stages: before
 * filing there is no such light. Red begins after the latest end of the last stage, as for a single one.
 * @throws CalendarError when the calendar has no working time within 20 years.
 */
export function wholeProcess(plan: WholePlan): LightInstants | null {
  const { cal, reportedAt, stages, yellowShare } = plan;
  const last = stages.at(-1);
  if (!last) return null;
  const lastBegins = fold(cal, reportedAt, stages.slice(0, -1), 1);
  return {
    dueAt: fold(cal, lastBegins, [last], 1),
    yellowAt: fold(cal, reportedAt, stages, yellowShare),
    redAt: latestOn(last.clock, cal, lastBegins, stageMs(last, 1)),
  };
}

function fold(cal: Calendar, from: number, stages: readonly PlannedStage[], share: number): number {
  return stages.reduce((at, stage) => addOn(stage.clock, cal, at, stageMs(stage, share)), from);
}

/** The share is of limits only: time really taken counts in full. */
function stageMs(stage: PlannedStage, share: number): number {
  return 'limitMs' in stage ? yellowMs(stage.limitMs, share) : stage.takenMs;
}
