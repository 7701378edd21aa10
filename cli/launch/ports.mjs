import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Refusal } from './say.mjs';

const LOOPBACK = '127.0.0.1';

/**
 * A free port on the loopback address: the preferred one when nobody has it, so that it stays from start to start.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  if (preferred && (await tryPort(preferred, LOOPBACK)) === null) return preferred;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * The port that the server is to listen on, checked before anything is started.
 * @param {{ PORT?: string, HOST?: string }} env
 * @returns {Promise<number>}
 */
export async function serverPort({ PORT = '8080', HOST = LOOPBACK }) {
  const port = Number(PORT);
  if (!/^\d+$/.test(PORT) || port > 65_535)
    throw new Refusal(`PORT is not a port number (0 to 65535): ${PORT}`);
  if (port === 0) return freePort();
  // `localhost` may lead to ::1, where another program would answer in our place.
  const addresses = HOST === LOOPBACK ? [LOOPBACK, '::1'] : [HOST];
  for (const address of addresses) {
    const code = await tryPort(port, address);
    if (code === null || (address === '::1' && code !== 'EADDRINUSE')) continue;
    throw new Refusal(portLine(port, address, code));
  }
  return port;
}

/**
 * @param {number} port
 * @param {string} address
 * @param {string} code
 */
export function portLine(port, address, code) {
  if (code === 'EACCES')
    return `Port ${port} is reserved for root: choose one above 1023, such as PORT=8080 npm start.`;
  if (code !== 'EADDRINUSE') return `HOST=${address} cannot be listened on (${code}).`;
  const other = port < 65_535 ? port + 1 : port - 1;
  return `Port ${port} is taken${holderOf(port)}: stop that program, or choose another port: PORT=${other} npm start.`;
}

/**
 * @param {number} port
 * @param {string} address
 * @returns {Promise<string | null>} the error code, or null when the port is free
 */
function tryPort(port, address) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? 'unknown'));
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * ` by node (process 123)` as far as the system tells us; an empty text otherwise.
 * @param {number} port
 */
function holderOf(port) {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port)),
  );
  if (sockets.size === 0) return '';
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    if (list(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)))) {
      return ` by ${read(`/proc/${pid}/comm`).trim()} (process ${pid})`;
    }
  }
  return '';
}

/** @param {string} table @param {number} port */
function listeningSockets(table, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = read(table).split('\n').slice(1);
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((cells) => cells[1]?.endsWith(suffix) && cells[3] === '0A')
    .map((cells) => `socket:[${cells[9]}]`);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} folder @returns {string[]} */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} link */
function linkOf(link) {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
