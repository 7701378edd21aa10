/** Components that do not stand along streets: in parks and squares, on the river bank, on bridges. */

import type { PlaneGreen } from './greens.ts';
import type { Ground } from './ground.ts';
import type { Spot } from './placement.ts';
import { centroid, inside, lineLength, offsetLine, type Point, pointAlong, signedArea } from './plane.ts';
import type { Random } from './random.ts';
import type { PlaneStreet } from './streets.ts';

/** Per hectare of green, by kind of green. */
const IN_GREENS: [category: string, park: number, square: number, riverside: number][] = [
  ['04007', 6, 8, 4],
  ['01039', 5, 9, 4],
  ['01038', 1, 6, 1],
  ['01046', 1.6, 2, 0.8],
  ['04003', 9, 3, 7],
  ['04009', 2, 1, 1.5],
  ['01014', 1.2, 1, 0.8],
  ['03005', 2, 3, 1.2],
  ['01050', 0.5, 1.5, 0.4],
  ['04005', 1, 4, 0.3],
  ['04006', 0.25, 0.7, 0.15],
  ['04010', 0.05, 0.4, 0],
  ['01025', 0.4, 0.3, 0.2],
];
const ALONG_BANK: [category: string, everyM: number, offsetM: number][] = [
  ['01070', 48, 3],
  ['01069', 320, 4],
  ['02030', 240, 5],
  ['01067', 1100, 4],
  ['01073', 800, 1],
  ['01071', 900, 2],
];
const RIVERSIDE = { zh: '黄河风情线', en: 'Yellow River promenade' };
const BANK_CUSTODY = '2027-09-30';

export function elsewhereSpots(
  ground: Ground,
  greens: readonly PlaneGreen[],
  streets: readonly PlaneStreet[],
  inDistrict: (p: Point) => boolean,
  random: Random,
): Spot[] {
  const spots = [
    ...greens.flatMap((green) => greenSpots(green, random)),
    ...bankSpots(ground),
    ...streets.flatMap((street) =>
      street.bridge && street.name !== null ? bridgeSpots(street, inDistrict) : [],
    ),
    ...streets.flatMap((street) =>
      street.inDistrict && /^西津/.test(street.name?.zh ?? '') ? crossoverSpots(street) : [],
    ),
    ...ancientTrees(greens, random),
  ];
  return spots.filter((spot) => inDistrict(spot.at));
}

function spot(
  category: string,
  at: Point,
  custodyUntil: string | null = null,
  street: PlaneStreet | null = null,
): Spot {
  return { category, at, street, along: 0, side: 'left', custodyUntil };
}

function greenSpots(green: PlaneGreen, random: Random): Spot[] {
  const column =
    green.kind === 'park' ? 1 : green.kind === 'square' ? 2 : green.kind === 'riverside' ? 3 : null;
  if (column === null || green.block?.inDistrict !== true) return [];
  const hectares = signedArea(green.ring) / 10_000;
  const custodyUntil = random.chance(0.35) ? '2027-06-30' : null;
  const place = green.name ?? (green.kind === 'riverside' ? RIVERSIDE : null);
  const spots = [spot('04013', centroid(green.ring), custodyUntil)];
  if (green.kind === 'square') spots.push(spot('02013', green.ring[0]!));
  for (const row of IN_GREENS) {
    const expected = row[column] * hectares;
    const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    for (let i = 0; i < count; i++) spots.push(spot(row[0], pointIn(green.ring, random), custodyUntil));
  }
  return spots.map((s) => ({ ...s, place }));
}

function bankSpots(ground: Ground): Spot[] {
  const south = ground.river.slice(0, ground.river.length / 2);
  return ALONG_BANK.flatMap(([category, everyM, offsetM]) => {
    const line = offsetLine(south, -offsetM);
    const count = Math.floor(lineLength(line) / everyM);
    return Array.from({ length: count }, (_, i) =>
      spot(category, pointAlong(line, (i + 0.5) * everyM).point, BANK_CUSTODY),
    );
  });
}

/** The bridge itself stands at the south end, on the district's side. */
function bridgeSpots(street: PlaneStreet, inDistrict: (p: Point) => boolean): Spot[] {
  const at = [0.1, 0.3, 0.7, 0.9]
    .map((t) => pointAlong(street.points, street.lengthM * t).point)
    .find(inDistrict);
  return at === undefined ? [] : [spot('02009', at, '2028-06-30', street)];
}

function crossoverSpots(street: PlaneStreet): Spot[] {
  const count = Math.floor(street.lengthM / 650);
  return Array.from({ length: count }, (_, i) => {
    const at = pointAlong(street.points, (i + 0.5) * 650).point;
    return spot(i % 4 === 3 ? '02007' : '02006', at, i % 3 === 0 ? '2027-03-01' : null, street);
  });
}

function ancientTrees(greens: readonly PlaneGreen[], random: Random): Spot[] {
  const parks = greens.filter((green) => green.kind === 'park' || green.kind === 'campus');
  return Array.from({ length: parks.length === 0 ? 0 : 46 }, () =>
    spot('04001', pointIn(random.pick(parks).ring, random)),
  );
}

function pointIn(ring: readonly Point[], random: Random): Point {
  const [w, e] = [Math.min(...ring.map((p) => p.x)), Math.max(...ring.map((p) => p.x))];
  const [s, n] = [Math.min(...ring.map((p) => p.y)), Math.max(...ring.map((p) => p.y))];
  for (let tries = 0; tries < 60; tries++) {
    const p = { x: random.between(w, e), y: random.between(s, n) };
    if (inside(p, ring)) return p;
  }
  return centroid(ring);
}
