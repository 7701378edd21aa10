import type { FoundPlace } from '../../core/contract/api/answers.ts';
import type { Db } from '../pool.ts';

const MOST = 12;
const NUMBERED = /^(.*?)[\s,，]*(\d{1,5})\s*(?:号|號|#)?$/u;
const NUMBER_FIRST = /^(\d{1,5})\s+(.+)$/u;

/** Places that fit what was typed: components by number, numbered addresses, streets and named places. */
export async function findPlaces(db: Db, typed: string): Promise<FoundPlace[]> {
  const q = typed.trim();
  const numbered = NUMBERED.exec(q);
  const first = NUMBER_FIRST.exec(q);
  const street = first?.[2] ?? numbered?.[1];
  const number = Number(first?.[1] ?? numbered?.[2]);
  const [components, addresses, names] = await Promise.all([
    byComponent(db, q),
    street ? byAddress(db, street, number) : [],
    byName(db, q),
  ]);
  return [...addresses, ...components, ...names].slice(0, MOST);
}

async function byComponent(db: Db, q: string): Promise<FoundPlace[]> {
  if (!/^[\w./:-]{3,}$/.test(q)) return [];
  const { rows } = await db.query<FoundPlace>(
    `SELECT 'component' AS kind, concat_ws(' ', coalesce(c.zh, k.zh), c.code) AS zh, concat_ws(' ', coalesce(c.en, k.en), c.code) AS en,
        ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.code AS component, c.category_key AS "categoryKey"
       FROM component c LEFT JOIN category k ON k.key = c.category_key
      WHERE c.code >= $1 AND c.code < $1 || chr(1114109) ORDER BY c.code LIMIT 8`,
    [q],
  );
  return rows;
}

/** The point of a house number, by the same reckoning as `addressAt`. */
async function byAddress(db: Db, street: string, number: number): Promise<FoundPlace[]> {
  const { rows } = await db.query<FoundPlace>(
    `SELECT 'address' AS kind, zh || ' ' || $2::int || ' 号' AS zh, $2::int || ' ' || coalesce(en, zh) AS en,
        ST_X(at) AS lon, ST_Y(at) AS lat, NULL AS component, NULL AS "categoryKey"
       FROM (SELECT zh, en, ST_Transform(ST_LineInterpolatePoint(line, least(1, along / length)), 4326) AS at FROM (
         SELECT m.zh, m.en, m.geom_m AS line, floor(($2::int - (m.attributes ->> 'numberFrom')::int) / 2.0) * (m.attributes ->> 'spacing')::float8 AS along,
            ST_Length(m.geom_m) * cos(radians(ST_Y(ST_Transform(ST_StartPoint(m.geom_m), 4326)))) AS length
           FROM map_feature m
          WHERE m.layer = 'street' AND m.attributes ? 'numberFrom' AND GeometryType(m.geom_m) = 'LINESTRING'
            AND (m.zh = $1 OR lower(m.en) = lower($1))) AS streets
        WHERE along BETWEEN 0 AND length * 1.05) AS points LIMIT 4`,
    [street, number],
  );
  return rows;
}

async function byName(db: Db, q: string): Promise<FoundPlace[]> {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await db.query<FoundPlace>(
    `SELECT * FROM (SELECT DISTINCT ON (zh) 'place' AS kind, zh, coalesce(en, zh) AS en, ST_X(p) AS lon, ST_Y(p) AS lat,
        NULL AS component, NULL AS "categoryKey"
       FROM (SELECT zh, en, rank, ST_Transform(CASE WHEN GeometryType(geom_m) = 'LINESTRING'
           THEN ST_LineInterpolatePoint(geom_m, 0.5) ELSE ST_PointOnSurface(geom_m) END, 4326) AS p
           FROM map_feature WHERE zh ILIKE $1 OR en ILIKE $1 LIMIT 300) AS found ORDER BY zh, rank DESC) AS named
      ORDER BY length(zh), zh LIMIT 8`,
    [like],
  );
  return rows;
}
