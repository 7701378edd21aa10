import type { Db, Tx } from '../pool.ts';

/** Personal data of a reporter lie beside the log, so that they can be blanked without breaking it. */
export async function keepPerson(
  tx: Tx,
  caseId: string,
  person: { name?: string; phone?: string; email?: string },
): Promise<void> {
  await tx.query('INSERT INTO case_person (case_id, name, phone, email) VALUES ($1, $2, $3, $4)', [
    caseId,
    person.name ?? null,
    person.phone ?? null,
    person.email ?? null,
  ]);
}

/** The code that follows a case from now on, by its hash; one given out before is void. */
export async function keepTrackingHash(tx: Tx, caseId: string, hash: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO case_person (case_id, tracking_hash) VALUES ($1, $2)
     ON CONFLICT (case_id) DO UPDATE SET tracking_hash = excluded.tracking_hash`,
    [caseId, hash],
  );
}

/** The case behind a tracking code; null for an unknown code. */
export async function caseByTracking(db: Db, hash: Buffer): Promise<string | null> {
  const { rows } = await db.query<{ case_id: string }>(
    'SELECT case_id FROM case_person WHERE tracking_hash = $1',
    [hash],
  );
  return rows[0]?.case_id ?? null;
}
