import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ensureBackingPrograms, openBacking } from './backing.mjs';
import { runChecks } from './checking.mjs';
import { folderTrouble, unprivilegedAccount } from './folder.mjs';
import { ROOT } from './ground.mjs';
import { closingStack, Interrupted, onInterrupt } from './interrupt.mjs';
import { ensurePackages } from './packages.mjs';
import { leftPostgres, POSTGRES_FORCE } from './postgres.mjs';
import { adopt, send, stop } from './processes.mjs';
import { leftRedis, REDIS_FORCE } from './redis.mjs';
import { endingOf, Refusal, sayOn } from './say.mjs';
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

/**
 * The whole of `npm run bench -- NAME`: the same instances of its own, the built web, then test/bench/NAME.ts, which
 * prints its figures. Nothing is asserted: figures are read by people.
 * @param {string[]} args the name, then arguments of the bench
 */
export async function bench([name = '', ...args]) {
  const say = sayOn(process.stderr);
  const closing = closingStack();
  const interrupt = onInterrupt(() => closing.close(true).finally(() => process.exit(130)));
  try {
    const file = join(ROOT, 'test', 'bench', `${basename(name)}.ts`);
    if (!existsSync(file))
      throw new Refusal(`There is no bench "${name}". There are: ${benchNames().join(', ')}.`);
    const { env } = await prepare({ say, interrupt, closing });
    await ensureWeb({ root: ROOT, env, say });
    const command = [process.execPath, '--expose-gc', '--import', 'tsx', file, ...args];
    process.exitCode = (await runGroup({ command, env, interrupt, closing })) ?? 1;
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof Interrupted)) say(endingOf(error).line);
  }
  await closing.close();
  process.exit();
}

function benchNames() {
  return readdirSync(join(ROOT, 'test', 'bench')).flatMap((file) => /^(.+)\.ts$/.exec(file)?.[1] ?? []);
}

/**
 * PostgreSQL and Redis of this run's own, in a folder that goes with it, and the environment that names them.
 * @param {Run} run
 */
async function prepare({ say, interrupt, closing }) {
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
  const maintenance = new URL(databaseUrl);
  maintenance.pathname = '/postgres';
  return {
    folder,
    env: {
      ...env,
      TEST_DATABASE_URL: maintenance.href,
      TEST_REDIS_URL: redisUrl,
      CHROMIUM_PATH: programs.chromium ?? '',
      SHARED_DIR: resolve(ROOT, env['SHARED_DIR'] ?? '../shared'),
    },
  };
}

/** @param {Run} run @param {string[]} args */
async function runAll({ say, interrupt, closing }, args) {
  const { folder, env } = await prepare({ say, interrupt, closing });
  const checks = await runChecks({ say, withRules: false, stopped: interrupt.signal });
  interrupt.check();
  await ensureWeb({ root: ROOT, env, say });
  interrupt.check();
  const reportFile = join(folder, 'report.json');
  const vitest = join(ROOT, 'node_modules', '.bin', 'vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const command = [vitest, 'run', ...reporters, ...args];
  const runnerCode = await runGroup({ command, env, interrupt, closing });
  return sumTests({ report: readReport(reportFile), checks, runnerCode });
}

/**
 * @param {{ command: string[], env: NodeJS.ProcessEnv, interrupt: Run['interrupt'], closing: Run['closing'] }} options
 * @returns {Promise<number | null>}
 */
function runGroup({ command: [program = '', ...args], env, interrupt, closing }) {
  const child = spawn(program, args, {
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
