import { crossing, direction, distance, inside, left, type Point, signedArea } from './plane.ts';

/**
 * The ring (counter-clockwise, open) with each edge i → i+1 moved inwards by its own distance; null if nothing
 * usable is left.
 */
export function insetRing(ring: readonly Point[], by: (edge: number) => number): Point[] | null {
  const n = ring.length;
  const moved = ring.map((a, i) => {
    const b = ring[(i + 1) % n]!;
    const d = direction(a, b);
    const side = left(d);
    return { p: { x: a.x + side.x * by(i), y: a.y + side.y * by(i) }, d };
  });
  const out: Point[] = [];
  for (let i = 0; i < n; i++) {
    const [before, after] = [moved[(i + n - 1) % n]!, moved[i]!];
    const corner = meet(before, after, by(i), ring[i]!);
    if (out.length === 0 || distance(out.at(-1)!, corner) > 0.5) out.push(corner);
  }
  const clean = out.filter((p) => inside(p, ring));
  if (clean.length < 3 || signedArea(clean) < 60 || crossesItself(clean)) return null;
  return clean;
}

function meet(one: { p: Point; d: Point }, two: { p: Point; d: Point }, by: number, corner: Point): Point {
  const det = one.d.x * two.d.y - one.d.y * two.d.x;
  // Nearly straight on: the moved corner itself.
  if (Math.abs(det) < 0.05) return two.p;
  const t = ((two.p.x - one.p.x) * two.d.y - (two.p.y - one.p.y) * two.d.x) / det;
  const at = { x: one.p.x + one.d.x * t, y: one.p.y + one.d.y * t };
  return distance(at, corner) > 6 * Math.max(by, 8) ? two.p : at;
}

function crossesItself(ring: readonly Point[]): boolean {
  const n = ring.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (crossing(ring[i]!, ring[i + 1]!, ring[j]!, ring[(j + 1) % n]!) !== null) return true;
    }
  }
  return false;
}
