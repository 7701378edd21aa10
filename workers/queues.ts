import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import {
  JOBS,
  type JobDataOf,
  type JobName,
  QUEUE_SETTINGS,
  QUEUES,
  type QueueName,
  queuePrefix,
} from '../core/contract/jobs.ts';

export interface Order<J extends Exclude<JobName, 'canary'> = Exclude<JobName, 'canary'>> {
  readonly name: J;
  readonly data: JobDataOf<J>;
  /** Instant from which on the job may run, epoch ms. */
  readonly at?: number;
  /** Two orders of the same id while the first waits are one; never contains ':'. */
  readonly id?: string;
}

export interface Queues {
  /** Adds orders; throws when Redis is away. Adding twice is harmless: handlers look at the row. */
  readonly add: (orders: readonly Order[], now: number) => Promise<void>;
  readonly queue: (name: QueueName) => Queue;
  readonly close: () => Promise<void>;
}

export function openQueues(connection: Redis, prefix: string): Queues {
  const queues = new Map<QueueName, Queue>(
    QUEUES.map((name) => {
      const queue = new Queue(name, { connection, prefix: queuePrefix(prefix) });
      queue.on('error', () => {});
      return [name, queue];
    }),
  );
  const queue = (name: QueueName) => queues.get(name)!;
  return {
    queue,
    async add(orders, now) {
      for (const name of QUEUES) {
        const jobs = orders
          .filter((order) => JOBS[order.name].queue === name)
          .map((order) => jobOf(order, now));
        if (jobs.length) await queue(name).addBulk(jobs);
      }
    },
    async close() {
      await Promise.all([...queues.values()].map((one) => one.close().catch(() => {})));
    },
  };
}

function jobOf(order: Order, now: number) {
  const { keepCompletedS, keepCompleted, keepFailedS } = QUEUE_SETTINGS;
  return {
    name: order.name,
    data: order.data,
    opts: {
      ...(order.id ? { jobId: order.id } : {}),
      delay: Math.max(0, (order.at ?? now) - now),
      attempts: JOBS[order.name].attempts,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
      removeOnComplete: order.id ? true : { age: keepCompletedS, count: keepCompleted },
      removeOnFail: order.id ? true : { age: keepFailedS },
    },
  };
}
