import { type Ground, heightAt } from './ground.ts';
import { inside, type Point } from './plane.ts';
import { smoothField } from './random.ts';

export type Zone =
  | 'centre'
  | 'town'
  | 'edge'
  | 'terrace'
  | 'hill'
  | 'riverside'
  | 'river'
  | 'plaza'
  | 'yard'
  | 'beyond-bank'
  | 'beyond'
  | 'beyond-wild';

/** Largest faces of each level in square metres; null: no cuts of that level. */
interface ZoneSizes {
  secondary: number | null;
  lane: number | null;
  cell: number | null;
  /** Streets here are mere paths. */
  path: boolean;
}

export const ZONES: Record<Zone, ZoneSizes> = {
  centre: { secondary: 170_000, lane: 38_000, cell: 21_500, path: false },
  town: { secondary: 230_000, lane: 52_000, cell: 25_500, path: false },
  edge: { secondary: 300_000, lane: 80_000, cell: 30_000, path: false },
  terrace: { secondary: null, lane: 60_000, cell: 28_000, path: false },
  hill: { secondary: null, lane: 420_000, cell: 95_000, path: true },
  riverside: { secondary: null, lane: null, cell: 26_000, path: false },
  river: { secondary: null, lane: null, cell: 60_000, path: false },
  plaza: { secondary: null, lane: null, cell: 30_000, path: false },
  yard: { secondary: null, lane: null, cell: 40_000, path: false },
  beyond: { secondary: 260_000, lane: 90_000, cell: null, path: false },
  'beyond-bank': { secondary: null, lane: 60_000, cell: null, path: true },
  'beyond-wild': { secondary: null, lane: null, cell: null, path: false },
};

const CENTRES: { at: Point; radius: number }[] = [
  { at: { x: -2300, y: 560 }, radius: 900 },
  { at: { x: 900, y: 130 }, radius: 1000 },
  { at: { x: -600, y: 250 }, radius: 700 },
];

interface Zoned {
  zone: Zone;
  inDistrict: boolean;
  /** By how much faces around a point may be larger than the zone's size. */
  factor: (p: Point) => number;
}

/** The zone of a face of the hand-drawn lines, by its middle. */
export function zoneFinder(seed: string, ground: Ground): (p: Point, ring: Point[]) => Zoned {
  const uneven = smoothField(seed, 'density', 330);
  const factor = (p: Point): number => Math.exp(0.3 * uneven(p.x, p.y));
  return (p, ring) => {
    const inDistrict = inside(p, ground.district);
    return { zone: zoneAt(ground, p, ring, inDistrict), inDistrict, factor };
  };
}

/** How central a point is: 1 in the middle of one of the centres, 0 far from all. */
function centrality(p: Point): number {
  return Math.max(
    ...CENTRES.map(({ at, radius }) =>
      Math.exp(-(((p.x - at.x) ** 2 + (p.y - at.y) ** 2) / (2 * radius ** 2))),
    ),
  );
}

function zoneAt(ground: Ground, p: Point, ring: Point[], inDistrict: boolean): Zone {
  if (inside(p, ground.river)) return 'river';
  const onHill = p.y < heightAt(ground.hillRoad, p.x);
  if (!inDistrict) return onHill ? 'beyond-wild' : onFarBank(ground, p) ? 'beyond-bank' : 'beyond';
  if (p.y > heightAt(ground.riverRoad, p.x)) return 'riverside';
  if (onHill) return ground.terraces.some((t) => inside(p, t)) ? 'terrace' : 'hill';
  if (inside(ground.plaza, ring)) return 'plaza';
  if (inStation(ground, p)) return 'yard';
  const c = centrality(p);
  return c > 0.62 ? 'centre' : c > 0.25 ? 'town' : 'edge';
}

/** Between the banks and the river roads beyond the border. */
function onFarBank(ground: Ground, p: Point): boolean {
  const middle = heightAt(ground.riverMiddle, p.x);
  return p.y > middle ? p.y < heightAt(ground.northRoad, p.x) : p.y > heightAt(ground.riverRoad, p.x);
}

/** From the street in front of the station to the south edge of the yard. */
function inStation(ground: Ground, p: Point): boolean {
  const [front, yard] = [ground.stationStreet, ground.rails[1]!.points];
  const within = (line: Point[]): boolean => p.x > line[0]!.x && p.x < line.at(-1)!.x;
  return within(front) && within(yard) && p.y < heightAt(front, p.x) && p.y > heightAt(yard, p.x);
}
