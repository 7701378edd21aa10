import { addressFinder } from './addresses.ts';
import { areaRecords } from './areaRecords.ts';
import { type AreaFace, divideDistrict } from './areas.ts';
import { makeBuildings } from './buildings.ts';
import { makeComponents } from './components.ts';
import { SCALE } from './drawing.ts';
import { elsewhereSpots } from './elsewhere.ts';
import { makeGreens, makeWater, polygon } from './greens.ts';
import { drawGround, type Ground, heightAt } from './ground.ts';
import { makeHills } from './hills.ts';
import { findJunctions } from './junctions.ts';
import { landmarks } from './landmarks.ts';
import { makeBlocks, type PlaneBlock } from './landUse.ts';
import { cellLookup, lineLookup } from './lookup.ts';
import { buildNetwork, type Network } from './network.ts';
import { emptyOccupancy } from './occupancy.ts';
import { makeCameras, makePlaces } from './places.ts';
import { type Point, toPosition } from './plane.ts';
import { randomStream } from './random.ts';
import { makeStreets, type PlaneStreet, streetRecord } from './streets.ts';
import { edgeKey } from './subdivision.ts';
import type { Block, City, CityScale, Neighbour, Rail } from './types.ts';

export const ADCODE = '620103';

/**
 * The demo city: everything with a place in it, from a seed alone. The same seed gives the same bytes. `small`
 * has the same ground, streets and areas and about a tenth of the components.
 */
export function makeCity({ seed, scale }: { seed: string; scale: CityScale }): City {
  const ground = drawGround(seed);
  const net = buildNetwork(seed, ground);
  const faces = divideDistrict(net);
  const areas = areaRecords(ADCODE, ground, net, faces);
  const planeStreets = makeStreets(seed, ground, net, faces);
  const streets = planeStreets.map(streetRecord);
  const marks = landmarks(SCALE);
  const blocks = makeBlocks(seed, net, withDistrictFirst(net, faces), marks);
  const setback = setbacks(net, planeStreets);
  const greens = makeGreens(seed, ground, blocks, setback.green);
  const buildings = makeBuildings(seed, blocks, setback.building, setback.isFront);
  const faceAt = cellLookup(faces.map((face) => face.ring));
  const inDistrict = (p: Point): boolean => faceAt(p) >= 0;
  const cellCodeAt = (p: Point): string | null => areas.cellCodes[faceAt(p)] ?? null;
  const junctions = findJunctions(net.sub, planeStreets);
  const scene = {
    taken: emptyOccupancy(),
    streets: planeStreets,
    junctions,
    near: lineLookup(planeStreets.map((s) => s.points)),
    inDistrict,
  };
  const elsewhere = elsewhereSpots(ground, greens, planeStreets, inDistrict, randomStream(seed, 'elsewhere'));
  const placeGround = { cellCodeAt, addressAt: addressFinder(streets) };
  const { cellCodes, ...areaLists } = areas;
  return {
    seed,
    scale,
    ...areaLists,
    streets,
    water: makeWater(ground),
    greens: greens.map(({ kind, name, ring }, i) => ({
      id: `G${i + 1}`,
      kind,
      name,
      geometry: polygon(ring),
    })),
    hills: makeHills(seed, ground),
    rails: makeRails(ground),
    blocks: blocks.map((block) => blockRecord(block, faces, cellCodes)),
    buildings,
    places: makePlaces(marks, blocks, planeStreets, placeGround),
    components: makeComponents(seed, ADCODE, scale, { scene, faces, cellCodes, cellAt: faceAt, elsewhere }),
    cameras: makeCameras(ADCODE, junctions, placeGround, randomStream(seed, 'cameras')),
    neighbours: NEIGHBOURS,
  };
}

const NEIGHBOURS: Neighbour[] = [
  {
    name: { zh: '安宁区', en: 'Anning District' },
    kind: 'district',
    position: toPosition({ x: -3300, y: 2900 }),
  },
  {
    name: { zh: '城关区', en: 'Chengguan District' },
    kind: 'district',
    position: toPosition({ x: 3400, y: -350 }),
  },
  {
    name: { zh: '西固区', en: 'Xigu District' },
    kind: 'district',
    position: toPosition({ x: -6300, y: 1250 }),
  },
  { name: { zh: '黄河', en: 'Yellow River' }, kind: 'river', position: toPosition({ x: -1750, y: 1455 }) },
  { name: { zh: '南山', en: 'South Hills' }, kind: 'hills', position: toPosition({ x: -2600, y: -2950 }) },
];

/** Faces of the district (as numbered for the areas) before those beyond its border. */
function withDistrictFirst(net: Network, faces: readonly AreaFace[]): Network['cells'] {
  return [...faces, ...net.cells.filter((cell) => !cell.inDistrict)];
}

interface Setbacks {
  green: (a: number, b: number) => number;
  building: (a: number, b: number) => number;
  isFront: (a: number, b: number) => boolean;
}

/** How far from a block's edge its greens and buildings begin. */
function setbacks(net: Network, streets: readonly PlaneStreet[]): Setbacks {
  const streetOf = new Map<number, PlaneStreet>();
  for (const street of streets) {
    for (let i = 1; i < street.vertices.length; i++)
      streetOf.set(edgeKey(street.vertices[i - 1]!, street.vertices[i]!), street);
  }
  const bare = (a: number, b: number): number => {
    const role = net.lines[net.sub.lineOf.get(edgeKey(a, b)) ?? 0]!.role;
    return role === 'rail' ? 14 : role === 'stream' ? 11 : role === 'bank' ? 4 : 1;
  };
  const green = (a: number, b: number): number => {
    const street = streetOf.get(edgeKey(a, b));
    return street === undefined ? bare(a, b) : street.widthM / 2 + street.sidewalkM;
  };
  return {
    green,
    building: (a, b) => green(a, b) + (streetOf.get(edgeKey(a, b))?.class === 'lane' ? 2.5 : 5),
    isFront: (a, b) => ['main', 'secondary'].includes(streetOf.get(edgeKey(a, b))?.class ?? ''),
  };
}

function makeRails(ground: Ground): Rail[] {
  const [main, yard] = ground.rails;
  const track = yard!.points.slice(2, -2);
  const between = (t: number): Point[] =>
    track.map(({ x, y }) => ({ x, y: y + (heightAt(main!.points, x) - y) * t }));
  const lines: [Rail['kind'], Rail['name'], Point[]][] = [
    ['main', main!.name, main!.points],
    ['siding', yard!.name, yard!.points.slice(1, -1)],
    ...[0.2, 0.4, 0.6, 0.8].map((t): [Rail['kind'], null, Point[]] => ['siding', null, between(t)]),
    ['metro', { zh: '地铁 1 号线', en: 'Metro Line 1' }, ground.metro],
  ];
  return lines.map(([kind, name, points], i) => ({
    id: `R${i + 1}`,
    kind,
    name,
    underground: kind === 'metro',
    geometry: { type: 'LineString', coordinates: points.map(toPosition) },
  }));
}

function blockRecord(block: PlaneBlock, faces: readonly AreaFace[], cellCodes: readonly string[]): Block {
  const { id, use, inDistrict, ring, areaM2 } = block;
  const communityCode = block.faces[0]! < faces.length ? cellCodes[block.faces[0]!]!.slice(0, 12) : null;
  return { id, use, inDistrict, communityCode, geometry: polygon(ring), areaM2: Math.round(areaM2) };
}
