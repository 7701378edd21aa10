import { direction, left, type Point } from './plane.ts';

/** The bounding box of least area: its middle, the direction of its long side, and both side lengths. */
interface Box {
  middle: Point;
  axis: Point;
  long: number;
  short: number;
}

export function boundingBox(points: readonly Point[]): Box {
  let best: Box | null = null;
  for (let i = 0; i < points.length; i++) {
    const axis = direction(points[i]!, points[(i + 3) % points.length]!);
    if (axis.x === 0 && axis.y === 0) continue;
    const side = left(axis);
    const [a0, a1] = extent(points, axis);
    const [s0, s1] = extent(points, side);
    const [long, short] = [a1 - a0, s1 - s0];
    if (best !== null && long * short >= best.long * best.short) continue;
    const [am, sm] = [(a0 + a1) / 2, (s0 + s1) / 2];
    const middle = { x: axis.x * am + side.x * sm, y: axis.y * am + side.y * sm };
    best = long >= short ? { middle, axis, long, short } : { middle, axis: side, long: short, short: long };
  }
  return best!;
}

function extent(points: readonly Point[], axis: Point): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const p of points) {
    const d = p.x * axis.x + p.y * axis.y;
    low = Math.min(low, d);
    high = Math.max(high, d);
  }
  return [low, high];
}
