import type { ScoreCase } from '../../../core/contract/api/score.ts';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;

export interface Point {
  readonly at: number;
  readonly usedMs: number;
}

/** A stretch of the line: climbing while the unit has the case, `idle` while it does not. */
export interface Stretch {
  readonly idle: boolean;
  readonly points: readonly Point[];
}

type Span = readonly [number, number];

/**
 * The time used over the life of an item as stretches of straight pieces (spec 05, Time used): it climbs
 * in working time inside the segments, and between them, too, from the second repeat on. Instants epoch ms.
 */
export function usedLine(of: Pick<ScoreCase, 'explanation' | 'working' | 'clock' | 'asOf'>): Stretch[] {
  const { explanation, asOf } = of;
  const windows = explanation.used.creditedMs > 0 ? explanation.deferralWindows : [];
  const runs = (from: number, to: number) => without(cut(spansOf(of, from, to), from, to), windows);
  const stretches: Stretch[] = [];
  let usedMs = 0;
  for (const [i, segment] of explanation.segments.entries()) {
    const before = explanation.segments[i - 1];
    if (before) {
      const from = before.to ?? segment.from;
      const gap = climb(from, segment.from, usedMs, explanation.gapsCount ? runs(from, segment.from) : []);
      stretches.push({ idle: !explanation.gapsCount, points: gap });
      usedMs = gap.at(-1)!.usedMs;
    }
    const to = segment.to ?? Math.max(segment.from, asOf);
    const points = climb(segment.from, to, usedMs, runs(segment.from, to));
    stretches.push({ idle: false, points });
    usedMs = points.at(-1)!.usedMs;
  }
  return stretches;
}

/** Cuts a line at an instant: what lies before and what lies after it, both with a point at the cut. */
export function cutAt(points: readonly Point[], at: number): [Point[], Point[]] {
  const next = points.findIndex((point) => point.at > at);
  if (next < 0) return [[...points], []];
  if (next === 0) return [[], [...points]];
  const [a, b] = [points[next - 1]!, points[next]!];
  const here = { at, usedMs: a.usedMs + ((b.usedMs - a.usedMs) * (at - a.at)) / (b.at - a.at) };
  return [
    [...points.slice(0, next), here],
    [here, ...points.slice(next)],
  ];
}

function spansOf(
  { clock, working }: Pick<ScoreCase, 'clock' | 'working'>,
  from: number,
  to: number,
): readonly Span[] {
  return clock === 'continuous' ? [[from, to]] : working;
}

function cut(spans: readonly Span[], from: number, to: number): Span[] {
  return spans.flatMap(([a, b]) =>
    b > from && a < to ? [[Math.max(a, from), Math.min(b, to)] as const] : [],
  );
}

/** The spans with the windows taken out. */
function without(spans: readonly Span[], windows: readonly { from: number; to: number }[]): Span[] {
  let left = [...spans];
  for (const { from, to } of windows) {
    left = left.flatMap(([a, b]): Span[] => {
      if (b <= from || a >= to) return [[a, b]];
      return [...(a < from ? [[a, from] as const] : []), ...(b > to ? [[to, b] as const] : [])];
    });
  }
  return left;
}

function climb(from: number, to: number, start: number, spans: readonly Span[]): Point[] {
  const points: Point[] = [{ at: from, usedMs: start }];
  let usedMs = start;
  for (const [a, b] of spans) {
    if (a > points.at(-1)!.at) points.push({ at: a, usedMs });
    usedMs += b - a;
    points.push({ at: b, usedMs });
  }
  if (to > points.at(-1)!.at) points.push({ at: to, usedMs });
  return points;
}

/** A day's piece of the axis: its shown stretch (epoch ms), its place (px) and its working spans. */
export interface Day {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
  readonly work: readonly Span[];
  /** Days without anything to show are left out before this one. */
  readonly gap: boolean;
}

interface AxisWish {
  readonly working: readonly Span[];
  readonly continuous: boolean;
  readonly marks: readonly number[];
  readonly startOfDay: (at: number) => number;
  readonly left: number;
  readonly width: number;
}

const GAP = 16;

/** An axis of days without their nights; with a clock that runs day and night the days are whole. */
export function dayAxis({ working, continuous, marks, startOfDay, left, width }: AxisWish) {
  const [from, to] = [Math.min(...marks), Math.max(...marks)];
  const pieces: Omit<Day, 'x' | 'width'>[] = [];
  let skipped = false;
  for (let day = startOfDay(from); day <= to; day = startOfDay(day + DAY + 2 * HALF_HOUR)) {
    const next = startOfDay(day + DAY + 2 * HALF_HOUR);
    const work = cut(working, day, next);
    const edges = [...work.flat(), ...marks.filter((at) => at >= day && at < next)];
    const whole = continuous && day <= to;
    if (edges.length === 0 && !whole) {
      skipped = true;
      continue;
    }
    const first = whole ? Math.max(day, from - HALF_HOUR) : Math.min(...edges);
    const last = whole ? Math.min(next, to + HALF_HOUR) : Math.max(...edges, first + HALF_HOUR);
    pieces.push({ from: first, to: last, work, gap: skipped });
    skipped = false;
  }
  const gap = continuous ? 0 : Math.min(GAP, width / 4 / Math.max(1, pieces.length));
  const shown = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  const room = width - gap * Math.max(0, pieces.length - 1);
  let x = left;
  const days = pieces.map((piece): Day => {
    const day = { ...piece, x, width: ((piece.to - piece.from) / Math.max(1, shown)) * room };
    x += day.width + gap;
    return day;
  });
  return {
    days,
    x(at: number): number {
      for (const day of days) {
        if (at < day.from) return day.x;
        if (at <= day.to) return day.x + ((at - day.from) / Math.max(1, day.to - day.from)) * day.width;
      }
      return left + width;
    },
  };
}
