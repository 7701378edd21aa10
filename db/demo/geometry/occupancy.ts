import { type Point, span } from './plane.ts';

/** Keeps components from standing in each other: `take` says whether a point was still free, and takes it. */
export interface Occupancy {
  take(p: Point): boolean;
  free(p: Point): boolean;
  /** Ground on top of this one, for a planting on trial; what it takes stays free here. */
  trial(): Occupancy;
}

// Less than this from middle to middle and two of them would touch.
const ROOM_M = 1.4;
const CELL_M = 2;

export function emptyOccupancy(below: Occupancy | null = null): Occupancy {
  const known = new Map<number, Point[]>();
  const key = (x: number, y: number): number => (x + 50_000) * 100_000 + y + 50_000;
  const own: Occupancy = {
    free: (p) => {
      const [x, y] = [Math.floor(p.x / CELL_M), Math.floor(p.y / CELL_M)];
      for (let i = -1; i <= 1; i++) {
        for (let j = -1; j <= 1; j++) {
          for (const q of known.get(key(x + i, y + j)) ?? [])
            if (span(q.x - p.x, q.y - p.y) < ROOM_M) return false;
        }
      }
      return below === null || below.free(p);
    },
    take: (p) => {
      if (!own.free(p)) return false;
      const at = key(Math.floor(p.x / CELL_M), Math.floor(p.y / CELL_M));
      const there = known.get(at);
      if (there === undefined) known.set(at, [p]);
      else there.push(p);
      return true;
    },
    trial: () => emptyOccupancy(own),
  };
  return own;
}
