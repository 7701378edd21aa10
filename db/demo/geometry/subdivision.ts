/**
 * A planar subdivision that is clean by construction: faces are loops of shared vertices, and a vertex put on
 * an edge is seen by both its faces. So whatever is made of faces tiles without gaps or overlaps.
 */
import { type Point, signedArea } from './plane.ts';

/** Vertex numbers, counter-clockwise, not closed. */
export type Loop = number[];

export interface Subdivision {
  vertices: Point[];
  /** Vertex number by its coordinates in centimetres. */
  known: Map<string, number>;
  /** Id of the line an edge belongs to, by edge key. */
  lineOf: Map<number, number>;
  /** The vertex that cut an edge in two, by the key of the edge that is gone. */
  cutBy: Map<number, number>;
  /** Ends of the streets' edges at each vertex. */
  neighbours: Map<number, Set<number>>;
}

export const MAX_VERTICES = 2 ** 22;

export function emptySubdivision(): Subdivision {
  return { vertices: [], known: new Map(), lineOf: new Map(), cutBy: new Map(), neighbours: new Map() };
}

export function edgeKey(a: number, b: number): number {
  return a < b ? a * MAX_VERTICES + b : b * MAX_VERTICES + a;
}

/** The number of the vertex at a point, rounded to the centimetre; the same point is the same vertex. */
export function vertexAt(sub: Subdivision, p: Point): number {
  const [x, y] = [Math.round(p.x * 100), Math.round(p.y * 100)];
  const key = `${x},${y}`;
  const old = sub.known.get(key);
  if (old !== undefined) return old;
  sub.known.set(key, sub.vertices.length);
  sub.vertices.push({ x: x / 100, y: y / 100 });
  return sub.vertices.length - 1;
}

export function addEdge(sub: Subdivision, a: number, b: number, line: number): void {
  if (a === b || sub.lineOf.has(edgeKey(a, b))) return;
  sub.lineOf.set(edgeKey(a, b), line);
  ends(sub, a).add(b);
  ends(sub, b).add(a);
}

function removeEdge(sub: Subdivision, a: number, b: number): void {
  sub.lineOf.delete(edgeKey(a, b));
  ends(sub, a).delete(b);
  ends(sub, b).delete(a);
}

/** Puts vertex m on edge ab; both faces see it through `refined`. */
export function cutEdge(sub: Subdivision, a: number, b: number, m: number): void {
  const line = sub.lineOf.get(edgeKey(a, b));
  if (line === undefined || m === a || m === b) return;
  removeEdge(sub, a, b);
  addEdge(sub, a, m, line);
  addEdge(sub, m, b, line);
  sub.cutBy.set(edgeKey(a, b), m);
}

/** The loop or path with every vertex that was put on its edges since. */
export function refined(sub: Subdivision, path: readonly number[], closed: boolean): number[] {
  const out: number[] = [];
  const walk = (a: number, b: number): void => {
    const m = sub.cutBy.get(edgeKey(a, b));
    if (m === undefined) {
      out.push(b);
      return;
    }
    walk(a, m);
    walk(m, b);
  };
  if (!closed) out.push(path[0]!);
  for (let i = closed ? 0 : 1; i < path.length; i++)
    walk(path[(i + path.length - 1) % path.length]!, path[i]!);
  return out;
}

/** Takes away all that ends blindly, until every vertex has two edges at least. */
export function pruneDeadEnds(sub: Subdivision): void {
  const open = [...sub.neighbours].filter(([, to]) => to.size === 1).map(([v]) => v);
  while (open.length > 0) {
    const v = open.pop()!;
    const [w] = ends(sub, v);
    if (w === undefined || ends(sub, v).size !== 1) continue;
    removeEdge(sub, v, w);
    if (ends(sub, w).size === 1) open.push(w);
  }
}

/** All bounded faces, in the order of their first edge; the face outside everything is left out. */
export function allFaces(sub: Subdivision): Loop[] {
  const around = new Map<number, number[]>();
  for (const [v, to] of sub.neighbours)
    around.set(
      v,
      [...to].sort((a, b) => angle(sub, v, a) - angle(sub, v, b)),
    );
  const seen = new Set<string>();
  const faces: Loop[] = [];
  for (const [v, to] of around) {
    for (const w of to) {
      if (seen.has(`${v}>${w}`)) continue;
      const loop = walkFace(around, seen, v, w);
      if (signedArea(loop.map((i) => sub.vertices[i]!)) > 0) faces.push(loop);
    }
  }
  return faces;
}

export function loopPoints(sub: Subdivision, loop: readonly number[]): Point[] {
  return loop.map((v) => sub.vertices[v]!);
}

/** With the face on the left, the next edge is the first one clockwise from the way back. */
function walkFace(around: Map<number, number[]>, seen: Set<string>, from: number, to: number): Loop {
  const loop: Loop = [];
  let [a, b] = [from, to];
  while (!seen.has(`${a}>${b}`)) {
    seen.add(`${a}>${b}`);
    loop.push(a);
    const star = around.get(b)!;
    const next = star[(star.indexOf(a) - 1 + star.length) % star.length]!;
    [a, b] = [b, next];
  }
  return loop;
}

function angle(sub: Subdivision, from: number, to: number): number {
  const [a, b] = [sub.vertices[from]!, sub.vertices[to]!];
  return Math.atan2(b.y - a.y, b.x - a.x);
}

function ends(sub: Subdivision, v: number): Set<number> {
  let set = sub.neighbours.get(v);
  if (set === undefined) {
    set = new Set();
    sub.neighbours.set(v, set);
  }
  return set;
}
