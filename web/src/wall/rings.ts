import type { Light } from '../../../core/rules/clock/lights.ts';
import { type Camera, projector } from './camera.ts';

/** A ring on the wall's map: its place in the picture (px) and what it stands for. */
export interface Ring {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly open: number;
  readonly yellow: number;
  readonly red: number;
}

export interface Weight {
  readonly lon: number;
  readonly lat: number;
  readonly open: number;
  readonly yellow: number;
  readonly red: number;
}

/** A place in the picture takes one ring: 96 px, rows set off by half like bricks. */
const BRICK = 96;

/** Radius of a ring, px: a single case is a symbol, more grow slowly. */
export function radiusOf(open: number): number {
  return open <= 1 ? 14 : 25 + Math.min(17, 2.6 * Math.log2(open));
}

/**
 * Cases gathered into rings that never overlap and stay where they are while their numbers change: each
 * brick of the picture has one ring, in the middle of its cases as far as the brick has room. A change costs
 * the same with ten cases and a hundred thousand.
 */
export function openRings(camera: Camera) {
  const project = projector(camera);
  const bricks = new Map<string, Sum>();
  let changed = true;
  let last: readonly Ring[] = [];

  return {
    /** Adds (or with negative numbers takes away) cases at a place. */
    add({ lon, lat, open, yellow, red }: Weight): void {
      const { x, y } = project(lon, lat);
      if (x < 0 || y < 0 || x >= camera.width || y >= camera.height) return;
      const row = Math.floor(y / BRICK);
      const column = Math.floor((x + (row % 2 ? BRICK / 2 : 0)) / BRICK);
      const key = `${column},${row}`;
      const sum = bricks.get(key) ?? { open: 0, yellow: 0, red: 0, x: 0, y: 0, column, row };
      bricks.set(key, sum);
      changed = true;
      sum.open += open;
      sum.yellow += yellow;
      sum.red += red;
      sum.x += open * x;
      sum.y += open * y;
      if (sum.open === 0) bricks.delete(key);
    },
    /** The rings as they are now; the same array while nothing changed. */
    list(): readonly Ring[] {
      if (!changed) return last;
      changed = false;
      const before = new Map(last.map((ring) => [ring.key, ring]));
      last = [...bricks].map(([key, sum]) => {
        const ring = ringOf(key, sum, camera);
        const old = before.get(key);
        return old && same(old, ring) ? old : ring;
      });
      return last;
    },
  };
}

export type Rings = ReturnType<typeof openRings>;

/** What one light's change does to the sums. */
export function weightOf(at: { lon: number; lat: number }, from: Light | null, to: Light | null): Weight {
  const step = (light: Light) => (to === light ? 1 : 0) - (from === light ? 1 : 0);
  return {
    lon: at.lon,
    lat: at.lat,
    open: (to ? 1 : 0) - (from ? 1 : 0),
    yellow: step('yellow'),
    red: step('red'),
  };
}

interface Sum {
  open: number;
  yellow: number;
  red: number;
  x: number;
  y: number;
  readonly column: number;
  readonly row: number;
}

function ringOf(key: string, sum: Sum, camera: Camera): Ring {
  const left = sum.column * BRICK - (sum.row % 2 ? BRICK / 2 : 0);
  const top = sum.row * BRICK;
  const room = radiusOf(sum.open) + 2;
  // Whole steps of 4 px, so that a ring does not tremble when a case comes or goes.
  const place = (value: number, from: number, size: number) => {
    const low = Math.max(from, 0) + room;
    const high = Math.min(from + BRICK, size) - room;
    return Math.round((high > low ? Math.min(high, Math.max(low, value)) : (low + high) / 2) / 4) * 4;
  };
  return {
    key,
    x: place(sum.x / sum.open, left, camera.width),
    y: place(sum.y / sum.open, top, camera.height),
    open: sum.open,
    yellow: sum.yellow,
    red: sum.red,
  };
}

function same(a: Ring, b: Ring): boolean {
  return a.x === b.x && a.y === b.y && a.open === b.open && a.yellow === b.yellow && a.red === b.red;
}
