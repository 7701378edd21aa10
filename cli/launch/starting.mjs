import { parseArgs } from 'node:util';
import { startApps, stopLeftApps } from './app.mjs';
import { openBacking } from './backing.mjs';
import { accountsFile, migrate, seed } from './demo.mjs';
import { claimGround, ROOT } from './ground.mjs';
import { closingStack, Interrupted, onInterrupt } from './interrupt.mjs';
import { startLife } from './life.mjs';
import { phoneCodes } from './phoneCode.mjs';
import { serverPort } from './ports.mjs';
import { endingOf, Refusal, sayOn, secondsSince } from './say.mjs';
import { startTable } from './table.mjs';
import { ensureWeb } from './webBuild.mjs';

/** @typedef {{ empty: boolean, quiet: boolean, https: boolean, install: boolean, help: boolean }} StartOptions */
/** @typedef {{ say: import('./say.mjs').Say, interrupt: ReturnType<typeof onInterrupt>, closing: import('./interrupt.mjs').Closing, options: StartOptions }} Start */

const HELP = `npm start [-- options]    runs the whole city on this machine; Ctrl-C stops it

  --empty        no demo city: an empty database and one administrator
  --quiet        no simulated life in the demo city
  --https        serve over HTTPS, as phones need it
  --no-install   install nothing on this machine: print the command instead
  --help         this text

Environment: PORT (8080), HOST (127.0.0.1), DATA_DIR (.data),
DATABASE_URL and REDIS_URL (private instances in DATA_DIR when not set),
of the demo city: DEMO_SCALE (full, small), DEMO_SCHEME (gbt2026, yuncheng2013), DEMO_SEED, DEMO_DAYS (92).`;

/** @type {[string, string][]} */
const PAGES = [
  ['desks', '/desk'],
  ['units', '/unit'],
  ['collectors', '/field'],
  ['wall', '/wall'],
  ['score', '/score'],
  ['administration', '/admin'],
];

/**
 * The whole of `npm start`: prepares, starts, waits for the end, stops what it started in mirrored order.
 * @param {string[]} args
 */
export async function start(args) {
  const say = sayOn(process.stdout);
  const closing = closingStack();
  const interrupt = onInterrupt(() => {
    say('Stopping at once.');
    closing.close(true).finally(() => process.exit(130));
  });
  const complain = (/** @type {unknown} */ error) => {
    if (interrupt.signal.aborted) return;
    const { line, exitCode } = endingOf(error);
    process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
  };
  try {
    const options = startOptions(args);
    if (options.help) return say(HELP);
    const defect = new Promise((_, reject) => process.once('uncaughtException', reject));
    await Promise.race([open({ say, interrupt, closing, options }), defect]);
  } catch (error) {
    complain(error);
  }
  if (interrupt.signal.aborted) say('\nStopping …');
  await closing.close().catch(complain);
  if (interrupt.signal.aborted) say('Stopped.');
  process.exit();
}

/**
 * @param {string[]} args
 * @returns {StartOptions}
 */
export function startOptions(args) {
  const names = ['empty', 'quiet', 'https', 'no-install', 'help'];
  const known = Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ('boolean') }]));
  try {
    const { values } = parseArgs({ args, options: known });
    const on = (/** @type {string} */ name) => values[name] === true;
    return {
      empty: on('empty'),
      quiet: on('quiet'),
      https: on('https'),
      install: !on('no-install'),
      help: on('help'),
    };
  } catch (error) {
    const [first] = /** @type {Error} */ (error).message.split('. ');
    throw new Refusal(`${first}. All options: npm start -- --help`, 2);
  }
}

/** Resolves when the start was interrupted; rejects when something cannot go on. @param {Start} start */
async function open({ say, interrupt, closing, options }) {
  const startedAt = Date.now();
  try {
    const env = process.env;
    const ground = await claimGround({ env, what: 'npm start', mayInstall: options.install, say, closing });
    const { folder } = ground;
    interrupt.check();
    await stopLeftApps(folder, say);
    const port = await serverPort(env);
    const backing = await openBacking({ env, ...ground, careless: false, say, closing });
    interrupt.check();
    const appEnv = envOfApps({ options, folder, port, ...backing });
    const step = { root: ROOT, folder, env: appEnv, say };
    await migrate(step);
    interrupt.check();
    const [people] = await Promise.all([seed({ ...step, empty: options.empty }), ensureWeb(step)]);
    interrupt.check();
    const { ready, ended } = await startApps({
      root: ROOT,
      folder,
      env: appEnv,
      say,
      closing,
      signal: interrupt.signal,
    });
    const url = typeof ready['url'] === 'string' ? ready['url'] : addressOf(port, options.https, env);
    const notes = Array.isArray(ready['notes']) ? ready['notes'].map(String) : [];
    const phones = Array.isArray(ready['phones']) ? ready['phones'].map(String) : [];
    const codes = await phoneCodes(phones, { coloured: process.stdout.isTTY });
    const table = startTable({
      url,
      pages: PAGES,
      people,
      accountsFile: accountsFile(folder),
      folder,
      notes,
      codes,
    });
    say([...table, `Ready in ${secondsSince(startedAt)}: ${url}`].join('\n'));
    if (people.demo && !options.quiet) startLife({ root: ROOT, folder, env: appEnv, url, say, closing });
    await Promise.race([interrupt.happened, ended]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

/**
 * @param {{ options: StartOptions, folder: string, port: number, databaseUrl: string, redisUrl: string }} start
 * @returns {NodeJS.ProcessEnv}
 */
function envOfApps({ options, folder, port, databaseUrl, redisUrl }) {
  return {
    NODE_ENV: 'development',
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PORT: String(port),
    DATA_DIR: folder,
    ...(options.https ? { HTTPS: '1' } : {}),
    ...(options.quiet ? { QUIET: '1' } : {}),
  };
}

/** @param {number} port @param {boolean} https @param {NodeJS.ProcessEnv} env */
function addressOf(port, https, env) {
  const host = env['HOST'];
  const everywhere = !host || ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  return `${https ? 'https' : 'http'}://${everywhere ? 'localhost' : host}:${port}`;
}
