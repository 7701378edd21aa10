import { between, direction, distance, type Point } from './plane.ts';

/** A smooth curve through the points (centripetal enough for hand-drawn ones), a point about every `stepM`. */
export function curveThrough(points: readonly Point[], stepM: number): Point[] {
  if (points.length < 3) return straight(points[0]!, points.at(-1)!, stepM);
  const out: Point[] = [points[0]!];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p1, p2] = [points[i]!, points[i + 1]!];
    const p0 = points[i - 1] ?? { x: 2 * p1.x - p2.x, y: 2 * p1.y - p2.y };
    const p3 = points[i + 2] ?? { x: 2 * p2.x - p1.x, y: 2 * p2.y - p1.y };
    const n = Math.max(1, Math.round(distance(p1, p2) / stepM));
    for (let k = 1; k <= n; k++) out.push(catmullRom([p0, p1, p2, p3], k / n));
  }
  return out;
}

/** A street between two points that leaves and arrives in the given directions as far as `bend` (0…1) says. */
export function bentStreet(
  a: Point,
  leave: Point,
  b: Point,
  arrive: Point,
  bend: number,
  stepM: number,
): Point[] {
  const d = distance(a, b);
  const ab = direction(a, b);
  const mix = (v: Point): Point => ({ x: ab.x + (v.x - ab.x) * bend, y: ab.y + (v.y - ab.y) * bend });
  const [m0, m1] = [mix(leave), mix(arrive)];
  const n = Math.max(2, Math.round(d / stepM));
  const out: Point[] = [];
  for (let k = 0; k <= n; k++) {
    const t = k / n;
    const [h00, h10] = [2 * t ** 3 - 3 * t * t + 1, t ** 3 - 2 * t * t + t];
    const [h01, h11] = [-2 * t ** 3 + 3 * t * t, t ** 3 - t * t];
    out.push({
      x: h00 * a.x + h10 * d * m0.x + h01 * b.x + h11 * d * m1.x,
      y: h00 * a.y + h10 * d * m0.y + h01 * b.y + h11 * d * m1.y,
    });
  }
  return out;
}

function straight(a: Point, b: Point, stepM: number): Point[] {
  const n = Math.max(1, Math.round(distance(a, b) / stepM));
  return Array.from({ length: n + 1 }, (_, k) => between(a, b, k / n));
}

function catmullRom([p0, p1, p2, p3]: [Point, Point, Point, Point], t: number): Point {
  const at = (a: number, b: number, c: number, d: number): number =>
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3);
  return { x: at(p0.x, p1.x, p2.x, p3.x), y: at(p0.y, p1.y, p2.y, p3.y) };
}
