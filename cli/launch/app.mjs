import { join } from 'node:path';
import { logTail, shortenLog } from './logs.mjs';
import { adopt, isAlive, launch, stop } from './processes.mjs';
import { Refusal } from './say.mjs';
import { readState, remember } from './state.mjs';
import { keepRunning } from './supervise.mjs';

/** @typedef {import('./processes.mjs').Running} Running */
/** @typedef {{ type: 'ready' } & Record<string, unknown>} Ready what a process says of itself when it can work */
/** @typedef {{ name: 'server' | 'workers', root: string, folder: string, env: NodeJS.ProcessEnv }} App */

/** A configuration that cannot work: another start changes nothing. */
const BAD_CONFIGURATION = 78;
const READY_PATIENCE_MS = 60_000;

/** @type {import('./processes.mjs').StopSteps} */
const APP_STOP = [
  ['SIGTERM', 12_000],
  ['SIGKILL', 5_000],
];
/** @type {import('./processes.mjs').StopSteps} */
const APP_FORCE = [['SIGKILL', 3_000]];

/**
 * Starts server and workers, and starts each again when it dies.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.folder
 * @param {NodeJS.ProcessEnv} options.env
 * @param {import('./say.mjs').Say} options.say
 * @param {import('./interrupt.mjs').Closing} options.closing
 * @param {AbortSignal} options.signal ends the waiting for readiness
 * @returns {Promise<{ ready: Ready, ended: Promise<never> }>} `ready` of the server; `ended` rejects when one of them
 *   ends in a way that no other start mends
 */
export async function startApps({ root, folder, env, say, closing, signal }) {
  /** @type {(error: Refusal) => void} */
  let giveUp = () => {};
  /** @type {Promise<never>} */
  const ended = new Promise((_, reject) => {
    giveUp = reject;
  });
  const keep = async (/** @type {App['name']} */ name) => {
    const app = { name, root, folder, env };
    const { running, ready } = await startApp(app, signal);
    const isFinal = (/** @type {import('./processes.mjs').Ending} */ { code }) => {
      if (code === BAD_CONFIGURATION)
        giveUp(new Refusal(`The ${name} refuses its configuration; log: ${logOf(folder, name)}`, code));
      return code === BAD_CONFIGURATION;
    };
    const begin = async (/** @type {AbortSignal} */ stopped) => (await startApp(app, stopped)).running;
    const kept = keepRunning({ name: `The ${name}`, first: running, begin, say, isFinal });
    return { ready, kept };
  };
  const [server, workers] = await Promise.allSettled([keep('server'), keep('workers')]);
  // Added in this order whoever was ready first: the workers are to be stopped before the server.
  for (const one of [server, workers]) {
    if (one.status === 'fulfilled') closing.add((force) => one.value.kept.stop(force ? APP_FORCE : APP_STOP));
  }
  if (server.status === 'rejected') throw server.reason;
  if (workers.status === 'rejected') throw workers.reason;
  return { ready: server.value.ready, ended };
}

/**
 * Starts the server or the workers and waits until it says that it is ready.
 * @param {App} app
 * @param {AbortSignal} [stopped] ends the waiting and the process
 * @returns {Promise<{ running: Running, ready: Ready }>}
 */
async function startApp({ name, root, folder, env }, stopped) {
  const logFile = logOf(folder, name);
  shortenLog(logFile);
  const { position } = logTail(logFile);
  const running = launch(process.execPath, ['--import', 'tsx', `${name}/main.ts`], {
    cwd: root,
    env,
    logFile,
    ipc: true,
  });
  remember(folder, { [name]: { pid: running.pid, identity: running.identity } });
  const ready = await Promise.race([
    readyOf(running),
    running.exited.then(() => null),
    aborted(stopped),
    late(),
  ]);
  if (typeof ready === 'object' && ready !== null) return { running, ready };
  if (isAlive(running)) await stop(running, stopped?.aborted ? APP_STOP : APP_FORCE);
  const { code, signal } = await running.exited;
  const why =
    ready === 'late'
      ? `is not ready after ${READY_PATIENCE_MS / 1000} s`
      : `ended (${signal ?? `exit ${code}`})`;
  throw new Refusal(`The ${name} ${why}:\n${lastWords(logFile, position)}\nLog: ${logFile}`, code || 1);
}

/**
 * What a process wrote for people, from a position of its log on: the lines that are no log records, else the last ones.
 * @param {string} logFile
 * @param {number} position
 */
function lastWords(logFile, position) {
  const { lines } = logTail(logFile, position);
  const plain = lines.filter((line) => !line.startsWith('{'));
  return (plain.length > 0 ? plain : lines).slice(-20).join('\n');
}

/**
 * Stops a server and workers that a killed launcher left running on this folder.
 * @param {string} folder
 * @param {import('./say.mjs').Say} say
 */
export async function stopLeftApps(folder, say) {
  const { workers, server } = readState(folder);
  for (const [name, mark] of Object.entries({ workers, server })) {
    if (!mark || !isAlive(mark)) continue;
    say(`Stopping the ${name} that an earlier start left running (process ${mark.pid}).`);
    await stop(adopt(mark.pid), APP_STOP);
  }
}

/** @param {string} folder @param {string} name */
function logOf(folder, name) {
  return join(folder, `${name}.log`);
}

/** @param {Running} running @returns {Promise<Ready>} */
function readyOf({ child }) {
  return new Promise((resolve) => {
    child?.on('message', (message) => {
      const said = /** @type {Ready} */ (message);
      if (said?.type === 'ready') resolve(said);
    });
  });
}

/** @param {AbortSignal} [signal] @returns {Promise<'aborted'>} */
function aborted(signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve('aborted');
    signal?.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}

/** @returns {Promise<'late'>} */
function late() {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), READY_PATIENCE_MS).unref();
  });
}
