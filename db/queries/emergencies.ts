import type { CaseCard } from '../../core/contract/api/answers.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { Db } from '../pool.ts';
import { CARD } from './lists.ts';
import { sight } from './sight.ts';

// More than these at once are a disaster; the oldest are shown.
const MOST = 100;

/** Open emergencies that nobody has acknowledged and that the actor sees, the oldest first. */
export async function openEmergencies(
  db: Db,
  actor: Actor,
): Promise<{ card: CaseCard; level: number; raisedAt: number }[]> {
  const params: unknown[] = [];
  const { rows } = await db.query<CaseCard & { level: number; raisedAt: number }>(
    `SELECT ${CARD}, (c.state -> 'emergency' ->> 'level')::int AS level, (c.state -> 'emergency' ->> 'raisedAt')::float8 AS "raisedAt"
       FROM cases c
      WHERE c.is_open AND c.urgency = 'emergency' AND c.state -> 'emergency' ->> 'level' IS NOT NULL
        AND c.state -> 'emergency' ->> 'acknowledgedBy' IS NULL AND ${sight(actor, params)}
      ORDER BY c.reported_at, c.id LIMIT ${MOST}`,
    params,
  );
  return rows.map(({ level, raisedAt, ...card }) => ({ card, level, raisedAt }));
}
