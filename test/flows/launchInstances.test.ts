import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, findRedis, searchDirs } from '../../cli/launch/binaries.mjs';
import { chooseFolder, unprivilegedAccount } from '../../cli/launch/folder.mjs';
import { freePort } from '../../cli/launch/ports.mjs';
import { openPostgres, POSTGRES_STOP, postgresUrl } from '../../cli/launch/postgres.mjs';
import { identityOf, isAlive, stop } from '../../cli/launch/processes.mjs';
import { askRedis, openRedis, REDIS_STOP, redisUrl } from '../../cli/launch/redis.mjs';
import { lockHolder, readState, remember, takeLock } from '../../cli/launch/state.mjs';
import { ownFolder } from './launcher.ts';

const { folder, remove } = ownFolder();
afterAll(remove);
const account = unprivilegedAccount();
const dirs = searchDirs({ PATH: process.env['PATH'] });

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows.flat();
}

describe('a private PostgreSQL', () => {
  const cluster = { binaries: findPostgres(dirs)?.dir ?? '', folder, account, careless: false };

  it('is made, listens on the loopback only, asks for its password, and is taken over or started again', async () => {
    const first = await openPostgres(cluster);
    const url = postgresUrl(first.instance, 'city');
    expect(first.adopted).toBe(false);
    expect(await ask(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await ask(url, 'SHOW unix_socket_directories')).toEqual(['']);
    expect(await ask(url, 'SHOW fsync')).toEqual(['on']);
    expect(
      await ask(url, "SELECT count(*)::int FROM pg_available_extensions WHERE name = 'postgis'"),
    ).toEqual([1]);
    const stranger = { ...first.instance, password: 'x' };
    await expect(ask(postgresUrl(stranger, 'city'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });

    // A launcher that was killed leaves it running: the next one uses that one.
    const second = await openPostgres(cluster, first.instance);
    expect([second.adopted, second.running.pid, second.instance]).toEqual([
      true,
      first.running.pid,
      first.instance,
    ]);
    await stop(second.running, POSTGRES_STOP);
    expect(isAlive(first.running)).toBe(false);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('starts although a pid file names a living process that is no PostgreSQL', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const lines = [other.pid, join(folder, 'postgres'), 1, 5432, '', '127.0.0.1', 1, 'ready', ''];
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), lines.join('\n'));
    const known = { port: await freePort(), password: 'not-known-any-more' };
    const { running, adopted } = await openPostgres(cluster, known);
    expect(adopted).toBe(false);
    expect(identityOf(other.pid ?? 0)).not.toBeNull();
    await stop(running, POSTGRES_STOP);
    other.kill();
  });

  it('gets a new password when the old one was lost, and keeps its data', async () => {
    const { running, instance } = await openPostgres(cluster);
    const url = postgresUrl(instance, 'city');
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS it');
    // Killed hard with a client inside: the next start waits for its backends and recovers.
    const inside = new pg.Client({ connectionString: url });
    inside.on('error', () => {});
    await inside.connect();
    process.kill(running.pid, 'SIGKILL');
    await running.exited;
    const again = await openPostgres(cluster);
    expect(again.instance.password).not.toBe(instance.password);
    expect(await ask(postgresUrl(again.instance, 'city'), 'SELECT it FROM kept')).toEqual([7]);
    await stop(again.running, POSTGRES_STOP);
  });

  it('refuses a folder that somebody else filled, and touches nothing in it', async () => {
    const foreign = join(folder, 'foreign');
    mkdirSync(join(foreign, 'postgres'), { recursive: true });
    writeFileSync(join(foreign, 'postgres', 'thesis.txt'), 'words');
    await expect(openPostgres({ ...cluster, folder: foreign })).rejects.toThrow(/is no PostgreSQL folder/);
    expect(readFileSync(join(foreign, 'postgres', 'thesis.txt'), 'utf8')).toBe('words');
  });
});

describe('a private Redis', () => {
  const said: string[] = [];
  const store = {
    program: findRedis(dirs) ?? '',
    folder,
    account,
    say: (line: string) => void said.push(line),
  };

  it('never evicts, appends, asks for its password, and is taken over or started again with its data', async () => {
    const first = await openRedis(store);
    const client = new Redis(redisUrl(first.instance));
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await client.config('GET', 'bind')).toEqual(['bind', '127.0.0.1']);
    await client.set('kept', 'yes');
    await client.quit();
    expect(await askRedis(`redis://127.0.0.1:${first.instance.port}`)).toMatch(/^NOAUTH/);
    expect(statSync(join(folder, 'redis', 'redis.conf')).mode & 0o077).toBe(0);

    const second = await openRedis(store, first.instance);
    expect([second.adopted, second.running.pid]).toEqual([true, first.running.pid]);
    await stop(second.running, REDIS_STOP);
    const third = await openRedis(store, first.instance);
    expect(third.adopted).toBe(false);
    const later = new Redis(redisUrl(third.instance));
    expect(await later.get('kept')).toBe('yes');
    await later.quit();
    await stop(third.running, REDIS_STOP);
  });

  it('starts empty, and says so, when its file is damaged beyond reading', async () => {
    const parts = join(folder, 'redis', 'appendonlydir');
    writeFileSync(join(parts, 'appendonly.aof.1.incr.aof'), '*3\r\n$3\r\nSET\r\n$nonsense');
    writeFileSync(join(parts, 'appendonly.aof.manifest'), 'this is no manifest\n');
    const { running, instance } = await openRedis(store);
    expect(await askRedis(redisUrl(instance))).toBe('PONG');
    expect(said.join('\n')).toMatch(/damaged.*PostgreSQL fills it again/);
    await stop(running, REDIS_STOP);
  });
});

describe('the data folder', () => {
  it('falls back, with the reason, from a place below a file, and comes back to the same one', () => {
    writeFileSync(join(folder, 'file'), '');
    const options = { wanted: join(folder, 'file', 'data'), fallbackRoot: folder, account };
    const chosen = chooseFolder(options);
    expect(chosen.why).toMatch(/ENOTDIR/);
    expect(chosen.folder.startsWith(`${folder}/city-dispatch-`)).toBe(true);
    expect(chooseFolder(options)).toEqual(chosen);
  });

  it('falls back from below /proc, where nothing can be made', () => {
    const chosen = chooseFolder({ wanted: '/proc/city/data', fallbackRoot: folder, account });
    expect(chosen.why).toMatch(/cannot be written to/);
  });

  it.runIf(account)('falls back from a home that only root can pass', () => {
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const chosen = chooseFolder({ wanted: join(home, 'city', '.data'), fallbackRoot: folder, account });
    expect(chosen.why).toContain(`cannot be reached by the account ${account?.name}`);
  });

  it.runIf(account)(
    'does not go elsewhere, to an empty city, when the data of earlier starts is in it',
    () => {
      const wanted = join(folder, 'home', 'lived-in');
      mkdirSync(join(wanted, 'postgres'), { recursive: true });
      const choose = () => chooseFolder({ wanted, fallbackRoot: folder, account });
      expect(choose).toThrow(
        /lived-in holds the data of earlier starts, but cannot be reached by the account/,
      );
    },
  );

  it('does not fall back to a folder that others can write to', () => {
    const options = { wanted: join(folder, 'file', 'other'), fallbackRoot: folder, account };
    const { folder: second } = chooseFolder(options);
    chmodSync(second, 0o777);
    expect(() => chooseFolder(options)).toThrow(/belongs to somebody else/);
    rmSync(second, { recursive: true });
  });

  it('is used as wanted where it can be', () => {
    const wanted = join(folder, 'deep', 'er');
    expect(chooseFolder({ wanted, account })).toEqual({ folder: wanted, why: null });
  });
});

describe('state and lock of a data folder', () => {
  it('has one launcher at a time; a dead one is taken over, a process with its number is not mistaken for it', () => {
    const release = takeLock(folder, 'npm start');
    expect(() => takeLock(folder, 'npm start')).toThrow(
      new RegExp(`in use by npm start \\(process ${process.pid}\\)`),
    );
    expect(lockHolder(folder)?.pid).toBe(process.pid);
    release();
    expect(lockHolder(folder)).toBeNull();
    const dead = JSON.stringify({ pid: process.pid, identity: 'of another boot:1', what: 'npm start' });
    writeFileSync(join(folder, 'launch.lock'), dead);
    takeLock(folder, 'npm run city')();
    writeFileSync(join(folder, 'launch.lock'), '{half a li');
    takeLock(folder, 'npm start')();
    expect(existsSync(join(folder, 'launch.lock'))).toBe(false);
  });

  it('keeps what it is told for us alone, and reads a damaged file as nothing', () => {
    remember(folder, { redis: { port: 1, password: 'a' } });
    remember(folder, { postgres: { port: 2, password: 'b' } });
    expect(readState(folder)).toEqual({
      redis: { port: 1, password: 'a' },
      postgres: { port: 2, password: 'b' },
    });
    expect(statSync(join(folder, 'state.json')).mode & 0o077).toBe(0);
    writeFileSync(join(folder, 'state.json'), '{"postgres": {"po');
    expect(readState(folder)).toEqual({});
  });
});
