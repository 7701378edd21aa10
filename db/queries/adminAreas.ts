import type { AdminArea, AreaContent, AreaKind, AreaLine } from '../../core/contract/api/adminAreas.ts';
import type { Db, Tx } from '../pool.ts';
import type { OpenCase } from './openCases.ts';

const SHOWN = 200;
/** Custom areas are not kept with a case. */
const HELD = 'ARRAY[c.cell_code, c.community_code, c.subdistrict_code, c.beat_code]';
const LINE = `a.code, a.kind, a.parent_code AS parent, a.zh, a.en, a.unit_code AS unit, a.area_m2 AS m2,
  greatest(1, (SELECT max(version) FROM record_version r WHERE r.kind = 'area' AND r.key = a.code)) AS version`;

/** Areas of a kind whose code or name fits, by code. */
export async function readAdminAreas(
  db: Db,
  kind: AreaKind | null,
  typed: string,
): Promise<{ areas: AreaLine[]; total: number }> {
  const { rows } = await db.query<AreaLine & { total: number }>(
    `WITH open AS (SELECT code, count(*) AS n FROM cases c, unnest(${HELD}) AS code WHERE c.is_open GROUP BY 1)
     SELECT ${LINE}, CASE WHEN a.kind = 'district' THEN (SELECT count(*) FROM cases WHERE is_open) ELSE coalesce(o.n, 0) END AS "openCases", a.total
       FROM (SELECT *, count(*) OVER () AS total FROM area
              WHERE ($1::text IS NULL OR kind = $1) AND ($2 = '' OR strpos(lower(concat_ws(' ', code, zh, en)), lower($2)) > 0)
              ORDER BY array_position(ARRAY['district', 'subdistrict', 'community', 'beat', 'cell', 'custom'], kind), code LIMIT ${SHOWN}) a
       LEFT JOIN open o ON o.code = a.code
      ORDER BY array_position(ARRAY['district', 'subdistrict', 'community', 'beat', 'cell', 'custom'], a.kind), a.code`,
    [kind, typed],
  );
  return { areas: rows.map(({ total: _total, ...line }) => line), total: rows[0]?.total ?? 0 };
}

export async function readAdminArea(db: Db, code: string): Promise<Omit<AdminArea, 'versions'> | null> {
  const { rows } = await db.query<Omit<AdminArea, 'versions'>>(
    `SELECT ${LINE}, ST_AsGeoJSON(ST_SimplifyPreserveTopology(a.geom, 0.00003), 6) AS shape,
        (SELECT count(*) FROM cases c WHERE c.is_open AND (a.kind = 'district' OR a.code = ANY (${HELD}))) AS "openCases",
        (SELECT count(*) FROM routing_rule r WHERE r.area_code = a.code AND r.withdrawn_at IS NULL) AS rules,
        (SELECT count(DISTINCT s.condition_key) FROM standard s WHERE s.area_code = a.code) AS standards,
        (SELECT count(*) FROM area b WHERE b.parent_code = a.code) AS children,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) ORDER BY u.role, u.name), '[]')
           FROM (SELECT * FROM app_user WHERE disabled_at IS NULL AND (a.code = ANY (areas) OR beat_code = a.code) LIMIT 50) u) AS people
       FROM area a WHERE a.code = $1`,
    [code],
  );
  return rows[0] ?? null;
}

/** The newest open cases in an area, with their whole state. */
export async function readCasesIn(db: Db, code: string, limit: number): Promise<OpenCase[]> {
  const { rows } = await db.query<OpenCase>(
    `SELECT id, number, state FROM cases c WHERE is_open AND ($1 = ANY (${HELD}) OR EXISTS (SELECT FROM area WHERE code = $1 AND kind = 'district'))
      ORDER BY id DESC LIMIT $2`,
    [code, limit],
  );
  return rows;
}

export async function changeArea(tx: Tx, code: string, area: AreaContent): Promise<void> {
  await tx.query('UPDATE area SET zh = $2, en = $3, unit_code = $4 WHERE code = $1', [
    code,
    area.zh,
    area.en,
    area.unit,
  ]);
}
