import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressFinder, type City, makeCity, type Position } from '../../db/demo/geometry/index.ts';

const SHARED = process.env['SHARED_DIR'] ?? '../shared';
const [METRES_PER_LON, METRES_PER_LAT] = [90_088.5, 110_960.2];

let city: City;
beforeAll(() => {
  city = makeCity({ seed: 'test', scale: 'full' });
});

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const metres = (a: Position, b: Position): number =>
  Math.hypot((b[0] - a[0]) * METRES_PER_LON, (b[1] - a[1]) * METRES_PER_LAT);

/** Directed edges of polygons, as text; an edge shared by neighbours runs once each way. */
function edgesOf(shapes: { geometry: { coordinates: Position[][] } }[]): string[] {
  return shapes.flatMap(({ geometry }) =>
    geometry.coordinates.flatMap((ring) => ring.slice(1).map((b, i) => `${ring[i]!.join()} ${b.join()}`)),
  );
}

function reversed(edge: string): string {
  return edge.split(' ').toReversed().join(' ');
}

/** What is left of the edges when those between two of the shapes are taken out. */
function outerEdges(shapes: { geometry: { coordinates: Position[][] } }[]): string[] {
  const edges = edgesOf(shapes);
  const known = new Set(edges);
  expect(known.size, 'no edge runs twice the same way').toBe(edges.length);
  return edges.filter((edge) => !known.has(reversed(edge))).sort();
}

function area(ring: Position[]): number {
  const [ox, oy] = ring[0]!;
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += (ring[i - 1]![0] - ox) * (ring[i]![1] - oy) - (ring[i]![0] - ox) * (ring[i - 1]![1] - oy);
  }
  return (sum / 2) * METRES_PER_LON * METRES_PER_LAT;
}

function shapeArea(shape: { geometry: { coordinates: Position[][] } }): number {
  return shape.geometry.coordinates.reduce((sum, ring) => sum + area(ring), 0);
}

function contains(ring: Position[], [x, y]: Position): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd;
  }
  return odd;
}

function distanceToLine(p: Position, line: Position[]): number {
  let best = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [dx, dy] = [(b[0] - a[0]) * METRES_PER_LON, (b[1] - a[1]) * METRES_PER_LAT];
    const [px, py] = [(p[0] - a[0]) * METRES_PER_LON, (p[1] - a[1]) * METRES_PER_LAT];
    const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
    best = Math.min(best, Math.hypot(px - t * dx, py - t * dy));
  }
  return best;
}

const ofCategory = (code: string) => city.components.filter((c) => c.categoryKey.endsWith(`/${code}`));
const share = (part: number, whole: number): number => part / whole;

describe('the same city from the same seed', () => {
  it('is equal to the byte, the small one but for the number of components', () => {
    const { components, scale, ...ground } = makeCity({ seed: 'test', scale: 'small' });
    const { components: all, scale: __, ...fullGround } = city;
    expect(scale).toBe('small');
    expect(hash(ground)).toBe(hash(fullGround));
    const byCode = new Map(all.map((c) => [c.code, c]));
    expect(hash(components)).toBe(hash(components.map((c) => byCode.get(c.code))));
    expect(components.length).toBeGreaterThan(5500);
    expect(components.length).toBeLessThan(6600);
  });

  it('differs from that of another seed', () => {
    const other = makeCity({ seed: 'other', scale: 'small' });
    expect(hash(other.streets)).not.toBe(hash(city.streets));
    expect(other.cells.length).toBeGreaterThan(1200);
    expect(outerEdges(other.cells)).toEqual(outerEdges([other.district]));
    expect(Math.max(...other.beats.map((beat) => beat.cellCodes.length))).toBeLessThanOrEqual(15);
    expect(Math.min(...other.beats.map((beat) => beat.cellCodes.length))).toBeGreaterThanOrEqual(5);
  });
});

describe('areas', () => {
  it('tile: cells make beats, communities, subdistricts and the district without gap or overlap', () => {
    const border = outerEdges([city.district]);
    for (const level of [city.cells, city.beats, city.communities, city.subdistricts]) {
      expect(outerEdges(level)).toEqual(border);
      const sum = level.reduce((total, shape) => total + shapeArea(shape), 0);
      expect(Math.abs(sum / shapeArea(city.district) - 1)).toBeLessThan(1e-9);
      for (const shape of level) expect(shapeArea(shape)).toBeGreaterThan(0);
    }
    for (const community of city.communities) {
      expect(outerEdges(city.cells.filter((cell) => cell.communityCode === community.code))).toEqual(
        outerEdges([community]),
      );
    }
    for (const beat of city.beats) {
      expect(outerEdges(city.cells.filter((cell) => cell.beatCode === beat.code))).toEqual(
        outerEdges([beat]),
      );
    }
  });

  it('have rings that pass no point twice and are closed', () => {
    for (const { geometry } of [
      city.district,
      ...city.subdistricts,
      ...city.communities,
      ...city.beats,
      ...city.cells,
    ]) {
      for (const [i, ring] of geometry.coordinates.entries()) {
        expect(ring.at(-1)).toEqual(ring[0]);
        expect(new Set(ring.map((p) => p.join())).size).toBe(ring.length - 1);
        expect(Math.sign(area(ring))).toBe(i === 0 ? 1 : -1);
      }
    }
  });

  it('carry national codes and belong to each other', () => {
    const communities = new Set(city.communities.map((c) => c.code));
    const beatOf = new Map(city.beats.flatMap((beat) => beat.cellCodes.map((cell) => [cell, beat] as const)));
    expect(beatOf.size).toBe(city.cells.length);
    expect(new Set(city.cells.map((cell) => cell.code)).size).toBe(city.cells.length);
    for (const cell of city.cells) {
      expect(cell.code).toMatch(/^620103\d{9}$/);
      expect(cell.code.slice(0, 12)).toBe(cell.communityCode);
      expect(cell.communityCode.slice(0, 9)).toBe(cell.subdistrictCode);
      expect(communities).toContain(cell.communityCode);
      expect(beatOf.get(cell.code)?.code).toBe(cell.beatCode);
      expect(beatOf.get(cell.code)?.subdistrictCode).toBe(cell.subdistrictCode);
      expect(contains(cell.geometry.coordinates[0]!, cell.centre)).toBe(true);
    }
  });

  it('have the sizes of a real city', () => {
    expect(city.subdistricts).toHaveLength(8);
    expect(city.cells.length).toBeGreaterThan(1200);
    expect(city.cells.length).toBeLessThan(1400);
    for (const s of city.subdistricts) {
      const count = city.communities.filter((c) => c.subdistrictCode === s.code).length;
      expect(count).toBeGreaterThanOrEqual(6);
      expect(count).toBeLessThanOrEqual(10);
    }
    for (const beat of city.beats) {
      expect(beat.cellCodes.length).toBeGreaterThanOrEqual(5);
      expect(beat.cellCodes.length).toBeLessThanOrEqual(15);
    }
    const urban = city.cells
      .filter((cell) => cell.kind === 'urban')
      .map((cell) => cell.areaM2)
      .sort((a, b) => a - b);
    expect(urban[0]!).toBeGreaterThan(4000);
    expect(urban[Math.floor(urban.length / 2)]!).toBeGreaterThan(10_000);
    expect(urban[Math.floor(urban.length / 2)]!).toBeLessThan(22_000);
  });

  it('follow streets: nearly all of the borders between subdistricts in the valley lie on a street, railway or stream', () => {
    const district = new Set(edgesOf([city.district]));
    const valley = new Set(
      edgesOf(city.cells.filter((cell) => cell.kind === 'urban' || cell.kind === 'rail')),
    );
    const lines = [...city.streets, ...city.rails].map((line) => line.geometry.coordinates);
    const streams = city.water.filter((w) => w.kind === 'stream').map((w) => w.geometry.coordinates[0]!);
    const inner = edgesOf(city.subdistricts).filter(
      (edge) => !district.has(edge) && valley.has(edge) && valley.has(reversed(edge)),
    );
    const onLine = inner.filter((edge) => {
      const [a, b] = edge.split(' ').map((p) => p.split(',').map(Number) as Position) as [Position, Position];
      const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      return (
        lines.some((line) => distanceToLine(middle, line) < 3) ||
        streams.some((ring) => distanceToLine(middle, ring) < 15)
      );
    });
    expect(inner.length).toBeGreaterThan(100);
    expect(share(onLine.length, inner.length)).toBeGreaterThan(0.95);
  });
});

describe('streets', () => {
  it('have the real names of the main ones, and every street of the district a name of its own', () => {
    const named = city.streets.filter((s) => s.inDistrict && s.class !== 'path');
    for (const zh of [
      '西津西路',
      '敦煌路',
      '建兰路',
      '武威路',
      '瓜州路',
      '火星街',
      '兰工坪路',
      '彭家坪路',
      '南滨河中路',
    ]) {
      expect(
        named.some((s) => s.name?.zh === zh),
        zh,
      ).toBe(true);
    }
    for (const street of named) expect(street.name?.en, street.id).toMatch(/^[A-Z][A-Za-z0-9' ]+$/);
    const pairs = new Map<string, string>();
    for (const { name } of named) {
      expect(pairs.get(name!.zh) ?? name!.en).toBe(name!.en);
      pairs.set(name!.zh, name!.en);
    }
    expect(new Set(pairs.values()).size).toBe(pairs.size);
  });

  it('are no chessboard: no pair of directions at right angles has more than half of the length', () => {
    const bins = new Array<number>(9).fill(0);
    let total = 0;
    for (const { geometry, inDistrict } of city.streets) {
      if (!inDistrict) continue;
      for (let i = 1; i < geometry.coordinates.length; i++) {
        const [a, b] = [geometry.coordinates[i - 1]!, geometry.coordinates[i]!];
        const turn =
          Math.atan2((b[1] - a[1]) * METRES_PER_LAT, (b[0] - a[0]) * METRES_PER_LON) * (180 / Math.PI);
        bins[Math.floor((((turn % 90) + 90) % 90) / 10)]! += metres(a, b);
        total += metres(a, b);
      }
    }
    expect(Math.max(...bins) / total).toBeLessThan(0.5);
    expect(bins.filter((b) => b / total > 0.04).length).toBeGreaterThanOrEqual(5);
  });

  it('give addresses: near a component of a street, that street, odd numbers on the left and growing along it', () => {
    const find = addressFinder(city.streets);
    const xijin = city.streets.find((s) => s.name?.zh === '西津西路' && s.inDistrict)!;
    const lamps = ofCategory('01037').filter((c) => c.streetId === xijin.id);
    expect(lamps.length).toBeGreaterThan(200);
    const found = lamps.map((lamp) => find(...lamp.position));
    const agree = found.filter((address, i) => address?.text.zh === lamps[i]!.address?.zh);
    expect(share(agree.length, lamps.length)).toBeGreaterThan(0.95);
    const along = [0.1, 0.4, 0.7].map((t) => {
      const line = xijin.geometry.coordinates;
      return find(...line[Math.floor(line.length * t)]!)!;
    });
    expect(
      along.every(
        (a) => a.text.zh === `西津西路 ${a.number} 号` && a.text.en === `${a.number} Xijin West Road`,
      ),
    ).toBe(true);
    expect(along[0]!.number).toBeLessThan(along[1]!.number);
    expect(along[1]!.number).toBeLessThan(along[2]!.number);
    expect(new Set(found.map((a) => a!.number % 2)).size).toBe(2);
  });
});

describe('components', () => {
  it('are 60,000, each with a national code of its own, in the cell it names', () => {
    expect(city.components).toHaveLength(60_000);
    expect(new Set(city.components.map((c) => c.code)).size).toBe(60_000);
    const cells = new Map(city.cells.map((cell) => [cell.code, cell.geometry.coordinates[0]!]));
    const wrong = city.components.filter(
      (c) =>
        !/^620103\d{11}$/.test(c.code) ||
        c.categoryKey !== `gbt2026/component/${c.code.slice(6, 11)}` ||
        !contains(cells.get(c.cellCode)!, c.position),
    );
    expect(wrong.map((c) => c.code)).toEqual([]);
  });

  it.skipIf(!existsSync(join(SHARED, 'data/catalogue.json')))(
    'are of categories that the national scheme has, and of known units',
    () => {
      const read = (file: string): unknown => JSON.parse(readFileSync(join(SHARED, 'data', file), 'utf8'));
      const catalogue = read('catalogue.json') as {
        schemes: { id: string; categories: { kind: string; code: string }[] }[];
      };
      const scheme = catalogue.schemes.find((s) => s.id === 'gbt-47678.5-2026')!;
      const known = new Set(
        scheme.categories.filter((c) => c.kind === 'component').map((c) => `gbt2026/component/${c.code}`),
      );
      expect(
        [...new Set(city.components.map((c) => c.categoryKey))].filter((key) => !known.has(key)),
      ).toEqual([]);
      const units = new Set((read('qilihe.json') as { units: { code: string }[] }).units.map((u) => u.code));
      const used = new Set(
        city.components.flatMap((c) => [c.owner, c.maintainer, c.custodian]).filter((u) => u !== null),
      );
      expect([...used].filter((u) => !units.has(u))).toEqual([]);
      expect(city.subdistricts.every((s) => units.has(s.unitCode))).toBe(true);
    },
  );

  it('stand where they do in a street: lamps every 30 to 40 m on both sides, covers in the carriageway, trees beside it', () => {
    const streets = new Map(city.streets.map((s) => [s.id, s]));
    const across = (c: { position: Position; streetId: string | null }): number => {
      const street = streets.get(c.streetId!)!;
      return distanceToLine(c.position, street.geometry.coordinates) / (street.widthM / 2);
    };
    for (const cover of ofCategory('01002')) expect(across(cover)).toBeLessThan(1);
    for (const tree of ofCategory('04002')) expect(across(tree)).toBeGreaterThan(1);
    const grates = ofCategory('01004');
    const inGutter = grates.filter((grate) => {
      const half = streets.get(grate.streetId!)!.widthM / 2;
      return Math.abs(across(grate) * half - half) < 0.5;
    });
    // At a sharp bend the nearest piece of the street is not the one the grate was measured from.
    expect(share(inGutter.length, grates.length)).toBeGreaterThan(0.99);
    const dunhuang = city.streets.find((s) => s.name?.zh === '敦煌路' && s.inDistrict)!;
    const numbers = ofCategory('01037').filter((c) => c.streetId === dunhuang.id);
    const side = (odd: number) => numbers.filter((c) => Number(/\d+/.exec(c.address!.zh)![0]) % 2 === odd);
    for (const lamps of [side(0), side(1)]) {
      const gaps = lamps
        .slice(1)
        .map((lamp, i) => metres(lamps[i]!.position, lamp.position))
        .sort((a, b) => a - b);
      expect(gaps[Math.floor(gaps.length / 2)]!).toBeGreaterThan(30);
      expect(gaps[Math.floor(gaps.length / 2)]!).toBeLessThan(40);
    }
  });

  it('have the keepers of the regulation', () => {
    const hydrants = ofCategory('01013');
    expect(share(hydrants.filter((c) => c.owner === null).length, hydrants.length)).toBeGreaterThan(0.75);
    expect(hydrants.some((c) => c.owner === 'water')).toBe(true);
    expect(new Set(ofCategory('01007').map((c) => c.owner))).toEqual(
      new Set(['telecom', 'mobile', 'unicom']),
    );
    expect(ofCategory('01002').every((c) => c.owner === 'water')).toBe(true);
    const kept = city.components.filter((c) => c.custodian !== null);
    expect(kept.length).toBeGreaterThan(3000);
    for (const c of kept) {
      expect(c.custodian).toBe('public-invest');
      expect(c.custodyUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect(city.components.some((c) => c.custodian === null && c.custodyUntil !== null)).toBe(false);
  });

  it('leave room for each other', () => {
    const buckets = new Map<string, Position[]>();
    let close = 0;
    for (const { position: p } of city.components) {
      const key = `${Math.round(p[0] * 50_000)},${Math.round(p[1] * 50_000)}`;
      const others = buckets.get(key) ?? [];
      if (others.some((q) => metres(p, q) < 1)) close++;
      buckets.set(key, [...others, p]);
    }
    // Benches and lamps in squares may stand together; what stands along streets does not.
    expect(close).toBeLessThan(60);
  });
});

describe('the rest of the map', () => {
  it('has buildings inside the map that keep off the carriageways of the larger streets', () => {
    expect(city.buildings.length).toBeGreaterThan(8000);
    const large = city.streets.filter(
      (s) => s.inDistrict && (s.class === 'main' || s.class === 'expressway'),
    );
    const sample = city.buildings.filter((_, i) => i % 17 === 0);
    for (const building of sample) {
      for (const corner of building.geometry.coordinates[0]!) {
        for (const street of large) {
          expect(distanceToLine(corner, street.geometry.coordinates)).toBeGreaterThan(street.widthM / 2);
        }
      }
    }
  });

  it('has places and cameras with names in both languages, in cells of the district', () => {
    const cells = new Map(city.cells.map((cell) => [cell.code, cell.geometry.coordinates[0]!]));
    expect(city.places.length).toBeGreaterThanOrEqual(30);
    expect(city.places.length).toBeLessThanOrEqual(60);
    expect(city.cameras).toHaveLength(40);
    for (const place of [...city.places, ...city.cameras]) {
      expect(place.name.zh).toMatch(/\p{Script=Han}/u);
      expect(place.name.en).not.toMatch(/\p{Script=Han}/u);
      expect(contains(cells.get(place.cellCode)!, place.position)).toBe(true);
    }
  });
});
