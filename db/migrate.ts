import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const FOLDER = new URL('./migrations/', import.meta.url);
// Any fixed number: two starts at once take turns here.
const LOCK = 620_103;

/**
 * Applies the numbered SQL files that the database has not seen, each in its own transaction,
 * under an advisory lock. Returns the names applied. Two files of one number are refused, and a database
 * that has seen a file which is missing here: it belongs to a newer program.
 */
export async function migrate(url: string): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  refuseDuplicates(files);
  const client = new pg.Client({ connectionString: url, application_name: 'migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migration');
    const seen = new Set(rows.map((row) => row.name));
    const missing = [...seen].filter((name) => !files.includes(name));
    if (missing.length)
      throw new Error(`The database has seen migrations that are missing here: ${missing.join(', ')}`);
    const applied: string[] = [];
    for (const name of files.filter((file) => !seen.has(file))) {
      await applyOne(client, name);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

function refuseDuplicates(files: string[]): void {
  const numbers = files.map((name) => name.slice(0, 4));
  const twice = numbers.find((number, i) => !/^\d{4}$/.test(number) || numbers.indexOf(number) !== i);
  if (twice) throw new Error(`Migration ${twice} has no number of its own`);
}

async function applyOne(client: pg.Client, name: string): Promise<void> {
  const sql = await readFile(new URL(name, FOLDER), 'utf8');
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO migration (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed, nothing of it was kept: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error('DATABASE_URL is not set');
    process.exit(78);
  }
  migrate(url)
    .then((applied) => console.log(applied.length ? `applied ${applied.join(', ')}` : 'nothing to apply'))
    .catch((error: Error) => {
      console.error(error.message);
      process.exit(1);
    });
}
