import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive } from './processes.mjs';
import { Refusal } from './say.mjs';

/** @typedef {{ port: number, password: string }} Instance */
/**
 * What a data folder remembers between starts: how to reach its private instances, and which processes run.
 * @typedef {{ postgres?: Instance, redis?: Instance, server?: import('./processes.mjs').ProcessMark, workers?: import('./processes.mjs').ProcessMark }} State
 */
/** @typedef {import('./processes.mjs').ProcessMark & { what: string }} Holder */

const STATE_FILE = 'state.json';
const LOCK_FILE = 'launch.lock';

/**
 * The state of the folder; a missing or damaged file is an empty state (passwords can be set anew, see postgres.mjs).
 * @param {string} folder
 * @returns {State}
 */
export function readState(folder) {
  return readJson(join(folder, STATE_FILE)) ?? {};
}

/**
 * @param {string} folder
 * @param {State} change replaces the named parts, the others stay
 */
export function remember(folder, change) {
  const file = join(folder, STATE_FILE);
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...readState(folder), ...change }, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}

/**
 * One launcher per data folder. A lock whose holder is dead is taken over.
 * @param {string} folder
 * @param {string} what the command, for the line that the second one reads
 * @returns {() => void} gives the lock back
 */
export function takeLock(folder, what) {
  const lock = join(folder, LOCK_FILE);
  const own = `${lock}.${process.pid}`;
  const mark = { pid: process.pid, identity: identityOf(process.pid), what };
  writeFileSync(own, JSON.stringify(mark), { mode: 0o600 });
  try {
    while (!linked(own, lock)) removeDeadLock(lock, folder);
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/**
 * The live holder of the folder's lock, or null.
 * @param {string} folder
 * @returns {Holder | null}
 */
export function lockHolder(folder) {
  return liveHolder(join(folder, LOCK_FILE));
}

/** @param {string} lock @param {string} folder */
function removeDeadLock(lock, folder) {
  refuseIfHeld(liveHolder(lock), folder);
  // Moved aside first: if another start took the lock over meanwhile, it is theirs that was moved, and goes back.
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const holder = liveHolder(aside);
  if (holder) linked(aside, lock);
  rmSync(aside, { force: true });
  refuseIfHeld(holder, folder);
}

/** @param {Holder | null} holder @param {string} folder */
function refuseIfHeld(holder, folder) {
  if (!holder) return;
  throw new Refusal(
    `${folder} is in use by ${holder.what} (process ${holder.pid}): stop that first, or choose another folder with DATA_DIR=/path.`,
  );
}

/** @param {string} lock @returns {Holder | null} */
function liveHolder(lock) {
  const holder = readJson(lock);
  return holder && isAlive(holder) ? holder : null;
}

/** @param {string} from @param {string} to */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
