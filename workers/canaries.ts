import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { QUEUE_SETTINGS, QUEUES } from '../core/contract/jobs.ts';
import type { Pool } from '../db/pool.ts';
import { readCanaries } from '../db/queries/canary.ts';
import type { Queues } from './queues.ts';
import { redisFaults } from './redis.ts';

const CHECK_REDIS_EVERY = 6;
// Twice the age at which /readyz turns red: then this process ends for its supervisor to begin anew.
const GIVE_UP_MS = 4 * QUEUE_SETTINGS.canaryStaleMs;

/**
 * A canary job per queue every ten seconds that must reach PostgreSQL: liveness is work, not ping. Ends
 * the process when Redis answers but nothing is worked off; checks Redis' settings each minute.
 */
export function openCanaries(options: {
  pool: Pool;
  redis: Redis;
  queues: Queues;
  log: Logger;
  giveUp: () => void;
}): { stop: () => void } {
  const { pool, redis, queues, log, giveUp } = options;
  let round = 0;
  let quietSince = Date.now();
  const sing = async () => {
    if (round++ % CHECK_REDIS_EVERY === 0) {
      for (const fault of await redisFaults(redis))
        log.error({ fault }, 'Redis is not set as it must be: acknowledged jobs can vanish');
    }
    for (const queue of QUEUES)
      await queues
        .queue(queue)
        .add(
          'canary',
          { queue },
          { jobId: 'canary', removeOnComplete: true, removeOnFail: true, attempts: 1 },
        );
    const ages = [...(await readCanaries(pool)).values()];
    if (ages.length === QUEUES.length && ages.every((age) => age < QUEUE_SETTINGS.canaryStaleMs))
      quietSince = Date.now();
    if (Date.now() - quietSince > GIVE_UP_MS) {
      log.fatal('canaries do not come through though Redis and PostgreSQL answer; ending for the supervisor');
      giveUp();
    }
  };
  const singSafely = () =>
    void sing().catch((error) => {
      // While a part is away, waiting is right; only silence with everything there ends the process.
      quietSince = Date.now();
      log.warn({ err: error }, 'canary could not be sent');
    });
  singSafely();
  const timer = setInterval(singSafely, QUEUE_SETTINGS.canaryEveryMs);
  return { stop: () => clearInterval(timer) };
}
