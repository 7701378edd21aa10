import type { Tx } from '../pool.ts';

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
