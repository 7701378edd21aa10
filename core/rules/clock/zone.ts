/** Offsets of one time zone over a stretch of time: `offset` = local minus UTC in ms, in force from `from` on. */
export interface OffsetSpan {
  from: number;
  offset: number;
}

export interface Zone {
  readonly name: string;
  /** Local minus UTC in ms at an instant. */
  offsetAt(instant: number): number;
}

/**
 * A zone by its IANA name, read from the platform's own zone data.
 * @throws RangeError for a zone the platform does not know.
 */
export function openZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (instant: number): number => {
    const second = Math.floor(instant / 1000) * 1000;
    const wall: Record<string, number> = {};
    for (const part of format.formatToParts(second)) wall[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = wall;
    return Date.UTC(year, month - 1, day, hour, minute, wall['second']) - second;
  };
  return { name, offsetAt };
}

/** The zone's offsets in [from, to], ascending; the first counts from the beginning of time. */
export function offsetSpans(zone: Zone, from: number, to: number): OffsetSpan[] {
  const first = { from: Number.NEGATIVE_INFINITY, offset: zone.offsetAt(from) };
  const spans: OffsetSpan[] = [first];
  let last: OffsetSpan = first;
  for (let probe = from; probe < to; probe += DAY_MS) {
    const next = Math.min(probe + DAY_MS, to);
    const offset = zone.offsetAt(next);
    if (offset === last.offset) continue;
    last = { from: turnBetween(zone, probe, next), offset };
    spans.push(last);
  }
  return spans;
}

/**
 * The instant of a local wall time (as ms of that wall time read as UTC). A time inside a gap moves forward
 * by the length of the gap, in an overlap the first one counts (spec 03, Working time).
 */
export function instantOfLocal(spans: readonly OffsetSpan[], local: number): number {
  let offsetBefore = spans[0]!.offset;
  for (let i = 0; i < spans.length; i++) {
    const { from, offset } = spans[i]!;
    const instant = local - offset;
    const end = spans[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (instant < from) return local - offsetBefore;
    if (instant < end) return instant;
    offsetBefore = offset;
  }
  return local - offsetBefore;
}

/** The local date of an instant as `YYYY-MM-DD`. */
export function localDate(zone: Zone, instant: number): string {
  return new Date(instant + zone.offsetAt(instant)).toISOString().slice(0, 10);
}

/** The instant at which a local day (days since 1970-01-01) begins in the zone. */
export function startOfLocalDay(zone: Zone, day: number): number {
  const local = day * DAY_MS;
  return instantOfLocal(offsetSpans(zone, local - 2 * DAY_MS, local + 2 * DAY_MS), local);
}

export const DAY_MS = 86_400_000;

/** The first instant in (low, high] with high's offset, by halving; one turn a day is assumed. */
function turnBetween(zone: Zone, low: number, high: number): number {
  const after = zone.offsetAt(high);
  let before = low;
  let turned = high;
  while (turned - before > 1) {
    const middle = Math.floor((before + turned) / 2);
    if (zone.offsetAt(middle) === after) turned = middle;
    else before = middle;
  }
  return turned;
}
