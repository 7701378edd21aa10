import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { logTail } from './logs.mjs';
import { freePort } from './ports.mjs';
import { adopt, identityOf, isAlive, launch, stop } from './processes.mjs';
import { fullDiskLine, Refusal } from './say.mjs';

/** @typedef {import('./processes.mjs').Running} Running */
/** @typedef {import('./state.mjs').Instance} Instance */
/** @typedef {{ program: string, folder: string, account: import('./processes.mjs').Account | null, say: import('./say.mjs').Say }} Store */

const START_PATIENCE_MS = 60_000;
const ANSWER_PATIENCE_MS = 5_000;
/** A warning of Redis about what its append-only file holds; not one about rights or space. */
const DAMAGED_FILE = / # .*(AOF|append only file)(?!.*(denied|No space)).*/i;

/** @type {import('./processes.mjs').StopSteps} */
export const REDIS_STOP = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
];
/** @type {import('./processes.mjs').StopSteps} */
export const REDIS_FORCE = [['SIGKILL', 3_000]];

/**
 * The private Redis of a data folder (append-only file, never evicts, 127.0.0.1, random password), made if it is not
 * there, taken over if an earlier launcher left it running.
 * @param {Store} store
 * @param {Instance} [known] port and password of the last start
 * @returns {Promise<{ running: Running, instance: Instance, adopted: boolean }>}
 */
export async function openRedis(store, known) {
  const password = known?.password ?? randomBytes(24).toString('base64url');
  const left = leftRedis(store.folder);
  if (left && known && (await askRedis(redisUrl(known))) === 'PONG') {
    return { running: adopt(left), instance: known, adopted: true };
  }
  if (left) await stop(adopt(left), REDIS_STOP);
  const { running, port } = await startRedis(store, { port: known?.port ?? 0, password });
  return { running, instance: { port, password }, adopted: false };
}

/** @param {Instance} instance */
export function redisUrl({ port, password }) {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/**
 * Starts the server and waits until it answers.
 * @param {Store} store
 * @param {Instance} wanted
 * @param {boolean} [fixed] no other port than the wanted one will do
 * @returns {Promise<{ running: Running, port: number }>}
 */
export async function startRedis(store, wanted, fixed = false) {
  const data = join(store.folder, 'redis');
  const logFile = join(store.folder, 'redis.log');
  const patientUntil = Date.now() + START_PATIENCE_MS;
  let emptied = false;
  let port = fixed ? wanted.port : await freePort(wanted.port);
  for (;;) {
    const config = writeConfig(store, data, { port, password: wanted.password });
    const { position } = logTail(logFile);
    const running = launch(store.program, [config], {
      cwd: data,
      env: process.env,
      logFile,
      account: store.account,
    });
    if (await ready(running, { port, password: wanted.password }, patientUntil)) return { running, port };
    const said = logTail(logFile, position).lines.join('\n');
    if (/No space left on device/.test(said)) throw new Refusal(fullDiskLine(store.folder));
    const damaged = said.split('\n').some((line) => DAMAGED_FILE.test(line));
    const portTaken = /Address already in use/.test(said);
    if (!((damaged && !emptied) || (portTaken && !fixed)) || Date.now() > patientUntil) {
      throw new Refusal(`Redis does not start: ${said.split('\n').at(-1) || 'no reason given'} (${logFile})`);
    }
    if (damaged) emptied = setAside(data, store.say);
    else port = await freePort();
  }
}

/**
 * Asks the Redis behind an address for a sign of life.
 * @param {string} url redis: or rediss:
 * @returns {Promise<string>} `PONG`, or what went wrong
 */
export function askRedis(url) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'rediss:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const where = { host, port: Number(port || 6379), ...(secure ? { servername: host } : {}) };
  const login = password ? [...(username ? [username] : []), password].map(decodeURIComponent) : null;
  return new Promise((resolve) => {
    const socket = secure ? connectTls(where) : connect(where);
    const end = (/** @type {string} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    let heard = '';
    socket.setTimeout(ANSWER_PATIENCE_MS, () => end('no answer'));
    socket.on('error', (error) => end(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
    socket.on('close', () => end('connection closed'));
    socket.on('data', (piece) => {
      heard += piece;
      const lines = heard.split('\r\n').slice(0, -1);
      const refused = lines.find((line) => line.startsWith('-'));
      if (refused) end(refused.slice(1));
      else if (lines.includes('+PONG')) end('PONG');
    });
    socket.write(`${login ? order('AUTH', ...login) : ''}${order('PING')}`);
  });
}

/** @param {string[]} words a command in Redis' own framing */
function order(...words) {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** The password stands in the file, not in the arguments that every user can list. @param {Store} store @param {string} data @param {Instance} instance */
function writeConfig({ account }, data, { port, password }) {
  const file = join(data, 'redis.conf');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${data}"`,
    `pidfile "${join(data, 'redis.pid')}"`,
    'appendonly yes',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (account) for (const path of [data, file]) chownSync(path, account.uid, account.gid);
  return file;
}

/** The Redis that runs on this folder already. @param {string} folder @returns {number | null} */
export function leftRedis(folder) {
  const data = join(folder, 'redis');
  try {
    const pid = Number(readFileSync(join(data, 'redis.pid'), 'utf8'));
    if (identityOf(pid) === null) return null;
    return process.platform !== 'linux' || readlinkSync(`/proc/${pid}/cwd`) === data ? pid : null;
  } catch {
    return null;
  }
}

/** Nothing is lost: what Redis holds is made again from PostgreSQL. @param {string} data @param {import('./say.mjs').Say} say */
function setAside(data, say) {
  const aside = `${data}.damaged-${new Date().toISOString().replaceAll(':', '')}`;
  renameSync(data, aside);
  say(
    `The file of Redis was damaged and now lies in ${aside}; starting with an empty one, PostgreSQL fills it again.`,
  );
  return true;
}

/** @param {Running} running @param {Instance} instance @param {number} patientUntil */
async function ready(running, instance, patientUntil) {
  while (isAlive(running) && Date.now() < patientUntil) {
    if ((await askRedis(redisUrl(instance))) === 'PONG' && isAlive(running)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await stop(running, REDIS_FORCE);
  return false;
}
