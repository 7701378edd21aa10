import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { House } from '../actions/house.ts';
import {
  JOBS,
  JobData,
  type JobName,
  QUEUE_SETTINGS,
  QUEUES,
  type QueueName,
  queuePrefix,
} from '../core/contract/jobs.ts';
import { singCanary } from '../db/queries/canary.ts';
import { failpoint } from './failpoint.ts';
import { recomputeDeadline } from './handlers/recomputeDeadline.ts';
import { scoreCase } from './handlers/scoreCase.ts';
import { stepCase } from './handlers/stepCase.ts';
import { turnLight } from './handlers/turnLight.ts';

type Handler = (house: House, data: never) => Promise<unknown>;

/** Every job has its handler; a job that the table does not know fails at once and shows. */
const HANDLERS: Readonly<Record<JobName, Handler>> = {
  'dispatch-case': (house, data) => stepCase(house, 'dispatch-case', data),
  'step-case': (house, data) => stepCase(house, 'step-case', data),
  'turn-light': turnLight,
  'score-case': scoreCase,
  'recompute-deadline': recomputeDeadline,
  canary: (house, data: { queue: string }) => singCanary(house.pool, data.queue),
};

interface Options {
  readonly house: House;
  readonly connection: Redis;
  readonly prefix: string;
  readonly log: Logger;
}

/** One worker a queue, with the settings of design/reliability.md. */
export function openWorkers({ house, connection, prefix, log }: Options): { close: () => Promise<void> } {
  const workers = QUEUES.map((queue) => openWorker(queue, { house, connection, prefix, log }));
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close().catch(() => {})));
    },
  };
}

function openWorker(queue: QueueName, { house, connection, prefix, log }: Options): Worker {
  const { lockDurationMs, stalledIntervalMs, maxStalledCount, drainDelayS } = QUEUE_SETTINGS;
  const concurrency = Math.max(
    ...Object.values(JOBS)
      .filter((job) => job.queue === queue)
      .map((job) => job.concurrency),
  );
  const worker = new Worker(queue, (job: Job) => handle(house, job), {
    connection,
    concurrency,
    prefix: queuePrefix(prefix),
    lockDuration: lockDurationMs,
    stalledInterval: stalledIntervalMs,
    maxStalledCount,
    drainDelay: drainDelayS,
  });
  worker.on('error', (error) => log.warn({ err: error, queue }, 'queue connection'));
  worker.on('failed', (job, error) =>
    log.error({ err: error, queue, job: job?.name, id: job?.id, tries: job?.attemptsMade }, 'job failed'),
  );
  return worker;
}

async function handle(house: House, job: Job): Promise<unknown> {
  const name = job.name as JobName;
  if (!Object.hasOwn(HANDLERS, name)) throw new Error(`No handler for job ${name}`);
  const data = JobData[name].parse(job.data);
  failpoint(`job.${name}`);
  const done = await HANDLERS[name](house, data as never);
  failpoint(`job.${name}.done`);
  return done;
}
