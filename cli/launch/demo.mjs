import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { Refusal, secondsSince } from './say.mjs';

/** @typedef {import('./say.mjs').Say} Say */
/** `where`: the path of the page that this person works on. @typedef {{ name: string, role: string, password?: string, where?: string }} DemoAccount */
/** @typedef {{ root: string, folder: string, env: NodeJS.ProcessEnv, say: Say }} Step */

const ACCOUNTS_FILE = 'demo-accounts.json';

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
 * Makes the demo city if the database has none yet.
 * @param {Step} step
 * @returns {Promise<DemoAccount[]>} the accounts, with passwords only when they were made now
 */
export async function seedDemo({ root, folder, env, say }) {
  const startedAt = Date.now();
  /** @type {DemoAccount[] | null} */
  let accounts = null;
  const { code, output } = await run(process.execPath, ['--import', 'tsx', 'db/demo/seed.ts'], {
    cwd: root,
    env: { ...env, DEMO_SCALE: env['DEMO_SCALE'] ?? 'small' },
    onLine: (line) => {
      const said = parse(line);
      if (typeof said?.progress === 'string') say(`  ${said.progress}`);
      if (Array.isArray(said?.accounts)) accounts = said.accounts;
    },
  });
  if (code !== 0) throw new Refusal(`The demo city cannot be made:\n${plainLines(output)}`);
  if (!accounts) return rememberedAccounts(folder);
  keepAccounts(folder, accounts);
  say(`Demo city is there (${secondsSince(startedAt)}).`);
  return accounts;
}

/**
 * What may be shown again: no password, and no key behind the `#` of a page.
 * @param {DemoAccount} account
 * @returns {DemoAccount}
 */
export function withoutSecrets({ name, role, where }) {
  return { name, role, ...(where ? { where: where.split('#')[0] } : {}) };
}

/** Where the passwords of the demo stand, for their owner only. @param {string} folder */
export function accountsFile(folder) {
  return join(folder, ACCOUNTS_FILE);
}

/** @param {string} folder @param {DemoAccount[]} accounts */
function keepAccounts(folder, accounts) {
  if (!accounts.some((account) => account.password) && existsSync(accountsFile(folder))) return;
  writeFileSync(accountsFile(folder), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
}

/** Names and roles of an earlier start; their passwords were shown once. @param {string} folder @returns {DemoAccount[]} */
function rememberedAccounts(folder) {
  const kept = existsSync(accountsFile(folder)) ? parse(readFileSync(accountsFile(folder), 'utf8')) : null;
  return Array.isArray(kept) ? kept.map(withoutSecrets) : [];
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
