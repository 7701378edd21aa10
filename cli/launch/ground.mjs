import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDatabaseUrl, checkRedisUrl } from './addresses.mjs';
import { ensureBackingPrograms } from './backing.mjs';
import { candidateFolders, chooseFolder, unprivilegedAccount } from './folder.mjs';
import { ensurePackages } from './packages.mjs';
import { takeLock } from './state.mjs';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The data folder that is asked for. @param {NodeJS.ProcessEnv} env */
export function wantedFolder(env) {
  return env['DATA_DIR'] || join(ROOT, '.data');
}

/**
 * Programs, data folder, lock, packages, addresses: what must stand before anything runs. Each that fails is a Refusal.
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.what the command, for the line that a second one reads
 * @param {boolean} options.mayInstall
 * @param {import('./say.mjs').Say} options.say
 * @param {import('./interrupt.mjs').Closing} options.closing gives the lock back
 * @returns {Promise<{ folder: string, account: import('./processes.mjs').Account | null, programs: import('./systemPackages.mjs').Programs }>}
 */
export async function claimGround({ env, what, mayInstall, say, closing }) {
  const wanted = wantedFolder(env);
  const programs = await ensureBackingPrograms({
    env,
    folders: candidateFolders(wanted),
    chromium: false,
    mayInstall,
    say,
  });
  const account = programs.postgres || programs.redis ? unprivilegedAccount() : null;
  const { folder, why } = chooseFolder({ wanted, account });
  if (why) say(`${wanted} ${why}: the data goes to ${folder}.`);
  const release = takeLock(folder, what);
  closing.add(release);
  await ensurePackages({ root: ROOT, env, say });
  if (env['DATABASE_URL']) await checkDatabaseUrl(env['DATABASE_URL']);
  if (env['REDIS_URL']) await checkRedisUrl(env['REDIS_URL']);
  return { folder, account, programs };
}
