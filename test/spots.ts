import type { Pool } from '../db/pool.ts';

/** A place of the demo city where everything is clear: a component with one maintainer, its beat, people near. */
export interface Spot {
  readonly component: string;
  readonly categoryKey: string;
  readonly lon: number;
  readonly lat: number;
  readonly cell: string;
  readonly beat: string;
  readonly subdistrict: string;
  /** The maintainer: by spec 04 the responsible unit, since nobody has the component in custody. */
  readonly unit: string;
  /** Logins: a trusted collector of the beat, one that is not trusted, both of the same subdistrict. */
  readonly trusted: string;
  readonly other: string;
  /** The subdistrict's own unit dispatcher. */
  readonly unitDispatcher: string;
}

/** Sewage manhole covers: with conditions of 2 urgent hours, of working days, and an emergency. */
export const MANHOLE = 'gbt2026/component/01002';

/** Spots of a category each in another subdistrict, in a fixed order. */
export async function findSpots(owner: Pool, categoryKey = MANHOLE, limit = 4): Promise<Spot[]> {
  const { rows } = await owner.query<Spot>(
    `SELECT DISTINCT ON (s.code) p.code AS component, p.category_key AS "categoryKey", ST_X(p.geom) AS lon, ST_Y(p.geom) AS lat,
        p.cell_code AS cell, b.beat_code AS beat, s.code AS subdistrict, p.maintainer_unit AS unit, t.login AS trusted, o.login AS other,
        d.login AS "unitDispatcher"
       FROM component p JOIN beat_cell b ON b.cell_code = p.cell_code
       JOIN area s ON s.kind = 'subdistrict' AND ST_Covers(s.geom, p.geom)
       JOIN app_user t ON t.beat_code = b.beat_code AND t.trusted
       JOIN LATERAL (SELECT u.login FROM app_user u WHERE u.role = 'collector' AND NOT u.trusted AND u.beat_code LIKE s.code || '%' ORDER BY u.login LIMIT 1) o ON true
       JOIN app_user d ON d.role = 'unit-dispatcher' AND s.code = ANY (d.areas)
      WHERE p.category_key = $1 AND p.custodian_unit IS NULL AND p.maintainer_unit IS NOT NULL
      ORDER BY s.code, p.code LIMIT $2`,
    [categoryKey, limit],
  );
  if (rows.length < limit) throw new Error(`The demo city has only ${rows.length} spots of ${categoryKey}`);
  return rows;
}

/** A point far outside the city. */
export const OUTSIDE = { lon: 116.4, lat: 39.9 } as const;
