import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueHealth } from '../../core/contract/api/adminHealth.ts';
import { QUEUES, type QueueName, queuePrefix } from '../../core/contract/jobs.ts';

/** The queues as an administrator sees them: counts, what failed and why, another try. */
export interface QueueDesk {
  readonly queues: () => Promise<readonly QueueHealth[]>;
  /** Redis' memory in bytes; throws when Redis is away. */
  readonly redis: () => Promise<{ readonly usedBytes: number; readonly maxBytes: number }>;
  /** Puts a failed job, or all of a queue, back; answers how many. */
  readonly retry: (queue: QueueName, id: string | null) => Promise<number>;
  readonly close: () => Promise<void>;
}

const FAILED_SHOWN = 20;
const ANSWER_WITHIN_MS = 2_000;
const REASON_LENGTH = 300;

/** Connects when it is first asked; a server that nobody asks needs no Redis. */
export function openQueueDesk(options: { url: string; prefix: string }): QueueDesk {
  let opened: { redis: Redis; queues: Map<QueueName, Queue> } | null = null;
  const open = () => {
    opened ??= connect(options);
    return opened;
  };
  const healthOf = async (name: QueueName): Promise<QueueHealth> => {
    const queue = open().queues.get(name)!;
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'failed');
    const failed = await queue.getFailed(0, FAILED_SHOWN - 1);
    return {
      queue: name,
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      delayed: counts.delayed ?? 0,
      failed: counts.failed ?? 0,
      jobs: failed.map((job) => ({
        id: String(job.id),
        name: job.name,
        caseId: typeof job.data?.caseId === 'string' ? job.data.caseId : null,
        reason: String(job.failedReason ?? '').slice(0, REASON_LENGTH),
        attempts: job.attemptsMade,
        failedAt: job.finishedOn ?? null,
      })),
    };
  };
  return {
    queues: () => Promise.all(QUEUES.map(healthOf)),
    async redis() {
      const info = await open().redis.info('memory');
      const of = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
      return { usedBytes: of('used_memory'), maxBytes: of('maxmemory') };
    },
    async retry(name, id) {
      const queue = open().queues.get(name)!;
      const jobs = id === null ? await queue.getFailed(0, 999) : [await queue.getJob(id)];
      let put = 0;
      for (const job of jobs) {
        if (!job || !(await job.isFailed())) continue;
        await job.retry('failed');
        put++;
      }
      return put;
    },
    async close() {
      if (!opened) return;
      await Promise.all([...opened.queues.values()].map((queue) => queue.close().catch(() => {})));
      opened.redis.disconnect();
    },
  };
}

function connect({ url, prefix }: { url: string; prefix: string }) {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
    retryStrategy: (times) => Math.min(100 * times, ANSWER_WITHIN_MS),
  });
  redis.on('error', () => {});
  const queues = new Map(
    QUEUES.map((name) => {
      const queue = new Queue(name, {
        connection: redis,
        prefix: queuePrefix(prefix),
        skipMetasUpdate: true,
      });
      queue.on('error', () => {});
      return [name, queue] as const;
    }),
  );
  return { redis, queues };
}
