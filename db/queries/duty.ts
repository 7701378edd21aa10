import type { CollectorChoice } from '../../core/contract/api/answers.ts';
import { type Db, instant } from '../pool.ts';

/**
 * The collector for a task: on duty, nearest in the patrol grid, then in the subdistrict, not `except`
 * (the reporter) when there is another (spec 02, issue-check). Null: nobody is on duty there.
 */
export async function nearestCollector(
  db: Db,
  where: { lon: number; lat: number; beat: string | null; subdistrict: string | null; except: string | null },
): Promise<string | null> {
  const { rows } = await db.query<{ user_id: string }>(
    `SELECT d.user_id
       FROM duty d JOIN app_user u ON u.id = d.user_id AND u.disabled_at IS NULL
      WHERE d.beat_code = $3 OR d.subdistrict_code = $4
      ORDER BY (d.user_id::text = $5), (d.beat_code IS DISTINCT FROM $3),
        d.geom <-> ST_SetSRID(ST_MakePoint($1, $2), 4326) NULLS LAST
      LIMIT 1`,
    [where.lon, where.lat, where.beat, where.subdistrict, where.except],
  );
  return rows[0]?.user_id ?? null;
}

/** Whom a task can be given to: on duty first, then the own beat, the same subdistrict, few tasks. */
export async function collectorChoices(
  db: Db,
  where: { beat: string | null; subdistrict: string | null },
): Promise<CollectorChoice[]> {
  const { rows } = await db.query<CollectorChoice>(
    `SELECT u.id::text, u.name, coalesce(d.beat_code, u.beat_code) AS beat, d.user_id IS NOT NULL AS "onDuty",
        CASE WHEN coalesce(d.beat_code, u.beat_code) = $1 THEN 'beat'
          WHEN d.subdistrict_code = $2 OR u.beat_code LIKE $2 || '%' THEN 'subdistrict' ELSE 'elsewhere' END AS near,
        (SELECT count(*)::int FROM cases c WHERE c.collector_id = u.id::text AND c.is_open) AS tasks
       FROM app_user u LEFT JOIN duty d ON d.user_id = u.id
      WHERE u.role = 'collector' AND u.disabled_at IS NULL
      ORDER BY d.user_id IS NULL, array_position(ARRAY['beat', 'subdistrict', 'elsewhere'],
          CASE WHEN coalesce(d.beat_code, u.beat_code) = $1 THEN 'beat' WHEN d.subdistrict_code = $2 OR u.beat_code LIKE $2 || '%' THEN 'subdistrict' ELSE 'elsewhere' END),
        tasks, u.name, u.id LIMIT 300`,
    [where.beat, where.subdistrict],
  );
  return rows;
}

/** Whether a user is a collector who can be given a task. */
export async function isCollector(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM app_user WHERE id = $1 AND role = 'collector' AND disabled_at IS NULL`,
    [id],
  );
  return rowCount === 1;
}

/** Whether any collector is on duty for a place: only then must a check be done on site (spec 02, pass). */
export async function anyoneOnDuty(
  db: Db,
  beat: string | null,
  subdistrict: string | null,
): Promise<boolean> {
  const { rows } = await db.query<{ yes: boolean }>(
    `SELECT EXISTS (SELECT FROM duty d JOIN app_user u ON u.id = d.user_id AND u.disabled_at IS NULL
       WHERE d.beat_code = $1 OR d.subdistrict_code = $2) AS yes`,
    [beat, subdistrict],
  );
  return rows[0]!.yes;
}

export interface Shift {
  readonly userId: string;
  readonly at: number;
  readonly point: { readonly lon: number; readonly lat: number; readonly accuracyM: number | null } | null;
  readonly cell: string | null;
  readonly beat: string | null;
  readonly subdistrict: string | null;
}

/** Goes on duty or moves while on it; returns since when. */
export async function goOnDuty(db: Db, shift: Shift): Promise<number> {
  const { rows } = await db.query<{ since: number }>(
    `INSERT INTO duty (user_id, since, geom, accuracy_m, seen_at, cell_code, beat_code, subdistrict_code)
     VALUES ($1, $2, ST_SetSRID(ST_MakePoint($3, $4), 4326), $5, CASE WHEN $3::float8 IS NULL THEN NULL ELSE $2::timestamptz END, $6, $7, $8)
     ON CONFLICT (user_id) DO UPDATE SET geom = coalesce(excluded.geom, duty.geom),
       accuracy_m = coalesce(excluded.accuracy_m, duty.accuracy_m), seen_at = coalesce(excluded.seen_at, duty.seen_at),
       cell_code = coalesce(excluded.cell_code, duty.cell_code), beat_code = coalesce(excluded.beat_code, duty.beat_code),
       subdistrict_code = coalesce(excluded.subdistrict_code, duty.subdistrict_code)
     RETURNING since`,
    [
      shift.userId,
      instant(shift.at),
      shift.point?.lon ?? null,
      shift.point?.lat ?? null,
      shift.point?.accuracyM ?? null,
      shift.cell,
      shift.beat,
      shift.subdistrict,
    ],
  );
  return rows[0]!.since;
}

/** The end of a shift takes the position away with it (spec 06, Persons). */
export async function goOffDuty(db: Db, userId: string): Promise<void> {
  await db.query('DELETE FROM duty WHERE user_id = $1', [userId]);
}
