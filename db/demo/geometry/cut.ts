import { boundingBox } from './box.ts';
import { clear } from './clearance.ts';
import { bentStreet } from './curve.ts';
import { type CutStyle, type End, hit, settled } from './cutEnds.ts';
import { centroid, distance, inside, left, lineLength, type Point, signedArea } from './plane.ts';
import type { Random } from './random.ts';
import {
  addEdge,
  cutEdge,
  type Loop,
  loopPoints,
  refined,
  type Subdivision,
  vertexAt,
} from './subdivision.ts';

export interface Cut {
  path: number[];
  parts: [Loop, Loop];
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
    const score = found.score + 2 * (0.5 - share) + 0.6 * (lineLength(found.way) / Math.sqrt(area));
    // The dear test comes last, and only for what would win.
    if ((best === null || score < best.score) && clear(ring, found.way)) best = { ...found, score };
  }
  return best === null ? null : applyCut(sub, loop, line, best.from, best.to, best.way);
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

function turned(v: Point, angle: number): Point {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return { x: v.x * c - v.y * s, y: v.x * s + v.y * c };
}
