import type { Db } from '../pool.ts';

/**
 * What is stored of a deed that an actor sent under a key: a report by the case's own id, anything else by
 * its idempotency key; null when nothing is known of it.
 */
export async function deedByKey(
  db: Db,
  actor: string,
  key: string,
): Promise<{ id: string; number: string | null } | null> {
  const { rows } = await db.query<{ id: string; number: string | null }>(
    `SELECT id::text, number FROM cases WHERE id = $2::uuid AND reporter_id = $1
     UNION ALL
     SELECT answer ->> 'id', answer ->> 'number' FROM idempotency WHERE actor = $1 AND key = $2::text AND answer IS NOT NULL
     LIMIT 1`,
    [actor, key],
  );
  return rows[0] ?? null;
}

/** Those of the photos that are stored. */
export async function storedPhotos(db: Db, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const { rows } = await db.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM photo WHERE hash = ANY (SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)`,
    [hashes],
  );
  return rows.map((row) => row.hash);
}
