import type { CameraRow, PictureBox } from '../../core/contract/api/desk.ts';
import { type Db, instant, instantOrNull, type Tx } from '../pool.ts';

/** The register; addresses only where they are asked for. */
export async function readCameras(db: Db, withAddress: boolean): Promise<CameraRow[]> {
  const { rows } = await db.query<CameraRow>(
    `SELECT c.code, c.zh, c.en, coalesce(nullif(c.owner, ''), u.zh, '') AS owner, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat,
        c.heading AS bearing, c.closed_at IS NOT NULL AS closed, c.snapshot_url IS NOT NULL AS answers,
        CASE WHEN $1 THEN c.snapshot_url END AS "snapshotUrl", CASE WHEN $1 THEN nullif(c.snapshot_user, '') END AS "user"
       FROM camera c LEFT JOIN unit u ON u.code = c.owner_unit
      WHERE $1 OR c.closed_at IS NULL ORDER BY c.code LIMIT 5000`,
    [withAddress],
  );
  return rows;
}

/** Enters a camera or changes it; a frame's camera is never deleted, only closed. */
export async function writeCamera(
  tx: Tx,
  camera: Omit<CameraRow, 'snapshotUrl' | 'answers' | 'user'> & {
    readonly snapshotUrl: string;
    readonly user: string;
    readonly password: string | null;
    readonly by: string;
    readonly at: number;
  },
): Promise<void> {
  const { code, zh, en, owner, lon, lat, bearing, snapshotUrl, closed, user, password, by, at } = camera;
  await tx.query(
    `INSERT INTO camera AS c (code, zh, en, owner, geom, heading, snapshot_url, closed_at, changed_by, changed_at, snapshot_user, snapshot_password)
     VALUES ($1, $2, $3, $4, ST_SetSRID(ST_MakePoint($5, $6), 4326), $7, $8, CASE WHEN $9 THEN $11::timestamptz END, $10, $11, $12, $13)
     ON CONFLICT (code) DO UPDATE SET zh = excluded.zh, en = excluded.en, owner = excluded.owner, geom = excluded.geom,
       heading = excluded.heading, snapshot_url = excluded.snapshot_url, snapshot_user = excluded.snapshot_user,
       snapshot_password = excluded.snapshot_password, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
       closed_at = CASE WHEN $9 THEN coalesce(c.closed_at, excluded.closed_at) END`,
    [code, zh, en, owner, lon, lat, bearing, snapshotUrl, closed, by, instant(at), user, password],
  );
}

/** Where frames come from, with the login that is sent there; never part of an answer or a log line. */
export interface SnapshotSource {
  readonly url: string;
  readonly closed: boolean;
  readonly user: string;
  readonly password: string | null;
}

/** The source of a camera of the register, closed ones too; null: it has none. */
export async function snapshotSource(db: Db, code: string): Promise<SnapshotSource | null> {
  const { rows } = await db.query<SnapshotSource>(
    `SELECT snapshot_url AS url, closed_at IS NOT NULL AS closed, snapshot_user AS "user", snapshot_password AS password
       FROM camera WHERE code = $1 AND snapshot_url IS NOT NULL`,
    [code],
  );
  return rows[0] ?? null;
}

/** A fetched frame as evidence. */
export async function keepFrame(
  db: Db,
  frame: { id: string; camera: string; hash: string; cameraAt: number | null; fetchedAt: number; by: string },
): Promise<void> {
  await db.query(
    `INSERT INTO camera_frame (id, camera_code, hash, camera_at, fetched_at, fetched_by)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6)`,
    [frame.id, frame.camera, frame.hash, instantOrNull(frame.cameraAt), instant(frame.fetchedAt), frame.by],
  );
}

/** The hash of a frame that this person fetched. */
export async function ownFrame(db: Db, id: string, by: string): Promise<string | null> {
  const { rows } = await db.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM camera_frame WHERE id = $1 AND fetched_by = $2`,
    [id, by],
  );
  return rows[0]?.hash ?? null;
}

/** The box that was drawn on a frame, and the copy that shows it. */
export async function writeMark(db: Db, id: string, box: PictureBox, marked: string): Promise<void> {
  await db.query(`UPDATE camera_frame SET box = $2, marked = decode($3, 'hex') WHERE id = $1`, [
    id,
    JSON.stringify(box),
    marked,
  ]);
}
