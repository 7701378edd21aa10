import { between, crossing, inside, nearestOnSegment, type Point } from './plane.ts';

// Streets keep this far from the border of the face they cut.
const CLEARANCE_M = 9;

/** Inner corners keep away from the border, and no piece crosses it. */
export function clear(ring: readonly Point[], way: readonly Point[]): boolean {
  const last = way.length - 1;
  for (let k = 1; k < last; k++) if (!inside(way[k]!, ring)) return false;
  const a = between(way[0]!, way[1]!, 0.02);
  const b = between(way[last]!, way[last - 1]!, 0.02);
  const inner = [a, ...way.slice(1, -1), b];
  if (!inside(a, ring) || !inside(b, ring)) return false;
  const reach = { x: extentOf(way, 'x'), y: extentOf(way, 'y') };
  for (let i = 0; i < ring.length; i++) {
    const [p, q] = [ring[i]!, ring[(i + 1) % ring.length]!];
    if (apart(p.x, q.x, reach.x) || apart(p.y, q.y, reach.y)) continue;
    for (let k = 1; k < inner.length; k++)
      if (crossing(inner[k - 1]!, inner[k]!, p, q) !== null) return false;
    for (let k = 1; k < last; k++) if (nearestOnSegment(way[k]!, p, q).distance < CLEARANCE_M) return false;
  }
  return true;
}

function extentOf(way: readonly Point[], axis: 'x' | 'y'): [number, number] {
  return [
    Math.min(...way.map((p) => p[axis])) - CLEARANCE_M,
    Math.max(...way.map((p) => p[axis])) + CLEARANCE_M,
  ];
}

function apart(a: number, b: number, [low, high]: [number, number]): boolean {
  return Math.max(a, b) < low || Math.min(a, b) > high;
}
