import type { BothNames, GroupSum, HotSpot, ReportMap } from '../../core/contract/api/reports.ts';
import { type Db, instant } from '../pool.ts';

interface Span {
  readonly period: number;
  readonly from: number;
  readonly to: number;
}

const NAMES = {
  subdistrict_code: { table: 'area', key: 'code' },
  community_code: { table: 'area', key: 'code' },
  category_key: { table: 'category', key: 'key' },
} as const;

/**
 * N, R and T of the period's items by a column of their cases, and what was filed in the period; the groups sum
 * up to the units' numbers. Largest first.
 */
export async function readGroupSums(db: Db, span: Span, by: keyof typeof NAMES): Promise<GroupSum[]> {
  const { table, key } = NAMES[by];
  const { rows } = await db.query<GroupSum>(
    `WITH due AS (
       SELECT c.${by} AS key, count(*)::int AS n, (count(*) FILTER (WHERE i.resolved))::int AS r, (count(*) FILTER (WHERE i.timely))::int AS t
         FROM score_item i JOIN cases c ON c.id = i.case_id
        WHERE i.period_id = $1 AND i.moved IS NULL AND NOT i.excluded GROUP BY 1),
     filed AS (
       SELECT ${by} AS key, count(*)::int AS n FROM cases WHERE filed_at >= $2 AND filed_at < $3 GROUP BY 1)
     SELECT coalesce(d.key, f.key) AS key, coalesce(x.zh, d.key, f.key) AS zh, coalesce(x.en, d.key, f.key) AS en,
        coalesce(d.n, 0) AS "shouldResolve", coalesce(d.r, 0) AS resolved, coalesce(d.t, 0) AS timely, coalesce(f.n, 0) AS filed
       FROM due d FULL JOIN filed f ON f.key = d.key LEFT JOIN ${table} x ON x.${key} = coalesce(d.key, f.key)
      WHERE coalesce(d.key, f.key) IS NOT NULL
      ORDER BY coalesce(d.n, 0) DESC, coalesce(f.n, 0) DESC, 1`,
    [span.period, instant(span.from), instant(span.to)],
  );
  return rows;
}

// Outlines in metres of the web map, y down as SVG has it; a few metres are no matter on paper.
const PATH = (geom: string, metres: number) =>
  `ST_AsSVG(ST_SimplifyPreserveTopology(ST_Transform(${geom}, 3857), ${metres}), 0, 0)`;

/** Unit grids where most was filed in the period, with their outlines. */
export async function readHotSpots(db: Db, { from, to }: Span, most: number): Promise<HotSpot[]> {
  const { rows } = await db.query<HotSpot>(
    `SELECT a.code AS key, a.zh, a.en, h.filed, ${PATH('a.geom', 5)} AS path
       FROM (SELECT cell_code, count(*)::int AS filed FROM cases WHERE filed_at >= $1 AND filed_at < $2 AND cell_code IS NOT NULL
              GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $3) h JOIN area a ON a.code = h.cell_code
      ORDER BY h.filed DESC, a.code`,
    [instant(from), instant(to), most],
  );
  return rows;
}

/** The subdistricts' outlines; of a city without any the districts'. */
export async function readReportMap(db: Db): Promise<ReportMap> {
  const { rows } = await db.query<
    BothNames & { path: string; x: number; y: number; x0: number; y0: number; x1: number; y1: number }
  >(
    `WITH shown AS (
       SELECT *, ST_Transform(geom, 3857) AS m FROM area
        WHERE kind = CASE WHEN EXISTS (SELECT FROM area WHERE kind = 'subdistrict') THEN 'subdistrict' ELSE 'district' END)
     SELECT zh, en, ${PATH('geom', 30)} AS path, ST_X(ST_PointOnSurface(m)) AS x, -ST_Y(ST_PointOnSurface(m)) AS y,
        ST_XMin(m) AS x0, -ST_YMax(m) AS y0, ST_XMax(m) AS x1, -ST_YMin(m) AS y1 FROM shown ORDER BY code`,
  );
  const least = (of: (row: (typeof rows)[number]) => number) => Math.floor(Math.min(...rows.map(of)));
  if (rows.length === 0) return { viewBox: [0, 0, 1, 1], areas: [] };
  const [x0, y0] = [least((row) => row.x0), least((row) => row.y0)];
  return {
    viewBox: [x0, y0, -least((row) => -row.x1) - x0, -least((row) => -row.y1) - y0],
    areas: rows.map(({ zh, en, path, x, y }) => ({ zh, en, path, x: Math.round(x), y: Math.round(y) })),
  };
}
