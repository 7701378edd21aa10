import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { TextDecoderStream } from 'node:stream/web';
import { CsvError, parse } from 'csv-parse';
import gcoord from 'gcoord';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { CoordinateSystem, Encoding } from '../../core/contract/api/adminImports.ts';

/** One feature of a file; `row` counts from 1 (CSV: the line) and names it in messages. */
export interface Feature {
  readonly row: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** GeoJSON geometry, or WKT from CSV, in WGS-84, as text; null where the file has none. */
  readonly geometry: string | null;
}

export interface Reading {
  readonly system?: CoordinateSystem;
  readonly encoding?: Encoding;
}

/** A file that cannot be read on; the words name the row. */
export class UnreadableFile extends Error {
  /** Where the reading stopped. */
  readonly row: number;
  constructor(message: string, row: number) {
    super(message);
    this.row = row;
  }
}

/**
 * Streams the features of a GeoJSON FeatureCollection or of a CSV (lon and lat columns, or WKT); memory stays
 * small whatever the file's size. @throws UnreadableFile
 */
export async function* readFeatures(file: string, reading: Reading = {}): AsyncGenerator<Feature> {
  const { system = 'wgs84', encoding = 'utf-8' } = reading;
  const head = await headOf(file);
  const text = () =>
    Readable.toWeb(createReadStream(file)).pipeThrough(new TextDecoderStream(encoding, { fatal: true }));
  let row = 0;
  try {
    const features = head.startsWith('{') ? readGeoJson(text(), head, system) : readCsv(text(), system);
    for await (const feature of features) {
      row = feature.row;
      yield feature;
    }
  } catch (error) {
    throw unreadable(error, row);
  }
}

async function headOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4_096), position: 0 });
    return buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart();
  } finally {
    await handle.close();
  }
}

function unreadable(error: unknown, row: number): unknown {
  if (error instanceof UnreadableFile) return error;
  if (error instanceof CsvError)
    return new UnreadableFile(`cannot be read: ${error.message}`, Number(error.lines));
  if (!(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new UnreadableFile('is not in UTF-8; was --encoding gb18030 meant?', row + 1);
  if (/pars|token|json/i.test(error.message))
    return new UnreadableFile(`breaks off or is not JSON: ${error.message}`, row + 1);
  return error;
}

interface RawFeature {
  readonly id?: unknown;
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: { readonly coordinates?: unknown } | null;
}

type Text = AsyncIterable<string>;
/** EPSG 4326 and CRS84 are WGS-84, 4490 is CGCS2000; both in degrees. */
const GEOGRAPHIC = /CRS84|EPSG:+(4326|4490)$/i;

async function* readGeoJson(text: Text, head: string, system: CoordinateSystem): AsyncGenerator<Feature> {
  const named = /"crs"[^[]{0,80}?"name"\s*:\s*"([^"]+)"/.exec(head)?.[1];
  if (named && !GEOGRAPHIC.test(named))
    throw new UnreadableFile(
      `and all others have coordinates in ${named}; save the file in longitude and latitude (EPSG:4326)`,
      1,
    );
  // An error on the way ends the loop below, which names it.
  const stream = pipeline(
    Readable.from(text),
    chain([parser({ streamValues: false }), pick({ filter: 'features' }), streamArray()]),
    () => {},
  );
  for await (const { key, value } of stream as AsyncIterable<{ key: number; value: RawFeature }>) {
    const id = value.id === undefined ? {} : { 'feature id': value.id };
    yield {
      row: key + 1,
      properties: { ...id, ...value.properties },
      geometry: inWgs84(value.geometry ?? null, system),
    };
  }
}

const LON = ['lon', 'lng', 'long', 'longitude', 'x', '经度'];
const LAT = ['lat', 'latitude', 'y', '纬度'];
const WKT = ['wkt', 'geom', 'geometry', 'the_geom', '图形'];

async function* readCsv(text: Text, system: CoordinateSystem): AsyncGenerator<Feature> {
  const columns = parse({ columns: true, bom: true, info: true, trim: true });
  const rows = pipeline(Readable.from(text), columns, () => {});
  for await (const { record, info } of rows as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    const wkt = namedValue(record, WKT);
    const [lon, lat] = [numberOf(record, LON), numberOf(record, LAT)];
    const point = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
    yield {
      row: info.lines,
      properties: record,
      geometry: wkt ? wktInWgs84(wkt, system) : inWgs84(point, system),
    };
  }
}

function namedValue(record: Readonly<Record<string, string>>, names: readonly string[]): string | null {
  const key = Object.keys(record).find((name) => names.includes(name.toLowerCase()));
  return (key && record[key]) || null;
}

function numberOf(record: Readonly<Record<string, string>>, names: readonly string[]): number | null {
  const value = Number(namedValue(record, names) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

type Point = [number, number];

/** CGCS2000 and WGS-84 differ by centimetres; GCJ-02 and BD-09 by hundreds of metres. */
function mover(system: CoordinateSystem): ((point: Point) => Point) | null {
  if (system === 'wgs84' || system === 'cgcs2000') return null;
  const from = system === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  return (point) => gcoord.transform(point, from, gcoord.WGS84);
}

/** A position as it would be if it had been given in another system. */
export function asIfIn(system: CoordinateSystem, lon: number, lat: number): Point {
  return mover(system)?.([lon, lat]) ?? [lon, lat];
}

function inWgs84(geometry: RawFeature['geometry'], system: CoordinateSystem): string | null {
  if (!geometry || typeof geometry !== 'object') return null;
  const move = mover(system);
  return JSON.stringify(move ? { ...geometry, coordinates: shifted(geometry.coordinates, move) } : geometry);
}

function shifted(coordinates: unknown, move: (point: Point) => Point): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  const [x, y] = coordinates as unknown[];
  if (typeof x === 'number' && typeof y === 'number') return move([x, y]);
  return coordinates.map((part) => shifted(part, move));
}

function wktInWgs84(wkt: string, system: CoordinateSystem): string {
  const move = mover(system);
  if (!move) return wkt;
  const pair = /(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)/g;
  return wkt.replace(pair, (_all, x: string, y: string) => move([Number(x), Number(y)]).join(' '));
}
