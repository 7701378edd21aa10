import type { WallCase, WallFact, WallGround } from '../../core/contract/api/wall.ts';
import { type Db, instant, type Pool, type Tx } from '../pool.ts';
import type { TailRow } from './tail.ts';

/** What the wall's picture needs of an open case. */
export type OpenRow = Pick<
  TailRow,
  | 'caseId'
  | 'isOpen'
  | 'status'
  | 'routingOwed'
  | 'unit'
  | 'lon'
  | 'lat'
  | 'yellowFrom'
  | 'redFrom'
  | 'parkedAt'
  | 'emergencyOpen'
>;

export interface PaintingRows {
  readonly open: readonly OpenRow[];
  /** Positions of the latest events that this snapshot of the database saw. */
  readonly positions: readonly number[];
  /** Facts of the day by type. */
  readonly today: Readonly<Record<string, number>>;
  /** Reports by whole hours of local time since 1970. */
  readonly hours: readonly { readonly hour: number; readonly reports: number }[];
  readonly scored: number;
  /** The latest facts that the feed tells, the newest first. */
  readonly feed: readonly WallFact[];
}

export interface PaintingQuestion {
  readonly dayStart: number;
  readonly trendFrom: number;
  readonly periodFrom: number;
  readonly timezone: string;
  readonly types: readonly string[];
  readonly feed: { readonly types: readonly string[]; readonly length: number };
}

// A tail that reads after the snapshot can hand over no older events than these.
const POSITIONS = 5_000;

/** Everything that the wall is painted from, as one snapshot of the database sees it. */
export async function readPainting(pool: Pool, question: PaintingQuestion): Promise<PaintingRows> {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const painting = await paintingRows(tx, question);
    await tx.query('COMMIT');
    tx.release();
    return painting;
  } catch (error) {
    tx.release(true);
    throw error;
  }
}

async function paintingRows(
  tx: Tx,
  { dayStart, trendFrom, periodFrom, timezone, types, feed }: PaintingQuestion,
): Promise<PaintingRows> {
  const open = await tx.query<OpenRow>(
    `SELECT c.id AS "caseId", true AS "isOpen", c.status, coalesce((c.state ->> 'routingOwed')::boolean, false) AS "routingOwed",
        c.unit_code AS unit, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.yellow_from AS "yellowFrom", c.red_from AS "redFrom",
        c.parked_at AS "parkedAt", (c.state -> 'emergency' ->> 'acknowledgedBy' IS NULL AND c.state -> 'emergency' ->> 'level' IS NOT NULL) AS "emergencyOpen"
       FROM cases c WHERE c.is_open`,
  );
  const positions = await tx.query<{ position: number }>(
    'SELECT position FROM case_event ORDER BY position DESC LIMIT $1',
    [POSITIONS],
  );
  const today = await tx.query<{ type: string; facts: number }>(
    'SELECT type, count(*)::int AS facts FROM case_event WHERE at >= $1 AND type = ANY ($2) GROUP BY type',
    [instant(dayStart), types],
  );
  const hours = await tx.query<{ hour: number; reports: number }>(
    `SELECT floor(extract(epoch FROM reported_at AT TIME ZONE $2) / 3600)::bigint AS hour, count(*)::int AS reports
       FROM cases WHERE reported_at >= $1 GROUP BY 1`,
    [instant(trendFrom), timezone],
  );
  const scored = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM cases WHERE closed_at >= $1', [
    instant(periodFrom),
  ]);
  const told = await tx.query<WallFact>(
    `SELECT e.case_id AS id, e.type, e.at, c.category_key AS "categoryKey", c.unit_code AS unit, c.address
       FROM (SELECT case_id, type, at, position FROM case_event WHERE position > (SELECT last_value FROM event_position) - $3 ORDER BY position DESC) e
       JOIN cases c ON c.id = e.case_id WHERE e.type = ANY ($1) ORDER BY e.position DESC LIMIT $2`,
    [feed.types, feed.length, POSITIONS],
  );
  return {
    feed: told.rows,
    open: open.rows,
    positions: positions.rows.map((row) => row.position),
    today: Object.fromEntries(today.rows.map((row) => [row.type, row.facts])),
    hours: hours.rows,
    scored: scored.rows[0]!.n,
  };
}

/** Cases as the wall names them, in the order of `ids`. No persons. */
export async function readWallCases(db: Db, ids: readonly string[]): Promise<WallCase[]> {
  const { rows } = await db.query<WallCase>(
    `SELECT c.id, c.number, c.category_key AS "categoryKey", c.condition_key AS "conditionKey", c.channel, c.address,
        c.subdistrict_code AS subdistrict, c.unit_code AS unit, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.reported_at AS "reportedAt",
        c.yellow_from AS "yellowAt", c.red_from AS "redAt", c.parked_at AS "parkedAt",
        CASE WHEN whole.first THEN (c.state -> 'whole' ->> 'dueAt')::float8 ELSE (c.state -> 'clock' ->> 'dueAt')::float8 END AS "dueAt",
        coalesce(CASE WHEN whole.first THEN c.state -> 'standard' ->> 'clock' ELSE c.state -> 'clock' ->> 'clock' END, 'working') AS clock, coalesce((c.state -> 'supervision' ->> 'count')::int, 0) AS supervised,
        coalesce((c.state -> 'assignment' ->> 'repeats')::int, 0) AS repeats, c.state -> 'releasedPhotos' ->> -1 AS photo
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, n) JOIN cases c USING (id),
            LATERAL (SELECT (c.state -> 'whole' ->> 'redAt')::float8 < coalesce((c.state -> 'clock' ->> 'redAt')::float8, 'infinity') AS first) whole
      ORDER BY n`,
    [ids],
  );
  return rows;
}

/** Beats that have somebody on duty, by code. */
export async function beatsOnDuty(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    'SELECT DISTINCT beat_code AS code FROM duty WHERE beat_code IS NOT NULL ORDER BY 1',
  );
  return rows.map((row) => row.code);
}

const BOUNDS = (geom: string) =>
  `ARRAY[ST_XMin(${geom}), ST_YMin(${geom}), ST_XMax(${geom}), ST_YMax(${geom})]`;
// So many squares of heat can be told apart on a wall.
const HEAT = 400;

/** Bounds of the city and its subdistricts, a point in each beat, and the cells with the most reports since an instant. */
export async function readGround(db: Db, heatSince: number): Promise<WallGround | null> {
  const { rows: areas } = await db.query<WallGround['areas'][number] & { kind: string }>(
    `SELECT kind, code, zh, en, ${BOUNDS('geom')} AS bounds FROM area WHERE kind IN ('district', 'subdistrict') ORDER BY code`,
  );
  const { rows: beats } = await db.query<WallGround['beats'][number]>(
    `SELECT code, ST_X(p) AS lon, ST_Y(p) AS lat FROM (SELECT code, ST_PointOnSurface(geom) AS p FROM area WHERE kind = 'beat') b ORDER BY code`,
  );
  const { rows: heat } = await db.query<{ cell: string; cases: number; ring: [number, number][] }>(
    `SELECT c.cell_code AS cell, n AS cases, g -> 'coordinates' -> 0 AS ring
       FROM (SELECT cell_code, count(*)::int AS n FROM cases WHERE reported_at >= $1 AND cell_code IS NOT NULL GROUP BY cell_code ORDER BY n DESC, cell_code LIMIT $2) c,
            LATERAL (SELECT ST_AsGeoJSON(ST_SimplifyPreserveTopology(ST_GeometryN(geom, 1), 0.00005), 5)::jsonb AS g FROM area WHERE code = cell_code) a
      ORDER BY n DESC, cell`,
    [instant(heatSince), HEAT],
  );
  const subdistricts = areas
    .filter((area) => area.kind === 'subdistrict')
    .map(({ kind: _, ...area }) => area);
  const bounds = unite(
    (areas.some((area) => area.kind === 'district')
      ? areas.filter((area) => area.kind === 'district')
      : areas
    ).map((area) => area.bounds),
  );
  if (!bounds) return null;
  return {
    bounds,
    areas: subdistricts,
    beats,
    heat: heat.map(({ cell, cases, ring }) => ({ cell, cases, outline: ring.flat() })),
  };
}

type Bounds = WallGround['bounds'];

function unite(all: readonly Bounds[]): Bounds | null {
  if (!all.length) return null;
  const side = (i: 0 | 1 | 2 | 3) => all.map((bounds) => bounds[i]);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}

/** Which of these wall screens have not been revoked. */
export async function aliveScreens(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM wall_key WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL',
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}
