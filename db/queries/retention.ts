import type { Db } from '../pool.ts';

/** Sessions that have ended, and idempotency keys that no phone can still send. */
export async function forgetOld(db: Db, receiptDays: number): Promise<void> {
  await db.query('DELETE FROM session WHERE expires_at < now()');
  await db.query('DELETE FROM idempotency WHERE at < now() - make_interval(days => $1)', [receiptDays]);
  await db.query("DELETE FROM notice WHERE at < now() - interval '90 days'");
}
