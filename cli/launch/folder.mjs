import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fullDiskLine, Refusal } from './say.mjs';

/** @typedef {import('./processes.mjs').Account} Account */

const FALLBACK_ROOT = '/var/tmp';
const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/**
 * The account that PostgreSQL and Redis run under when we are root (PostgreSQL refuses root); null otherwise.
 * @returns {Account | null}
 */
export function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
  }
  throw new Refusal(
    'PostgreSQL refuses to run as root and there is no account `postgres`: start as an ordinary user.',
  );
}

/**
 * The wanted folder and the one of our own that takes its place; the same ones at each start.
 * @param {string} wanted
 * @param {string} [fallbackRoot]
 * @returns {[string, string]}
 */
export function candidateFolders(wanted, fallbackRoot = FALLBACK_ROOT) {
  const first = resolve(wanted);
  const key = createHash('sha256').update(first).digest('hex').slice(0, 12);
  return [first, join(fallbackRoot, `city-dispatch-${process.getuid?.() ?? 0}-${key}`)];
}

/**
 * The folder for databases and photos: the wanted one, or a stable one of our own under `fallbackRoot` when the
 * wanted one cannot be used. `why` says why it could not.
 * @param {{ wanted: string, fallbackRoot?: string, account: Account | null }} options
 * @returns {{ folder: string, why: string | null }}
 */
export function chooseFolder({ wanted, fallbackRoot = FALLBACK_ROOT, account }) {
  const [first, second] = candidateFolders(wanted, fallbackRoot);
  const why = folderTrouble(first, account);
  if (why === null) return { folder: realpathSync(first), why: null };
  if (holdsOurData(first)) throw new Refusal(`${first} holds the data of earlier starts, but ${why}.`);
  const whyNot = foreignFolder(second) ?? folderTrouble(second, account);
  if (whyNot === null) return { folder: realpathSync(second), why };
  throw new Refusal(
    `No folder for the data: ${first} ${why}; ${second} ${whyNot}. Choose one with DATA_DIR=/path.`,
  );
}

/**
 * Why a private database cannot live in the folder (ends a sentence that begins with the folder), or null. Makes it.
 * @param {string} folder
 * @param {Account | null} account
 * @returns {string | null}
 */
export function folderTrouble(folder, account) {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    // Passable but not listable for others: the account of the databases must walk through it.
    makeFolders(folder, account ? 0o711 : 0o700);
    // Before the probe: a full disk is no reason to go elsewhere, where an empty city would begin.
    refuseFullDisk(folder);
    mkdirSync(probe, { mode: 0o700 });
    if (account) chownSync(probe, account.uid, account.gid);
    const { mode, uid } = statSync(probe);
    if ((mode & 0o077) !== 0 || (account && uid !== account.uid)) return 'cannot hold private files';
    return account ? troubleFor(account, probe) : troubleForUs(probe);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Refusal(fullDiskLine(folder));
    if (!code) throw error;
    return `cannot be written to (${code})`;
  } finally {
    removeQuietly(probe);
  }
}

/**
 * Refuses when the disk under the folder has no room left.
 * @param {string} folder
 */
export function refuseFullDisk(folder) {
  const { bavail, bsize } = statfsSync(folder);
  const line = scarceSpaceLine(folder, bavail * bsize);
  if (line) throw new Refusal(line);
}

/**
 * @param {string} folder
 * @param {number} freeBytes
 * @returns {string | null}
 */
export function scarceSpaceLine(folder, freeBytes) {
  if (freeBytes >= LEAST_FREE_BYTES) return null;
  const mb = (/** @type {number} */ bytes) => `${Math.floor(bytes / 1024 / 1024)} MB`;
  return `The disk of ${folder} has ${mb(freeBytes)} left and ${mb(LEAST_FREE_BYTES)} are needed: free some space, or choose another folder with DATA_DIR=/path.`;
}

/**
 * Whether an earlier start of this very user left a database there: then another folder would be another city.
 * @param {string} folder
 */
function holdsOurData(folder) {
  return existsSync(join(folder, 'postgres')) && statSync(folder).uid === process.getuid?.();
}

/**
 * One by one: the recursive mkdir of Node 20 never returns where the system answers ENOENT, as below /proc.
 * @param {string} folder
 * @param {number} mode
 */
function makeFolders(folder, mode) {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder), mode);
  mkdirSync(folder, { mode });
}

/** @param {Account} account @param {string} probe */
function troubleFor(account, probe) {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$0" && echo probe > file', probe], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0 ? null : `cannot be reached by the account ${account.name}`;
}

/** @param {string} probe */
function troubleForUs(probe) {
  writeFileSync(join(probe, 'file'), 'probe\n');
  return null;
}

/**
 * In a folder that everybody can write to, somebody else may have made ours beforehand.
 * @param {string} folder
 */
function foreignFolder(folder) {
  try {
    const found = lstatSync(folder);
    const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
    return ours ? null : 'belongs to somebody else';
  } catch {
    return null;
  }
}

/** @param {string} path */
function removeQuietly(path) {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A read-only folder: nothing was made, nothing is left.
  }
}
