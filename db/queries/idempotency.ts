import type { Tx } from '../pool.ts';

/**
 * Claims a key for this transaction. Null: it is ours. Else the first use of the key: its body's hash and
 * its answer. A second request with a key that is still at work waits here for the first one's commit.
 */
export async function claimKey(
  tx: Tx,
  actor: string,
  key: string,
  bodyHash: Buffer,
): Promise<{ bodyHash: Buffer; answer: unknown } | null> {
  const inserted = await tx.query(
    'INSERT INTO idempotency (actor, key, body_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [actor, key, bodyHash],
  );
  if (inserted.rowCount === 1) return null;
  const { rows } = await tx.query<{ body_hash: Buffer; answer: unknown }>(
    'SELECT body_hash, answer FROM idempotency WHERE actor = $1 AND key = $2',
    [actor, key],
  );
  return { bodyHash: rows[0]!.body_hash, answer: rows[0]!.answer };
}

export async function keepAnswer(tx: Tx, actor: string, key: string, answer: unknown): Promise<void> {
  await tx.query('UPDATE idempotency SET answer = $3 WHERE actor = $1 AND key = $2', [
    actor,
    key,
    JSON.stringify(answer),
  ]);
}
