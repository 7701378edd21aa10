/** Positions of components along streets and at crossings, before they get codes and owners. */
import { ROWS, type RowRule, TREE, TREE_SPACING } from './componentRules.ts';
import { cornerOf, type Junction } from './junctions.ts';
import type { NearLine } from './lookup.ts';
import type { Occupancy } from './occupancy.ts';
import { alongOf, left, type Point, pointAlong } from './plane.ts';
import type { Random } from './random.ts';
import type { PlaneStreet } from './streets.ts';
import type { Name } from './types.ts';

export interface Spot {
  category: string;
  at: Point;
  street: PlaneStreet | null;
  along: number;
  side: 'left' | 'right';
  /** Where there is no street: the park or square it stands in. */
  place?: Name | null;
  /** End of custody where it is not that of the street. */
  custodyUntil?: string | null;
}

export interface StreetScene {
  taken: Occupancy;
  streets: readonly PlaneStreet[];
  junctions: readonly Junction[];
  near: (p: Point, withinM: number) => NearLine[];
  /** Whether a point is inside the district. */
  inDistrict: (p: Point) => boolean;
}

export function rowSpots(scene: StreetScene, random: Random): Spot[] {
  const gaps = crossingGaps(scene);
  return scene.streets.flatMap((street, i) =>
    street.bridge || !street.inDistrict
      ? []
      : ROWS.flatMap((rule) => rowOf(scene, i, rule, rule.every[street.class], gaps, random)),
  );
}

/** As many street trees as asked for, evenly along all streets that have trees. */
export function treeSpots(scene: StreetScene, count: number, random: Random): Spot[] {
  const gaps = crossingGaps(scene);
  const draw = (unitM: number): Spot[] => {
    const trial = { ...scene, taken: scene.taken.trial() };
    return scene.streets.flatMap((street, i) => {
      const relative = street.bridge || !street.inDistrict ? undefined : TREE_SPACING[street.class];
      if (relative === undefined) return [];
      const rule: RowRule = {
        category: TREE,
        lateral: 'tree',
        side: street.class === 'lane' ? 'alternate' : 'both',
        every: {},
        jitter: 0.08,
      };
      return rowOf(trial, i, rule, relative * unitM, gaps, random);
    });
  };
  // Plantings on trial find the spacing; the last has a few too many, and every n-th is left out.
  let unitM = treeRoom(scene) / count;
  let trees = draw(unitM);
  for (let i = 0; i < 6 && (trees.length < count || trees.length > count * 1.06); i++) {
    unitM *= trees.length / (count * 1.02);
    trees = draw(unitM);
  }
  const spare = Math.max(0, trees.length - count);
  return trees.filter(
    (_, i) => Math.floor(((i + 1) * spare) / trees.length) === Math.floor((i * spare) / trees.length),
  );
}

/** How many metres there are to plant, weighed by the relative spacing; crossings take about a tenth. */
function treeRoom(scene: StreetScene): number {
  return scene.streets.reduce((sum, street) => {
    const relative = street.bridge || !street.inDistrict ? undefined : TREE_SPACING[street.class];
    const rows = street.class === 'lane' ? 1 : 2;
    return relative === undefined ? sum : sum + (0.9 * rows * street.lengthM) / relative;
  }, 0);
}

/** Signals, control boxes, signs, hydrants and kerb ramps at the corners of crossings. */
export function crossingSpots(scene: StreetScene, random: Random): Spot[] {
  return scene.junctions.flatMap((junction) => {
    if (!scene.inDistrict(junction.at) || junction.arms.some((arm) => arm.street.bridge)) return [];
    const { mains, secondaries } = junction;
    const signalled =
      mains >= 3 || (mains >= 2 && secondaries >= 1) || (secondaries >= 4 && random.chance(0.75));
    const big = mains + secondaries >= 3;
    const out: Spot[] = [];
    const at = (category: string, i: number, back: number): void => {
      const street = junction.arms[i]!.street;
      for (const more of [0, 0.9, 1.8, 2.7]) {
        const corner = cornerOf(junction, i, back + more);
        if (corner === null || !scene.inDistrict(corner) || onCarriageway(scene, corner)) return;
        if (!scene.taken.take(corner)) continue;
        const hit = scene.near(corner, 60).find((near) => scene.streets[near.line] === street);
        out.push({ category, at: corner, street, along: hit?.along ?? 0, side: hit?.side ?? 'left' });
        return;
      }
    };
    for (const i of junction.arms.keys()) {
      if (signalled) at('02014', i, 1);
      if (big) at('02021', i, 1.8);
      if (big && random.chance(0.7)) at('02034', i, 0.6);
      if (signalled && random.chance(0.5)) at('01050', i, 2.6);
    }
    if (signalled) {
      at('02015', 0, 3.2);
      at('01015', 0, 4);
      at('01012', junction.arms.length - 1, 4);
      if (mains >= 4) at('02016', 1, 4.6);
    }
    at('02012', random.int(0, junction.arms.length - 1), 2.2);
    if (big) at('02012', random.int(0, junction.arms.length - 1), 2.6);
    if (big || random.chance(0.4)) at('01013', random.int(0, junction.arms.length - 1), 3);
    return out;
  });
}

interface Gap {
  along: number;
  clearM: number;
}

/** For each street, where others cross it and how much room they take. */
function crossingGaps(scene: StreetScene): Gap[][] {
  const room = new Map(scene.junctions.map((j) => [j.vertex, j]));
  return scene.streets.map((street) =>
    street.vertices.flatMap((v) => {
      const junction = room.get(v);
      const others = junction?.arms.filter((arm) => arm.street !== street) ?? [];
      if (junction === undefined || others.length === 0) return [];
      const clearM = Math.max(...others.map((arm) => arm.street.widthM / 2)) + 4;
      return [{ along: alongOf(street.points, junction.at), clearM }];
    }),
  );
}

function rowOf(
  scene: StreetScene,
  index: number,
  rule: RowRule,
  everyM: number | undefined,
  gaps: Gap[][],
  random: Random,
): Spot[] {
  if (everyM === undefined) return [];
  const street = scene.streets[index]!;
  const sides: ('left' | 'right')[] =
    rule.side === 'left' || rule.side === 'right' ? [rule.side] : ['left', 'right'];
  const spots: Spot[] = [];
  const rows = rule.side === 'both' ? sides : [sides[0]!];
  for (const first of rows) {
    let side = first;
    // Opposite rows are staggered by half a spacing now and then.
    for (let at = everyM * random.between(0.2, 0.8); at < street.lengthM; at += everyM) {
      const along = at + everyM * rule.jitter * random.between(-0.5, 0.5);
      if (rule.side === 'alternate') side = side === 'left' ? 'right' : 'left';
      for (const aside of [0, 1.6, -1.6, 3.2]) {
        const there = along + aside;
        if (gaps[index]!.some((gap) => Math.abs(gap.along - there) < gap.clearM)) break;
        const spot = spotAt(scene, index, rule, there, side);
        if (spot === null) break;
        if (!scene.taken.take(spot.at)) continue;
        spots.push(spot);
        break;
      }
    }
  }
  return spots;
}

function spotAt(
  scene: StreetScene,
  index: number,
  rule: RowRule,
  along: number,
  side: 'left' | 'right',
): Spot | null {
  const street = scene.streets[index]!;
  const { point, dir } = pointAlong(street.points, along);
  const n = left(dir);
  const across = lateral(street, rule, side);
  const at = { x: point.x + n.x * across, y: point.y + n.y * across };
  if (!scene.inDistrict(at)) return null;
  // A gutter is on its own carriageway; anything else behind a kerb may be in reach of the next bend.
  const exempt = rule.lateral === 'kerb' ? index : -1;
  if (typeof rule.lateral !== 'number' && onCarriageway(scene, at, exempt)) return null;
  return { category: rule.category, at, street, along, side };
}

/** Metres to the left of the middle line. */
function lateral(street: PlaneStreet, rule: RowRule, side: 'left' | 'right'): number {
  const half = street.widthM / 2;
  const sign = side === 'left' ? 1 : -1;
  if (typeof rule.lateral === 'number') return half * rule.lateral * (rule.side === 'middle' ? 1 : sign);
  const out = { kerb: -0.35, walk: 0.6, tree: 1.3, back: Math.max(0.9, street.sidewalkM - 0.5) }[
    rule.lateral
  ];
  return sign * (half + out);
}

function onCarriageway(scene: StreetScene, p: Point, own = -1): boolean {
  return scene
    .near(p, 20)
    .some((hit) => hit.line !== own && hit.distance < scene.streets[hit.line]!.widthM / 2);
}
