import { clusterMajor, DATABASE } from './cluster.mjs';
import { openPostgres, POSTGRES_FORCE, POSTGRES_STOP, postgresUrl, startPostgres } from './postgres.mjs';
import { openRedis, REDIS_FORCE, REDIS_STOP, redisUrl, startRedis } from './redis.mjs';
import { readState, remember } from './state.mjs';
import { keepRunning } from './supervise.mjs';
import { ensurePrograms } from './systemPackages.mjs';

/** @typedef {import('./say.mjs').Say} Say */
/** @typedef {import('./systemPackages.mjs').Programs} Programs */
/**
 * `careless`: nothing is flushed to disk (for tests). What is started is added to `closing`.
 * @typedef {{ env: NodeJS.ProcessEnv, folder: string, account: import('./processes.mjs').Account | null, programs: Programs, careless: boolean, say: Say, closing: import('./interrupt.mjs').Closing }} BackingOptions
 */

const LEFT = ', left running by an earlier start';

/**
 * Finds (or installs) what the private instances need; nothing for an instance given by address.
 * @param {{ env: NodeJS.ProcessEnv, folders: string[], chromium: boolean, mayInstall: boolean, say: Say }} options
 *   `folders`: where data of an earlier start may lie
 * @returns {Promise<Programs>}
 */
export function ensureBackingPrograms({ env, folders, chromium, mayInstall, say }) {
  const postgresMajor = folders.map(clusterMajor).find(Boolean);
  const needs = { postgres: !env['DATABASE_URL'], redis: !env['REDIS_URL'], chromium, postgresMajor };
  return ensurePrograms({ needs, env, mayInstall, say });
}

/**
 * Opens both: the addresses of the environment as they are, private instances in the folder otherwise. A private
 * instance that dies by itself is started again.
 * @param {BackingOptions} options
 * @returns {Promise<{ databaseUrl: string, redisUrl: string }>}
 */
export async function openBacking(options) {
  const { env } = options;
  const databaseUrl = env['DATABASE_URL'] || (await privatePostgres(options));
  return { databaseUrl, redisUrl: env['REDIS_URL'] || (await privateRedis(options)) };
}

/**
 * The addresses of the private instances that the folder remembers.
 * @param {string} folder
 * @returns {{ databaseUrl?: string, redisUrl?: string }}
 */
export function rememberedBacking(folder) {
  const { postgres, redis } = readState(folder);
  return {
    ...(postgres ? { databaseUrl: postgresUrl(postgres, DATABASE) } : {}),
    ...(redis ? { redisUrl: redisUrl(redis) } : {}),
  };
}

/** @param {BackingOptions} options */
async function privatePostgres({ folder, account, programs, careless, say, closing }) {
  const found = /** @type {import('./binaries.mjs').PostgresBinaries} */ (programs.postgres);
  const cluster = { binaries: found.dir, folder, account, careless };
  const { running, instance, adopted } = await openPostgres(cluster, readState(folder).postgres);
  const kept = keepRunning({
    name: 'PostgreSQL',
    first: running,
    // Its address is in the environment of the server: only the same port helps.
    begin: async () => (await startPostgres(cluster, instance.port, true)).running,
    say,
  });
  closing.add((force) => kept.stop(force ? POSTGRES_FORCE : POSTGRES_STOP));
  remember(folder, { postgres: instance });
  say(`PostgreSQL ${found.major} on 127.0.0.1:${instance.port}${adopted ? LEFT : ''}`);
  return postgresUrl(instance, DATABASE);
}

/** @param {BackingOptions} options */
async function privateRedis({ folder, account, programs, say, closing }) {
  const store = { program: /** @type {string} */ (programs.redis), folder, account, say };
  const { running, instance, adopted } = await openRedis(store, readState(folder).redis);
  const kept = keepRunning({
    name: 'Redis',
    first: running,
    begin: async () => (await startRedis(store, instance, true)).running,
    say,
  });
  closing.add((force) => kept.stop(force ? REDIS_FORCE : REDIS_STOP));
  remember(folder, { redis: instance });
  say(`Redis on 127.0.0.1:${instance.port}${adopted ? LEFT : ''}`);
  return redisUrl(instance);
}
