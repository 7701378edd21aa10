/** Which cell a point is in, which street is near: built once for a city, asked many times. */
import Flatbush from 'flatbush';
import { inside, nearestOnSegment, type Point, span } from './plane.ts';

/** Makes the function that gives the index of the ring that holds a point, -1 if none does. */
export function cellLookup(rings: readonly (readonly Point[])[]): (p: Point) => number {
  const index = new Flatbush(rings.length);
  for (const ring of rings) {
    let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const p of ring)
      [w, s, e, n] = [Math.min(w, p.x), Math.min(s, p.y), Math.max(e, p.x), Math.max(n, p.y)];
    index.add(w, s, e, n);
  }
  index.finish();
  return (p) => index.search(p.x, p.y, p.x, p.y).find((i) => inside(p, rings[i]!)) ?? -1;
}

export interface NearLine {
  /** Index of the line among those given. */
  line: number;
  distance: number;
  /** Metres from the line's start. */
  along: number;
  /** Which side of the line's direction the point is on. */
  side: 'left' | 'right';
}

/** Finds lines near a point, the nearest piece of each, in no order. */
export function lineLookup(lines: readonly (readonly Point[])[]): (p: Point, withinM: number) => NearLine[] {
  const pieces = lines.flatMap((line, i) => {
    let start = 0;
    return line.slice(1).map((b, k) => {
      const a = line[k]!;
      const piece = { line: i, a, b, start };
      start += span(b.x - a.x, b.y - a.y);
      return piece;
    });
  });
  const index = new Flatbush(pieces.length);
  for (const { a, b } of pieces)
    index.add(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
  index.finish();
  return (p, withinM) => {
    const best = new Map<number, NearLine>();
    for (const i of index.search(p.x - withinM, p.y - withinM, p.x + withinM, p.y + withinM)) {
      const { line, a, b, start } = pieces[i]!;
      const near = nearestOnSegment(p, a, b);
      if (near.distance > withinM || near.distance >= (best.get(line)?.distance ?? Infinity)) continue;
      const cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
      const along = start + near.t * span(b.x - a.x, b.y - a.y);
      best.set(line, { line, distance: near.distance, along, side: cross >= 0 ? 'left' : 'right' });
    }
    return [...best.values()];
  };
}
