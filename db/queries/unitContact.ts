import { type Db, instant } from '../pool.ts';

/** A unit's line, and those who answer for it where it has no posts. */
export async function unitLine(db: Db, unit: string): Promise<{ phone: string | null; liaisons: string[] }> {
  const { rows } = await db.query<{ phone: string | null; liaisons: string[] }>(
    `SELECT u.phone, ARRAY(SELECT p.name FROM app_user p WHERE p.unit_code = u.code AND p.role = 'liaison' AND p.disabled_at IS NULL
        ORDER BY p.name LIMIT 3) AS liaisons
       FROM unit u WHERE u.code = $1`,
    [unit],
  );
  return rows[0] ?? { phone: null, liaisons: [] };
}

interface NearCollector {
  readonly id: string;
  readonly name: string;
  readonly distanceM: number;
  readonly seenAt: number;
  readonly inBeat: boolean;
}

/** Collectors on duty by their last position, heard of since an instant, the nearest first. */
export async function nearCollectors(
  db: Db,
  where: { lon: number; lat: number; cell: string | null; sinceMs: number; withinM: number },
): Promise<NearCollector[]> {
  const { rows } = await db.query<NearCollector>(
    `SELECT * FROM (
       SELECT u.id, u.name, round(ST_DistanceSphere(d.geom, ST_MakePoint($1, $2)))::int AS "distanceM", d.seen_at AS "seenAt",
           EXISTS (SELECT FROM beat_cell b WHERE b.beat_code = d.beat_code AND b.cell_code = $3) AS "inBeat"
         FROM duty d JOIN app_user u ON u.id = d.user_id AND u.disabled_at IS NULL
        WHERE d.geom IS NOT NULL AND d.seen_at >= $4) near
      WHERE "distanceM" <= $5 ORDER BY "distanceM", id LIMIT 5`,
    [where.lon, where.lat, where.cell, instant(where.sinceMs), where.withinM],
  );
  return rows;
}
