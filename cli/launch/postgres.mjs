import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cleanEnv, DATABASE, makeCluster, OWNER, setPassword } from './cluster.mjs';
import { logTail } from './logs.mjs';
import { freePort } from './ports.mjs';
import { adopt, identityOf, isAlive, launch, run, stop } from './processes.mjs';
import { fullDiskLine, Refusal } from './say.mjs';

/** @typedef {import('./processes.mjs').Running} Running */
/** @typedef {import('./state.mjs').Instance} Instance */
/** @typedef {import('./cluster.mjs').Cluster} Cluster */

const START_PATIENCE_MS = 120_000;

/** Fast shutdown first (clients are cut, the rest is written); the harder one recovers at the next start. @type {import('./processes.mjs').StopSteps} */
export const POSTGRES_STOP = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
/** @type {import('./processes.mjs').StopSteps} */
export const POSTGRES_FORCE = [
  ['SIGQUIT', 3_000],
  ['SIGKILL', 3_000],
];

/**
 * The private PostgreSQL of a data folder, made if it is not there, taken over if an earlier launcher left it running.
 * It listens on 127.0.0.1 only, has no socket file, and asks for a random password.
 * @param {Cluster} cluster
 * @param {Instance} [known] port and password of the last start
 * @returns {Promise<{ running: Running, instance: Instance, adopted: boolean }>}
 */
export async function openPostgres(cluster, known) {
  const password = known?.password ?? randomBytes(24).toString('base64url');
  const isNew = await makeCluster(cluster, password);
  const left = leftPostgres(cluster.folder);
  if (left && known && (await answers(cluster, { port: left.port, password: known.password }))) {
    return { running: adopt(left.pid), instance: { port: left.port, password }, adopted: true };
  }
  if (left) await stop(adopt(left.pid), POSTGRES_STOP);
  if (!isNew && !known) await setPassword(cluster, password);
  const { running, port } = await startPostgres(cluster, known?.port);
  return { running, instance: { port, password }, adopted: false };
}

/**
 * @param {Instance} instance
 * @param {string} database
 */
export function postgresUrl({ port, password }, database) {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts the server of an existing cluster and waits until it takes connections.
 * @param {Cluster} cluster
 * @param {number} [preferredPort]
 * @param {boolean} [fixed] no other port will do
 * @returns {Promise<{ running: Running, port: number }>}
 */
export async function startPostgres(cluster, preferredPort, fixed = false) {
  const data = join(cluster.folder, 'postgres');
  const logFile = join(cluster.folder, 'postgres.log');
  const patientUntil = Date.now() + START_PATIENCE_MS;
  let port = fixed && preferredPort ? preferredPort : await freePort(preferredPort);
  for (;;) {
    leftPostgres(cluster.folder);
    const { position } = logTail(logFile);
    const running = launch(join(cluster.binaries, 'postgres'), settings(data, port, cluster.careless), {
      cwd: data,
      env: cleanEnv(),
      logFile,
      account: cluster.account,
    });
    if (await ready(running, data, patientUntil)) return { running, port };
    const said = logTail(logFile, position).lines.join('\n');
    if (/No space left on device/.test(said)) throw new Refusal(fullDiskLine(cluster.folder));
    const portTaken = /Address already in use/.test(said);
    // The last backends of a killed server need a moment to notice.
    const dying = /pre-existing shared memory block|lock file .* already exists/.test(said);
    if (!((portTaken && !fixed) || dying) || Date.now() > patientUntil)
      throw new Refusal(failureLine(said, logFile));
    if (dying) await new Promise((resolve) => setTimeout(resolve, 300));
    else port = await freePort();
  }
}

/** @param {string} said @param {string} logFile */
function failureLine(said, logFile) {
  const fatal = said.split('\n').find((line) => /FATAL|PANIC/.test(line)) ?? said.split('\n').at(-1);
  return `PostgreSQL does not start: ${fatal?.replace(/^.*(FATAL|PANIC): +/, '') || 'no reason given'} (${logFile})`;
}

/** @param {Cluster} cluster @param {Instance} instance */
async function answers({ binaries }, { port, password }) {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', OWNER, '-d', DATABASE, '-XAtqc', 'SELECT 1'];
  const { code } = await run(join(binaries, 'psql'), args, {
    env: { ...cleanEnv(), PGPASSWORD: password, PGCONNECT_TIMEOUT: '10' },
  });
  return code === 0;
}

/**
 * The PostgreSQL that runs on this folder already. A pid file whose process is not PostgreSQL in this folder is stale
 * and removed, since PostgreSQL would refuse to start while any process has that number.
 * @param {string} folder
 */
export function leftPostgres(folder) {
  const data = join(folder, 'postgres');
  const file = join(data, 'postmaster.pid');
  const { pid, port } = postmaster(data);
  if (!pid) return null;
  if (identityOf(pid) !== null && isPostgresIn(pid, data)) return { pid, port };
  rmSync(file, { force: true });
  return null;
}

/** @param {number} pid @param {string} data */
function isPostgresIn(pid, data) {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === data &&
      basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
    );
  } catch {
    return process.platform !== 'linux';
  }
}

/** @param {string} data lines of postmaster.pid: 1 pid, 4 port, 8 status */
function postmaster(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
  } catch {
    return { pid: 0, port: 0, status: '' };
  }
}

/** @param {Running} running @param {string} data @param {number} patientUntil */
async function ready(running, data, patientUntil) {
  while (isAlive(running) && Date.now() < patientUntil) {
    const { pid, status } = postmaster(data);
    if (pid === running.pid && status === 'ready') return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await stop(running, POSTGRES_FORCE);
  return false;
}

/** @param {string} data @param {number} port @param {boolean} careless */
function settings(data, port, careless) {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Benches count from the moment of a commit.
    ...(careless
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', track_commit_timestamp: 'on' }
      : {}),
  };
  return ['-D', data, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
