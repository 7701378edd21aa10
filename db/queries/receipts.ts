import type { EventPayloads } from '../../core/rules/case/events.ts';
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

export interface SentReport
  extends Pick<
    EventPayloads['reported'],
    'by' | 'place' | 'categoryKey' | 'conditionKey' | 'component' | 'photos' | 'voice'
  > {
  /** Undefined once it has been blanked. */
  readonly text: string | null | undefined;
}

/** A report as it came in, whatever has become of the case since. */
export async function sentReport(db: Db, id: string): Promise<SentReport> {
  const { rows } = await db.query<{
    payload: EventPayloads['reported'];
    text: string | null;
    blanked: boolean;
  }>(
    `SELECT e.payload, t.text, t.blanked_at IS NOT NULL AS blanked
       FROM case_event e LEFT JOIN case_text t USING (case_id, seq) WHERE e.case_id = $1 AND e.seq = 1`,
    [id],
  );
  const { payload, text, blanked } = rows[0]!;
  return { ...payload, text: blanked ? undefined : text };
}
