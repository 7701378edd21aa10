import { spawnSync } from 'node:child_process';
import {
  findChromium,
  findPostgres,
  findProgram,
  findRedis,
  hasChineseFont,
  searchDirs,
} from './binaries.mjs';
import { run } from './processes.mjs';
import { Refusal } from './say.mjs';

/** @typedef {import('./binaries.mjs').PostgresBinaries} PostgresBinaries */
/**
 * What a command needs from the machine. `postgresMajor` is set when there is data of that version already.
 * @typedef {{ postgres: boolean, redis: boolean, chromium: boolean, postgresMajor?: number }} Needs
 */
/** @typedef {{ postgres: PostgresBinaries | null, redis: string | null, chromium: string | null }} Programs */

const APT_OPTIONS = ['-y', '--no-install-recommends'];

/**
 * Finds the programs that are needed, and installs those that are missing where that is possible and allowed.
 * @param {{ needs: Needs, env: NodeJS.ProcessEnv, mayInstall: boolean, say: import('./say.mjs').Say }} options
 * @returns {Promise<Programs>}
 */
export async function ensurePrograms({ needs, env, mayInstall, say }) {
  const before = look(needs, env);
  const missing = missingFor(needs, before, env);
  if (missing.length === 0) return before;
  await install({ missing, env, mayInstall, say });
  const after = look(needs, env);
  const still = missingFor(needs, after, env).filter((one) => one.required);
  if (still.length === 0) return after;
  throw new Refusal(
    `${nameAll(still)} cannot be found even after the installation in ${searchDirs(env).join(':')}.`,
  );
}

/**
 * The one command that installs the packages, for a person to type.
 * @param {string[]} packages
 * @param {boolean} root
 */
export function installCommand(packages, root) {
  const sudo = root ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install ${APT_OPTIONS.join(' ')} ${packages.join(' ')}`;
}

/** @typedef {{ name: string, packages: string[], required: boolean }} Missing */

/** @param {Needs} needs @param {NodeJS.ProcessEnv} env @returns {Programs} */
function look(needs, env) {
  const dirs = searchDirs(env);
  return {
    postgres: needs.postgres ? findPostgres(dirs, needs.postgresMajor) : null,
    redis: needs.redis ? findRedis(dirs) : null,
    chromium: needs.chromium ? findChromium(dirs, env) : null,
  };
}

/** @param {Needs} needs @param {Programs} programs @param {NodeJS.ProcessEnv} env @returns {Missing[]} */
function missingFor(needs, programs, env) {
  /** @type {Missing[]} */
  const missing = [];
  if (needs.postgres && !programs.postgres?.postgis) missing.push(missingPostgres(needs, programs.postgres));
  if (needs.redis && !programs.redis)
    missing.push({ name: 'Redis', packages: ['redis-server'], required: true });
  if (!needs.chromium) return missing;
  const fonts = hasChineseFont(searchDirs(env)) ? [] : ['fonts-noto-cjk'];
  if (!programs.chromium) {
    missing.push({ name: 'Chromium', packages: ['chromium', 'fonts-noto-cjk'], required: true });
  } else if (fonts.length > 0) missing.push({ name: 'a Chinese font', packages: fonts, required: false });
  // Tests read with it what stands in a case sheet.
  if (!findProgram(searchDirs(env), ['pdftotext']))
    missing.push({ name: 'pdftotext', packages: ['poppler-utils'], required: true });
  return missing;
}

/** @param {Needs} needs @param {PostgresBinaries | null} found @returns {Missing} */
function missingPostgres(needs, found) {
  const major = needs.postgresMajor ?? found?.major;
  const version = needs.postgresMajor ? ` ${needs.postgresMajor} (the data here was made by it)` : '';
  // The plain name is whatever version this Debian has; a version already here must get its own PostGIS.
  const packages = major ? [`postgresql-${major}-postgis-3`] : ['postgresql-postgis'];
  return {
    name: found ? `PostGIS for PostgreSQL ${found.major}` : `PostgreSQL${version} with PostGIS`,
    packages,
    required: true,
  };
}

/** @param {{ missing: Missing[], env: NodeJS.ProcessEnv, mayInstall: boolean, say: import('./say.mjs').Say }} options */
async function install({ missing, env, mayInstall, say }) {
  const root = process.getuid?.() === 0;
  const packages = missing.flatMap((one) => one.packages);
  const required = missing.filter((one) => one.required);
  const advice = adviceLine(missing, packages, root, env);
  const sudo = mayInstall ? sudoPrefix(root, env) : null;
  if (sudo === null) {
    if (required.length > 0) throw new Refusal(advice);
    return say(advice);
  }
  say(`Missing: ${nameAll(missing)}. Installing with apt-get: ${packages.join(' ')}`);
  const setting = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  await apt([...sudo, ...setting, 'apt-get', '-q', 'update'], env, advice);
  const waiting = ['-o', 'DPkg::Lock::Timeout=120'];
  await apt(
    [...sudo, ...setting, 'apt-get', '-q', ...waiting, 'install', ...APT_OPTIONS, ...packages],
    env,
    advice,
  );
}

/** @param {string[]} command @param {NodeJS.ProcessEnv} env @param {string} advice */
async function apt([program = '', ...args], env, advice) {
  const { code, output } = await run(program, args, { env, unbroken: true });
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-3).join(' ');
  throw new Refusal(`The installation ended with ${code}: ${reason}\n${advice}`);
}

/** @param {Missing[]} missing @param {string[]} packages @param {boolean} root @param {NodeJS.ProcessEnv} env */
function adviceLine(missing, packages, root, env) {
  if (hasApt(env)) return `Missing: ${nameAll(missing)}. Install with: ${installCommand(packages, root)}`;
  return `Missing: ${nameAll(missing)}. Install PostgreSQL 14 or newer with PostGIS 3 and Redis 6.2 or newer, or set DATABASE_URL and REDIS_URL.`;
}

/**
 * What stands before apt-get: nothing for root, `sudo -n` where it asks for no password, null where we may not.
 * @param {boolean} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[] | null}
 */
function sudoPrefix(root, env) {
  if (!hasApt(env)) return null;
  if (root) return [];
  return spawnSync('sudo', ['-n', 'true'], { env, stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null;
}

/** @param {NodeJS.ProcessEnv} env */
function hasApt(env) {
  return findProgram((env['PATH'] ?? '').split(':').filter(Boolean), ['apt-get']) !== null;
}

/** @param {Missing[]} missing */
function nameAll(missing) {
  return missing.map((one) => one.name).join(', ');
}
