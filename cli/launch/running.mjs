import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openBacking, rememberedBacking } from './backing.mjs';
import { migrate } from './demo.mjs';
import { candidateFolders } from './folder.mjs';
import { claimGround, ROOT, wantedFolder } from './ground.mjs';
import { closingStack } from './interrupt.mjs';
import { ensurePackages } from './packages.mjs';
import { endingOf, sayOn } from './say.mjs';
import { lockHolder } from './state.mjs';

/** The commands that work on the database. */
const WITH_DATABASE = new Set(['cli/city.ts']);

/**
 * Runs a command of the project: standard input and output are its own, what the preparation says goes to standard
 * error, the exit code is passed on.
 * @param {string[]} args the file, then its arguments
 */
export async function runCommand([file = '', ...args]) {
  const say = sayOn(process.stderr);
  const closing = closingStack();
  try {
    const needsDatabase = WITH_DATABASE.has(file) && args.length > 0 && !args.includes('--help');
    const env = needsDatabase ? await envWithDatabase({ args, say, closing }) : await envWithPackages(say);
    process.exitCode = await runThrough(file, args, env);
  } catch (error) {
    const { line, exitCode } = endingOf(error);
    say(line);
    process.exitCode = exitCode;
  }
  await closing.close();
  process.exit();
}

/** @param {import('./say.mjs').Say} say */
async function envWithPackages(say) {
  await ensurePackages({ root: ROOT, env: process.env, say });
  return process.env;
}

/**
 * The database of the running `npm start`; without one, a private instance for the time of the command.
 * @param {{ args: string[], say: import('./say.mjs').Say, closing: import('./interrupt.mjs').Closing }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function envWithDatabase({ args, say, closing }) {
  const env = process.env;
  if (env['DATABASE_URL'] && env['REDIS_URL'])
    return { DATA_DIR: wantedFolder(env), ...(await envWithPackages(say)) };
  const folder = candidateFolders(wantedFolder(env)).find((one) => lockHolder(one)?.what === 'npm start');
  if (folder) return fill({ folder, ...rememberedBacking(folder) }, await envWithPackages(say));
  const ground = await claimGround({
    env,
    what: `npm run city -- ${args[0]}`,
    mayInstall: true,
    say,
    closing,
  });
  const backing = await openBacking({ env, ...ground, careless: false, say: () => {}, closing });
  const filled = fill({ folder: ground.folder, ...backing }, env);
  if (!env['DATABASE_URL']) await migrate({ root: ROOT, folder: ground.folder, env: filled, say: () => {} });
  return filled;
}

/**
 * @param {{ folder: string, databaseUrl?: string, redisUrl?: string }} backing
 * @param {NodeJS.ProcessEnv} env what is set there stays
 * @returns {NodeJS.ProcessEnv}
 */
function fill({ folder, databaseUrl, redisUrl }, env) {
  return {
    ...env,
    DATABASE_URL: env['DATABASE_URL'] || databaseUrl,
    REDIS_URL: env['REDIS_URL'] || redisUrl,
    DATA_DIR: folder,
  };
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function runThrough(file, args, env) {
  // By its full address, so that the command keeps the folder it was called in.
  const typescript = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', typescript, join(ROOT, file), ...args], {
    env,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to the command too: it ends itself, and the instances after it.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
