import { askRedis } from './redis.mjs';
import { Refusal } from './say.mjs';

const PATIENCE_MS = 8_000;
const DATABASE_FORM = 'postgres://user:password@host:5432/database';
const REDIS_FORM = 'redis://:password@host:6379';

/**
 * Whether somebody else's PostgreSQL can serve us; throws a Refusal with one line that never shows the password.
 * @param {string} text DATABASE_URL
 */
export async function checkDatabaseUrl(text) {
  const url = parse(text, ['postgres:', 'postgresql:']);
  if (!url) throw new Refusal(`DATABASE_URL is not an address of the form ${DATABASE_FORM}.`);
  // An installed package, loaded only here: the launcher itself must run before there are any.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: text, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'");
    if (rowCount === 0) throw new Refusal(`DATABASE_URL: the PostgreSQL at ${url.host} has no PostGIS.`);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(databaseLine(url, error));
  } finally {
    client.end().catch(() => {});
  }
}

/**
 * Whether somebody else's Redis can serve us; throws a Refusal with one line.
 * @param {string} text REDIS_URL
 */
export async function checkRedisUrl(text) {
  const url = parse(text, ['redis:', 'rediss:']);
  if (!url?.hostname) throw new Refusal(`REDIS_URL is not an address of the form ${REDIS_FORM}.`);
  const answer = await askRedis(text);
  if (answer === 'PONG') return;
  if (/NOAUTH|WRONGPASS|invalid/.test(answer))
    throw new Refusal(`REDIS_URL: ${url.host} refuses the password.`);
  throw new Refusal(`REDIS_URL: no Redis answers at ${url.host} (${answer}).`);
}

/** @param {URL} url @param {unknown} error */
function databaseLine(url, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const database = url.pathname.slice(1);
  if (code === '28P01' || code === '28000')
    return `DATABASE_URL: ${url.host} refuses the user or the password.`;
  if (code === '3D000') return `DATABASE_URL: there is no database "${database}" at ${url.host}.`;
  return `DATABASE_URL: no PostgreSQL answers at ${url.host || 'the socket'} (${code ?? message}).`;
}

/** @param {string} text @param {string[]} protocols */
function parse(text, protocols) {
  try {
    const url = new URL(text);
    return protocols.includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
