import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { Refusal, secondsSince } from './say.mjs';

/** @typedef {import('./say.mjs').Say} Say */
/** `where`: the path of the page that this person works on. @typedef {{ name: string, role: string, password?: string, where?: string }} Account */
/** `demo`: these are the people of the demo city. @typedef {{ demo: boolean, accounts: Account[] }} People */
/** @typedef {{ root: string, folder: string, env: NodeJS.ProcessEnv, say: Say }} Step */

const ACCOUNTS_FILE = 'accounts.json';

/** Brings the database to this version. @param {Step} step */
export async function migrate({ root, env, say }) {
  const startedAt = Date.now();
  const { code, output } = await run(process.execPath, ['--import', 'tsx', 'db/migrate.ts'], {
    cwd: root,
    env,
  });
  if (code !== 0) throw new Refusal(`The database cannot be brought to this version:\n${output.trim()}`);
  say(`Database is at this version (${secondsSince(startedAt)}).`);
}

/**
 * Makes the demo city, or with `empty` the first administrator, if the database has nobody yet.
 * @param {Step & { empty: boolean }} step
 * @returns {Promise<People>} with passwords only when they were made now
 */
export async function seed({ root, folder, env, say, empty }) {
  const startedAt = Date.now();
  /** @type {People | null} */
  let made = null;
  const { code, output } = await run(process.execPath, ['--import', 'tsx', 'db/demo/seed.ts'], {
    cwd: root,
    env: { ...env, DEMO_SCALE: empty ? 'none' : (env['DEMO_SCALE'] ?? 'full') },
    onLine: (line) => {
      const said = parse(line);
      if (typeof said?.progress === 'string') say(`  ${said.progress}`);
      if (Array.isArray(said?.accounts)) made = { demo: said.demo === true, accounts: said.accounts };
    },
  });
  if (code !== 0) throw new Refusal(`The database cannot be filled:\n${plainLines(output)}`);
  if (!made) return rememberedPeople(folder);
  writeFileSync(accountsFile(folder), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  say(`${empty ? 'First administrator' : 'Demo city'} made in ${secondsSince(startedAt)}.`);
  return made;
}

/**
 * What may be shown again: no password, and no key behind the `#` of a page.
 * @param {Account} account
 * @returns {Account}
 */
export function withoutSecrets({ name, role, where }) {
  return { name, role, ...(where ? { where: where.split('#')[0] } : {}) };
}

/** Where the passwords that were made here stand, for their owner only. @param {string} folder */
export function accountsFile(folder) {
  return join(folder, ACCOUNTS_FILE);
}

/** Names and roles of an earlier start; their passwords were shown once. @param {string} folder @returns {People} */
function rememberedPeople(folder) {
  const kept = existsSync(accountsFile(folder)) ? parse(readFileSync(accountsFile(folder), 'utf8')) : null;
  const accounts = Array.isArray(kept?.accounts) ? kept.accounts.map(withoutSecrets) : [];
  return { demo: kept?.demo === true, accounts };
}

/** What was said to people: without the records. @param {string} output */
function plainLines(output) {
  const lines = output.trim().split('\n');
  return lines
    .filter((line) => !line.startsWith('{'))
    .slice(-5)
    .join('\n');
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
