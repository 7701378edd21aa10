import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ dir: string, major: number, postgis: boolean }} PostgresBinaries */

const LEAST_POSTGRES = 14;
const DEBIAN_CLUSTERS = '/usr/lib/postgresql';
const USUAL_DIRS = [
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/usr/local/pgsql/bin',
];
const REDIS_NAMES = ['redis-server', 'valkey-server'];
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Where programs are looked for: CITY_BIN_DIRS alone when it is set (an empty one finds nothing), otherwise PATH, the
 * usual places and Debian's versioned PostgreSQL folders.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function searchDirs(env) {
  if (env['CITY_BIN_DIRS'] !== undefined) return split(env['CITY_BIN_DIRS']);
  return [...new Set([...split(env['PATH'] ?? ''), ...USUAL_DIRS, ...debianPostgresDirs()])];
}

/**
 * The newest PostgreSQL that has PostGIS beside it (else the newest without, with `postgis: false`).
 * @param {string[]} dirs
 * @param {number} [major] only this major version, because the data was made by it
 * @returns {PostgresBinaries | null}
 */
export function findPostgres(dirs, major) {
  const found = dirs
    .filter((dir) => ['postgres', 'initdb', 'psql'].every((name) => isProgram(join(dir, name))))
    .map((dir) => ({ dir, major: postgresMajor(dir) }))
    .filter((one) => (major === undefined ? one.major >= LEAST_POSTGRES : one.major === major))
    .map((one) => ({ ...one, postgis: hasPostgis(one.dir, one.major) }))
    .sort((a, b) => Number(b.postgis) - Number(a.postgis) || b.major - a.major);
  return found[0] ?? null;
}

/** @param {string[]} dirs @returns {string | null} the path of the program */
export function findRedis(dirs) {
  return findProgram(dirs, REDIS_NAMES);
}

/**
 * @param {string[]} dirs
 * @param {NodeJS.ProcessEnv} env CHROMIUM_PATH wins when it is a program
 * @returns {string | null}
 */
export function findChromium(dirs, env) {
  const named = env['CHROMIUM_PATH'];
  return named && isProgram(named) ? named : findProgram(dirs, CHROMIUM_NAMES);
}

/**
 * Whether some font can draw Chinese; true when nobody can say.
 * @param {string[]} dirs
 */
export function hasChineseFont(dirs) {
  const fcList = findProgram(dirs, ['fc-list']);
  return (
    fcList === null || spawnSync(fcList, [':lang=zh', 'family'], { encoding: 'utf8' }).stdout.trim() !== ''
  );
}

/**
 * @param {string[]} dirs
 * @param {string[]} names
 * @returns {string | null}
 */
export function findProgram(dirs, names) {
  for (const name of names) {
    for (const dir of dirs) if (isProgram(join(dir, name))) return join(dir, name);
  }
  return null;
}

/** @param {string} dir */
function postgresMajor(dir) {
  const { stdout } = spawnSync(join(dir, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/** @param {string} dir @param {number} major */
function hasPostgis(dir, major) {
  const { stdout } = spawnSync(join(dir, 'pg_config'), ['--sharedir'], { encoding: 'utf8' });
  const shares = [stdout?.trim(), `/usr/share/postgresql/${major}`].filter(Boolean);
  return shares.some((share) => existsSync(join(String(share), 'extension', 'postgis.control')));
}

function debianPostgresDirs() {
  try {
    return readdirSync(DEBIAN_CLUSTERS).map((version) => join(DEBIAN_CLUSTERS, version, 'bin'));
  } catch {
    return [];
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @param {string} list */
function split(list) {
  return list.split(delimiter).filter(Boolean);
}
