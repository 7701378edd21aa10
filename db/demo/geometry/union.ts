/** Outlines of groups of faces: what remains when the edges between faces of one group are taken out. */
import { signedArea, toPosition } from './plane.ts';
import { type Loop, loopPoints, MAX_VERTICES, type Subdivision } from './subdivision.ts';
import type { PolygonShape } from './types.ts';

/** Loops around a connected group of faces: the outer one first, holes (clockwise) after it. */
export function outline(sub: Subdivision, loops: readonly Loop[]): Loop[] {
  const edges = new Set<number>();
  const directed = (a: number, b: number): number => a * MAX_VERTICES + b;
  for (const loop of loops) {
    for (let i = 0; i < loop.length; i++) {
      const [a, b] = [loop[i]!, loop[(i + 1) % loop.length]!];
      if (!edges.delete(directed(b, a))) edges.add(directed(a, b));
    }
  }
  const next = new Map<number, number[]>();
  for (const edge of edges) {
    const [a, b] = [Math.floor(edge / MAX_VERTICES), edge % MAX_VERTICES];
    const list = next.get(a);
    if (list === undefined) next.set(a, [b]);
    else list.push(b);
  }
  const rings: Loop[] = [];
  for (const start of next.keys()) {
    while (next.get(start)!.length > 0) rings.push(walk(sub, next, start));
  }
  const area = (ring: Loop): number => signedArea(loopPoints(sub, ring));
  return rings.sort((a, b) => area(b) - area(a));
}

export function polygonOf(sub: Subdivision, rings: readonly Loop[]): PolygonShape {
  return {
    type: 'Polygon',
    coordinates: rings.map((ring) => [...ring, ring[0]!].map((v) => toPosition(sub.vertices[v]!))),
  };
}

/** With the group on the left, turning right where borders touch keeps every ring simple. */
function walk(sub: Subdivision, next: Map<number, number[]>, start: number): Loop {
  const ring: Loop = [start];
  let [from, at] = [start, next.get(start)!.pop()!];
  while (at !== start) {
    ring.push(at);
    const out = next.get(at)!;
    const to = out.length === 1 ? out.pop()! : takeRightmost(sub, out, from, at);
    [from, at] = [at, to];
  }
  return ring;
}

function takeRightmost(sub: Subdivision, out: number[], from: number, at: number): number {
  const back = bearing(sub, at, from);
  const turn = (v: number): number => (bearing(sub, at, v) - back + 4 * Math.PI) % (2 * Math.PI);
  const best = out.reduce((a, b) => (turn(b) < turn(a) ? b : a));
  out.splice(out.indexOf(best), 1);
  return best;
}

function bearing(sub: Subdivision, a: number, b: number): number {
  const [p, q] = [sub.vertices[a]!, sub.vertices[b]!];
  return Math.atan2(q.y - p.y, q.x - p.x);
}
