import { direction, type Point } from './plane.ts';
import type { PlaneStreet } from './streets.ts';
import type { Subdivision } from './subdivision.ts';

interface Arm {
  street: PlaneStreet;
  /** Direction away from the junction. */
  dir: Point;
}

export interface Junction {
  vertex: number;
  at: Point;
  /** Counter-clockwise. */
  arms: Arm[];
  /** Number of arms that are main streets or better, or secondary. */
  mains: number;
  secondaries: number;
}

/** Where three or more arms of streets meet. */
export function findJunctions(sub: Subdivision, streets: readonly PlaneStreet[]): Junction[] {
  const arms = new Map<number, Arm[]>();
  const add = (street: PlaneStreet, v: number, w: number): void => {
    const arm = { street, dir: direction(sub.vertices[v]!, sub.vertices[w]!) };
    const list = arms.get(v);
    if (list === undefined) arms.set(v, [arm]);
    else list.push(arm);
  };
  for (const street of streets) {
    for (let i = 1; i < street.vertices.length; i++) {
      add(street, street.vertices[i - 1]!, street.vertices[i]!);
      add(street, street.vertices[i]!, street.vertices[i - 1]!);
    }
  }
  return [...arms].flatMap(([vertex, list]) => {
    if (list.length < 3) return [];
    const sorted = list.toSorted((a, b) => Math.atan2(a.dir.y, a.dir.x) - Math.atan2(b.dir.y, b.dir.x));
    const count = (classes: string[]): number =>
      list.filter((arm) => classes.includes(arm.street.class)).length;
    return [
      {
        vertex,
        at: sub.vertices[vertex]!,
        arms: sorted,
        mains: count(['main', 'expressway']),
        secondaries: count(['secondary']),
      },
    ];
  });
}

/** The pavement's corner between arm i and the next one counter-clockwise, `back` metres from both kerbs. */
export function cornerOf(junction: Junction, i: number, back: number): Point | null {
  const a = junction.arms[i]!;
  const b = junction.arms[(i + 1) % junction.arms.length]!;
  const turn = (Math.atan2(b.dir.y, b.dir.x) - Math.atan2(a.dir.y, a.dir.x) + 4 * Math.PI) % (2 * Math.PI);
  const half = Math.max(a.street.widthM, b.street.widthM) / 2 + back;
  if (turn < 0.5) return null;
  const middle = Math.atan2(a.dir.y, a.dir.x) + turn / 2;
  const d = Math.min(45, half / Math.sin(Math.min(turn, Math.PI) / 2));
  return { x: junction.at.x + Math.cos(middle) * d, y: junction.at.y + Math.sin(middle) * d };
}
