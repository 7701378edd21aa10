import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { identityOf, isAlive } from '../../cli/launch/processes.mjs';
import { askRedis } from '../../cli/launch/redis.mjs';
import { readState } from '../../cli/launch/state.mjs';
import { launch, ownFolder } from './launcher.ts';

const { folder, remove } = ownFolder();
afterAll(remove);
const READY = /Ready in [\d.]+ s: (http:\/\/\S+)/;

/** The processes of a data folder by what they are; what has ended is null. */
function processesOf(dataDir: string) {
  const pidIn = (file: string) => Number(existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : 0);
  const { server, workers } = readState(dataDir);
  return {
    postgres: identityOf(pidIn(join(dataDir, 'postgres', 'postmaster.pid'))),
    redis: identityOf(pidIn(join(dataDir, 'redis', 'redis.pid'))),
    server: isAlive(server) ? server?.identity : null,
    workers: isAlive(workers) ? workers?.identity : null,
  };
}
const NOTHING = { postgres: null, redis: null, server: null, workers: null };

describe('npm start with private instances', () => {
  const dataDir = join(folder, 'private');
  const env = { DATA_DIR: dataDir, PORT: '0', DEMO_SCALE: 'small' };

  it('starts, is killed, starts again on what was left, mends a killed server, and stops all of it', {
    timeout: 300_000,
  }, async () => {
    const first = launch('start', ['--quiet'], env);
    const [, url = ''] = await first.until(READY);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const before = processesOf(dataDir);
    expect(Object.values(before)).not.toContain(null);
    expect((await first.until(/This is a demo city[\s\S]*?account +password +role/)).length).toBe(1);

    const meanwhile = await launch('start', [], env).ended;
    expect(meanwhile.code).toBe(1);
    expect(meanwhile.out.trim()).toMatch(
      new RegExp(`^\\S+ is in use by npm start \\(process ${first.pid}\\): [^\\n]*$`),
    );

    // A command for the city works on the running instance and leaves it as it is.
    const command = await launch('run', ['cli/city.ts', 'verify-log'], env).ended;
    expect([command.code, processesOf(dataDir)]).toEqual([0, before]);

    first.send('SIGKILL');
    await first.ended;
    const second = launch('start', ['--quiet'], env);
    const [said] = await second.until(/^[\s\S]*Ready in [\d.]+ s: http\S+/);
    expect(said).toMatch(/PostgreSQL \d+ on 127\.0\.0\.1:\d+, left running by an earlier start/);
    expect(said).toMatch(/Redis on 127\.0\.0\.1:\d+, left running by an earlier start/);
    expect(said).not.toContain('Building the web');
    expect(said).not.toMatch(/account +password/);
    const after = processesOf(dataDir);
    expect([after.postgres, after.redis]).toEqual([before.postgres, before.redis]);
    expect([after.server, after.workers]).not.toContain(null);
    expect(after.server).not.toBe(before.server);

    process.kill(readState(dataDir).server?.pid ?? 0, 'SIGKILL');
    await second.until(/The server ended by itself \(SIGKILL\); starting it again/);
    await second.until(/The server runs again\./);
    expect(processesOf(dataDir).server).not.toBe(after.server);

    // npm passes a Ctrl-C on that the terminal has sent already: both are one.
    second.send('SIGINT');
    second.send('SIGINT');
    const end = await second.ended;
    expect(end.code).toBe(0);
    expect(end.out).toMatch(/Stopping …\nStopped\.\n$/);
    expect(end.out).not.toContain('at once');
    expect(processesOf(dataDir)).toEqual(NOTHING);
    expect(existsSync(join(dataDir, 'launch.lock'))).toBe(false);
  });

  it('ends with 78 and the list for a configuration with faults, and leaves nothing running', async () => {
    const { code, out } = await launch('start', ['--empty'], { ...env, POOL_SIZE: 'many' }).ended;
    expect(code).toBe(78);
    expect(out).toMatch(/configuration has faults[\s\S]*POOL_SIZE: /);
    expect(processesOf(dataDir)).toEqual(NOTHING);
  });
});

describe('npm start with addresses', () => {
  const dataDir = join(folder, 'addressed');
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  const redisUrl = process.env['TEST_REDIS_URL'] ?? '';
  const name = `city_launch_${process.pid}`;
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };
  afterAll(() => ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

  it('uses those, makes no instance of its own, and stops neither of them', async () => {
    await ask(`CREATE DATABASE ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    const addressed = {
      DATA_DIR: dataDir,
      PORT: '0',
      REDIS_PREFIX: 'launch',
      DATABASE_URL: own.href,
      REDIS_URL: redisUrl,
    };
    const start = launch('start', ['--empty'], addressed);
    const [, address = ''] = await start.until(READY);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    expect(existsSync(join(dataDir, 'redis'))).toBe(false);
    start.send('SIGTERM');
    expect((await start.ended).code).toBe(0);
    expect(processesOf(dataDir)).toEqual(NOTHING);
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await askRedis(redisUrl)).toBe('PONG');
  });
});
