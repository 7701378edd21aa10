import type { Beat, MyFigures } from '../../core/contract/api/field.ts';
import { type Db, instant } from '../pool.ts';
import type { Shift } from './duty.ts';

type BeatGround = Pick<Beat, 'code' | 'zh' | 'en' | 'cells' | 'components'>;
const NO_BEAT: BeatGround = { code: null, zh: null, en: null, cells: [], components: [] };
// More than a beat of a dense district has; a larger one still works online.
const MOST_COMPONENTS = 6_000;

/** The cells of a beat with their rings (simplified to about a metre) and the components in them. */
export async function beatGround(db: Db, beat: string | null): Promise<BeatGround> {
  if (beat === null) return NO_BEAT;
  const { rows } = await db.query<BeatGround>(
    `SELECT $1 AS code, b.zh, b.en,
       coalesce((SELECT jsonb_agg(jsonb_build_object('code', a.code, 'rings', (
            SELECT jsonb_agg(ST_AsGeoJSON(ST_ExteriorRing(ST_SimplifyPreserveTopology(part.geom, 0.00001)), 6)::jsonb -> 'coordinates')
              FROM ST_Dump(a.geom) AS part)) ORDER BY a.code)
          FROM beat_cell bc JOIN area a ON a.code = bc.cell_code WHERE bc.beat_code = $1), '[]') AS cells,
       coalesce((SELECT jsonb_agg(jsonb_build_object('code', c.code, 'categoryKey', c.category_key, 'name', coalesce(c.zh, c.en),
            'lon', round(ST_X(c.geom)::numeric, 6), 'lat', round(ST_Y(c.geom)::numeric, 6), 'status', c.status))
          FROM (SELECT c.* FROM beat_cell bc JOIN component c ON c.cell_code = bc.cell_code
                 WHERE bc.beat_code = $1 AND c.status <> 'removed' LIMIT $2) c), '[]') AS components
     FROM (SELECT 1) one LEFT JOIN area b ON b.code = $1`,
    [beat, MOST_COMPONENTS],
  );
  return rows[0] ?? NO_BEAT;
}

/** Notes where a collector on duty is. */
export async function trackPosition(db: Db, shift: Shift): Promise<void> {
  if (!shift.point) return;
  await db.query(
    `INSERT INTO patrol_track (user_id, at, cell_code, beat_code, geom, accuracy_m)
     VALUES ($1, $2, $3, $4, ST_SetSRID(ST_MakePoint($5, $6), 4326), $7)`,
    [
      shift.userId,
      instant(shift.at),
      shift.cell,
      shift.beat,
      shift.point.lon,
      shift.point.lat,
      shift.point.accuracyM,
    ],
  );
}

/** Cells of a beat with a position or a report of the person since an instant. */
export async function walkedCells(db: Db, userId: string, beat: string, sinceMs: number): Promise<string[]> {
  const { rows } = await db.query<{ cell: string }>(
    `SELECT DISTINCT seen.cell FROM (
        SELECT cell_code AS cell FROM patrol_track WHERE user_id = $1 AND at >= $3
        UNION SELECT cell_code FROM cases WHERE reporter_id = $1::text AND reported_at >= $3) seen
       JOIN beat_cell b ON b.cell_code = seen.cell AND b.beat_code = $2
      ORDER BY 1`,
    [userId, beat, instant(sinceMs)],
  );
  return rows.map((row) => row.cell);
}

/** At the end of a shift: how many cells of the beat anyone walked on this day, without saying who. */
export async function countBeatDay(db: Db, beat: string, day: string, sinceMs: number): Promise<void> {
  await db.query(
    `INSERT INTO patrol_day (beat_code, day, walked, cells)
     SELECT $1, $2, count(DISTINCT t.cell_code), count(DISTINCT b.cell_code)
       FROM beat_cell b LEFT JOIN patrol_track t ON t.cell_code = b.cell_code AND t.at >= $3 WHERE b.beat_code = $1
     ON CONFLICT (beat_code, day) DO UPDATE SET walked = greatest(patrol_day.walked, excluded.walked), cells = excluded.cells`,
    [beat, day, instant(sinceMs)],
  );
}

/** Positions become cells after 7 days and are deleted after 30. Returns how many rows changed. */
export async function thinTracks(
  db: Db,
  nowMs: number,
  policy: { readonly trackThinDays: number; readonly trackDeleteDays: number },
): Promise<{ thinned: number; deleted: number }> {
  const day = 86_400_000;
  const gone = await db.query('DELETE FROM patrol_track WHERE at < $1', [
    instant(nowMs - policy.trackDeleteDays * day),
  ]);
  const thin = await db.query(
    'UPDATE patrol_track SET geom = NULL, accuracy_m = NULL WHERE at < $1 AND geom IS NOT NULL',
    [instant(nowMs - policy.trackThinDays * day)],
  );
  return { thinned: thin.rowCount ?? 0, deleted: gone.rowCount ?? 0 };
}

/** Since when a collector is on duty; null: off. */
export async function onDutySince(db: Db, userId: string): Promise<number | null> {
  const { rows } = await db.query<{ since: number }>('SELECT since FROM duty WHERE user_id = $1', [userId]);
  return rows[0]?.since ?? null;
}

/** A collector's own figures since an instant. In time: the task's clock had not turned red before the act. */
export async function ownFigures(db: Db, userId: string, sinceMs: number): Promise<MyFigures> {
  const { rows } = await db.query<MyFigures>(
    `WITH done AS (
       SELECT e.case_id, e.seq, e.at, CASE WHEN e.type IN ('confirmed', 'denied') THEN 'verification' ELSE 'check' END AS clock
         FROM case_event e
        WHERE e.actor_id = $1 AND e.actor_role = 'collector' AND e.at >= $2
          AND e.type IN ('confirmed', 'denied', 'checkPassed', 'checkFailed')),
     timed AS (
       SELECT NOT EXISTS (
           SELECT FROM case_event r
            WHERE r.case_id = d.case_id AND r.type = 'turnedRed' AND r.payload ->> 'clock' = d.clock AND r.at <= d.at
              AND r.seq > (SELECT max(i.seq) FROM case_event i WHERE i.case_id = d.case_id AND i.seq < d.seq
                            AND i.type IN ('checkIssued', 'verificationRequested'))) AS in_time
         FROM done d)
     SELECT (SELECT count(*)::int FROM cases c WHERE c.reporter_id = $1 AND c.reported_at >= $2) AS reports,
            (SELECT count(*)::int FROM cases c WHERE c.reporter_id = $1 AND c.reported_at >= $2 AND c.filed_at IS NOT NULL AND c.status <> 'voided') AS valid,
            (SELECT count(*)::int FROM timed) AS tasks,
            (SELECT count(*)::int FROM timed WHERE in_time) AS "tasksOnTime"`,
    [userId, instant(sinceMs)],
  );
  return rows[0]!;
}
