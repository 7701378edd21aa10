import type { Actor, Role } from '../../core/rules/case/people.ts';
import { type Db, instant, instantOrNull, type Tx } from '../pool.ts';
import { sightOfOne } from './sight.ts';

export interface StoredPhoto {
  readonly hash: string;
  readonly file: string;
  readonly thumb: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly uploadedBy: string;
  readonly original: {
    readonly mime: string;
    readonly bytes: number;
    readonly takenAt: number | null;
    readonly lon: number | null;
    readonly lat: number | null;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
}

/**
 * Keeps a photo and the evidence of its original; known hashes are left as they are. Cases that wait for
 * the photo are put into the outbox again, so that the machine's next step sees it. Returns the file under
 * which the photo is kept: another one when the same photo came in at the same time.
 */
export async function keepPhoto(tx: Tx, photo: StoredPhoto): Promise<string> {
  const { original } = photo;
  await tx.query(
    `WITH stored AS (
       INSERT INTO photo (hash, file, thumb, width, height, bytes, uploaded_by)
       VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING hash),
     evidence AS (
       INSERT INTO photo_original (hash, mime, bytes, taken_at, lon, lat, metadata)
       SELECT hash, $8, $9, $10, $11, $12, $13 FROM stored RETURNING 1),
     sender AS (INSERT INTO photo_sender (hash, user_id) VALUES (decode($1, 'hex'), $7) ON CONFLICT DO NOTHING RETURNING 1)
     INSERT INTO outbox (case_id, seq)
     SELECT DISTINCT ON (c.id) c.id, c.version FROM stored JOIN case_photo p ON p.hash = stored.hash
       JOIN cases c ON c.id = p.case_id AND c.owes IS NOT NULL`,
    [
      photo.hash,
      photo.file,
      photo.thumb,
      photo.width,
      photo.height,
      photo.bytes,
      photo.uploadedBy,
      original.mime,
      original.bytes,
      instantOrNull(original.takenAt),
      original.lon,
      original.lat,
      JSON.stringify(original.metadata),
    ],
  );
  const kept = await tx.query<{ file: string }>(`SELECT file FROM photo WHERE hash = decode($1, 'hex')`, [
    photo.hash,
  ]);
  return kept.rows[0]!.file;
}

export async function photoFile(
  db: Db,
  hash: string,
): Promise<{ file: string; thumb: string; width: number; height: number } | null> {
  const { rows } = await db.query(
    `SELECT file, thumb, width, height FROM photo WHERE hash = decode($1, 'hex')`,
    [hash],
  );
  return rows[0] ?? null;
}

/** Somebody else sends in a photo that is stored already: having the bytes, this person may use it too. */
export async function noteSender(db: Db, hash: string, userId: string): Promise<void> {
  await db.query(
    `INSERT INTO photo_sender (hash, user_id) VALUES (decode($1, 'hex'), $2) ON CONFLICT DO NOTHING`,
    [hash, userId],
  );
}

/** Those of the hashes that are stored photos which the actor neither sent in nor sees in any case. */
export async function foreignPhotos(db: Db, actor: Actor, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const params: unknown[] = [hashes, actor.id];
  const { rows } = await db.query<{ hash: string }>(
    `SELECT h AS hash FROM unnest($1::text[]) AS h JOIN photo ON photo.hash = decode(h, 'hex')
      WHERE NOT EXISTS (SELECT FROM photo_sender s WHERE s.hash = photo.hash AND s.user_id = $2)
        AND NOT EXISTS (SELECT FROM case_photo p JOIN cases c ON c.id = p.case_id WHERE p.hash = photo.hash AND ${sightOfOne(actor, params)})
        AND NOT (${DECIDE_PROPOSALS.has(actor.role)} AND EXISTS (SELECT FROM component_proposal p WHERE p.photos @> ARRAY[h]))`,
    params,
  );
  return rows.map((row) => row.hash);
}

// Officers who look at proposals for the register see their photos.
const DECIDE_PROPOSALS = new Set<Role>(['acceptance-officer', 'supervision-officer', 'shift-lead']);

/** Whether a stored photo is the actor's to look at: sent in by this person, or named by a case that is seen. */
export async function seesPhoto(db: Db, actor: Actor, hash: string): Promise<boolean> {
  return (await foreignPhotos(db, actor, [hash])).length === 0;
}

/** Whether a photo has been released: only these go to screens and outside (spec 06). */
export async function isReleased(db: Db, hash: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM case_photo WHERE hash = decode($1, 'hex') AND role = 'photoReleased' LIMIT 1`,
    [hash],
  );
  return rowCount === 1;
}

/** Notes what the tool made of a photo; the same boxes again make the same copy. */
export async function keepBlur(
  db: Db,
  blur: { blurred: string; photo: string; boxes: readonly unknown[]; by: string; at: number },
): Promise<void> {
  await db.query(
    `INSERT INTO photo_blur (blurred, photo, boxes, made_by, made_at)
     VALUES (decode($1, 'hex'), decode($2, 'hex'), $3, $4, $5) ON CONFLICT DO NOTHING`,
    [blur.blurred, blur.photo, JSON.stringify(blur.boxes), blur.by, instant(blur.at)],
  );
}

/** Whether one photo is what the tool made of the other. */
export async function isBlurOf(db: Db, blurred: string, photo: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM photo_blur WHERE blurred = decode($1, 'hex') AND photo = decode($2, 'hex')`,
    [blurred, photo],
  );
  return rowCount === 1;
}

/** How many photos that the case names from an event on have not arrived. */
export async function missingSince(db: Db, caseId: string, seq: number): Promise<number> {
  const { rows } = await db.query<{ missing: number }>(
    `SELECT count(*)::int AS missing FROM case_photo p
      WHERE p.case_id = $1 AND p.seq >= $2 AND p.role IN ('feedback', 'checkPassed') AND NOT EXISTS (SELECT FROM photo WHERE photo.hash = p.hash)`,
    [caseId, seq],
  );
  return rows[0]!.missing;
}

/** Photos that another case, or an earlier act of this one, has named already; and how far away they were taken, metres. */
export async function reusedPhotos(
  db: Db,
  hashes: readonly string[],
  place: { lon: number; lat: number },
): Promise<{ reused: string[]; farM: number | null }> {
  if (!hashes.length) return { reused: [], farM: null };
  const { rows } = await db.query<{ hash: string; used: boolean; far: number | null }>(
    `SELECT h AS hash,
        EXISTS (SELECT FROM case_photo p WHERE p.hash = decode(h, 'hex')) AS used,
        (SELECT ST_DistanceSphere(ST_MakePoint(o.lon, o.lat), ST_MakePoint($2, $3)) FROM photo_original o
          WHERE o.hash = decode(h, 'hex') AND o.lon IS NOT NULL) AS far
       FROM unnest($1::text[]) AS h`,
    [hashes, place.lon, place.lat],
  );
  const far = rows.map((row) => row.far).filter((m): m is number => m !== null && m > FAR_M);
  return {
    reused: rows.filter((row) => row.used).map((row) => row.hash),
    farM: far.length ? Math.round(Math.max(...far)) : null,
  };
}

// A photo taken farther away than this from the case's place is flagged for the checker.
const FAR_M = 500;
