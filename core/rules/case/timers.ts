import { turnKey } from './evolve/records.ts';
import type { CaseState, RunningClock, WholeProcess } from './state.ts';
import { FINAL_STATUSES } from './status.ts';

export { type MachineStep, machineOwes, machineSteps } from './steps.ts';

/** A running light that a machine has to turn. Instants in epoch ms. */
export interface Timer {
  /** The clock run; 0 is the whole process. */
  readonly run: number;
  readonly clock: RunningClock['stage'] | 'whole';
  readonly dueAt: number;
  readonly yellowAt: number;
  readonly redAt: number;
}

/** A turn of a light that is owed from `at` on; red only after it. */
export interface Turn {
  readonly run: number;
  readonly clock: Timer['clock'];
  readonly dueAt: number;
  readonly light: 'yellow' | 'red';
  readonly at: number;
}

/**
 * Every light that runs (spec 03): the stage, the whole process, requests to decide, a supervision to
 * answer, an emergency's verification. Parked clocks and stages without a limit have none.
 */
export function timersOf(state: CaseState): Timer[] {
  const { clock, requests, supervision, verification } = state;
  const beside = [requests.return?.light, requests.extension?.light, requests.deferral?.light];
  const running = [clock, ...beside, supervision.light, verification?.light];
  return [...running.flatMap(timerOf), ...wholeTimer(state.whole)];
}

/** The turns that have not been recorded, earliest first. */
export function turnsOwed(state: CaseState): Turn[] {
  const turns = timersOf(state).flatMap(({ run, clock, dueAt, yellowAt, redAt }): Turn[] => [
    { run, clock, dueAt, light: 'yellow', at: yellowAt },
    { run, clock, dueAt, light: 'red', at: redAt },
  ]);
  return turns.filter((turn) => !state.turned.includes(turnKey(turn))).sort((a, b) => a.at - b.at);
}

/**
 * The oldest calendar version that a clock of the case stands on, running or parked; null where there is
 * none any more. When a calendar changes, the deadlines of running clocks are computed again (spec 03).
 */
export function oldestCalendar(state: CaseState): number | null {
  if (FINAL_STATUSES.includes(state.status)) return null;
  const { clock, whole, requests, supervision, verification } = state;
  const beside = [requests.return?.light, requests.extension?.light, requests.deferral?.light];
  const clocks = [clock, whole, ...beside, supervision.light, verification?.light];
  const versions = clocks.flatMap((one) => (one ? [one.calendarVersion] : []));
  return versions.length ? Math.min(...versions) : null;
}

function timerOf(clock: RunningClock | null | undefined): Timer[] {
  if (!clock || clock.parkedAt !== null) return [];
  const { run, stage, dueAt, yellowAt, redAt } = clock;
  if (dueAt === null || yellowAt === null || redAt === null) return [];
  return [{ run, clock: stage, dueAt, yellowAt, redAt }];
}

function wholeTimer(whole: WholeProcess | null): Timer[] {
  if (!whole || whole.parkedAt !== null) return [];
  const { dueAt, yellowAt, redAt } = whole;
  return [{ run: 0, clock: 'whole', dueAt, yellowAt, redAt }];
}
