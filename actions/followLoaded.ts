import type { CaseEvent } from '../core/rules/case/events.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { type CaseTurn, statusAfterTurns } from '../core/rules/component/status.ts';
import type { Tx } from '../db/pool.ts';
import { changeStatus, componentsWithCases, saysOfConditions } from '../db/queries/components.ts';
import { TURN_OF_EVENT } from './followComponents.ts';

/** A turn of a loaded case for its component. */
export interface LoadedTurn {
  readonly caseId: string;
  readonly component: string;
  readonly conditionKey: string | null;
  readonly turn: CaseTurn;
  readonly at: number;
}

/** What a loaded case does to its component; a case that was never filed says nothing. */
export function turnsOf(state: CaseState, events: readonly CaseEvent[]): LoadedTurn[] {
  const { id: caseId, component, conditionKey, filedAt } = state;
  if (component === null || filedAt === null) return [];
  return events.flatMap(({ type, at }) => {
    const turn = TURN_OF_EVENT[type];
    return turn ? [{ caseId, component, conditionKey, turn, at }] : [];
  });
}

/** Components follow cases that came in as wholes, in the order of their turns: one change a component at most. */
export async function followLoaded(tx: Tx, turns: readonly LoadedTurn[]): Promise<void> {
  const byCode = new Map<string, LoadedTurn[]>();
  for (const turn of turns) byCode.set(turn.component, [...(byCode.get(turn.component) ?? []), turn]);
  if (byCode.size === 0) return;
  const says = await saysOfConditions(tx);
  const cases = [...new Set(turns.map((turn) => turn.caseId))];
  for (const { code, status, others } of await componentsWithCases(tx, [...byCode.keys()], cases)) {
    const own = [...byCode.get(code)!].sort((a, b) => a.at - b.at);
    const said = own.map((turn) => ({ ...turn, says: says.get(turn.conditionKey ?? '') ?? 'damaged' }));
    const changed = statusAfterTurns(status, said, others);
    if (!changed) continue;
    const at = own.findLast((turn) => turn.caseId === changed.caseId)!.at;
    await changeStatus(tx, {
      code,
      from: status,
      to: changed.status,
      at,
      by: 'bulk-load',
      caseId: changed.caseId,
    });
  }
}
