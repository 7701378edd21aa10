import { type Db, instant } from '../pool.ts';

/** The screen that a wall cookie is bound to; null for an unknown or revoked one. */
export async function wallScreen(db: Db, cookieHash: Buffer): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM wall_key WHERE cookie_hash = $1 AND revoked_at IS NULL',
    [cookieHash],
  );
  return rows[0]?.id ?? null;
}

/** Exchanges a wall key for a cookie, once: a second exchange of the same key finds nothing. */
export async function exchangeWallKey(
  db: Db,
  keyHash: Buffer,
  cookieHash: Buffer,
  atMs: number,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `UPDATE wall_key SET cookie_hash = $2, exchanged_at = $3
      WHERE key_hash = $1 AND exchanged_at IS NULL AND revoked_at IS NULL RETURNING id`,
    [keyHash, cookieHash, instant(atMs)],
  );
  return rows[0]?.id ?? null;
}
