import type { EventType } from '../core/rules/case/events.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { type CaseTurn, statusAfterTurn } from '../core/rules/component/status.ts';
import { changeStatus, lockComponent, sayingsOn, statusBefore } from '../db/queries/components.ts';
import type { DeedContext } from './run.ts';

/** What an event means for the case's component. */
export const TURN_OF_EVENT: Partial<Readonly<Record<EventType, CaseTurn>>> = {
  filed: 'opened',
  amended: 'opened',
  closed: 'resolved',
  closedUnresolved: 'unresolved',
  voided: 'undone',
  merged: 'undone',
};

/**
 * A case may change its component's status (spec 02, Components): in the transaction that writes the case's
 * events, so that neither is without the other. A case that is not filed says nothing yet.
 */
export async function followComponents(
  ctx: DeedContext,
  before: CaseState,
  after: CaseState,
  types: readonly EventType[],
): Promise<void> {
  if (after.filedAt === null) return;
  const turn = types.map((type) => TURN_OF_EVENT[type]).find((one) => one !== undefined);
  if (!turn) return;
  const left = before.component !== after.component && before.filedAt !== null ? before.component : null;
  if (left !== null) await follow(ctx, before, left, 'undone');
  if (after.component !== null) await follow(ctx, after, after.component, turn);
}

async function follow(ctx: DeedContext, state: CaseState, code: string, turn: CaseTurn): Promise<void> {
  const component = await lockComponent(ctx.tx, code);
  if (!component) return;
  const of = { caseId: state.id, conditionKey: state.conditionKey };
  const to = statusAfterTurn({
    current: component.status,
    turn,
    ...(await sayingsOn(ctx.tx, code, of)),
    before: turn === 'undone' ? await statusBefore(ctx.tx, code, state.id) : null,
  });
  if (to === null) return;
  const { now: at, actor } = ctx;
  await changeStatus(ctx.tx, { code, from: component.status, to, at, by: actor.id, caseId: state.id });
}
