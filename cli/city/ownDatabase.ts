import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { sqlState } from '../../db/tx.ts';

/**
 * A fresh database beside the city's own, so that old cases of another place never mix with its cases.
 * An earlier one of the same name is replaced. Answers its URL.
 */
export async function ownDatabase(cityUrl: string, suffix: string): Promise<string> {
  const url = new URL(cityUrl);
  const name = `${decodeURIComponent(url.pathname.slice(1))}_${suffix}`
    .replace(/[^a-z0-9_]/gi, '_')
    .slice(0, 60);
  const client = new pg.Client({ connectionString: cityUrl, application_name: 'city-cli' });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (sqlState(error) === '42501')
      throw new Error(
        `The login of DATABASE_URL may not create the database ${name}. Give it CREATEDB, or name another login.`,
      );
    throw error;
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}
