import type { CaseDetail } from '../../core/contract/api/answers.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import type { Db } from '../pool.ts';

interface DetailRows {
  readonly state: CaseState;
  readonly events: readonly {
    seq: number;
    type: string;
    at: string;
    received_at: string;
    actor_id: string;
    actor_role: string;
    payload: unknown;
    text: string | null;
  }[];
  readonly voice: CaseDetail['voice'];
  readonly photos: readonly {
    hash: string;
    role: string;
    at: string;
    arrived: boolean;
    camera: { zh: string; en: string; at: number | null } | null;
  }[];
  readonly person: CaseDetail['reporter'];
}

/** Everything of one case in one round trip; the caller has asked for sight before. */
export async function detailRows(db: Db, id: string): Promise<DetailRows | null> {
  const { rows } = await db.query<DetailRows>(
    `SELECT c.state,
       (SELECT jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'received_at', e.received_at,
          'actor_id', e.actor_id, 'actor_role', e.actor_role, 'payload', e.payload, 'text', t.text) ORDER BY e.seq)
          FROM case_event e LEFT JOIN case_text t ON t.case_id = e.case_id AND t.seq = e.seq WHERE e.case_id = c.id) AS events,
       coalesce((SELECT jsonb_agg(jsonb_build_object('hash', encode(p.hash, 'hex'), 'role', p.role, 'at', e.at, 'arrived', photo.hash IS NOT NULL,
          'camera', (SELECT jsonb_build_object('zh', k.zh, 'en', k.en, 'at', (extract(epoch FROM f.camera_at) * 1000)::bigint)
             FROM camera_frame f JOIN camera k ON k.code = f.camera_code WHERE f.hash = p.hash OR f.marked = p.hash ORDER BY f.fetched_at LIMIT 1))
          ORDER BY p.seq, p.n) FROM case_photo p JOIN case_event e ON e.case_id = p.case_id AND e.seq = p.seq
          LEFT JOIN photo ON photo.hash = p.hash WHERE p.case_id = c.id), '[]') AS photos,
       (SELECT jsonb_build_object('ms', (e.payload #>> '{voice,ms}')::int, 'arrived', v.hash IS NOT NULL)
          FROM case_event e LEFT JOIN voice_note v ON v.hash = decode(e.payload #>> '{voice,hash}', 'hex') AND v.user_id = e.payload #>> '{by,id}'
          WHERE e.case_id = c.id AND e.seq = 1 AND e.payload ? 'voice') AS voice,
       (SELECT jsonb_build_object('name', name, 'phone', phone, 'email', email) FROM case_person WHERE case_id = c.id AND blanked_at IS NULL) AS person
     FROM cases c WHERE c.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
