import { fileURLToPath } from 'node:url';
import { openPool, type Pool } from '../pool.ts';
import { inTransaction } from '../tx.ts';
import { SCHEMES, type Scheme } from './catalogue/catalogue.ts';
import { makeCity } from './geometry/index.ts';
import { loadCatalogue, loadStandards } from './loadCatalogue.ts';
import { loadGeometry } from './loadGeometry.ts';
import { addAdministrator, type DemoAccount, loadPeople } from './loadPeople.ts';
import { loadRoster } from './loadRoster.ts';

export interface SeedOptions {
  readonly scale: 'small' | 'full';
  readonly seed: string;
  /** The classification in force; the national one of 2026 without any. */
  readonly scheme?: Scheme;
  /** One password for all demo accounts; random per install unless a test gives its own. */
  readonly password?: string;
  readonly say?: (progress: string) => void;
}

/**
 * Makes the demo city in one transaction, if the database has no units yet: all of it or nothing.
 * Answers the accounts with their passwords, or null when there was something already.
 */
export async function seedDemo(pool: Pool, options: SeedOptions): Promise<DemoAccount[] | null> {
  const say = options.say ?? (() => {});
  const { rows } = await pool.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM unit) AS any');
  if (rows[0]!.any) return null;
  say('drawing the demo city (generated, seeded)');
  const city = makeCity({ seed: options.seed, scale: options.scale });
  return inTransaction(pool, async (tx) => {
    await tx.query("SET LOCAL statement_timeout = '10min'");
    await loadCatalogue(tx);
    say(
      `loading ${city.components.length} components, ${city.cells.length} cells, ${city.streets.length} streets`,
    );
    await loadGeometry(tx, city, options.scheme ?? 'gbt2026');
    return loadPeople(tx, city, options.password);
  });
}

/**
 * The first start of a real city: both classifications with their standards, the public holidays, and one
 * administrator with a secret for the first login, which asks for another; no units, no people, no places. Null when somebody is there already.
 */
export async function firstStart(pool: Pool): Promise<DemoAccount[] | null> {
  const { rows } = await pool.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM app_user) OR EXISTS (SELECT FROM unit) AS any',
  );
  if (rows[0]!.any) return null;
  return inTransaction(pool, async (tx) => {
    await loadStandards(tx);
    return [await addAdministrator(tx)];
  });
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error('DATABASE_URL is not set');
    process.exit(78);
  }
  const pool = openPool({ url, name: 'city-seed', role: 'owner', max: 2 });
  const demo = process.env.DEMO_SCALE !== 'none';
  const scheme = SCHEMES.find((name) => name === (process.env.DEMO_SCHEME || 'gbt2026'));
  if (!scheme) {
    console.error(`DEMO_SCHEME is ${process.env.DEMO_SCHEME}, expected ${SCHEMES.join(' or ')}`);
    process.exit(78);
  }
  const accounts = demo
    ? await seedDemo(pool, {
        scale: process.env.DEMO_SCALE === 'small' ? 'small' : 'full',
        scheme,
        seed: process.env.DEMO_SEED || 'qilihe',
        say: (progress) => console.log(JSON.stringify({ progress })),
      })
    : await firstStart(pool);
  if (demo && accounts) await loadRoster(pool);
  await pool.query('ANALYZE');
  await pool.end();
  console.log(JSON.stringify({ accounts, demo }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: Error) => {
    console.error(`The demo city was not made, nothing of it was kept: ${error.message}`);
    process.exit(1);
  });
}
