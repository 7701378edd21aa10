import type { AreaFacts } from '../../core/rules/case/state.ts';
import type { Db } from '../pool.ts';

export interface PlaceFacts {
  readonly inside: boolean;
  readonly areas: AreaFacts;
}

/** The areas that contain a point; `inside` is the district's own polygon, or any cell's where none is drawn. */
export async function placeFacts(db: Db, lon: number, lat: number): Promise<PlaceFacts> {
  const { rows } = await db.query<{ kind: string; code: string; beat: string | null }>(
    `SELECT a.kind, a.code, b.beat_code AS beat
       FROM area a LEFT JOIN beat_cell b ON a.kind = 'cell' AND b.cell_code = a.code
      WHERE a.kind <> 'custom' AND ST_Covers(a.geom, ST_SetSRID(ST_MakePoint($1, $2), 4326))
      ORDER BY a.area_m2`,
    [lon, lat],
  );
  const of = (kind: string) => rows.find((row) => row.kind === kind);
  return {
    inside: of('district') !== undefined || of('cell') !== undefined,
    areas: {
      cell: of('cell')?.code ?? null,
      community: of('community')?.code ?? null,
      subdistrict: of('subdistrict')?.code ?? null,
      beat: of('beat')?.code ?? of('cell')?.beat ?? null,
    },
  };
}

/**
 * The address of a point from the city's own streets: the nearest numbered one within 150 m, odd numbers on
 * the left of its direction, even on the right. Null far from any.
 */
export async function addressAt(
  db: Db,
  lon: number,
  lat: number,
): Promise<{ zh: string; en: string } | null> {
  const { rows } = await db.query<{
    zh: string;
    en: string | null;
    along: number;
    left: boolean;
    from: number | null;
    spacing: number | null;
  }>(
    `WITH p AS (SELECT ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857) AS g, cos(radians($2)) AS scale),
     near AS (
       SELECT m.zh, m.en, m.geom_m AS line, p.g, p.scale, ST_LineLocatePoint(m.geom_m, p.g) AS f,
              (m.attributes ->> 'numberFrom')::int AS "from", (m.attributes ->> 'spacing')::float8 AS spacing
         FROM p, map_feature m
        WHERE m.layer = 'street' AND m.zh IS NOT NULL AND GeometryType(m.geom_m) = 'LINESTRING' AND ST_DWithin(m.geom_m, p.g, 150 / p.scale)
        ORDER BY (m.attributes ? 'numberFrom') DESC, ST_Distance(m.geom_m, p.g) LIMIT 1),
     ends AS (
       SELECT *, ST_LineInterpolatePoint(line, greatest(0, f - 0.001)) AS a, ST_LineInterpolatePoint(line, least(1, f + 0.001)) AS b FROM near)
     SELECT zh, en, "from", spacing, f * ST_Length(line) * scale AS along,
        (ST_X(b) - ST_X(a)) * (ST_Y(g) - ST_Y(a)) - (ST_Y(b) - ST_Y(a)) * (ST_X(g) - ST_X(a)) > 0 AS left
       FROM ends`,
    [lon, lat],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.from === null || row.spacing === null) return { zh: row.zh, en: row.en ?? row.zh };
  const number = row.from + 2 * Math.floor(row.along / row.spacing) + (row.left ? 0 : 1);
  return { zh: `${row.zh} ${number} 号`, en: `${number} ${row.en ?? row.zh}` };
}

export interface ComponentRow {
  readonly code: string;
  readonly category_key: string;
  readonly name: string | null;
  readonly distance_m: number;
  readonly lon: number;
  readonly lat: number;
  readonly owner_unit: string | null;
  readonly owner_text: string | null;
  readonly maintainer_unit: string | null;
  readonly custodian_unit: string | null;
  readonly custody_until: string | null;
  readonly status: string;
}

const COMPONENT = `c.code, c.category_key, coalesce(c.zh, c.en) AS name, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat,
  c.owner_unit, c.owner_text, c.maintainer_unit, c.custodian_unit, c.custody_until, c.status`;

/** Components within `radiusM` metres, nearest first, at most 30. */
export async function componentsNear(
  db: Db,
  lon: number,
  lat: number,
  radiusM: number,
): Promise<ComponentRow[]> {
  const { rows } = await db.query<ComponentRow>(
    `WITH p AS (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326) AS g)
     SELECT ${COMPONENT}, ST_Distance(c.geom::geography, p.g::geography) AS distance_m
       FROM p, component c
      WHERE c.geom && ST_Expand(p.g, $3 / (111320 * cos(radians($2))), $3 / 110540.0)
        AND ST_DWithin(c.geom::geography, p.g::geography, $3) AND c.status <> 'removed'
      ORDER BY distance_m LIMIT 30`,
    [lon, lat, radiusM],
  );
  return rows;
}

export async function componentByCode(db: Db, code: string): Promise<ComponentRow | null> {
  const { rows } = await db.query<ComponentRow>(
    `SELECT ${COMPONENT}, 0 AS distance_m FROM component c WHERE c.code = $1`,
    [code],
  );
  return rows[0] ?? null;
}
