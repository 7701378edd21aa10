import type { Db } from '../pool.ts';

/** Sessions that have ended, and idempotency keys that no phone can still send (30 days). */
export async function forgetOld(db: Db): Promise<void> {
  await db.query('DELETE FROM session WHERE expires_at < now()');
  await db.query("DELETE FROM idempotency WHERE at < now() - interval '30 days'");
}
