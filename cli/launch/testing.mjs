import { spawn } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBackingPrograms, openBacking } from './backing.mjs';
import { runChecks } from './checking.mjs';
import { folderTrouble, unprivilegedAccount } from './folder.mjs';
import { ROOT } from './ground.mjs';
import { closingStack, Interrupted, onInterrupt } from './interrupt.mjs';
import { ensurePackages } from './packages.mjs';
import { leftPostgres, POSTGRES_FORCE } from './postgres.mjs';
import { adopt, send, stop } from './processes.mjs';
import { leftRedis, REDIS_FORCE } from './redis.mjs';
import { endingOf, sayOn } from './say.mjs';
import { lockHolder, takeLock } from './state.mjs';
import { sumLine, sumTests } from './testSum.mjs';
import { ensureWeb } from './webBuild.mjs';

/** @typedef {{ say: import('./say.mjs').Say, interrupt: ReturnType<typeof onInterrupt>, closing: import('./interrupt.mjs').Closing }} Run */

const FOLDER_PREFIX = 'city-test-';
/** Somebody's own settings must not lead the tests to somebody's own data. */
const FOREIGN = ['DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST', 'DATA_DIR', 'NODE_ENV', 'TRUST_PROXY'];

/**
 * The whole of `npm test`: own instances in a folder of its own, the checks, the built web, every test; the last line
 * is the sum.
 * @param {string[]} args for the test runner
 */
export async function test(args) {
  const say = sayOn(process.stdout);
  const closing = closingStack();
  const interrupt = onInterrupt(() => closing.close(true).finally(() => process.exit(130)));
  /** @type {import('./testSum.mjs').TestSum} */
  let sum = { passed: 0, failed: 1, skipped: 0 };
  try {
    sum = await runAll({ say, interrupt, closing }, args);
  } catch (error) {
    if (!(error instanceof Interrupted)) process.stderr.write(`${endingOf(error).line}\n`);
  }
  await closing.close();
  process.exitCode = sum.failed > 0 ? 1 : 0;
  if (interrupt.signal.aborted) process.exitCode = 130;
  say(sumLine(sum));
  process.stdout.write('', () => process.exit());
}

/** @param {Run} run @param {string[]} args */
async function runAll({ say, interrupt, closing }, args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name)));
  const programs = await ensureBackingPrograms({ env, folders: [], chromium: true, mayInstall: true, say });
  const account = unprivilegedAccount();
  await removeLeftTests(say);
  const folder = makeFolder(account);
  closing.add(() => rmSync(folder, { recursive: true, force: true }));
  takeLock(folder, 'npm test');
  await ensurePackages({ root: ROOT, env, say });
  const { databaseUrl, redisUrl } = await openBacking({
    env,
    folder,
    account,
    programs,
    careless: true,
    say,
    closing,
  });
  interrupt.check();
  const checks = await runChecks({ say, withRules: false, stopped: interrupt.signal });
  interrupt.check();
  await ensureWeb({ root: ROOT, env, say });
  interrupt.check();
  const maintenance = new URL(databaseUrl);
  maintenance.pathname = '/postgres';
  const testEnv = {
    ...env,
    TEST_DATABASE_URL: maintenance.href,
    TEST_REDIS_URL: redisUrl,
    CHROMIUM_PATH: programs.chromium ?? '',
    SHARED_DIR: resolve(ROOT, env['SHARED_DIR'] ?? '../shared'),
  };
  const reportFile = join(folder, 'report.json');
  const runnerCode = await runTests({ args, env: testEnv, reportFile, interrupt, closing });
  return sumTests({ report: readReport(reportFile), checks, runnerCode });
}

/**
 * @param {{ args: string[], env: NodeJS.ProcessEnv, reportFile: string, interrupt: Run['interrupt'], closing: Run['closing'] }} options
 * @returns {Promise<number | null>}
 */
function runTests({ args, env, reportFile, interrupt, closing }) {
  const vitest = join(ROOT, 'node_modules', '.bin', 'vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const child = spawn(vitest, ['run', ...reporters, ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const group = child.pid ? -child.pid : 0;
  // A group of its own: browsers and servers that tests started end with it.
  const end = (/** @type {NodeJS.Signals} */ signal) => group && send(group, signal);
  interrupt.signal.addEventListener('abort', () => end('SIGTERM'));
  closing.add(() => void end('SIGKILL'));
  return new Promise((done) => {
    child.once('error', () => done(127));
    child.once('exit', (code) => done(code));
  });
}

/** @param {import('./processes.mjs').Account | null} account */
function makeFolder(account) {
  for (const root of [tmpdir(), '/var/tmp']) {
    const folder = realpathSync(mkdtempSync(join(root, FOLDER_PREFIX)));
    if (account) chmodSync(folder, 0o711);
    if (folderTrouble(folder, account) === null || root === '/var/tmp') return folder;
    rmSync(folder, { recursive: true, force: true });
  }
  return ROOT;
}

/** What a killed `npm test` left: its instances and its folder. @param {import('./say.mjs').Say} say */
async function removeLeftTests(say) {
  for (const root of new Set([tmpdir(), '/var/tmp'])) {
    for (const name of readdirSync(root).filter((one) => one.startsWith(FOLDER_PREFIX))) {
      const folder = join(root, name);
      if (lstatSync(folder).uid !== process.getuid?.() || lockHolder(folder) || isYoung(folder)) continue;
      say(`Removing what a killed test run left in ${folder}.`);
      const [redis, postgres] = [leftRedis(folder), leftPostgres(folder)];
      if (redis) await stop(adopt(redis), REDIS_FORCE);
      if (postgres) await stop(adopt(postgres.pid), POSTGRES_FORCE);
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** A run that starts right now has its folder before its lock. @param {string} folder */
function isYoung(folder) {
  return Date.now() - lstatSync(folder).mtimeMs < 10_000;
}

/** @param {string} file @returns {import('./testSum.mjs').Report | null} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
