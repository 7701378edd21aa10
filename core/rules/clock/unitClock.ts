import type { Calendar } from './calendar.ts';
import { addOn, type ClockKind, elapsedOn } from './workingTime.ts';

/** A stretch of time [from, to) in epoch ms; `to` null: still open. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

/** What one unit did with one case over its consecutive dispatches (spec 05, assignments). */
export interface UnitWork {
  readonly clock: ClockKind;
  readonly cal: Calendar;
  /** Ascending, from dispatch to feedback or return; only the last may be open. */
  readonly segments: readonly Stretch[];
  /** Re-dispatches after a failed check. */
  readonly repeats: number;
  /** Deferrals that count, from approval to resumption or date; open while the end is not known. */
  readonly windows: readonly Stretch[];
}

export interface UnitLimit {
  readonly limitMinutes: number;
  /** Approved extensions, on the same clock. */
  readonly extensionMinutes: number;
  /** The dispatch limit, for a unit that dispatches to itself; 0 for every other. */
  readonly dutyMinutes: number;
}

/** What `lightInstants` needs of a unit's clock. */
export interface UnitClock {
  readonly limitMs: number;
  /** Used before `startAt`, or altogether while the clock stands. */
  readonly usedMs: number;
  /** Running from here on; ahead of now while a deferral lasts until its date; null: it stands. */
  readonly startAt: number | null;
}

/** The unit's clock across dispatches (spec 03): what is used, what is allowed, since when it runs. */
export function unitClock(work: UnitWork, limit: UnitLimit): UnitClock {
  const limitMs = (limit.limitMinutes + limit.extensionMinutes + limit.dutyMinutes) * 60_000;
  const counted = countedStretches(work);
  const last = counted.at(-1);
  if (last?.to !== null) return { limitMs, usedMs: sumOf(work, counted), startAt: null };
  return { limitMs, usedMs: sumOf(work, counted.slice(0, -1)), startAt: last.from };
}

/**
 * The time used (spec 05, Time used), ms: the segments, or from the second repeat on everything from the
 * first segment's start to the last one's end, less the windows. Only what lies before `until` counts;
 * work that has ended needs none.
 */
export function timeUsed(work: UnitWork, until = Number.POSITIVE_INFINITY): number {
  return sumOf(work, countedStretches(work), until);
}

/**
 * `add` on a clock that stands in the windows: the earliest instant at which n ms are used up outside them
 * (spec 05, Granted due). An open window before that instant has no end to wait for: null.
 */
export function addOutside(
  work: Omit<UnitWork, 'segments' | 'repeats'>,
  a: number,
  n: number,
): number | null {
  const { clock, cal } = work;
  let at = a;
  let left = n;
  for (const window of uniteStretches(work.windows)) {
    if (window.to !== null && window.to <= at) continue;
    const open = elapsedOn(clock, cal, at, window.from);
    if (left <= open) break;
    if (window.to === null) return null;
    left -= open;
    at = window.to;
  }
  return addOn(clock, cal, at, left);
}

/** The stretches in which the unit's clock runs, ascending and apart. */
function countedStretches(work: UnitWork): Stretch[] {
  const [first, last] = [work.segments[0], work.segments.at(-1)];
  if (!first || !last) return [];
  const whole = work.repeats >= 2 ? [{ from: first.from, to: last.to }] : work.segments;
  const windows = uniteStretches(work.windows);
  return whole.flatMap((stretch) => without(stretch, windows));
}

/** What is left of a stretch when the windows (ascending, apart) are taken out. */
function without(stretch: Stretch, windows: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let from = stretch.from;
  for (const window of windows) {
    if (window.from >= endOf(stretch)) break;
    if (window.from > from) left.push({ from, to: window.from });
    if (window.to === null) return left;
    from = Math.max(from, window.to);
  }
  if (from < endOf(stretch)) left.push({ from, to: stretch.to });
  return left;
}

/** Several windows are united (spec 05). */
function uniteStretches(stretches: readonly Stretch[]): Stretch[] {
  const united: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && next.from <= endOf(last)) {
      const end = Math.max(endOf(last), endOf(next));
      united[united.length - 1] = { from: last.from, to: end === Number.POSITIVE_INFINITY ? null : end };
    } else united.push(next);
  }
  return united;
}

function sumOf(work: UnitWork, stretches: readonly Stretch[], until = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  for (const stretch of stretches) {
    sum += elapsedOn(work.clock, work.cal, stretch.from, Math.min(endOf(stretch), until));
  }
  return sum;
}

function endOf(stretch: Stretch): number {
  return stretch.to ?? Number.POSITIVE_INFINITY;
}
