import { z } from 'zod';

/** A canary and a reconciler belong to each process; these are the orders that BullMQ carries. */
export const JobData = {
  /** Route a filed case and dispatch it, or hand it to coordination. */
  'dispatch-case': z.object({ caseId: z.uuid(), version: z.number().int() }),
  /** The machine's other steps: file a trusted report, issue a check, close, resume at its date, climb. */
  'step-case': z.object({ caseId: z.uuid(), version: z.number().int() }),
  /** A light turns at its instant: record it, warn, count. */
  'turn-light': z.object({ caseId: z.uuid() }),
  /** The case's log changed: its assignments and its unit's open periods follow. */
  'score-case': z.object({ caseId: z.uuid() }),
  /** The calendar changed: the deadlines of the case's running clocks are computed again. */
  'recompute-deadline': z.object({ caseId: z.uuid() }),
  canary: z.object({ queue: z.string() }),
} as const;
export type JobName = keyof typeof JobData;
export type JobDataOf<J extends JobName> = z.infer<(typeof JobData)[J]>;

interface JobRow {
  readonly queue: QueueName;
  readonly attempts: number;
  readonly concurrency: number;
}

export const QUEUES = ['dispatch', 'timers', 'score'] as const;
export type QueueName = (typeof QUEUES)[number];

/**
 * Which queue carries a job. Attempts cover errors only: a killed worker's job comes back by the stall
 * check, and the sweep over the rows offers whatever the queue lost.
 */
export const JOBS: Readonly<Record<Exclude<JobName, 'canary'>, JobRow>> = {
  'dispatch-case': { queue: 'dispatch', attempts: 5, concurrency: 4 },
  'step-case': { queue: 'dispatch', attempts: 5, concurrency: 4 },
  'turn-light': { queue: 'timers', attempts: 5, concurrency: 4 },
  'score-case': { queue: 'score', attempts: 5, concurrency: 2 },
  // Beside the scores: a new calendar moves every open case at once, and must not hold a timer up.
  'recompute-deadline': { queue: 'score', attempts: 5, concurrency: 2 },
};

/** BullMQ settings that obey design/reliability.md; milliseconds. */
export const QUEUE_SETTINGS = {
  lockDurationMs: 10_000,
  stalledIntervalMs: 5_000,
  maxStalledCount: 4,
  drainDelayS: 5,
  socketTimeoutMs: 18_000,
  retryCapMs: 2_000,
  keepCompletedS: 600,
  keepCompleted: 1_000,
  keepFailedS: 7 * 86_400,
  canaryEveryMs: 10_000,
  /** A queue whose canary is older than this is not alive. */
  canaryStaleMs: 30_000,
} as const;

/** The prefix stands in braces so that a Redis cluster keeps a queue's keys together. */
export function queuePrefix(base: string): string {
  return `{${base}}`;
}
