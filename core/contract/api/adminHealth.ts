import type { QueueName } from '../jobs.ts';

export interface QueueHealth {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  /** Some of the failed jobs, the newest first; reasons hold no personal data. */
  readonly jobs: readonly {
    readonly id: string;
    readonly name: string;
    readonly caseId: string | null;
    readonly reason: string;
    readonly attempts: number;
    readonly failedAt: number | null;
  }[];
}

/** One figure of the system with its bound; `ok` false: somebody has to look. */
export interface HealthFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'count' | 'ms' | 'bytes';
  readonly bound: number | null;
  readonly ok: boolean;
}

export interface ChannelHealth {
  readonly channel: string;
  readonly failures: number;
  readonly error: string | null;
  readonly okAt: number | null;
  readonly failedAt: number | null;
  readonly waiting: number;
  /** In the last day. */
  readonly givenUp: number;
}

export interface SystemHealth {
  readonly at: number;
  readonly ok: boolean;
  readonly figures: readonly HealthFigure[];
  /** Age of each queue's last canary, ms; null: never heard. */
  readonly canaries: readonly {
    readonly queue: QueueName;
    readonly ageMs: number | null;
    readonly ok: boolean;
  }[];
  /** Channels of notices that were used; `failures`: in a row since the last success. */
  readonly channels: readonly ChannelHealth[];
  /** Null: Redis does not answer. */
  readonly queues: readonly QueueHealth[] | null;
}
