import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../pool.ts';

export interface StagedRow {
  readonly row: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly owner: string | null;
  readonly parent: string | null;
  readonly geometry: string | null;
}

export interface Fault {
  readonly row: number;
  readonly code: string | null;
  readonly why: string;
}

/** Streams rows into a staging table of this transaction; nothing of the city is touched yet. */
export async function stageRows(tx: Tx, rows: AsyncIterable<StagedRow>): Promise<number> {
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query(
    `CREATE TEMP TABLE staged (n int, code text, name text, owner text, parent text, geojson text, geom geometry, fault text) ON COMMIT DROP`,
  );
  let count = 0;
  async function* lines() {
    for await (const row of rows) {
      count++;
      yield `${[row.row, row.code, row.name, row.owner, row.parent, row.geometry].map(csvField).join(',')}\n`;
    }
  }
  const copy = tx.query(
    copyFrom('COPY staged (n, code, name, owner, parent, geojson) FROM STDIN WITH (FORMAT csv)'),
  );
  await pipeline(Readable.from(lines()), copy);
  await tx.query('UPDATE staged SET geom = read_geojson(geojson)');
  // Without statistics the planner takes a staged table for a small one.
  await tx.query('CREATE INDEX ON staged (code)');
  await tx.query('ANALYZE staged');
  return count;
}

function csvField(value: string | number | null): string {
  return value === null ? '' : `"${String(value).replaceAll('"', '""').replaceAll('\u0000', '')}"`;
}

const METRES_FAR = 200_000;

/** Finds what is wrong with each staged row; a component is a point, an area a polygon. */
export async function findFaults(
  tx: Tx,
  target: { kind: 'point'; category: string } | { kind: 'area' },
): Promise<Fault[]> {
  const { kind } = target;
  const types = kind === 'point' ? `('POINT')` : `('POLYGON', 'MULTIPOLYGON')`;
  const mark = (why: string, when: string) =>
    tx.query(`UPDATE staged s SET fault = ${why} WHERE fault IS NULL AND (${when})`);
  await mark(`'has no code'`, `coalesce(code, '') = ''`);
  await tx.query(
    `UPDATE staged s SET fault = 'has the same code as row ' || first.n
       FROM (SELECT code, min(n) AS n FROM staged GROUP BY code HAVING count(*) > 1) AS first
      WHERE s.fault IS NULL AND s.code = first.code AND s.n > first.n`,
  );
  await mark(`'has no geometry, or one that cannot be read'`, 'geom IS NULL');
  await mark(
    `'is a ' || GeometryType(geom) || ', expected ${kind === 'point' ? 'a point' : 'a polygon'}'`,
    `GeometryType(geom) NOT IN ${types}`,
  );
  await mark(
    `'lies outside longitude and latitude' || CASE WHEN abs(ST_YMax(geom)) <= 180 AND abs(ST_XMax(geom)) <= 90 THEN ': they look swapped' ELSE '' END`,
    'ST_XMin(geom) < -180 OR ST_XMax(geom) > 180 OR ST_YMin(geom) < -90 OR ST_YMax(geom) > 90',
  );
  await mark(`'is broken: ' || ST_IsValidReason(geom)`, 'NOT ST_IsValid(geom)');
  await mark(farWhy(), `${farFrom('s.geom')} AND (SELECT centre FROM (${CENTRE}) c) IS NOT NULL`);
  if (target.kind === 'point') {
    await markOutside(tx);
    await tx.query(
      `UPDATE staged s SET fault = 'has the code of a component of another category (' || c.category_key || ')'
         FROM component c WHERE s.fault IS NULL AND c.code = s.code AND c.category_key <> $1`,
      [target.category],
    );
  }
  const { rows } = await tx.query<Fault>(
    'SELECT n AS row, code, fault AS why FROM staged WHERE fault IS NOT NULL ORDER BY n',
  );
  return rows;
}

/** Where the city is: its cells and district, else its own row. */
const CENTRE = `SELECT coalesce((SELECT ST_Centroid(ST_Extent(geom)::geometry) FROM area WHERE kind IN ('district', 'cell')),
  (SELECT ST_MakePoint(lon, lat) FROM city)) AS centre`;
const farFrom = (geom: string) =>
  `ST_DistanceSphere(ST_Centroid(${geom}), (SELECT centre FROM (${CENTRE}) c)) > ${METRES_FAR}`;
const farWhy =
  () => `'lies ' || round(ST_DistanceSphere(ST_Centroid(geom), (SELECT centre FROM (${CENTRE}) c)) / 1000)::text || ' km from the city'
  || CASE WHEN NOT ${farFrom('ST_FlipCoordinates(s.geom)')} THEN ': longitude and latitude look swapped' ELSE '' END`;

/** Real registers hold a few things just over the border; what lies farther out than this, metres, is refused. */
const BORDER_M = 200;

/** Components lie in the city: outside of all its cells a row is refused. */
async function markOutside(tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM area WHERE kind IN ('cell', 'district')) AS any`,
  );
  if (!rows[0]!.any) return;
  await tx.query(`
    UPDATE staged s SET fault = 'lies outside the city; was another coordinate system meant (--crs gcj02, bd09)?'
     WHERE fault IS NULL
       AND NOT EXISTS (SELECT FROM area a WHERE a.kind IN ('cell', 'district') AND ST_Covers(a.geom, s.geom))
       AND NOT EXISTS (
       SELECT FROM area a WHERE a.kind IN ('cell', 'district') AND a.geom && ST_Expand(s.geom, 0.01) AND ST_DWithin(a.geom::geography, s.geom::geography, ${BORDER_M}))`);
}

export interface Written {
  readonly added: number;
  readonly updated: number;
}

/** Writes staged components; a known code is updated. Owners that are units of the city become links, others stay text. */
export async function writeComponents(
  tx: Tx,
  categoryKey: string,
  owners: Readonly<Record<string, string>>,
): Promise<Written> {
  return counted(
    tx,
    `INSERT INTO component (code, category_key, zh, en, owner_unit, owner_text, cell_code, geom)
     SELECT s.code, $1, s.name, s.name, u.code, s.owner,
        (SELECT a.code FROM area a WHERE a.kind = 'cell' AND ST_Covers(a.geom, s.geom) ORDER BY a.area_m2 LIMIT 1), s.geom
       FROM staged s LEFT JOIN unit u ON u.code = coalesce($2::jsonb ->> s.owner, s.owner) OR lower(s.owner) IN (lower(u.zh), lower(u.en), lower(u.short_zh), lower(u.short_en))
     ON CONFLICT (code) DO UPDATE SET category_key = excluded.category_key, zh = excluded.zh, en = excluded.en, owner_unit = excluded.owner_unit,
       owner_text = excluded.owner_text, cell_code = excluded.cell_code, geom = excluded.geom, updated_at = now()
     RETURNING (xmax = 0) AS added`,
    [categoryKey, JSON.stringify(owners)],
  );
}

/** Writes staged areas; a missing parent is the smallest known area of a higher kind around them. */
export async function writeAreas(tx: Tx, kind: string, higher: readonly string[]): Promise<Written> {
  const written = await counted(
    tx,
    `INSERT INTO area (code, kind, parent_code, zh, en, geom, area_m2)
     SELECT s.code, $1, coalesce(s.parent, (SELECT a.code FROM area a WHERE a.kind = ANY ($2) AND ST_Covers(a.geom, ST_PointOnSurface(s.geom)) ORDER BY a.area_m2 LIMIT 1)),
        coalesce(s.name, s.code), coalesce(s.name, s.code), ST_Multi(s.geom), ST_Area(s.geom::geography)
       FROM staged s
     ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, parent_code = excluded.parent_code, zh = excluded.zh, en = excluded.en,
       geom = excluded.geom, area_m2 = excluded.area_m2
     RETURNING (xmax = 0) AS added`,
    [kind, higher],
  );
  if (kind === 'cell') {
    await tx.query(
      `UPDATE component c SET cell_code = a.code FROM staged s JOIN area a ON a.code = s.code WHERE ST_Covers(a.geom, c.geom) AND c.cell_code IS DISTINCT FROM a.code`,
    );
  }
  return written;
}

async function counted(tx: Tx, sql: string, values: unknown[]): Promise<Written> {
  const { rows } = await tx.query<{ added: number; updated: number }>(
    `WITH done AS (${sql}) SELECT count(*) FILTER (WHERE added)::int AS added, count(*) FILTER (WHERE NOT added)::int AS updated FROM done`,
    values,
  );
  return rows[0]!;
}

/** Owners of the staged rows that are no unit of the city, with their number. */
export async function strangeOwners(
  tx: Tx,
  owners: Readonly<Record<string, string>>,
): Promise<{ owner: string; n: number }[]> {
  const { rows } = await tx.query<{ owner: string; n: number }>(
    `SELECT s.owner, count(*)::int AS n FROM staged s
      WHERE s.owner IS NOT NULL AND s.owner <> '' AND NOT EXISTS (SELECT FROM unit u WHERE u.code = coalesce($1::jsonb ->> s.owner, s.owner)
         OR lower(s.owner) IN (lower(u.zh), lower(u.en), lower(u.short_zh), lower(u.short_en)))
      GROUP BY s.owner ORDER BY n DESC`,
    [JSON.stringify(owners)],
  );
  return rows;
}

/** Adds a unit for each strange owner; its liaison is named later, and until then nothing is routed to it. */
export async function addOwnerUnits(tx: Tx, owners: readonly { owner: string }[]): Promise<void> {
  await tx.query(
    `INSERT INTO unit (code, zh, en, short_zh, short_en, type, level)
     SELECT trim(BOTH '-' FROM lower(regexp_replace(o, '[^A-Za-z0-9]+', '-', 'g'))), o, o, left(o, 6), left(o, 18), 'bureau', 'district'
       FROM unnest($1::text[]) AS o ON CONFLICT DO NOTHING`,
    [owners.map(({ owner }) => owner)],
  );
}
