import type { ApiKeys } from '../../core/contract/api/adminPeople.ts';
import type { ApiScope } from '../../core/contract/api/endpointRow.ts';
import { type Db, instant, type Tx } from '../pool.ts';

/** Keys of other systems, the living ones first; their hashes stay where they are. */
export async function readApiKeys(db: Db): Promise<ApiKeys['keys']> {
  const { rows } = await db.query<ApiKeys['keys'][number]>(
    `SELECT k.id, k.name, k.scopes, k.created_at AS "createdAt", m.name AS by, k.seen_at AS "seenAt", k.revoked_at AS "revokedAt", r.name AS "revokedBy"
       FROM api_key k JOIN app_user m ON m.id = k.created_by LEFT JOIN app_user r ON r.id = k.revoked_by
      ORDER BY k.revoked_at IS NOT NULL, k.created_at DESC LIMIT 200`,
  );
  return rows;
}

export async function addApiKey(
  tx: Tx,
  key: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly ApiScope[];
    readonly hash: Buffer;
    readonly at: number;
    readonly by: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO api_key (id, name, scopes, key_hash, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [key.id, key.name, key.scopes, key.hash, instant(key.at), key.by],
  );
}

/** Answers whether there was such a key that was not revoked before. */
export async function revokeApiKey(tx: Tx, id: string, at: number, by: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE api_key SET revoked_at = $2, revoked_by = $3 WHERE id = $1 AND revoked_at IS NULL',
    [id, instant(at), by],
  );
  return rowCount === 1;
}

/** The living key with this hash and what it may; that it was used is noted once a minute. */
export async function apiKeyOf(
  db: Db,
  hash: Buffer,
): Promise<{ readonly id: string; readonly scopes: readonly ApiScope[] } | null> {
  const { rows } = await db.query<{ id: string; scopes: ApiScope[]; stale: boolean }>(
    `SELECT id, scopes, seen_at IS NULL OR seen_at < now() - interval '1 minute' AS stale FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL`,
    [hash],
  );
  const [key] = rows;
  if (!key) return null;
  if (key.stale) await db.query('UPDATE api_key SET seen_at = now() WHERE id = $1', [key.id]);
  return key;
}
