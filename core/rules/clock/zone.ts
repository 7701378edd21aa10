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
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return { name, offsetAt: (instant) => readOffset(format.format(instant)) };
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

/** The offset at the end of `1/1/2026, GMT+05:45`; seconds are there only in old times, UTC may be bare. */
function readOffset(text: string): number {
  const parts = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!parts) throw new RangeError(`no offset in "${text}"`);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = parts;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

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
