/** Plane geometry in metres, x to the east and y to the north of the district's centre. */
import type { Position } from './types.ts';

export interface Point {
  x: number;
  y: number;
}

/** The district's centre: lon, lat of (0, 0). */
const ORIGIN: Position = [103.786, 36.066];
// Lengths of a degree at 36.066° N on the WGS-84 ellipsoid: over 15 km the error stays under 2 m.
const METRES_PER_LON = 90_088.5;
const METRES_PER_LAT = 110_960.2;

export function toPosition(p: Point): Position {
  return [round7(ORIGIN[0] + p.x / METRES_PER_LON), round7(ORIGIN[1] + p.y / METRES_PER_LAT)];
}

export function toPoint(position: Position): Point {
  return { x: (position[0] - ORIGIN[0]) * METRES_PER_LON, y: (position[1] - ORIGIN[1]) * METRES_PER_LAT };
}

export function distance(a: Point, b: Point): number {
  return span(b.x - a.x, b.y - a.y);
}

/** Length of a vector; several times faster than Math.hypot, which guards against numbers we never have. */
export function span(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

export function between(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** Unit vector from a to b; (0, 0) if they coincide. */
export function direction(a: Point, b: Point): Point {
  const d = distance(a, b);
  return d === 0 ? { x: 0, y: 0 } : { x: (b.x - a.x) / d, y: (b.y - a.y) / d };
}

/** The direction turned left by a quarter. */
export function left(d: Point): Point {
  return { x: -d.y, y: d.x };
}

/** Square metres, positive for counter-clockwise rings (open or closed). */
export function signedArea(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    sum += a.x * b.y - b.x * a.y;
  }
  return sum / 2;
}

export function centroid(ring: readonly Point[]): Point {
  const o = ring[0]!;
  let [sum, cx, cy] = [0, 0, 0];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const cross = (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
    sum += cross;
    cx += (a.x + b.x - 2 * o.x) * cross;
    cy += (a.y + b.y - 2 * o.y) * cross;
  }
  return sum === 0 ? o : { x: o.x + cx / (3 * sum), y: o.y + cy / (3 * sum) };
}

export function inside(p: Point, ring: readonly Point[]): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
  }
  return odd;
}

/** A point well inside a ring: its centroid, or the middle of the widest cut at the centroid's height. */
export function pointInside(ring: readonly Point[]): Point {
  const c = centroid(ring);
  if (inside(c, ring)) return c;
  const xs = ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return a.y > c.y === b.y > c.y ? [] : [a.x + ((b.x - a.x) * (c.y - a.y)) / (b.y - a.y)];
  });
  xs.sort((a, b) => a - b);
  let [x, width] = [c.x, 0];
  for (let i = 1; i < xs.length; i += 2) {
    if (xs[i]! - xs[i - 1]! > width) [x, width] = [(xs[i]! + xs[i - 1]!) / 2, xs[i]! - xs[i - 1]!];
  }
  return { x, y: c.y };
}

/** Where two segments cross: shares of each, or null if they do not (parallel ones never do). */
export function crossing(a: Point, b: Point, c: Point, d: Point): { t: number; u: number } | null {
  const [rx, ry, sx, sy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  const det = rx * sy - ry * sx;
  if (Math.abs(det) < 1e-12) return null;
  const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / det;
  const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / det;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u } : null;
}

/** Distance from p to segment ab and the share of ab at which it is nearest. */
export function nearestOnSegment(p: Point, a: Point, b: Point): { distance: number; t: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
  return { distance: span(a.x + dx * t - p.x, a.y + dy * t - p.y), t };
}

export function lineLength(line: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!);
  return sum;
}

/** The point at a distance along the line (clamped to its ends) and the direction there. */
export function pointAlong(line: readonly Point[], along: number): { point: Point; dir: Point } {
  let rest = Math.max(0, along);
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const d = distance(a, b);
    if (rest <= d && d > 0) return { point: between(a, b, rest / d), dir: direction(a, b) };
    rest -= d;
  }
  const [a, b] = [line.at(-2)!, line.at(-1)!];
  return { point: b, dir: direction(a, b) };
}

/** Metres from the line's start to where it is nearest to p. */
export function alongOf(line: readonly Point[], p: Point): number {
  let [start, best, along] = [0, Infinity, 0];
  for (let i = 1; i < line.length; i++) {
    const near = nearestOnSegment(p, line[i - 1]!, line[i]!);
    const length = distance(line[i - 1]!, line[i]!);
    if (near.distance < best) [best, along] = [near.distance, start + near.t * length];
    start += length;
  }
  return along;
}

/** The line moved to its left (negative: right), corner points along the bisector, sharp ones held back. */
export function offsetLine(line: readonly Point[], offset: number | ((i: number) => number)): Point[] {
  return line.map((p, i) => {
    const before = direction(line[Math.max(0, i - 1)]!, line[Math.max(1, i)]!);
    const after = direction(line[Math.min(line.length - 2, i)]!, line[Math.min(line.length - 1, i + 1)]!);
    const n = left(direction({ x: 0, y: 0 }, { x: before.x + after.x, y: before.y + after.y }));
    const cos = Math.max(0.5, n.x * -before.y + n.y * before.x);
    const d = (typeof offset === 'number' ? offset : offset(i)) / cos;
    return { x: p.x + n.x * d, y: p.y + n.y * d };
  });
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
