import type { Db } from '../pool.ts';

/** One line of the audit: who, what, on what, from where, with what result. No secrets, no free text. */
export async function writeAudit(
  db: Db,
  line: { actor: string; what: string; target: string | null; source: string | null; result: string },
): Promise<void> {
  await db.query('INSERT INTO audit (actor, what, target, source, result) VALUES ($1, $2, $3, $4, $5)', [
    line.actor,
    line.what,
    line.target,
    line.source,
    line.result,
  ]);
}
