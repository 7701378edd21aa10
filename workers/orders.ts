import { FOLLOWS } from '../core/contract/events.ts';
import type { EventType } from '../core/rules/case/events.ts';
import type { Owed } from '../db/queries/sweep.ts';
import type { Order } from './queues.ts';

/** Delayed jobs reach this far ahead; what is due later is added by the reconciler as it comes near. */
export const HORIZON_MS = 2 * 3_600_000;

/** The orders that follow from facts: one of a kind a case and version, timers at their instants. */
export function ordersOf(owed: readonly Owed[], now: number): Order[] {
  const orders = new Map<string, Order>();
  for (const row of owed) {
    for (const job of FOLLOWS[row.type as EventType]) {
      const order = orderOf(job, row, now);
      if (order) orders.set(`${order.name}/${row.caseId}`, order);
    }
  }
  return [...orders.values()];
}

function orderOf(job: (typeof FOLLOWS)[EventType][number], row: Owed, now: number): Order | null {
  const { caseId, version } = row;
  switch (job) {
    case 'dispatch-case':
    case 'step-case':
      if (row.owes === null || (row.owesAt ?? 0) > now + HORIZON_MS) return null;
      // What is routed goes by the dispatcher's own job name, so that its queue tells what it does.
      return {
        name: row.owes === 'route' || row.owes === 'redispatch' ? 'dispatch-case' : 'step-case',
        data: { caseId, version },
        at: row.owesAt ?? now,
      };
    case 'turn-light':
      return turnOrder(caseId, row.nextTurnAt, now);
    case 'score-case':
      return { name: 'score-case', data: { caseId } };
  }
}

/** A timer at the instant of a light, one millisecond late: red begins after its instant. */
export function turnOrder(caseId: string, at: number | null, now: number): Order | null {
  if (at === null || at > now + HORIZON_MS) return null;
  return { name: 'turn-light', data: { caseId }, at: at + 1, id: `turn-${caseId}-${at}` };
}
