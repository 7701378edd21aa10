import type { Tx } from '../pool.ts';
import { countWritten, type Written } from './importing.ts';
import { seatComponents } from './importingShapes.ts';

/** The areas that cells are cut from: the lowest kind that the city has, so that no cell crosses their borders. */
export async function prepareFrame(tx: Tx): Promise<{ kind: string; parts: number } | null> {
  await tx.query('SET LOCAL statement_timeout = 0');
  const { rows } = await tx.query<{ kind: string; parts: number }>(
    `SELECT kind, count(*)::int AS parts FROM area WHERE kind IN ('community', 'subdistrict', 'district') GROUP BY kind
      ORDER BY array_position(ARRAY['community', 'subdistrict', 'district'], kind) LIMIT 1`,
  );
  const frame = rows[0];
  if (!frame) return null;
  // Lengths and areas are measured in the UTM zone of the city's middle.
  await tx.query(
    `CREATE TEMP TABLE frame ON COMMIT DROP AS
     WITH zone AS (SELECT 32601 + floor((ST_X(ST_Centroid(ST_Extent(geom)::geometry)) + 180) / 6)::int
         + CASE WHEN ST_Y(ST_Centroid(ST_Extent(geom)::geometry)) < 0 THEN 100 ELSE 0 END AS srid FROM area WHERE kind = $1)
     SELECT a.code, ST_Transform(a.geom, zone.srid) AS geom FROM area a, zone WHERE a.kind = $1`,
    [frame.kind],
  );
  await tx.query('CREATE INDEX ON frame USING gist (geom)');
  return frame;
}

/** Cuts the frame along the city's own streets, or along the lines that were staged before. */
export async function cutByStreets(tx: Tx, from: 'staged' | 'city'): Promise<void> {
  const lines =
    from === 'staged'
      ? `SELECT geom FROM staged WHERE GeometryType(geom) IN ('LINESTRING', 'MULTILINESTRING')`
      : `SELECT ST_Transform(geom_m, 4326) AS geom FROM map_feature WHERE layer = 'street' AND rank >= 1`;
  await makePieces(
    tx,
    `WITH lines AS (
       SELECT ST_Transform(l.geom, (SELECT ST_SRID(geom) FROM frame LIMIT 1)) AS geom FROM (${lines}) l
       UNION ALL SELECT ST_Boundary(geom) FROM frame)
     SELECT (ST_Dump(ST_Polygonize(noded.geom))).geom FROM (SELECT ST_UnaryUnion(ST_Collect(geom), 0.01) AS geom FROM lines) noded`,
  );
}

/** Cuts the frame into squares of a side in metres. */
export async function cutBySquares(tx: Tx, sideM: number): Promise<void> {
  await makePieces(
    tx,
    `SELECT (ST_Dump(ST_CollectionExtract(ST_Intersection(f.geom, g.geom), 3))).geom
       FROM frame f, LATERAL ST_SquareGrid($1, f.geom) g WHERE ST_Intersects(f.geom, g.geom)`,
    [sideM],
  );
}

async function makePieces(tx: Tx, sql: string, values: unknown[] = []): Promise<void> {
  await tx.query(
    `CREATE TEMP TABLE piece ON COMMIT DROP AS
     SELECT (row_number() OVER ())::int AS id, f.code AS parent, p.geom, ST_Area(p.geom) AS area
       FROM (${sql}) p JOIN frame f ON ST_Covers(f.geom, ST_PointOnSurface(p.geom)) WHERE ST_Area(p.geom) > 1`,
    values,
  );
  await tx.query('CREATE INDEX ON piece USING gist (geom)');
  await tx.query('ANALYZE piece');
}

/** Pieces larger than this are cut again by squares: a hill without streets is no single cell. */
export async function cutLarge(tx: Tx, largerThanM2: number, sideM: number): Promise<void> {
  await tx.query(
    `WITH large AS (DELETE FROM piece WHERE area > $1 RETURNING *)
     INSERT INTO piece SELECT (SELECT max(id) FROM piece) + (row_number() OVER ())::int, l.parent, part.geom, ST_Area(part.geom)
       FROM large l, LATERAL (
         SELECT (ST_Dump(ST_CollectionExtract(ST_Intersection(l.geom, g.geom), 3))).geom FROM ST_SquareGrid($2, l.geom) g WHERE ST_Intersects(l.geom, g.geom)) part
      WHERE ST_Area(part.geom) > 1`,
    [largerThanM2, sideM],
  );
}

export interface Piece {
  readonly id: number;
  readonly area: number;
}
export interface Border {
  readonly a: number;
  readonly b: number;
  readonly metres: number;
}

/** The pieces and the borders that pieces of one parent share. */
export async function readPieces(tx: Tx): Promise<{ pieces: Piece[]; borders: Border[] }> {
  const pieces = await tx.query<Piece>('SELECT id, area FROM piece ORDER BY id');
  const borders = await tx.query<Border>(
    `SELECT a, b, metres FROM (
       SELECT a.id AS a, b.id AS b, ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)) AS metres
         FROM piece a JOIN piece b ON a.parent = b.parent AND a.id < b.id AND a.geom && b.geom AND ST_Intersects(a.geom, b.geom)) shared
      WHERE metres > 0 ORDER BY a, b`,
  );
  return { pieces: pieces.rows, borders: borders.rows };
}

/**
 * Writes the pieces as cells, those of one group as one, numbered in their parent from north-west to south-east:
 * the parent's code and three digits (15 digits in all under a community's 12).
 */
export async function writeCells(tx: Tx, groups: ReadonlyMap<number, number>): Promise<Written> {
  const written = await countWritten(
    tx,
    `WITH grouped AS (
       SELECT p.parent, ST_Union(p.geom) AS geom FROM piece p JOIN unnest($1::int[], $2::int[]) AS g(id, leader) USING (id) GROUP BY p.parent, g.leader),
     placed AS (SELECT parent, geom, ST_PointOnSurface(geom) AS at FROM grouped),
     numbered AS (
       SELECT parent, geom, row_number() OVER (PARTITION BY parent ORDER BY floor(-ST_Y(at) / 150), ST_X(at), ST_Y(at)) AS n FROM placed)
     INSERT INTO area (code, kind, parent_code, zh, en, geom, area_m2, attributes)
     SELECT made.code, 'cell', parent, made.code, made.code, ST_Multi(ST_Transform(geom, 4326)), ST_Area(geom), '{"generated": true}'
       FROM numbered, LATERAL (SELECT parent || CASE WHEN parent ~ '^\\d{12}$' AND n < 1000 THEN '' ELSE '-' END || lpad(n::text, greatest(3, length(n::text)), '0') AS code) made
     RETURNING true AS added`,
    [[...groups.keys()], [...groups.values()]],
  );
  await seatComponents(tx);
  return written;
}

export async function cellCount(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>("SELECT count(*)::int AS n FROM area WHERE kind = 'cell'");
  return rows[0]!.n;
}

/** Takes all cells away, and with them which beat held them. */
export async function dropCells(tx: Tx): Promise<void> {
  await tx.query('DELETE FROM beat_cell');
  await tx.query("DELETE FROM area WHERE kind = 'cell'");
}
