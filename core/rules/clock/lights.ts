import type { Calendar } from './calendar.ts';
import { addOn, type ClockKind, latestOn } from './workingTime.ts';

export type Light = 'green' | 'yellow' | 'red';

/** The instants of a running clock, epoch ms: yellow from `yellowAt` on, red when now > `redAt`. */
export interface LightInstants {
  dueAt: number;
  yellowAt: number;
  redAt: number;
}

export interface RunningClock {
  clock: ClockKind;
  cal: Calendar;
  /** Running since, epoch ms. */
  startAt: number;
  limitMs: number;
  /** Used in earlier segments. */
  usedMs: number;
  /** The share of the limit at which yellow begins, 0.8 by default policy. */
  yellowShare: number;
}

/**
 * The instants of a running clock (spec 03, Lights).
 * @throws CalendarError when the calendar has no working time within 20 years.
 */
export function lightInstants(run: RunningClock): LightInstants {
  const { clock, cal, startAt, limitMs, usedMs } = run;
  const left = limitMs - usedMs;
  return {
    dueAt: addOn(clock, cal, startAt, left),
    yellowAt: addOn(clock, cal, startAt, yellowMs(limitMs, run.yellowShare) - usedMs),
    // More used than allowed is red at once, not only when work begins again.
    redAt: left < 0 ? startAt - 1 : latestOn(clock, cal, startAt, left),
  };
}

/** The light at `now`; null when nothing runs. Needs the instants alone, so any client can draw it. */
export function lightAt(instants: { yellowAt: number; redAt: number } | null, now: number): Light | null {
  if (instants === null) return null;
  if (now > instants.redAt) return 'red';
  return now >= instants.yellowAt ? 'yellow' : 'green';
}

/** The light of a parked or stopped clock: the last it showed, from the time used when it stopped. */
export function lightOfUsed(usedMs: number, limitMs: number, yellowShare: number): Light {
  if (usedMs > limitMs) return 'red';
  return usedMs >= yellowMs(limitMs, yellowShare) ? 'yellow' : 'green';
}

/** The worst of the lights, by which a list of cases is coloured; null when there is none. */
export function worstLight(lights: readonly (Light | null)[]): Light | null {
  if (lights.includes('red')) return 'red';
  if (lights.includes('yellow')) return 'yellow';
  return lights.includes('green') ? 'green' : null;
}

/** The share of a limit in whole milliseconds: shares are decimals, floating point leaves crumbs. */
export function yellowMs(limitMs: number, yellowShare: number): number {
  return Math.round(limitMs * yellowShare);
}
