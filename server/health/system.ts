import type { HealthFigure, SystemHealth } from '../../core/contract/api/adminHealth.ts';
import { QUEUE_SETTINGS, QUEUES } from '../../core/contract/jobs.ts';
import { readCanaries } from '../../db/queries/canary.ts';
import { channelHealth } from '../../db/queries/deliveries.ts';
import { readDatabaseHealth } from '../../db/queries/health.ts';
import type { Doors } from '../http/doors.ts';

// Above these somebody has to look (design/reliability.md: bells ring within seconds).
const BOUNDS = { outboxOldestMs: 10_000, timersLate: 0, stepsLate: 0, redisShare: 0.8 } as const;

/** How the system stands now: what waits, what is late, what has failed. */
export async function systemHealth(doors: Doors): Promise<SystemHealth> {
  const { pool, now } = doors.house;
  const [database, canaries, channels, redis, queues] = await Promise.all([
    readDatabaseHealth(pool),
    readCanaries(pool),
    channelHealth(pool),
    doors.queues.redis().catch(() => null),
    doors.queues.queues().catch(() => null),
  ]);
  const figure = (
    name: string,
    value: number,
    unit: HealthFigure['unit'],
    bound: number | null = null,
  ): HealthFigure => ({ name, value, unit, bound, ok: bound === null || value <= bound });
  const figures = [
    figure('outbox', database.outbox, 'count'),
    figure('outboxOldestMs', database.outboxOldestMs, 'ms', BOUNDS.outboxOldestMs),
    figure('timersLate', database.timersLate, 'count', BOUNDS.timersLate),
    figure('timersLatestMs', database.timersLatestMs, 'ms'),
    figure('stepsLate', database.stepsLate, 'count', BOUNDS.stepsLate),
    figure('openCases', database.openCases, 'count'),
    figure('databaseBytes', database.databaseBytes, 'bytes'),
    figure('connections', database.connections, 'count'),
    ...(redis
      ? [
          figure(
            'redisBytes',
            redis.usedBytes,
            'bytes',
            redis.maxBytes ? Math.floor(redis.maxBytes * BOUNDS.redisShare) : null,
          ),
        ]
      : []),
  ];
  const heard = QUEUES.map((queue) => {
    const ageMs = canaries.get(queue) ?? null;
    return { queue, ageMs, ok: ageMs !== null && ageMs < QUEUE_SETTINGS.canaryStaleMs };
  });
  const fine = [...figures, ...heard].every((one) => one.ok);
  const told = channels.every((one) => one.failures === 0);
  const ok = fine && told && queues !== null && redis !== null && queues.every((queue) => queue.failed === 0);
  return { at: now(), ok, figures, canaries: heard, channels, queues };
}
