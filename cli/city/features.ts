import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import gcoord from 'gcoord';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';

export const SYSTEMS = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof SYSTEMS)[number];

/** One feature of a file; `row` counts from 1 (CSV: the line) and names it in messages. */
export interface Feature {
  readonly row: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** GeoJSON geometry in WGS-84, as text; null where the file has none. */
  readonly geometry: string | null;
}

/** Streams the features of a GeoJSON FeatureCollection or of a CSV with lon and lat columns; memory stays small. */
export async function* readFeatures(file: string, system: CoordinateSystem): AsyncGenerator<Feature> {
  yield* (await isCsv(file)) ? readCsv(file, system) : readGeoJson(file, system);
}

async function isCsv(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(512), position: 0 });
    return !buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{');
  } finally {
    await handle.close();
  }
}

interface RawFeature {
  readonly id?: unknown;
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: { readonly coordinates?: unknown } | null;
}

async function* readGeoJson(file: string, system: CoordinateSystem): AsyncGenerator<Feature> {
  const stream = chain([createReadStream(file), parser(), pick({ filter: 'features' }), streamArray()]);
  for await (const { key, value } of stream as AsyncIterable<{ key: number; value: RawFeature }>) {
    const id = value.id === undefined ? {} : { 'feature id': value.id };
    yield {
      row: key + 1,
      properties: { ...id, ...value.properties },
      geometry: inWgs84(value.geometry ?? null, system),
    };
  }
}

async function* readCsv(file: string, system: CoordinateSystem): AsyncGenerator<Feature> {
  const rows = createReadStream(file).pipe(parse({ columns: true, bom: true, info: true, trim: true }));
  for await (const { record, info } of rows as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    const [lon, lat] = [
      numberOf(record, ['lon', 'lng', 'longitude', 'x', '经度']),
      numberOf(record, ['lat', 'latitude', 'y', '纬度']),
    ];
    const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
    yield { row: info.lines, properties: record, geometry: inWgs84(geometry, system) };
  }
}

function numberOf(record: Readonly<Record<string, string>>, names: readonly string[]): number | null {
  const key = Object.keys(record).find((name) => names.includes(name.toLowerCase()));
  const value = key && record[key] !== '' ? Number(record[key]) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** CGCS2000 and WGS-84 differ by centimetres; GCJ-02 and BD-09 by hundreds of metres. */
function inWgs84(geometry: RawFeature['geometry'], system: CoordinateSystem): string | null {
  if (!geometry || typeof geometry !== 'object') return null;
  if (system === 'wgs84' || system === 'cgcs2000') return JSON.stringify(geometry);
  const from = system === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  return JSON.stringify({
    ...geometry,
    coordinates: shifted(geometry.coordinates, (point) => gcoord.transform(point, from, gcoord.WGS84)),
  });
}

function shifted(coordinates: unknown, move: (point: [number, number]) => [number, number]): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  const [x, y] = coordinates as unknown[];
  if (typeof x === 'number' && typeof y === 'number') return move([x, y]);
  return coordinates.map((part) => shifted(part, move));
}
