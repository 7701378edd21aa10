import { type Db, instant, type Tx } from '../pool.ts';

/** Sessions that have ended, and idempotency keys that no phone can still send. */
export async function forgetOld(db: Db, receiptDays: number): Promise<void> {
  await db.query('DELETE FROM session WHERE expires_at < now()');
  await db.query('DELETE FROM idempotency WHERE at < now() - make_interval(days => $1)', [receiptDays]);
  await db.query("DELETE FROM notice WHERE at < now() - interval '90 days'");
}

/** Takes away the texts of a case with their salts, and who reported it; their digests stay in the log. */
export async function blankTexts(tx: Tx, caseId: string, atMs: number): Promise<void> {
  await tx.query(
    'UPDATE case_text SET text = NULL, salt = NULL, blanked_at = $2 WHERE case_id = $1 AND blanked_at IS NULL',
    [caseId, instant(atMs)],
  );
  await tx.query(
    `UPDATE case_person SET name = NULL, phone = NULL, email = NULL, tracking_hash = NULL, blanked_at = $2
      WHERE case_id = $1 AND blanked_at IS NULL`,
    [caseId, instant(atMs)],
  );
}

/** Cases that ended and were not touched since an instant, and still hold texts; the oldest first, after a key. */
export async function casesToBlank(
  db: Db,
  before: number,
  after: { readonly at: number; readonly id: string } | null,
  limit: number,
): Promise<{ id: string; at: number }[]> {
  const { rows } = await db.query<{ id: string; at: number }>(
    `SELECT id, changed_at AS at FROM cases
      WHERE status IN ('closed', 'voided', 'rejected') AND (state ->> 'blanked') = 'false' AND changed_at < $1
        AND ($2::timestamptz IS NULL OR (changed_at, id) > ($2, $3::uuid))
      ORDER BY changed_at, id LIMIT $4`,
    [instant(before), after ? instant(after.at) : null, after?.id ?? null, limit],
  );
  return rows;
}
