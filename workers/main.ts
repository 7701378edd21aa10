import { once } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import pino from 'pino';
import { readConfig } from '../actions/config.ts';
import { openHouse } from '../actions/house.ts';
import { openPool } from '../db/pool.ts';
import { openCanaries } from './canaries.ts';
import { openHousekeeper } from './housekeeper.ts';
import { openNotifier } from './notices/notifier.ts';
import { openQueues } from './queues.ts';
import { openReconciler } from './reconcile.ts';
import { producerConnection, workerConnection } from './redis.ts';
import { openRelay } from './relay.ts';
import { openSealer } from './sealer.ts';
import { openSettler } from './settler.ts';
import { openWorkers } from './workers.ts';

const STOP_WITHIN_MS = 8_000;
const FIRST_REDIS_MS = 3_000;

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, base: { part: 'workers' } });
const pool = openPool({ url: config.DATABASE_URL, max: config.POOL_SIZE, name: 'city-workers' });
const house = openHouse(pool);
const producer = producerConnection(config.REDIS_URL);
const blocking = workerConnection(config.REDIS_URL);
// Loops that begin before Redis has answered once would only log that it has not.
await Promise.race([once(producer, 'ready'), rest(FIRST_REDIS_MS)]);
const queues = openQueues(producer, config.REDIS_PREFIX);
const failed = (what: string) => (error: unknown) => log.warn({ err: error }, `${what} failed, trying again`);

const workers = openWorkers({ house, connection: blocking, prefix: config.REDIS_PREFIX, log });
const relay = openRelay(pool, queues, { now: house.now, onError: failed('relay') });
const reconciler = openReconciler(pool, producer, queues, {
  prefix: config.REDIS_PREFIX,
  now: house.now,
  onError: failed('reconciler'),
});
const sealer = openSealer(pool, config.DATA_DIR, { onError: failed('sealer') });
const settler = openSettler(house, { onError: failed('settler') });
const housekeeper = openHousekeeper(house, { dataDir: config.DATA_DIR, onError: failed('housekeeper') });
const notifier = openNotifier(house, { onError: failed('notifier') });
const canaries = openCanaries({ pool, redis: producer, queues, log, giveUp: () => void stop(70) });

log.info('workers are up');
process.send?.({ type: 'ready', part: 'workers' });

let stopping = false;
/** Mirrored order: what takes work first, what carries it last. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS).unref();
  canaries.stop();
  await relay.stop();
  await reconciler.stop();
  await sealer.stop();
  await settler.stop();
  await housekeeper.stop();
  await notifier.stop();
  await workers.close();
  await queues.close();
  producer.disconnect();
  blocking.disconnect();
  await pool.end();
  process.exit(code);
}
process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));
process.on('disconnect', () => void stop(0));
