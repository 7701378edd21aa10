import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { fullDiskLine, Refusal } from './say.mjs';

/**
 * `binaries`: the folder of postgres, initdb and psql. `careless`: nothing is flushed to disk (for tests).
 * @typedef {{ binaries: string, folder: string, account: import('./processes.mjs').Account | null, careless: boolean }} Cluster
 */

export const DATABASE = 'city';
export const OWNER = 'app';

/** The major version that made the data in the folder, or undefined. @param {string} folder */
export function clusterMajor(folder) {
  try {
    return Number(readFileSync(join(folder, 'postgres', 'PG_VERSION'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Made beside and then renamed: an interrupted making leaves nothing half-made in place.
 * @param {Cluster} cluster
 * @param {string} password
 * @returns {Promise<boolean>} whether it was made now
 */
export async function makeCluster({ binaries, folder, account, careless }, password) {
  const data = join(folder, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) return false;
  if (existsSync(data))
    throw new Refusal(`${data} is no PostgreSQL folder: move it away, or choose another DATA_DIR.`);
  const next = `${data}.new`;
  const passwordFile = join(folder, `.password-${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [next, passwordFile]) chownSync(path, account.uid, account.gid);
  const args = ['-D', next, '-U', OWNER, '--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256'];
  if (careless) args.push('--no-sync');
  const options = { cwd: next, env: cleanEnv(), account };
  const made = await run(join(binaries, 'initdb'), [...args, `--pwfile=${passwordFile}`], options);
  rmSync(passwordFile, { force: true });
  if (/No space left on device/.test(made.output)) throw new Refusal(fullDiskLine(folder));
  if (made.code !== 0) throw new Refusal(`PostgreSQL cannot make its folder ${data}: ${made.output.trim()}`);
  await alone({ binaries, account }, next, `CREATE DATABASE ${DATABASE}`);
  renameSync(next, data);
  return true;
}

/**
 * A new password for a cluster whose state file was lost: the folder is ours, so the password is ours to set.
 * @param {Cluster} cluster
 * @param {string} password letters, digits, `-` and `_`
 */
export async function setPassword(cluster, password) {
  await alone(cluster, join(cluster.folder, 'postgres'), `ALTER ROLE ${OWNER} PASSWORD '${password}'`);
}

/** Settings of somebody's own PostgreSQL must not reach ours. */
export function cleanEnv() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/**
 * One statement on a cluster that does not run.
 * @param {Pick<Cluster, 'binaries' | 'account'>} cluster
 * @param {string} data
 * @param {string} sql
 */
async function alone({ binaries, account }, data, sql) {
  const args = ['--single', '-j', '-D', data, 'postgres'];
  const options = { cwd: data, env: cleanEnv(), account, input: `${sql};\n\n` };
  const { code, output } = await run(join(binaries, 'postgres'), args, options);
  if (code !== 0 || /ERROR|FATAL/.test(output))
    throw new Refusal(`PostgreSQL refused "${sql.split("'")[0]}": ${output.trim()}`);
}
