import type { Redis } from 'ioredis';
import { queuePrefix } from '../core/contract/jobs.ts';
import type { Pool } from '../db/pool.ts';
import { casesOnOldCalendar, casesOwing, casesTurning, casesUnscored } from '../db/queries/sweep.ts';
import { HORIZON_MS, turnOrder } from './orders.ts';
import type { Order, Queues } from './queues.ts';
import { type Loop, loop } from './relay.ts';

const EVERY_MS = 2_000;
const AFTER_ERROR_MS = 2_000;
const BATCH = 5_000;
/** What is owed for so long was lost on the way: it is offered again. */
const OVERDUE_MS = 3_000;
const ROLL_EVERY_MS = 30 * 60_000;

/**
 * Makes certain what the queues make punctual: offers again what the rows say is owed (also a
 * recomputation, when the calendar has changed), and rebuilds all
 * delayed jobs when Redis has been emptied (its mark is gone) or time has rolled on.
 */
export function openReconciler(
  pool: Pool,
  redis: Redis,
  queues: Queues,
  options: { prefix: string; now: () => number; onError: (error: unknown) => void },
): Loop {
  const mark = `${queuePrefix(options.prefix)}:mark`;
  let rolledAt = Number.NEGATIVE_INFINITY;
  return loop(
    async () => {
      const now = options.now();
      const emptied = (await redis.get(mark)) === null;
      if (emptied || now - rolledAt > ROLL_EVERY_MS) {
        await rebuild(pool, queues, now);
        await redis.set(mark, String(now));
        rolledAt = now;
      }
      await queues.add(await overdue(pool), now);
      return EVERY_MS;
    },
    { afterErrorMs: AFTER_ERROR_MS, onError: options.onError },
  );
}

/** Timers of the whole horizon; their ids make a second adding one with the first. */
async function rebuild(pool: Pool, queues: Queues, now: number): Promise<void> {
  const turning = await casesTurning(pool, HORIZON_MS, 200_000);
  for (let i = 0; i < turning.length; i += BATCH) {
    const orders = turning.slice(i, i + BATCH).flatMap(({ id, at }) => turnOrder(id, at, now) ?? []);
    await queues.add(orders, now);
  }
}

async function overdue(pool: Pool): Promise<Order[]> {
  const [owing, turning, unscored, outdated] = await Promise.all([
    casesOwing(pool, OVERDUE_MS, BATCH),
    casesTurning(pool, -OVERDUE_MS, BATCH),
    casesUnscored(pool, 500),
    casesOnOldCalendar(pool, 500),
  ]);
  return [
    ...owing.map(
      (caseId): Order => ({ name: 'step-case', data: { caseId, version: 0 }, id: `step-${caseId}` }),
    ),
    ...turning.map(({ id }): Order => ({ name: 'turn-light', data: { caseId: id }, id: `late-${id}` })),
    ...unscored.map((caseId): Order => ({ name: 'score-case', data: { caseId }, id: `score-${caseId}` })),
    ...outdated.map(
      ({ id, version }): Order => ({
        name: 'recompute-deadline',
        data: { caseId: id },
        id: `calendar-${version}-${id}`,
      }),
    ),
  ];
}
