import { addressText } from './addresses.ts';
import type { AreaFace } from './areas.ts';
import { groupBy } from './grouping.ts';
import { keepersOf } from './ownership.ts';
import { crossingSpots, rowSpots, type Spot, type StreetScene, treeSpots } from './placement.ts';
import { direction, left, nearestOnSegment, type Point, toPosition } from './plane.ts';
import { type Random, randomStream } from './random.ts';
import { specOf } from './specs.ts';
import { SUBDISTRICTS } from './subdistricts.ts';
import type { CityComponent, CityScale, ComponentStatus } from './types.ts';

const FULL_COUNT = 60_000;
// In the small city each category keeps every tenth component, but never fewer than this.
const SMALL_SHARE = 10;
const SMALL_LEAST = 12;

const BORDER_M = 0.1;

interface ComponentGround {
  scene: StreetScene;
  faces: readonly AreaFace[];
  cellCodes: readonly string[];
  cellAt: (p: Point) => number;
  /** Spots away from streets: parks, banks, stations. */
  elsewhere: readonly Spot[];
}

/** All components with national codes, in the order of their codes. */
export function makeComponents(
  seed: string,
  adcode: string,
  scale: CityScale,
  ground: ComponentGround,
): CityComponent[] {
  const random = randomStream(seed, 'components');
  const fixed = [
    ...rowSpots(ground.scene, random),
    ...crossingSpots(ground.scene, random),
    ...ground.elsewhere,
  ];
  const trees = treeSpots(ground.scene, FULL_COUNT - fixed.length, randomStream(seed, 'trees'));
  const byCategory = groupBy([...fixed, ...trees], (spot) => spot.category);
  const records = randomStream(seed, 'records');
  return [...byCategory.keys()].sort().flatMap((category) => {
    const spots = byCategory.get(category)!;
    const all = spots.map((spot, i) =>
      record(spot, `${adcode}${category}${String(i + 1).padStart(6, '0')}`, ground, records),
    );
    return scale === 'full' ? all : thinned(all);
  });
}

function thinned(list: CityComponent[]): CityComponent[] {
  const step = Math.max(1, Math.min(SMALL_SHARE, list.length / SMALL_LEAST));
  return list.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function record(spot: Spot, code: string, ground: ComponentGround, random: Random): CityComponent {
  const at = offBorder(spot.at, ground);
  const cell = ground.cellAt(at);
  const unit = SUBDISTRICTS[ground.faces[cell]!.subdistrict]!.unitCode;
  const custodyUntil = spot.custodyUntil ?? spot.street?.custodyUntil ?? null;
  return {
    code,
    categoryKey: `gbt2026/component/${spot.category}`,
    position: toPosition(at),
    cellCode: ground.cellCodes[cell]!,
    streetId: spot.street?.id ?? null,
    address: spot.street === null ? (spot.place ?? null) : addressText(spot.street, spot.along, spot.side),
    ...keepersOf(spot.category, unit, custodyUntil, random),
    status: statusOf(random),
    installed: installedOf(custodyUntil, random),
    spec: specOf(spot.category, random),
  };
}

/** Moves what stands on a cell's border to within it, so that rounding cannot change its cell. */
function offBorder(p: Point, ground: ComponentGround): Point {
  const { ring } = ground.faces[ground.cellAt(p)]!;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    if (nearestOnSegment(p, a, b).distance > BORDER_M) continue;
    const inward = left(direction(a, b));
    return { x: p.x + inward.x * 4 * BORDER_M, y: p.y + inward.y * 4 * BORDER_M };
  }
  return p;
}

function statusOf(random: Random): ComponentStatus {
  const statuses: ComponentStatus[] = ['intact', 'damaged', 'missing', 'abandoned', 'removed'];
  return statuses[random.weighted([962, 26, 6, 4, 2])]!;
}

/** What is in custody was built two to three years before its end. */
function installedOf(custodyUntil: string | null, random: Random): string {
  const year =
    custodyUntil === null ? random.int(2006, 2023) : Number(custodyUntil.slice(0, 4)) - random.int(2, 3);
  return `${year}-${String(random.int(3, 11)).padStart(2, '0')}`;
}
