import {
  crossing,
  direction,
  distance,
  inside,
  left,
  nearestOnSegment,
  type Point,
  signedArea,
} from './plane.ts';

interface Edge {
  a: Point;
  by: number;
}

/**
 * The ring (counter-clockwise, open) with each edge i → i+1 moved inwards by its own distance; null if nothing
 * usable is left. Where short edges get in each other's way, the shortest is given up first.
 */
export function insetRing(ring: readonly Point[], by: (edge: number) => number): Point[] | null {
  let edges: Edge[] = withoutStraights(ring.map((a, i) => ({ a, by: by(i) })));
  while (edges.length >= 3) {
    const moved = moveEdges(edges);
    if (moved !== null) return moved.every((p) => inside(p, ring)) ? moved : null;
    edges = withoutShortest(edges);
  }
  return null;
}

function moveEdges(edges: readonly Edge[]): Point[] | null {
  const n = edges.length;
  const moved = edges.map(({ a, by }, i) => {
    const d = direction(a, edges[(i + 1) % n]!.a);
    const side = left(d);
    return { p: { x: a.x + side.x * by, y: a.y + side.y * by }, d };
  });
  const out = moved.map((after, i) => meet(moved[(i + n - 1) % n]!, after));
  // An edge that turned round has been eaten by its neighbours.
  const turned = out.some((p, i) => {
    const q = out[(i + 1) % n]!;
    return (q.x - p.x) * moved[i]!.d.x + (q.y - p.y) * moved[i]!.d.y < 0;
  });
  if (turned || signedArea(out) < 60 || crossesItself(out)) return null;
  return out;
}

function meet(one: { p: Point; d: Point }, two: { p: Point; d: Point }): Point {
  const det = one.d.x * two.d.y - one.d.y * two.d.x;
  if (Math.abs(det) < 0.02) return two.p;
  const t = ((two.p.x - one.p.x) * two.d.y - (two.p.y - one.p.y) * two.d.x) / det;
  return { x: one.p.x + one.d.x * t, y: one.p.y + one.d.y * t };
}

/** Corners that are none, between edges moved alike, only make trouble. */
function withoutStraights(edges: readonly Edge[]): Edge[] {
  const kept: Edge[] = [];
  for (const [i, edge] of edges.entries()) {
    const before = kept.at(-1);
    const after = edges[(i + 1) % edges.length]!;
    const straight = before?.by === edge.by && nearestOnSegment(edge.a, before.a, after.a).distance < 0.4;
    if (!straight) kept.push(edge);
  }
  return kept;
}

function withoutShortest(edges: readonly Edge[]): Edge[] {
  const n = edges.length;
  const length = (i: number): number => distance(edges[i]!.a, edges[(i + 1) % n]!.a);
  let least = 0;
  for (let i = 1; i < n; i++) if (length(i) < length(least)) least = i;
  // The next edge reaches back to the start of the one given up, and keeps the larger distance.
  const next = (least + 1) % n;
  return edges.flatMap((edge, i) => {
    if (i === least) return [{ a: edge.a, by: Math.max(edge.by, edges[next]!.by) }];
    return i === next ? [] : [edge];
  });
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
