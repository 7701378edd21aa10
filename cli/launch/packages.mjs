import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { Refusal, secondsSince } from './say.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, optionalDependencies?: Record<string, string> }>} LockedPackages */

const CLEAN_INSTALL = ['ci'];
/** The lock file stays as it is: a start changes no file of the project. */
const INSTALL = ['install', '--no-save'];

/**
 * Installs the npm packages when they are missing or are not those of the lock file.
 * @param {{ root: string, env: NodeJS.ProcessEnv, say: import('./say.mjs').Say }} options
 */
export async function ensurePackages({ root, env, say }) {
  if (packagesAreCurrent(root)) return;
  const startedAt = Date.now();
  const exact = lockIsComplete(readPackages(join(root, 'package-lock.json')));
  say(`Installing the packages of the lock file (npm ${exact ? 'ci' : 'install'}) …`);
  let { code, output } = await npm(exact ? CLEAN_INSTALL : INSTALL, root, env);
  if (code !== 0 && /EUSAGE|not in sync/.test(output)) ({ code, output } = await npm(INSTALL, root, env));
  if (code !== 0)
    throw new Refusal(`The packages could not be installed (npm ended with ${code}): ${reasonIn(output)}`);
  say(`Packages installed in ${secondsSince(startedAt)}.`);
}

/**
 * Compares what npm noted in node_modules with the lock file, package by package: times of files lie after a clone.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  try {
    const locked = readPackages(join(root, 'package-lock.json'));
    const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
    return lockIsInstalled(locked, installed) && directOnesAreThere(root);
  } catch {
    return false;
  }
}

/**
 * Whether each package of the lock is installed in its version; those for other platforms may be absent.
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function lockIsInstalled(locked, installed) {
  return Object.entries(locked).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const there = Object.hasOwn(installed, path) ? installed[path] : undefined;
    return there ? there.version === version : Boolean(optional || devOptional);
  });
}

/**
 * Whether `npm ci` can work from this lock: it refuses one without the optional packages of other systems. The plain
 * installation takes the versions of the lock as well.
 * @param {LockedPackages} locked
 */
export function lockIsComplete(locked) {
  const names = new Set(
    Object.keys(locked).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  const optional = Object.values(locked).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  return optional.every((name) => names.has(name));
}

/** @param {string} root the hash of the lock file, for stamps */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} file @returns {LockedPackages} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {string} root */
function directOnesAreThere(root) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  return names.every((name) => existsSync(join(root, 'node_modules', name, 'package.json')));
}

/**
 * Development packages too, whatever NODE_ENV says: the web is built here. Nothing needs an install script.
 * @param {string[]} command
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
function npm(command, root, env) {
  const args = [
    ...command,
    '--include=dev',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npmCli = env['npm_execpath'];
  const [program, before] = npmCli?.endsWith('.js') ? [process.execPath, [npmCli]] : ['npm', []];
  return run(program, [...before, ...args], { cwd: root, env });
}

/** @param {string} output */
function reasonIn(output) {
  if (/ENOSPC|no space left/i.test(output)) return 'the disk is full.';
  const lines = output
    .split('\n')
    .filter((line) => line.trim() && !line.includes('A complete log of this run'));
  return lines.slice(-4).join('\n') || 'it gave no reason';
}
