import type { Db } from '../pool.ts';

/** Which layers a zoom shows: far away only what orients, buildings and lanes from near. */
const BASE_LAYERS = [
  { layer: 'water', minZoom: 0 },
  { layer: 'hill', minZoom: 0 },
  { layer: 'green', minZoom: 11 },
  { layer: 'block', minZoom: 12 },
  { layer: 'building', minZoom: 14 },
  { layer: 'rail', minZoom: 11 },
  { layer: 'street', minZoom: 0 },
  { layer: 'border', minZoom: 0 },
  { layer: 'place', minZoom: 10 },
] as const;

/** A tile of the city's own base map; empty outside of it. */
export async function baseTile(db: Db, z: number, x: number, y: number): Promise<Buffer> {
  const wanted = BASE_LAYERS.filter(({ minZoom }) => z >= minZoom).map(({ layer }) => layer);
  // Small streets come in as one comes near; rank 3 is a main road, 0 a lane.
  const minRank = z >= 15 ? 0 : z >= 13 ? 1 : z >= 12 ? 2 : 3;
  const { rows } = await db.query<{ tile: Buffer | null }>(
    `WITH box AS (SELECT ST_TileEnvelope($1, $2, $3) AS g),
     part AS (
       SELECT m.layer, m.id, m.class, m.zh, m.en, m.rank, m.attributes,
              ST_AsMVTGeom(ST_Simplify(m.geom_m, $6, true), box.g, 4096, 64, true) AS geom
         FROM map_feature m, box
        WHERE m.geom_m && ST_Expand(box.g, (ST_XMax(box.g) - ST_XMin(box.g)) / 32)
          AND m.layer = ANY ($4) AND (m.layer <> 'street' OR m.rank >= $5)),
     layers AS (
       SELECT ST_AsMVT(t, t.layer, 4096, 'geom', 'id') AS mvt FROM part t WHERE geom IS NOT NULL GROUP BY t.layer)
     SELECT string_agg(mvt, ''::bytea) AS tile FROM layers`,
    [z, x, y, wanted, minRank, simplifyM(z)],
  );
  return rows[0]?.tile ?? Buffer.alloc(0);
}

/** Up to here components are counted by squares, beyond they are shown one by one. */
export const DENSITY_MAX_ZOOM = 15;
const DENSITY_MIN_ZOOM = 9;
/** Squares of a tile's side, as the database counts them. */
const SQUARES = 16;

/** Components one by one from close by; farther off their number by squares, read from the counts alone. */
export async function componentTile(db: Db, z: number, x: number, y: number): Promise<Buffer> {
  if (z < DENSITY_MIN_ZOOM) return Buffer.alloc(0);
  const { rows } =
    z <= DENSITY_MAX_ZOOM
      ? await db.query<{ tile: Buffer | null }>(
          `WITH box AS (SELECT ST_TileEnvelope($1, $2, $3) AS g),
           square AS (
             SELECT sum(n)::int AS n, ST_SetSRID(ST_MakePoint(sum(sum_x) / sum(n), sum(sum_y) / sum(n)), 3857) AS at
               FROM component_density
              WHERE z = $1 AND x BETWEEN $2 * $4 AND $2 * $4 + $4 - 1 AND y BETWEEN $3 * $4 AND $3 * $4 + $4 - 1
              GROUP BY x, y HAVING sum(n) > 0),
           part AS (SELECT n, ST_AsMVTGeom(at, box.g, 4096, 64, true) AS geom FROM square, box)
           SELECT ST_AsMVT(part, 'density', 4096, 'geom') AS tile FROM part WHERE geom IS NOT NULL`,
          [z, x, y, SQUARES],
        )
      : await db.query<{ tile: Buffer | null }>(
          `WITH box AS (SELECT ST_TileEnvelope($1, $2, $3) AS g),
           part AS (
             SELECT c.code, c.category_key AS category, c.status, ST_AsMVTGeom(c.geom_m, box.g, 4096, 64, true) AS geom
               FROM component c, box WHERE c.geom_m && box.g AND c.status <> 'removed' LIMIT 20000)
           SELECT ST_AsMVT(part, 'component', 4096, 'geom') AS tile FROM part WHERE geom IS NOT NULL`,
          [z, x, y],
        );
  return rows[0]?.tile ?? Buffer.alloc(0);
}

/** Half a pixel of the zoom, in metres of the projection. */
function simplifyM(z: number): number {
  return z >= 16 ? 0 : 156_543 / 2 ** z / 8;
}
