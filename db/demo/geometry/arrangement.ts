import Flatbush from 'flatbush';
import { between, crossing, distance, type Point } from './plane.ts';
import { addEdge, pruneDeadEnds, type Subdivision, vertexAt } from './subdivision.ts';

interface DrawnLine {
  /** Id under which the edges are kept. */
  id: number;
  points: Point[];
}

// Crossings closer than this to a corner of the line are moved onto the corner, to leave no crumbs of edges.
const SNAP_M = 6;

/**
 * Crosses hand-drawn lines with each other into one subdivision. Lines are drawn a little beyond the one they
 * end at; what sticks out is pruned. Returns the path of each line in vertices, pruned pieces included.
 */
export function arrange(sub: Subdivision, lines: readonly DrawnLine[]): Map<number, number[]> {
  const segments = lines.flatMap((line) =>
    line.points
      .slice(1)
      .map((b, i) => ({ line: line.id, index: i, a: line.points[i]!, b, cuts: [] as Cut[] })),
  );
  const index = new Flatbush(segments.length);
  for (const { a, b } of segments) {
    index.add(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
  }
  index.finish();
  for (const [i, s] of segments.entries()) {
    const near = index.search(
      Math.min(s.a.x, s.b.x),
      Math.min(s.a.y, s.b.y),
      Math.max(s.a.x, s.b.x),
      Math.max(s.a.y, s.b.y),
      (j) => j > i,
    );
    for (const j of near) cross(s, segments[j]!);
  }
  const paths = new Map<number, number[]>();
  for (const s of segments) {
    const path = paths.get(s.line) ?? [vertexAt(sub, s.a)];
    s.cuts.sort((p, q) => p.t - q.t);
    for (const p of [...s.cuts.map((cut) => cut.point), s.b]) {
      const v = vertexAt(sub, p);
      if (v === path.at(-1)) continue;
      addEdge(sub, path.at(-1)!, v, s.line);
      path.push(v);
    }
    paths.set(s.line, path);
  }
  pruneDeadEnds(sub);
  return paths;
}

interface Cut {
  t: number;
  point: Point;
}
interface Segment {
  line: number;
  index: number;
  a: Point;
  b: Point;
  cuts: Cut[];
}

function cross(s: Segment, o: Segment): void {
  if (s.line === o.line && Math.abs(s.index - o.index) <= 1) return;
  const hit = crossing(s.a, s.b, o.a, o.b);
  if (hit === null) return;
  const point = snapped(between(s.a, s.b, hit.t), [s.a, s.b, o.a, o.b]);
  s.cuts.push({ t: hit.t, point });
  o.cuts.push({ t: hit.u, point });
}

/** Moves a crossing onto a corner of either line nearby; both lines then meet at that corner. */
function snapped(point: Point, corners: readonly Point[]): Point {
  return corners.find((corner) => distance(corner, point) < SNAP_M) ?? point;
}
