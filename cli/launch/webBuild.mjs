import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockHash } from './packages.mjs';
import { run } from './processes.mjs';
import { Refusal, secondsSince } from './say.mjs';

const SOURCES = ['web', 'core'];
const STAMP = '.built-from';

/**
 * Builds the web into web/dist unless it was built from these very sources.
 * @param {{ root: string, env: NodeJS.ProcessEnv, say: import('./say.mjs').Say }} options
 */
export async function ensureWeb({ root, env, say }) {
  const target = join(root, 'web', 'dist');
  const sources = sourcesHash(root);
  if (stampOf(target) === sources) return;
  const startedAt = Date.now();
  say('Building the web …');
  // Built beside and then put in place, so that a server running on the old pages never sees half of the new ones.
  const next = join(root, 'node_modules', '.city', `web-${process.pid}`);
  mkdirSync(join(root, 'node_modules', '.city'), { recursive: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', 'web/vite.config.ts', '--outDir', next, '--emptyOutDir'];
  const { code, output } = await run(process.execPath, args, {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
  });
  if (code !== 0)
    throw new Refusal(`The web cannot be built (vite ended with ${code}):\n${lastLines(output)}`);
  writeFileSync(join(next, STAMP), sources);
  putInPlace(next, target);
  say(`Web built in ${secondsSince(startedAt)}.`);
}

/**
 * A hash over everything that the pages are made from: names and contents, since times of files lie after a clone.
 * @param {string} root
 */
export function sourcesHash(root) {
  const hash = createHash('sha256').update(lockHash(root));
  for (const folder of SOURCES) addFolder(hash, root, folder);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} folder */
function addFolder(hash, root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && path !== 'web/dist') addFolder(hash, root, path);
    if (entry.isFile()) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
}

/** @param {string} target */
function stampOf(target) {
  try {
    return readFileSync(join(target, STAMP), 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} next @param {string} target */
function putInPlace(next, target) {
  const old = `${next}.old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(target, old);
  } catch {
    // The first build: nothing to put aside.
  }
  try {
    renameSync(next, target);
  } catch {
    cpSync(next, target, { recursive: true });
  }
  for (const rest of [old, next]) rmSync(rest, { recursive: true, force: true });
}

/** @param {string} output */
function lastLines(output) {
  return output.trim().split('\n').slice(-15).join('\n');
}
