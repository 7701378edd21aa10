import { NOTICES } from '../core/contract/notices.ts';
import type { EventType } from '../core/rules/case/events.ts';
import type { Pool } from '../db/pool.ts';
import { oweNotices } from '../db/queries/notices.ts';
import { dropOutbox, takeOutbox } from '../db/queries/sweep.ts';
import { inTransaction } from '../db/tx.ts';
import { failpoint } from './failpoint.ts';
import { ordersOf } from './orders.ts';
import type { Queues } from './queues.ts';

const BATCH = 200;
const EVERY_MS = 100;
const AFTER_ERROR_MS = 1_000;

export interface Loop {
  readonly stop: () => Promise<void>;
}

/**
 * Rings the bells: takes owed rows by state, adds their jobs, drops the rows in the same transaction.
 * When Redis is away the rows stay; killed between adding and dropping, they are added again, which
 * harms nothing.
 */
export function openRelay(
  pool: Pool,
  queues: Queues,
  options: { now: () => number; onError: (error: unknown) => void },
): Loop {
  return loop(
    async () => {
      const taken = await inTransaction(pool, async (tx) => {
        const owed = await takeOutbox(tx, BATCH);
        if (!owed.length) return 0;
        await oweNotices(
          tx,
          owed.filter(({ type }) => NOTICES[type as EventType]),
        );
        await queues.add(ordersOf(owed, options.now()), options.now());
        failpoint('relay.after-add');
        await dropOutbox(
          tx,
          owed.map((row) => row.id),
        );
        return owed.length;
      });
      return taken === BATCH ? 0 : EVERY_MS;
    },
    { afterErrorMs: AFTER_ERROR_MS, onError: options.onError },
  );
}

/** Runs `work` again and again; it answers how long to rest, ms. Stopping waits for the round at work. */
export function loop(
  work: () => Promise<number>,
  options: { afterErrorMs: number; onError: (error: unknown) => void },
): Loop {
  let stopped = false;
  let wake: () => void = () => {};
  const rounds = (async () => {
    while (!stopped) {
      const rest = await work().catch((error) => {
        options.onError(error);
        return options.afterErrorMs;
      });
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await rounds;
    },
  };
}
