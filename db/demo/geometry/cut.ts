import { bentStreet } from './curve.ts';
import {
  between,
  centroid,
  crossing,
  direction,
  distance,
  inside,
  left,
  nearestOnSegment,
  type Point,
  signedArea,
} from './plane.ts';
import type { Random } from './random.ts';
import {
  addEdge,
  cutEdge,
  edgeKey,
  type Loop,
  loopPoints,
  refined,
  type Subdivision,
  vertexAt,
} from './subdivision.ts';

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

export interface Cut {
  path: number[];
  parts: [Loop, Loop];
}

/** The bounding box of least area: its middle, the direction of its long side, and both side lengths. */
export interface Box {
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

/** Cuts a face in two across its length with a new line; null where no decent cut is found. */
export function cutFace(
  sub: Subdivision,
  loop: Loop,
  line: number,
  style: CutStyle,
  random: Random,
): Cut | null {
  const ring = loopPoints(sub, loop);
  const box = boundingBox(ring);
  const middle = centroid(ring);
  const area = signedArea(ring);
  let best: { score: number; from: End; to: End; way: Point[] } | null = null;
  for (let i = 0; i < style.tries; i++) {
    const shift = random.between(-0.17, 0.17) * style.spread * box.long;
    const p = { x: middle.x + box.axis.x * shift, y: middle.y + box.axis.y * shift };
    const across = turned(left(box.axis), random.between(-0.22, 0.22) * style.spread);
    const found = tryCut(sub, loop, ring, p, across, style);
    if (found === null) continue;
    const share = partShare(ring, found, area);
    if (share < style.leastShare) continue;
    const score = found.score + 2 * (0.5 - share) + 0.6 * (lengthOf(found.way) / Math.sqrt(area));
    // The dear test comes last, and only for what would win.
    if ((best === null || score < best.score) && clear(ring, found.way)) best = { ...found, score };
  }
  return best === null ? null : applyCut(sub, loop, line, best.from, best.to, best.way);
}

interface End {
  /** Index of the loop's edge (from vertex i to i + 1), or of the vertex itself. */
  edge: number;
  vertex: boolean;
  point: Point;
  inward: Point;
  /** Smaller is better: 0 where the line goes on beyond the border. */
  cost: number;
}

function tryCut(
  sub: Subdivision,
  loop: Loop,
  ring: Point[],
  p: Point,
  across: Point,
  style: CutStyle,
): { score: number; from: End; to: End; way: Point[] } | null {
  if (!inside(p, ring)) return null;
  const [b, a] = [hit(ring, p, across), hit(ring, p, { x: -across.x, y: -across.y })];
  if (a === null || b === null) return null;
  const from = settled(sub, loop, ring, a, style);
  const to = settled(sub, loop, ring, b, style);
  if (from === null || to === null || distance(from.point, to.point) < 25) return null;
  const arrive = { x: -to.inward.x, y: -to.inward.y };
  const way = bentStreet(from.point, from.inward, to.point, arrive, style.bend, style.stepM);
  return { score: from.cost + to.cost, from, to, way };
}

function hit(ring: readonly Point[], p: Point, dir: Point): { edge: number; t: number } | null {
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
function settled(
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

// Streets keep this far from the border of the face they cut.
const CLEARANCE_M = 9;

/** Inner corners keep away from the border, and no piece crosses it. */
function clear(ring: readonly Point[], way: readonly Point[]): boolean {
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

function partShare(ring: readonly Point[], cut: { from: End; to: End; way: Point[] }, area: number): number {
  const part = [...cut.way.toReversed()];
  const n = ring.length;
  const stop = cut.to.vertex ? cut.to.edge : (cut.to.edge + 1) % n;
  for (let i = (cut.from.edge + 1) % n; i !== stop; i = (i + 1) % n) part.push(ring[i]!);
  const share = signedArea(part) / area;
  return Math.min(share, 1 - share);
}

function applyCut(sub: Subdivision, loop: Loop, line: number, from: End, to: End, way: Point[]): Cut | null {
  const a = endVertex(sub, loop, from);
  const b = endVertex(sub, loop, to);
  const path = [a, ...way.slice(1, -1).map((p) => vertexAt(sub, p)), b];
  const now = refined(sub, loop, true);
  const [i, j] = [now.indexOf(a), now.indexOf(b)];
  if (i < 0 || j < 0 || i === j) return null;
  for (let k = 1; k < path.length; k++) addEdge(sub, path[k - 1]!, path[k]!, line);
  const inner = path.slice(1, -1);
  return {
    path,
    parts: [
      [...arc(now, i, j), ...inner.toReversed()],
      [...arc(now, j, i), ...inner],
    ],
  };
}

/** Vertices from index i to index j, both included, going round. */
function arc(loop: Loop, i: number, j: number): number[] {
  return i <= j ? loop.slice(i, j + 1) : [...loop.slice(i), ...loop.slice(0, j + 1)];
}

function endVertex(sub: Subdivision, loop: Loop, end: End): number {
  if (end.vertex) return loop[end.edge]!;
  const v = vertexAt(sub, end.point);
  cutEdge(sub, loop[end.edge]!, loop[(end.edge + 1) % loop.length]!, v);
  return v;
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

function turned(v: Point, angle: number): Point {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return { x: v.x * c - v.y * s, y: v.x * s + v.y * c };
}

function lengthOf(way: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < way.length; i++) sum += distance(way[i - 1]!, way[i]!);
  return sum;
}
