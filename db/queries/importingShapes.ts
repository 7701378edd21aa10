import type { Tx } from '../pool.ts';
import { countWritten, markFault, unitNamed, type Written } from './importing.ts';

const METRES_FAR = 200_000;
/** Real registers hold a few things just over the border; what lies farther out than this, metres, is refused. */
const BORDER_M = 200;

/** What is wrong with shapes by themselves; a component is a point, an area a polygon. */
export async function markShapes(tx: Tx, shape: 'point' | 'polygon'): Promise<void> {
  const types = shape === 'point' ? `('POINT')` : `('POLYGON', 'MULTIPOLYGON')`;
  await markFault(tx, 'geometry', `'has no geometry'`, 'shape IS NULL');
  await markFault(
    tx,
    'geometry',
    `'has a geometry that cannot be read: ' || pg_temp.shape_fault(shape)`,
    'geom IS NULL',
  );
  await markFault(
    tx,
    'geometry',
    `'is a ' || GeometryType(geom) || ', expected a ${shape}'`,
    `GeometryType(geom) NOT IN ${types}`,
  );
  await markFault(tx, 'geometry', `'has an empty geometry'`, 'ST_IsEmpty(geom)');
  await markFault(
    tx,
    'geometry',
    `'lies outside longitude and latitude' || CASE WHEN abs(ST_YMax(geom)) <= 180 AND abs(ST_XMax(geom)) <= 90 THEN ': they look swapped' ELSE '' END`,
    'ST_XMin(geom) < -180 OR ST_XMax(geom) > 180 OR ST_YMin(geom) < -90 OR ST_YMax(geom) > 90',
  );
  await markFault(tx, 'geometry', `'is broken: ' || ST_IsValidReason(geom)`, 'NOT ST_IsValid(geom)');
  await markFault(
    tx,
    'geometry',
    FAR_WHY,
    `${farFrom('s.geom')} AND (SELECT centre FROM (${CENTRE}) c) IS NOT NULL`,
  );
}

/** Where the city is: its cells and district, else its own row. */
const CENTRE = `SELECT coalesce((SELECT ST_Centroid(ST_Extent(geom)::geometry) FROM area WHERE kind IN ('district', 'cell')),
  (SELECT ST_MakePoint(lon, lat) FROM city)) AS centre`;
const farFrom = (geom: string) =>
  `ST_DistanceSphere(ST_Centroid(${geom}), (SELECT centre FROM (${CENTRE}) c)) > ${METRES_FAR}`;
const FAR_WHY = `'lies ' || round(ST_DistanceSphere(ST_Centroid(geom), (SELECT centre FROM (${CENTRE}) c)) / 1000)::text || ' km from the city'
  || CASE WHEN NOT ${farFrom('ST_FlipCoordinates(s.geom)')} THEN ': longitude and latitude look swapped' ELSE '' END`;

export interface Stray {
  readonly row: number;
  readonly lon: number;
  readonly lat: number;
  readonly metres: number;
}

/**
 * Finds rows outside of the city (its district and cells): those farther out than the border's width get that
 * fault. Answers the first of both sorts with their distance. A city without district and cells has no outside.
 */
export async function markOutside(
  tx: Tx,
  kinds: readonly string[],
  most: number,
): Promise<{ far: Stray[]; near: Stray[] }> {
  await tx.query(
    `CREATE TEMP TABLE city_piece ON COMMIT DROP AS SELECT ST_Subdivide(geom, 64) AS geom FROM area WHERE kind = ANY ($1)`,
    [kinds],
  );
  await tx.query('CREATE INDEX ON city_piece USING gist (geom)');
  await tx.query('ANALYZE city_piece');
  const { rows } = await tx.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM city_piece) AS any');
  if (!rows[0]!.any) return { far: [], near: [] };
  await tx.query(
    `CREATE TEMP TABLE stray ON COMMIT DROP AS SELECT s.n, ${POINT} AS at FROM staged s
      WHERE s.fault IS NULL AND NOT EXISTS (SELECT FROM city_piece p WHERE ST_Intersects(p.geom, ${POINT}))`,
  );
  await tx.query('CREATE INDEX ON stray (n)');
  await tx.query('ANALYZE stray');
  await markFault(
    tx,
    'geometry',
    OUTSIDE,
    `EXISTS (SELECT FROM stray o WHERE o.n = s.n AND NOT EXISTS (
       SELECT FROM city_piece p WHERE p.geom && ST_Expand(o.at, 0.01) AND ST_DWithin(p.geom::geography, o.at::geography, ${BORDER_M})))`,
  );
  const some = (far: boolean) =>
    tx.query<Stray>(
      `SELECT n AS row, ST_X(at) AS lon, ST_Y(at) AS lat, round((SELECT ST_Distance(p.geom::geography, at::geography) FROM city_piece p ORDER BY p.geom <-> at LIMIT 1))::int AS metres
         FROM (SELECT o.* FROM stray o JOIN staged s USING (n) WHERE (s.fault IS NULL) <> $2 ORDER BY n LIMIT $1) found`,
      [most, far],
    );
  return { far: (await some(true)).rows, near: (await some(false)).rows };
}

/** Rows just over the border are refused after all. */
export async function markNear(tx: Tx, rows: readonly number[]): Promise<void> {
  await markFault(tx, 'geometry', OUTSIDE, 's.n = ANY ($1)', [rows]);
}

const OUTSIDE = `'lies outside the city; was another coordinate system meant (--crs gcj02, bd09)?'`;
const POINT = 'ST_PointOnSurface(s.geom)';

/** Whether positions lie in the city, in their order. */
export async function liesInCity(
  tx: Tx,
  positions: readonly (readonly [number, number])[],
): Promise<boolean[]> {
  const { rows } = await tx.query<{ inside: boolean }>(
    `SELECT EXISTS (SELECT FROM city_piece c WHERE ST_Intersects(c.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))) AS inside
       FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS p(lon, lat, i) ORDER BY i`,
    [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)],
  );
  return rows.map(({ inside }) => inside);
}

/** Says more of the fault of single rows. */
export async function sayMore(tx: Tx, more: ReadonlyMap<number, string>): Promise<void> {
  await tx.query(
    `UPDATE staged s SET fault = fault || m.more FROM unnest($1::int[], $2::text[]) AS m(n, more) WHERE m.n = s.n AND s.fault IS NOT NULL`,
    [[...more.keys()], [...more.values()]],
  );
}

/** Categories of staged components: one for all, or each row's own code; unknown ones are faults. */
export async function resolveCategories(tx: Tx, scheme: string, forAll: string | null): Promise<void> {
  await tx.query('ALTER TABLE staged ADD COLUMN category text');
  await tx.query(
    `UPDATE staged s SET category = coalesce(k.key, s.category) FROM (
       SELECT t.text, (SELECT c.key FROM category c WHERE c.active AND c.key IN (t.text, $1 || '/' || t.text, $1 || '/component/' || t.text)) AS key
         FROM (SELECT DISTINCT coalesce(data ->> 'category', $2) AS text FROM staged) t) k
      WHERE k.text = coalesce(s.data ->> 'category', $2)`,
    [scheme, forAll],
  );
  await markFault(tx, 'category', `'names no category'`, `coalesce(data ->> 'category', $1) IS NULL`, [
    forAll,
  ]);
  await markFault(
    tx,
    'category',
    `'names category ' || coalesce(data ->> 'category', '') || ', which the city does not have'`,
    'category IS NULL',
  );
  await tx.query(
    `UPDATE staged s SET fault = 'has the code of a component of another category (' || c.category_key || ')', field = 'code'
       FROM component c WHERE s.fault IS NULL AND c.code = s.code AND c.category_key <> s.category`,
  );
}

const UNIT_FIELDS = ['owner', 'maintainer', 'custodian'] as const;

/** The units that owners, maintainers and custodians of the staged rows name; `given` overrules. */
export async function resolveUnits(tx: Tx, given: Readonly<Record<string, string>>): Promise<void> {
  await tx.query('DROP TABLE IF EXISTS named_unit');
  await tx.query(
    `CREATE TEMP TABLE named_unit ON COMMIT DROP AS
     SELECT t.text, coalesce((SELECT u.code FROM unit u WHERE u.code = $1::jsonb ->> t.text), ${unitNamed('t.text')}) AS code
       FROM (SELECT DISTINCT f.text FROM staged s, LATERAL (VALUES (s.data ->> 'owner'), (s.data ->> 'maintainer'), (s.data ->> 'custodian')) f(text) WHERE f.text IS NOT NULL) t`,
    [JSON.stringify(given)],
  );
  await tx.query('ANALYZE named_unit');
}

/** Maintainers and custodians decide routing: they are units. An owner may be somebody else. */
export async function markKeepers(tx: Tx): Promise<void> {
  for (const field of ['maintainer', 'custodian'])
    await markFault(
      tx,
      field,
      `'names ${field} ' || (data ->> '${field}') || ', which is no unit of the city'`,
      `EXISTS (SELECT FROM named_unit u WHERE u.text = s.data ->> '${field}' AND u.code IS NULL)`,
    );
  await markFault(
    tx,
    'until',
    `'is in custody without an end: custody_until is missing'`,
    `data ->> 'custodian' IS NOT NULL AND data ->> 'until' IS NULL`,
  );
}

/** Owners of the staged rows that are no unit of the city, with their number. */
export async function strangeOwners(tx: Tx): Promise<{ owner: string; n: number }[]> {
  const { rows } = await tx.query<{ owner: string; n: number }>(
    `SELECT s.data ->> 'owner' AS owner, count(*)::int AS n FROM staged s JOIN named_unit u ON u.text = s.data ->> 'owner' AND u.code IS NULL
      GROUP BY 1 ORDER BY n DESC, 1`,
  );
  return rows;
}

/** Adds a unit for each strange owner; its liaison is named later, and until then nothing is routed to it. */
export async function addOwnerUnits(tx: Tx, owners: readonly { owner: string }[]): Promise<void> {
  await tx.query(
    `INSERT INTO unit (code, zh, en, short_zh, short_en, type, level)
     SELECT coalesce(nullif(trim(BOTH '-' FROM lower(regexp_replace(o, '[^A-Za-z0-9]+', '-', 'g'))), ''), 'unit-' || left(md5(o), 8)), o, o, left(o, 6), left(o, 18), 'bureau', 'district'
       FROM unnest($1::text[]) AS o ON CONFLICT DO NOTHING`,
    [owners.map(({ owner }) => owner)],
  );
}

/** Writes staged components; of a known code, the fields that the file has are updated. */
export async function writeComponents(tx: Tx, fields: readonly string[]): Promise<Written> {
  const columns: Readonly<Record<string, readonly string[]>> = {
    zh: ['zh'],
    en: ['en'],
    owner: ['owner_unit', 'owner_text'],
    maintainer: ['maintainer_unit'],
    custodian: ['custodian_unit'],
    until: ['custody_until'],
    status: ['status'],
  };
  const changed = ['geom', 'cell_code', ...fields.flatMap((field) => columns[field] ?? [])];
  const [owner, maintainer, custodian] = UNIT_FIELDS.map(
    (field) => `(SELECT u.code FROM named_unit u WHERE u.text = s.data ->> '${field}')`,
  );
  return countWritten(
    tx,
    `INSERT INTO component (code, category_key, zh, en, owner_unit, owner_text, maintainer_unit, custodian_unit, custody_until, status, cell_code, geom)
     SELECT s.code, s.category, s.data ->> 'zh', coalesce(s.data ->> 'en', s.data ->> 'zh'), ${owner}, s.data ->> 'owner', ${maintainer}, ${custodian},
        (s.data ->> 'until')::date, coalesce(s.data ->> 'status', 'intact'),
        (SELECT a.code FROM area a WHERE a.kind = 'cell' AND ST_Covers(a.geom, s.geom) ORDER BY a.area_m2 LIMIT 1), s.geom
       FROM staged s
     ON CONFLICT (code) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}, updated_at = now()
     RETURNING (xmax = 0) AS added`,
  );
}

const HIGHER: readonly string[] = ['district', 'subdistrict', 'community', 'cell'];

/** What is wrong with the relations of staged areas. */
export async function markAreas(tx: Tx, kind: string): Promise<void> {
  await tx.query(
    `UPDATE staged s SET fault = 'has the code of an area of another kind (' || a.kind || ')', field = 'code'
       FROM area a WHERE s.fault IS NULL AND a.code = s.code AND a.kind <> $1`,
    [kind],
  );
  await markFault(
    tx,
    'parent',
    `'names parent ' || (data ->> 'parent') || ', which is no area of the city'`,
    `data ->> 'parent' IS NOT NULL AND NOT EXISTS (SELECT FROM area a WHERE a.code = s.data ->> 'parent')`,
  );
  await markFault(
    tx,
    'unit',
    `'names unit ' || (data ->> 'unit') || ', which the city does not have'`,
    `data ->> 'unit' IS NOT NULL AND ${unitNamed(`(s.data ->> 'unit')`)} IS NULL`,
  );
}

/** Writes staged areas; a missing parent is the smallest known area of a higher kind around them. */
export async function writeAreas(tx: Tx, kind: string, fields: readonly string[]): Promise<Written> {
  const higher = HIGHER.slice(0, Math.max(0, HIGHER.indexOf(kind === 'beat' ? 'cell' : kind)));
  const written = await countWritten(
    tx,
    `INSERT INTO area (code, kind, parent_code, zh, en, unit_code, geom, area_m2)
     SELECT s.code, $1, coalesce(s.data ->> 'parent', (SELECT a.code FROM area a WHERE a.kind = ANY ($2) AND ST_Covers(a.geom, ST_PointOnSurface(s.geom)) ORDER BY a.area_m2 LIMIT 1)),
        coalesce(s.data ->> 'zh', s.code), coalesce(s.data ->> 'en', s.data ->> 'zh', s.code), ${unitNamed(`(s.data ->> 'unit')`)}, ST_Multi(s.geom), ST_Area(s.geom::geography)
       FROM staged s
     ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, geom = excluded.geom, area_m2 = excluded.area_m2
        ${fields.includes('zh') ? ', zh = excluded.zh, en = excluded.en' : ''} ${fields.includes('unit') ? ', unit_code = excluded.unit_code' : ''}
     RETURNING (xmax = 0) AS added`,
    [kind, higher],
  );
  if (kind === 'cell') await seatComponents(tx);
  if (kind === 'beat' || kind === 'cell') await seatCells(tx);
  return written;
}

/** Every component stands in the cell that covers it. */
export async function seatComponents(tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE component c SET cell_code = n.cell FROM (
       SELECT c.code, (SELECT a.code FROM area a WHERE a.kind = 'cell' AND ST_Covers(a.geom, c.geom) ORDER BY a.area_m2 LIMIT 1) AS cell FROM component c) n
      WHERE n.code = c.code AND n.cell IS DISTINCT FROM c.cell_code`,
  );
}

/** Every cell belongs to the beat that holds its middle, where beats are drawn. */
async function seatCells(tx: Tx): Promise<void> {
  await tx.query(
    `INSERT INTO beat_cell (cell_code, beat_code)
     SELECT DISTINCT ON (c.code) c.code, b.code FROM area c JOIN area b ON b.kind = 'beat' AND ST_Covers(b.geom, ST_PointOnSurface(c.geom))
      WHERE c.kind = 'cell' ORDER BY c.code, b.area_m2
     ON CONFLICT (cell_code) DO UPDATE SET beat_code = excluded.beat_code`,
  );
}
