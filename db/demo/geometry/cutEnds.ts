/** Where a line that cuts a face may begin and end. */
import { between, crossing, direction, distance, left, type Point } from './plane.ts';
import { edgeKey, type Loop, type Subdivision } from './subdivision.ts';

export interface CutStyle {
  /** 0: straight, 1: leaves and arrives at right angles. */
  bend: number;
  /** Ends move onto a crossing at most this far away, so that streets go on beyond it. */
  reachM: number;
  /** Distance of the new line's corners. */
  stepM: number;
  /** Neither part gets less than this share of the area. */
  leastShare: number;
  tries: number;
  /** How far from the middle and from square to the sides cuts are tried; 1 is normal. */
  spread: number;
  /** Whether a street had better not end on this line (a railway, a stream). */
  shuns: (line: number) => boolean;
}

export interface End {
  /** Index of the loop's edge (from vertex i to i + 1), or of the vertex itself. */
  edge: number;
  vertex: boolean;
  point: Point;
  inward: Point;
  /** Smaller is better: 0 where the line goes on beyond the border. */
  cost: number;
}

/** The first edge that a ray from p meets. */
export function hit(ring: readonly Point[], p: Point, dir: Point): { edge: number; t: number } | null {
  const far = { x: p.x + dir.x * 20_000, y: p.y + dir.y * 20_000 };
  let best: { edge: number; t: number; along: number } | null = null;
  for (let i = 0; i < ring.length; i++) {
    const found = crossing(p, far, ring[i]!, ring[(i + 1) % ring.length]!);
    if (found !== null && (best === null || found.t < best.along))
      best = { edge: i, t: found.u, along: found.t };
  }
  return best;
}

/** Moves a hit onto a crossing in reach where a line waits to go on, or away from too near a corner. */
export function settled(
  sub: Subdivision,
  loop: Loop,
  ring: Point[],
  at: { edge: number; t: number },
  style: CutStyle,
): End | null {
  const n = ring.length;
  const point = between(ring[at.edge]!, ring[(at.edge + 1) % n]!, at.t);
  let nearCorner = false;
  let best: End | null = null;
  for (let i = 0; i < n; i++) {
    const d = distance(ring[i]!, point);
    if (d > Math.max(style.reachM, 30)) continue;
    const inward = inwardAt(ring, i);
    const turn = cornerTurn(ring, i);
    if (turn > 0.6) nearCorner ||= d < 28;
    else if (d <= style.reachM && (best === null || d < distance(best.point, point))) {
      const waits = lineWaits(sub, loop, i, inward);
      if (waits || d < 10)
        best = { edge: i, vertex: true, point: ring[i]!, inward, cost: waits ? -0.5 : 0.2 };
    }
  }
  if (best !== null) return best;
  if (nearCorner) return null;
  if (nearJunction(sub, loop, ring, point)) return null;
  const along = direction(ring[at.edge]!, ring[(at.edge + 1) % n]!);
  const shunned = style.shuns(sub.lineOf.get(edgeKey(loop[at.edge]!, loop[(at.edge + 1) % n]!))!);
  return { edge: at.edge, vertex: false, point, inward: left(along), cost: shunned ? 0.9 : 0 };
}

/** A line on the other side that ends here and would go straight on into this face. */
function lineWaits(sub: Subdivision, loop: Loop, i: number, inward: Point): boolean {
  const v = loop[i]!;
  const own = [loop[(i + 1) % loop.length], loop[(i + loop.length - 1) % loop.length]];
  for (const w of sub.neighbours.get(v)!) {
    if (own.includes(w)) continue;
    const d = direction(sub.vertices[w]!, sub.vertices[v]!);
    if (d.x * inward.x + d.y * inward.y > 0.82) return true;
  }
  return false;
}

/** Two junctions less than 22 m apart look like a slip of the pen. */
function nearJunction(sub: Subdivision, loop: Loop, ring: Point[], p: Point): boolean {
  return ring.some((q, i) => distance(q, p) < 22 && sub.neighbours.get(loop[i]!)!.size > 2);
}

function inwardAt(ring: readonly Point[], i: number): Point {
  const n = ring.length;
  const [a, b] = [ring[(i + n - 1) % n]!, ring[(i + 1) % n]!];
  return left(direction(a, b));
}

function cornerTurn(ring: readonly Point[], i: number): number {
  const n = ring.length;
  const d0 = direction(ring[(i + n - 1) % n]!, ring[i]!);
  const d1 = direction(ring[i]!, ring[(i + 1) % n]!);
  return Math.acos(Math.min(1, Math.max(-1, d0.x * d1.x + d0.y * d1.y)));
}
