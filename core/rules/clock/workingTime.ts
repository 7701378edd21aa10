import { type Calendar, CalendarError, SLICE_MS, type Slice } from './calendar.ts';

/** `working` follows the calendar, `continuous` runs day and night. */
export type ClockKind = 'working' | 'continuous';

/** The working milliseconds in [a, b); 0 for b ≤ a (spec 03, Working time). Instants are epoch ms. */
export function elapsed(cal: Calendar, a: number, b: number): number {
  checkInstant(a);
  checkInstant(b);
  if (b <= a) return 0;
  const first = Math.floor(a / SLICE_MS);
  const last = Math.floor(b / SLICE_MS);
  let sum = workBefore(cal.slice(last), b) - workBefore(cal.slice(first), a);
  for (let index = first; index < last; index++) sum += total(cal.slice(index));
  return sum;
}

/**
 * For n ≤ 0 a itself, otherwise the earliest instant t ≥ a with elapsed(a, t) = n (spec 03, Working time).
 * @throws CalendarError when 20 years pass without the working time that is asked for.
 */
export function add(cal: Calendar, a: number, n: number): number {
  checkInstant(a);
  return n <= 0 ? a : reach(cal, a, n, false);
}

/**
 * The latest t with elapsed(a, t) ≤ n; n < 0 counts as 0 (spec 03, Working time). Red begins after it.
 * @throws CalendarError when 20 years pass without working time.
 */
export function latest(cal: Calendar, a: number, n: number): number {
  checkInstant(a);
  return reach(cal, a, Math.max(n, 0), true);
}

/** `elapsed` on either clock. */
export function elapsedOn(clock: ClockKind, cal: Calendar, a: number, b: number): number {
  return clock === 'working' ? elapsed(cal, a, b) : Math.max(0, b - a);
}

/** `add` on either clock. */
export function addOn(clock: ClockKind, cal: Calendar, a: number, n: number): number {
  return clock === 'working' ? add(cal, a, n) : a + Math.max(0, n);
}

/** `latest` on either clock. */
export function latestOn(clock: ClockKind, cal: Calendar, a: number, n: number): number {
  return clock === 'working' ? latest(cal, a, n) : a + Math.max(0, n);
}

const YEAR_1000 = Date.UTC(1000, 0, 1);
const YEAR_10000 = Date.UTC(10_000, 0, 1);
/** Slices without any work that span at least 20 years from any point of the first one. */
const IDLE_SLICES = Math.ceil((20 * 366 * 86_400_000) / SLICE_MS) + 1;

/** No limit is that long; without a bound a mistyped one would walk through millennia. */
const LONGEST_MS = 400 * 366 * 86_400_000;

/** Walks slice by slice to where n ms are used up: the earliest such instant, or the latest (`beyond`). */
function reach(cal: Calendar, a: number, n: number, beyond: boolean): number {
  if (!(n <= LONGEST_MS)) throw new CalendarError(`${n} ms of working time is out of range`);
  let index = Math.floor(a / SLICE_MS);
  let slice = cal.slice(index);
  let left = workBefore(slice, a) + n;
  for (let idle = 0; left > total(slice) || (beyond && left === total(slice)); ) {
    idle = total(slice) === 0 ? idle + 1 : 0;
    left -= total(slice);
    index += 1;
    if (idle > IDLE_SLICES || index * SLICE_MS > YEAR_10000) {
      throw new CalendarError(`no working time within 20 years, asked at ${new Date(a).toISOString()}`);
    }
    slice = cal.slice(index);
  }
  const i = intervalOf(slice, left, beyond);
  return slice.starts[i]! + left - slice.before[i]!;
}

/** The first interval by whose end more than `used` ms (beyond) or at least `used` ms are worked. */
function intervalOf(slice: Slice, used: number, beyond: boolean): number {
  const { before } = slice;
  let low = 0;
  let high = slice.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const worked = before[middle + 1]!;
    if (beyond ? worked > used : worked >= used) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The work of the slice that lies before an instant of it. */
function workBefore(slice: Slice, instant: number): number {
  const { starts, before } = slice;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  return Math.min(before[low]!, before[low - 1]! + instant - starts[low - 1]!);
}

function total(slice: Slice): number {
  return slice.before[slice.starts.length]!;
}

function checkInstant(instant: number): void {
  if (instant >= YEAR_1000 && instant < YEAR_10000) return;
  throw new CalendarError(`${instant} is not an instant between the years 1000 and 9999`);
}
