import type { EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { emergencySounds } from '../../core/contract/notices.ts';
import type { CaseEvent } from '../../core/rules/case/events.ts';
import { may } from '../../core/rules/case/rights.ts';
import { coordinatingCases, type SaidRow, saidOf } from '../../db/queries/coordination.ts';
import { openEmergencies } from '../../db/queries/emergencies.ts';
import { userNames } from '../../db/queries/users.ts';
import type { Seen } from './seen.ts';

type Row = EndpointAnswer['coordination']['cases'][number];

/** Emergencies that wait for somebody's name, and whether they sound at this person's desk. */
export async function emergencies({ doors, visitor }: Seen): Promise<EndpointAnswer['emergencies']> {
  const actor = visitor.actor!;
  const rows = await openEmergencies(doors.house.pool, actor);
  return {
    emergencies: rows.map((row) => ({ ...row, sounds: emergencySounds(actor.role, row.level) })),
    serverTime: doors.house.now(),
  };
}

/** The board of unclear responsibility (spec 07): candidates with the router's reasons, who said what. */
export async function coordination({ doors, visitor }: Seen): Promise<EndpointAnswer['coordination']> {
  const { pool } = doors.house;
  const cases = await coordinatingCases(pool, visitor.actor!);
  const said = cases.length
    ? await saidOf(
        pool,
        cases.map(({ card }) => card.id),
      )
    : [];
  const names = await userNames(pool, [...new Set(said.map(({ actorId }) => actorId))]);
  return {
    cases: cases.map(({ card, state }): Row => {
      const own = said.filter(({ caseId }) => caseId === card.id);
      return {
        card,
        escalated: state.escalated,
        reason: reasonOf(own),
        candidates: state.candidates,
        explanation: explanationOf(own),
        said: own.map(({ seq, type, at, role, payload, text, actorId }) => ({
          seq,
          type,
          at,
          reason: typeof payload.reason === 'string' ? payload.reason : null,
          text,
          by: {
            role,
            name: names.get(actorId)?.name ?? null,
            unit: names.get(actorId)?.unit ?? null,
          },
          about: typeof payload.unit === 'string' ? payload.unit : null,
        })),
        mayDispatch: may(state, 'dispatch', visitor.actor!).ok,
      };
    }),
    serverTime: doors.house.now(),
  };
}

function reasonOf(said: readonly SaidRow[]): string {
  const last = said.findLast(({ type }) => type === 'coordinationStarted' || type === 'escalated');
  return typeof last?.payload.reason === 'string' ? last.payload.reason : 'other';
}

function explanationOf(said: readonly SaidRow[]): Row['explanation'] {
  const last = said.findLast(({ type }) => type === 'coordinationStarted');
  return (
    (last?.payload as Extract<CaseEvent, { type: 'coordinationStarted' }>['payload'] | undefined)
      ?.explanation ?? []
  );
}
