import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type House, openHouse } from '../actions/house.ts';
import { seedDemo } from '../db/demo/seed.ts';
import { migrate } from '../db/migrate.ts';
import { openPool, type Pool } from '../db/pool.ts';

/** All demo accounts of a test have this password. */
export const PASSWORD = 'test-password-1';
const LOCK = 77_001;

export interface TestHouse {
  readonly url: string;
  readonly redisUrl: string;
  /** Of this test alone, so that queues of parallel tests do not meet. */
  readonly prefix: string;
  readonly dataDir: string;
  /** As the application: city_app. */
  readonly pool: Pool;
  /** As the owner of the tables, to look behind the application's back. */
  readonly owner: Pool;
  readonly house: House;
  readonly close: () => Promise<void>;
}

interface TestHouseOptions {
  /** A clock of the test's own; without it deeds use the database's. */
  readonly now?: () => number;
  /** `empty`: migrated, without a city. */
  readonly city?: 'demo' | 'empty';
}

/**
 * A database of this test's own, cloned from a template in some ten milliseconds; the template is made by
 * whoever needs it first (migrations and the small demo city). Needs TEST_DATABASE_URL and TEST_REDIS_URL,
 * which `npm test` sets.
 */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const maintenance = need('TEST_DATABASE_URL');
  const name = `city_test_${randomBytes(6).toString('hex')}`;
  const template = await templateFor(maintenance, options.city ?? 'demo');
  await onMaintenance(maintenance, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = databaseUrl(maintenance, name);
  const pool = openPool({ url, name: 'test', max: 8 });
  const owner = openPool({ url, name: 'test-owner', max: 3, role: 'owner' });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'city-house-'));
  return {
    url,
    pool,
    owner,
    dataDir,
    redisUrl: need('TEST_REDIS_URL'),
    prefix: `t-${randomBytes(5).toString('hex')}`,
    house: openHouse(pool, options.now ? { now: options.now } : {}),
    async close() {
      await Promise.all([pool.end(), owner.end()]);
      await onMaintenance(maintenance, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The template's name tells what is in it: another migration or seed makes another template. */
async function templateFor(maintenance: string, city: 'demo' | 'empty'): Promise<string> {
  const name = `city_template_${city}_${fingerprint()}`;
  await onMaintenance(maintenance, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const making = `${name}_making`;
    await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${making}`);
    const url = databaseUrl(maintenance, making);
    await migrate(url);
    if (city === 'demo') {
      const owner = openPool({ url, name: 'test-template', role: 'owner', max: 2 });
      await seedDemo(owner, { scale: 'small', seed: 'test', password: PASSWORD });
      await owner.query('ANALYZE');
      await owner.end();
    }
    await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  });
  return name;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'demo', 'demo/geometry', 'demo/catalogue', 'demo/data']) {
    const dir = new URL(`../db/${folder}/`, import.meta.url);
    for (const file of readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort())
      hash.update(readFileSync(new URL(file, dir)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function onMaintenance<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests by "npm test"`);
  return value;
}
