import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, findRedis, searchDirs } from '../../cli/launch/binaries.mjs';
import { launch, ownFolder } from './launcher.ts';

const { folder, remove } = ownFolder();
const dataDir = join(folder, 'data');
afterAll(remove);

/** Whatever is refused leaves one line, a bad exit code, and no instance. */
async function refused(env: NodeJS.ProcessEnv, args: string[] = []): Promise<string> {
  const { code, out } = await launch('start', args, { DATA_DIR: dataDir, ...env }).ended;
  expect(code).toBeGreaterThan(0);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  return out.trim();
}

describe('npm start refuses in one line', () => {
  it('missing binaries with --no-install, naming the one command', async () => {
    const line = await refused({ CITY_BIN_DIRS: '' }, ['--no-install']);
    expect(line).toMatch(
      /^Missing: PostgreSQL with PostGIS, Redis\. Install with: .*apt-get install -y --no-install-recommends postgresql-postgis redis-server$/,
    );
  });

  it('only what is missing, when one of both is there', async () => {
    const redis = findRedis(searchDirs({ PATH: process.env['PATH'] })) ?? '';
    const bin = join(folder, 'only-redis');
    mkdirSync(bin);
    symlinkSync(redis, join(bin, 'redis-server'));
    expect(await refused({ CITY_BIN_DIRS: bin }, ['--no-install'])).toMatch(
      /^Missing: PostgreSQL with PostGIS\. /,
    );
  });

  it('a port that somebody has, naming who and another port', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
    });
    const line = await refused({ PORT: String(port) });
    expect(line).toContain(`Port ${port} is taken by`);
    expect(line).toContain(`process ${process.pid}`);
    expect(line).toContain(`PORT=${port + 1} npm start`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it.each([
    ['8o80', /^PORT is not a port number/],
    ['70000', /^PORT is not a port number/],
  ])('PORT=%s', async (PORT, expected) => {
    expect(await refused({ PORT })).toMatch(expected);
  });

  it('an address that is none, or where nobody answers, without showing its password', async () => {
    expect(await refused({ DATABASE_URL: 'db.example.org' })).toMatch(
      /^DATABASE_URL is not an address of the form/,
    );
    const nobody = await refused({ DATABASE_URL: 'postgres://app:hidden-1@127.0.0.1:1/city' });
    expect(nobody).toBe('DATABASE_URL: no PostgreSQL answers at 127.0.0.1:1 (ECONNREFUSED).');
    expect(await refused({ REDIS_URL: 'http://127.0.0.1:6379' })).toMatch(
      /^REDIS_URL is not an address of the form/,
    );
    const noRedis = await refused({ REDIS_URL: 'redis://:hidden-2@127.0.0.1:1' });
    expect(noRedis).toBe('REDIS_URL: no Redis answers at 127.0.0.1:1 (ECONNREFUSED).');
  });

  it('a login that the real database and the real Redis refuse', async () => {
    const database = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    database.password = 'wrong-password';
    const line = await refused({ DATABASE_URL: database.href });
    expect(line).toBe(`DATABASE_URL: ${database.host} refuses the user or the password.`);
    const missing = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    missing.pathname = '/no_such_city';
    expect(await refused({ DATABASE_URL: missing.href })).toContain('there is no database "no_such_city"');
    const redis = new URL(process.env['TEST_REDIS_URL'] ?? '');
    redis.password = 'wrong-password';
    expect(await refused({ REDIS_URL: redis.href })).toBe(`REDIS_URL: ${redis.host} refuses the password.`);
  });

  it('an option that does not exist', async () => {
    expect(await refused({}, ['--sideways'])).toContain('npm start -- --help');
  });
});

describe('npm start installs what is missing', () => {
  const bin = join(folder, 'bin');
  const tools = join(folder, 'tools');
  const log = join(folder, 'apt.log');
  const real = searchDirs({ PATH: process.env['PATH'] });
  const env = () => ({
    CITY_BIN_DIRS: bin,
    PATH: `${tools}:${process.env['PATH']}`,
    DATABASE_URL: 'nonsense',
  });

  // The package manager of the machine is the only thing that cannot be run here: this one "installs" by linking.
  beforeAll(() => {
    mkdirSync(bin);
    mkdirSync(tools);
    const source = findRedis(real);
    writeApt(`case "$*" in *install*) ln -s ${source} ${join(bin, 'redis-server')};; esac`);
  });
  const writeApt = (deed: string) => {
    writeFileSync(join(tools, 'apt-get'), `#!/bin/sh\necho "$*" >> ${log}\n${deed}\n`);
    chmodSync(join(tools, 'apt-get'), 0o755);
    writeFileSync(join(tools, 'sudo'), '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n');
    chmodSync(join(tools, 'sudo'), 0o755);
  };

  it('says so, updates, installs, and goes on to the next thing', async () => {
    const { code, out } = await launch('start', [], { DATA_DIR: dataDir, ...env() }).ended;
    const lines = out.trim().split('\n');
    expect(lines[0]).toBe('Missing: Redis. Installing with apt-get: redis-server');
    expect(lines[1]).toMatch(/^DATABASE_URL is not an address/);
    expect(code).toBe(1);
    const calls = readFileSync(log, 'utf8').trim().split('\n');
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatch(/update$/);
    expect(calls[1]).toMatch(/install -y --no-install-recommends redis-server$/);
  });

  it('installs nothing with --no-install', async () => {
    rmSync(join(bin, 'redis-server'), { force: true });
    writeFileSync(log, '');
    const { code, out } = await launch('start', ['--no-install'], { DATA_DIR: dataDir, ...env() }).ended;
    expect([code, out.trim().split('\n').length]).toEqual([1, 1]);
    expect(readFileSync(log, 'utf8')).toBe('');
  });

  it('passes on why an installation failed, with the command to try by hand', async () => {
    writeApt('echo "E: Unable to locate package redis-server" >&2; exit 100');
    const { code, out } = await launch('start', [], { DATA_DIR: dataDir, ...env() }).ended;
    expect(code).toBe(1);
    expect(out).toContain('ended with 100: E: Unable to locate package redis-server');
    expect(out).toMatch(/Install with: .*apt-get install/);
  });
});

describe('the PostgreSQL that is chosen', () => {
  it('is a folder with server, initdb and psql, with PostGIS beside it, of the version that made the data', () => {
    const dirs = searchDirs({ PATH: process.env['PATH'] });
    const found = findPostgres(dirs);
    expect(found?.postgis).toBe(true);
    expect(found && existsSync(join(found.dir, 'initdb'))).toBe(true);
    expect(findPostgres(dirs, found?.major)).toEqual(found);
    expect(findPostgres(dirs, 9)).toBeNull();
    expect(findPostgres([dirname(process.execPath), '/nonexistent'], undefined)).toBeNull();
  });
});
