import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** @typedef {{ uid: number, gid: number, name: string }} Account */
/** @typedef {{ code: number | null, signal: string | null }} Ending */
/**
 * A process that we look after, whether we spawned it or found it.
 * @typedef {{ pid: number, identity: string, exited: Promise<Ending>, child?: import('node:child_process').ChildProcess }} Running
 */
/** @typedef {{ pid: number, identity: string }} ProcessMark */
/** Signals in order, each with the milliseconds to wait for the end. @typedef {[NodeJS.Signals, number][]} StopSteps */

/**
 * A name for a process that no later process with the same number has: boot and start time. Null when it is gone
 * (a zombie that nobody reaps counts as gone).
 * @param {number} pid
 * @returns {string | null}
 */
export function identityOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${bootId()}:${fields[19]}`;
  } catch {
    return process.platform === 'linux' ? null : identityByPs(pid);
  }
}

/** @param {ProcessMark | undefined | null} mark */
export function isAlive(mark) {
  return Boolean(mark) && identityOf(mark?.pid ?? 0) === mark?.identity;
}

/**
 * Starts a process in its own group, so that a Ctrl-C in the terminal reaches only the launcher.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, logFile: string, account?: Account | null, ipc?: boolean }} options
 * @returns {Running}
 */
export function launch(command, args, { cwd, env, logFile, account, ipc }) {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  closeSync(log);
  /** @type {Promise<Ending>} */
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid ?? 0;
  return { pid, identity: identityOf(pid) ?? 'gone', exited, child };
}

/**
 * Looks after a process that an earlier launcher left behind.
 * @param {number} pid
 * @returns {Running}
 */
export function adopt(pid) {
  const identity = identityOf(pid) ?? 'gone';
  /** @type {Promise<Ending>} */
  const exited = new Promise((resolve) => {
    const look = setInterval(() => {
      if (identityOf(pid) === identity) return;
      clearInterval(look);
      resolve({ code: null, signal: null });
    }, 100);
    look.unref();
  });
  return { pid, identity, exited };
}

/**
 * Asks, waits, insists. Resolves when the process is gone (or the last step's time is over).
 * @param {Running} running
 * @param {StopSteps} steps
 */
export async function stop(running, steps) {
  for (const [signal, patienceMs] of steps) {
    if (!isAlive(running)) return;
    send(running.pid, signal);
    if (await within(running.exited, patienceMs)) return;
  }
}

/** Groups of the commands that `run` waits for, so that an interrupted preparation can end them. */
const openRuns = new Set();

/**
 * Runs a command to its end and keeps what it printed (both streams, in order).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, account?: Account | null, input?: string, unbroken?: boolean, onLine?: (line: string) => void }} [options]
 *   `unbroken`: an interrupt waits for its end (a half-done installation of system packages is worse);
 *   `onLine`: each line of its output as it comes
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { cwd, env, account, input, unbroken, onLine } = {}) {
  return new Promise((resolve) => {
    const owner = account ? { uid: account.uid, gid: account.gid } : {};
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...owner,
    });
    if (!unbroken && child.pid) openRuns.add(child.pid);
    let output = '';
    let told = 0;
    const take = (/** @type {string} */ piece) => {
      output += piece;
      for (let end = output.indexOf('\n', told); onLine && end >= 0; end = output.indexOf('\n', told)) {
        onLine(output.slice(told, end));
        told = end + 1;
      }
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => {
      openRuns.delete(child.pid);
      resolve({ code, output });
    });
  });
}

/** Ends the commands that `run` waits for, with all that they started. */
export function breakRuns() {
  for (const pid of openRuns) send(-pid, 'SIGTERM');
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

/**
 * Whether the promise came to its end within the time.
 * @param {Promise<unknown>} promise
 * @param {number} ms
 */
export function within(promise, ms) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}

/** @type {string | undefined} */
let boot;

function bootId() {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

/** @param {number} pid */
function identityByPs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const line = stdout?.trim();
  return line && !line.startsWith('Z') ? line.replace(/^\S+\s+/, '') : null;
}
