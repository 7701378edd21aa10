import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { type CityTime, workingSpans } from '../parts/time.ts';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;

/** A day's piece of the axis: what is shown of it, where it stands, and its working periods (epoch ms, px). */
export interface AxisDay {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
  readonly work: readonly (readonly [number, number])[];
  /** Days are left out before this one. */
  readonly gap: boolean;
}

export interface TimeAxis {
  readonly days: readonly AxisDay[];
  readonly width: number;
  /** px of an instant; one between two shown pieces stands at the edge of the later one. */
  x(at: number): number;
}

interface AxisWish {
  readonly cal: Calendar;
  readonly time: CityTime;
  readonly from: number;
  readonly to: number;
  /** Instants that must be on the axis, working time or not. */
  readonly marks: readonly number[];
  readonly width: number;
  readonly gap: number;
  readonly mostDays: number;
}

/** An axis that cuts the nights out: each day shows its working hours and whatever happened on it. */
export function timeAxis(wish: AxisWish): TimeAxis {
  const pieces = fewest(piecesOf(wish), wish.mostDays);
  const shown = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  const room = wish.width - wish.gap * (pieces.length - 1);
  let x = 0;
  const days = pieces.map((piece): AxisDay => {
    const width = ((piece.to - piece.from) / Math.max(1, shown)) * room;
    const day = { ...piece, x, width };
    x += width + wish.gap;
    return day;
  });
  return { days, width: wish.width, x: (at) => xOf(days, at, wish.width) };
}

type Piece = Omit<AxisDay, 'x' | 'width'>;

function piecesOf({ cal, time, from, to, marks }: AxisWish): Piece[] {
  const pieces: Piece[] = [];
  for (let day = time.startOfDay(from); day <= to; day = time.startOfDay(day + DAY + 2 * HALF_HOUR)) {
    const next = time.startOfDay(day + DAY + 2 * HALF_HOUR);
    const work = workingSpans(cal, day, next);
    const inDay = marks.filter((at) => at >= day && at < next);
    const edges = [...work.flat(), ...inDay];
    if (edges.length === 0) continue;
    // A mark at the edge of a shown day needs room for its line.
    const first = Math.max(day, Math.min(...edges) - (work.length ? 0 : HALF_HOUR));
    const last = Math.min(next, Math.max(...edges) + HALF_HOUR / 2);
    pieces.push({ from: first, to: last, work, gap: false });
  }
  return pieces;
}

/** The first day and the last ones, when there are too many to tell apart. */
function fewest(pieces: Piece[], most: number): Piece[] {
  if (pieces.length <= most) return pieces;
  const [first, ...rest] = pieces;
  const last = rest.slice(rest.length - most + 1);
  return [first!, { ...last[0]!, gap: true }, ...last.slice(1)];
}

function xOf(days: readonly AxisDay[], at: number, width: number): number {
  for (const day of days) {
    if (at < day.from) return day.x;
    if (at <= day.to) return day.x + ((at - day.from) / (day.to - day.from)) * day.width;
  }
  return width;
}
