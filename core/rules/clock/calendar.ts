import {
  type CalendarData,
  CalendarError,
  calendarFaults,
  epochDay,
  minutesOfDay,
  monthDay,
  type Period,
} from './calendarData.ts';
import { DAY_MS, instantOfLocal, offsetSpans, openZone, startOfLocalDay, type Zone } from './zone.ts';

export type { CalendarData, Period, Season } from './calendarData.ts';
export { CalendarError } from './calendarData.ts';

/** Working time of one slice: interval i begins at starts[i]; before[i] ms of the slice's work lie before it. */
export interface Slice {
  readonly starts: Float64Array;
  /** One longer than `starts`; the last is the total of the slice. */
  readonly before: Float64Array;
}

/** A compiled calendar. Slices are built when first asked for and kept. */
export interface Calendar {
  readonly data: CalendarData;
  readonly zone: Zone;
  /** The end of the last known day, epoch ms; null: known for good. */
  readonly knownEnd: number | null;
  /** The slice that covers [index × SLICE_MS, (index + 1) × SLICE_MS). */
  slice(index: number): Slice;
}

/** Slices are about a year long; being of equal length, an instant finds its own by one division. */
export const SLICE_MS = 366 * DAY_MS;

/**
 * Compiles a calendar; keep the result, it remembers what it has worked out.
 * Overlapping and adjacent periods are united; of overlapping seasons the first counts.
 * @throws CalendarError naming the first bad field.
 */
export function compileCalendar(data: CalendarData): Calendar {
  const fault = calendarFaults(data)[0];
  if (fault) throw new CalendarError(fault.why, fault.path);
  const zone = openZone(data.timezone);
  const spansOn = dayPlan(data);
  const slices = new Map<number, Slice>();
  const slice = (index: number): Slice => {
    const known = slices.get(index);
    if (known) return known;
    if (slices.size >= KEPT_SLICES) slices.clear();
    const built = buildSlice(zone, spansOn, index * SLICE_MS);
    slices.set(index, built);
    return built;
  };
  return { data, zone, knownEnd: endOfKnown(data, zone), slice };
}

/** Enough for all living cases; a question over millennia must not fill the memory. */
const KEPT_SLICES = 256;
/** Zones lie within a day of UTC, and a skipped day moves its periods by one more. */
const MARGIN_DAYS = 3;

function endOfKnown(data: CalendarData, zone: Zone): number | null {
  const day = data.knownUntil === undefined ? null : epochDay(data.knownUntil);
  return day === null ? null : startOfLocalDay(zone, day + 1);
}

/** Minutes [from, to) of one local day. */
type DaySpan = readonly [number, number];
type DayPlan = (day: number) => readonly DaySpan[];

/** What is worked on a day (days since 1970): own periods, else make-up, else rest days, else the season. */
function dayPlan(data: CalendarData): DayPlan {
  const own = new Map(Object.entries(data.dates ?? {}).map(([date, p]) => [epochDay(date), daySpans(p)]));
  const makeup = new Set(data.makeupWorkdays.map(epochDay));
  const holidays = new Set(data.holidays.map(epochDay));
  const rest = new Set(data.restWeekdays);
  const seasons = data.seasons.map((s) => ({
    from: monthDay(s.from) ?? 0,
    to: monthDay(s.to) ?? 0,
    spans: daySpans(s.periods),
  }));
  return (day) => {
    const ownSpans = own.get(day);
    if (ownSpans) return ownSpans;
    if (!makeup.has(day) && (holidays.has(day) || rest.has(isoWeekday(day)))) return [];
    const date = new Date(day * DAY_MS);
    const at = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
    return seasons.find((s) => within(at, s.from, s.to))?.spans ?? [];
  };
}

/** Whether a day of the year lies in a season, which may wrap over the new year. */
function within(at: number, from: number, to: number): boolean {
  return from <= to ? from <= at && at <= to : at >= from || at <= to;
}

function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function daySpans(periods: readonly Period[]): DaySpan[] {
  return periods.map(([from, to]) => [minutesOfDay(from) ?? 0, minutesOfDay(to) ?? 0] as const);
}

function buildSlice(zone: Zone, spansOn: DayPlan, from: number): Slice {
  const to = from + SLICE_MS;
  const margin = MARGIN_DAYS * DAY_MS;
  const offsets = offsetSpans(zone, from - margin, to + margin);
  const intervals: [number, number][] = [];
  for (let day = Math.floor((from - margin) / DAY_MS); day * DAY_MS < to + margin; day++) {
    for (const [open, close] of spansOn(day)) {
      const start = Math.max(from, instantOfLocal(offsets, day * DAY_MS + open * 60_000));
      const end = Math.min(to, instantOfLocal(offsets, day * DAY_MS + close * 60_000));
      if (start < end) intervals.push([start, end]);
    }
  }
  return packSlice(unite(intervals));
}

/** Sorted, with overlapping and touching intervals made one. */
function unite(intervals: [number, number][]): [number, number][] {
  const united: [number, number][] = [];
  for (const [start, end] of intervals.sort((a, b) => a[0] - b[0])) {
    const last = united.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else united.push([start, end]);
  }
  return united;
}

function packSlice(intervals: [number, number][]): Slice {
  const starts = new Float64Array(intervals.length);
  const before = new Float64Array(intervals.length + 1);
  intervals.forEach(([start, end], i) => {
    starts[i] = start;
    before[i + 1] = before[i]! + end - start;
  });
  return { starts, before };
}
