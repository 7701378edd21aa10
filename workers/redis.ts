import { Redis, type RedisOptions } from 'ioredis';
import { QUEUE_SETTINGS } from '../core/contract/jobs.ts';

const common: RedisOptions = {
  keepAlive: 10_000,
  // The default backs off to 20 s; a dispatcher must be back within seconds of its Redis.
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), QUEUE_SETTINGS.retryCapMs),
};

/** For workers: waits for Redis as long as it takes; a half-open link is noticed by the socket's time-out. */
export function workerConnection(url: string): Redis {
  return quiet(
    new Redis(url, { ...common, maxRetriesPerRequest: null, socketTimeout: QUEUE_SETTINGS.socketTimeoutMs }),
  );
}

/** For producers: fails at once when Redis is away, so that the outbox row stays where it is. */
export function producerConnection(url: string): Redis {
  return quiet(
    new Redis(url, {
      ...common,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      socketTimeout: QUEUE_SETTINGS.socketTimeoutMs,
    }),
  );
}

/** Errors of a connection show in the canaries and in what fails; an unheard 'error' would end the process. */
function quiet(redis: Redis): Redis {
  redis.on('error', () => {});
  return redis;
}

/** Settings without which acknowledged jobs can vanish silently: noeviction and AOF. */
export async function redisFaults(redis: Redis): Promise<string[]> {
  const [memory, persistence] = await Promise.all([
    redis.config('GET', 'maxmemory-policy'),
    redis.config('GET', 'appendonly'),
  ]);
  const policy = (memory as string[])[1];
  const aof = (persistence as string[])[1];
  const faults: string[] = [];
  if (policy !== 'noeviction') faults.push(`maxmemory-policy is ${policy}, must be noeviction`);
  if (aof !== 'yes') faults.push(`appendonly is ${aof}, must be yes`);
  return faults;
}
