import type { CaseEvent } from '../../core/rules/case/events.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import type { Db } from '../pool.ts';

export interface LoggedCase {
  readonly id: string;
  readonly number: string | null;
  readonly state: CaseState | null;
  readonly lastHash: Buffer | null;
  readonly events: readonly (CaseEvent & {
    readonly position: number;
    readonly textDigest: string | null;
    readonly prevHash: string;
    readonly hash: string;
  })[];
  /** Texts that are still there, with their salts: their digests must be the log's. */
  readonly texts: readonly { readonly seq: number; readonly text: string; readonly salt: string }[];
}

/**
 * Cases with their logs in order of their keys, from `after` on: a page that costs the same anywhere. Cases
 * that have events but no row, or a row but no events, come too.
 */
export async function readLogPage(db: Db, after: string, limit: number): Promise<LoggedCase[]> {
  const { rows } = await db.query<LoggedCase>(
    `WITH ids AS (
       SELECT id FROM (
         (SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT $2) UNION (SELECT DISTINCT case_id FROM case_event WHERE case_id > $1 ORDER BY case_id LIMIT $2)) all_ids
       ORDER BY id LIMIT $2)
     SELECT ids.id, c.number, c.state, c.last_hash AS "lastHash", coalesce(e.events, '[]') AS events, coalesce(t.texts, '[]') AS texts
       FROM ids LEFT JOIN cases c ON c.id = ids.id
       LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('caseId', case_id, 'seq', seq, 'type', type, 'position', position, 'at', (extract(epoch FROM at) * 1000)::bigint,
            'receivedAt', (extract(epoch FROM received_at) * 1000)::bigint, 'actor', jsonb_build_object('id', actor_id, 'role', actor_role), 'payload', payload,
            'textDigest', encode(text_digest, 'hex'), 'prevHash', encode(prev_hash, 'hex'), 'hash', encode(hash, 'hex')) ORDER BY seq) AS events
           FROM case_event WHERE case_id = ids.id) e ON true
       LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('seq', seq, 'text', text, 'salt', encode(salt, 'hex'))) AS texts
           FROM case_text WHERE case_id = ids.id AND text IS NOT NULL AND salt IS NOT NULL) t ON true
      ORDER BY ids.id`,
    [after, limit],
  );
  return rows;
}

export async function caseIdsByNumber(db: Db, numbers: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ number: string; id: string }>(
    'SELECT number, id FROM cases WHERE number = ANY ($1)',
    [numbers],
  );
  return new Map(rows.map((row) => [row.number, row.id]));
}

/** The greatest key below `id`, so that a page that begins after it begins with `id`. */
export function keyBefore(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`) - 1n;
  const hex = number.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
