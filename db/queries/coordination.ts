import type { CaseCard } from '../../core/contract/api/answers.ts';
import type { EventType } from '../../core/rules/case/events.ts';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import type { Db } from '../pool.ts';
import { BY_RED } from './caseFilter.ts';
import { CARD } from './lists.ts';
import { sight } from './sight.ts';

const MOST = 200;
/** Events in which a unit or an officer says something of the responsibility. */
const SAYING: readonly EventType[] = [
  'coordinationStarted',
  'escalated',
  'dispatched',
  'returnRequested',
  'returned',
  'returnRefused',
  'noted',
];

export interface SaidRow {
  readonly caseId: string;
  readonly seq: number;
  readonly type: EventType;
  readonly at: number;
  readonly actorId: string;
  readonly role: Role;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly text: string | null;
}

/** Cases in coordination that the actor sees, the most urgent first, each with its state. */
export async function coordinatingCases(
  db: Db,
  actor: Actor,
): Promise<{ card: CaseCard; state: CaseState }[]> {
  const params: unknown[] = [];
  const { rows } = await db.query<CaseCard & { state: CaseState }>(
    `SELECT ${CARD}, c.state FROM cases c
      WHERE c.is_open AND c.hand IN ('coordination', 'leading-office') AND c.status = 'coordinating' AND ${sight(actor, params)}
      ORDER BY ${BY_RED}, c.id LIMIT ${MOST}`,
    params,
  );
  return rows.map(({ state, ...card }) => ({ card, state }));
}

/** What was said of these cases, oldest first; no reporter's text. */
export async function saidOf(db: Db, caseIds: readonly string[]): Promise<SaidRow[]> {
  const { rows } = await db.query<SaidRow>(
    `SELECT e.case_id AS "caseId", e.seq, e.type, e.at, e.actor_id AS "actorId", e.actor_role AS role, e.payload, t.text
       FROM case_event e LEFT JOIN case_text t ON t.case_id = e.case_id AND t.seq = e.seq
      WHERE e.case_id = ANY ($1::uuid[]) AND e.type = ANY ($2) ORDER BY e.case_id, e.seq`,
    [caseIds, SAYING],
  );
  return rows;
}
