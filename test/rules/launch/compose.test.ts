import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configShape } from '../../../actions/config.ts';
import { nodeComplaint } from '../../../cli/launch/nodeVersion.mjs';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  deploy?: { replicas: number };
  healthcheck?: { test: string[] };
  restart?: string;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose: Compose = parse(text, { merge: true });
const service = (name: string): Service => compose.services[name] ?? {};
const words = (name: string) => (service(name).command ?? []).join(' ');

/** Puts a value in the place of each variable, as `docker compose` does. */
function filled(environment: Record<string, string>): Record<string, string> {
  const sample = (written: string) =>
    written.replace(
      /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)\}/g,
      (_whole, name, preset) => preset ?? `sample-${name}`.toLowerCase(),
    );
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, sample(value)]));
}

describe('docker-compose.yml and the configuration', () => {
  it.each(['migrate', 'server', 'workers'])(
    '%s gets only variables that exist, with values that are accepted',
    (name) => {
      const env = filled(service(name).environment ?? {});
      const result = configShape.strict().safeParse(env);
      expect(result.error?.issues).toBeUndefined();
      expect(result.data).toMatchObject({
        NODE_ENV: 'production',
        HOST: '0.0.0.0',
        TRUST_PROXY: 1,
        HTTPS: true,
        ALLOW_DEMO: false,
      });
    },
  );

  it('gives a value for everything that has no default', () => {
    const needed = Object.entries(configShape.shape).filter(
      ([, shape]) => !shape.safeParse(undefined).success,
    );
    expect(needed.map(([name]) => name)).not.toEqual([]);
    for (const [name] of needed) expect(Object.keys(service('server').environment ?? {})).toContain(name);
  });

  it('leads to the database and the queue of the same file, on the port that the proxy asks', () => {
    const env = filled(service('server').environment ?? {});
    const database = new URL(env['DATABASE_URL'] ?? '');
    expect([database.hostname, database.username, database.pathname]).toEqual(['postgres', 'app', '/city']);
    expect(service('postgres').environment).toMatchObject({ POSTGRES_USER: 'app', POSTGRES_DB: 'city' });
    expect(database.password).toBe(filled(service('postgres').environment ?? {})['POSTGRES_PASSWORD']);
    const redis = new URL(env['REDIS_URL'] ?? '');
    expect([redis.hostname, redis.password]).toEqual([
      'redis',
      filled(service('redis').environment ?? {})['REDIS_PASSWORD'],
    ]);
    expect(readFileSync('deploy/Caddyfile', 'utf8')).toMatch(
      new RegExp(`name server\\s+port ${env['PORT']}\\b`),
    );
  });
});

describe('docker-compose.yml by itself', () => {
  it('has no default password: each secret is asked for', () => {
    const secrets = [...text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}/g)];
    expect(new Set(secrets.map(([, name]) => name))).toEqual(
      new Set(['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'STICKY_SECRET']),
    );
    for (const [, , rest] of secrets) expect(rest).toMatch(/^:\?/);
    for (const name of Object.keys(compose.services)) {
      for (const [variable, value] of Object.entries(service(name).environment ?? {})) {
        if (/PASSWORD|SECRET/.test(variable)) expect(value).toMatch(/^\$\{\w+:\?/);
      }
    }
  });

  it('runs two servers and two workers from files that exist, after the migrations', () => {
    for (const name of ['server', 'workers']) {
      expect(service(name).deploy?.replicas).toBe(2);
      expect(service(name).command).toEqual(['node', '--import', 'tsx', `${name}/main.ts`]);
      expect(service(name).depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
      expect(service(name).volumes).toContain('data:/data');
    }
    expect(existsSync('server/main.ts')).toBe(true);
    expect(service('migrate').command).toEqual(['node', '--import', 'tsx', 'db/migrate.ts']);
    expect(service('migrate').restart).toBe('no');
    expect(existsSync('db/migrate.ts')).toBe(true);
  });

  it('makes the first administrator and no demo city', () => {
    expect(service('first-start').command).toEqual(['node', '--import', 'tsx', 'db/demo/seed.ts']);
    expect(service('first-start').environment?.['DEMO_SCALE']).toBe('none');
    expect(existsSync('db/demo/seed.ts')).toBe(true);
    for (const name of ['server', 'workers'])
      expect(service(name).environment).not.toHaveProperty('ALLOW_DEMO');
  });

  it('keeps what Redis is told: nothing evicted, everything appended', () => {
    expect(words('redis')).toContain('--maxmemory-policy noeviction');
    expect(words('redis')).toContain('--appendonly yes');
  });

  it('pins images, checks health, and opens nothing but the proxy', () => {
    for (const [name, { image, build, ports, healthcheck }] of Object.entries(compose.services)) {
      if (!build) expect(image, name).toMatch(/:\d+[\w.-]+$/);
      if (name !== 'proxy') expect(ports, name).toBeUndefined();
      if (!['migrate', 'first-start', 'workers'].includes(name))
        expect(healthcheck?.test.length, name).toBeGreaterThan(1);
    }
    expect(service('server').healthcheck?.test.join(' ')).toContain('/readyz');
    expect(service('proxy').ports).toContain('443:443');
    expect(service('postgres').networks).toEqual(['inside']);
    expect(service('redis').networks).toEqual(['inside']);
    expect(compose.networks['inside']?.internal).toBe(true);
  });

  it('declares each volume and network that it uses', () => {
    for (const { volumes = [], networks = [] } of Object.values(compose.services)) {
      for (const volume of volumes
        .map((one) => one.split(':')[0] ?? '')
        .filter((one) => !one.startsWith('.'))) {
        expect(Object.keys(compose.volumes)).toContain(volume);
      }
      for (const network of networks) expect(Object.keys(compose.networks)).toContain(network);
    }
  });
});

describe('Dockerfile', () => {
  const file = readFileSync('Dockerfile', 'utf8');

  it('copies only what is there, every room that runs, and works as an ordinary user', () => {
    const sources = [...file.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, from]) =>
      (from ?? '').split(' '),
    );
    for (const source of sources) expect(existsSync(source), source).toBe(true);
    const image = file.slice(file.lastIndexOf('FROM '));
    for (const room of ['core', 'db', 'actions', 'server', 'workers', 'cli', 'web/dist']) {
      expect(image).toMatch(new RegExp(`^COPY .*${room}$`, 'm'));
    }
    expect(image).toMatch(/^USER node$/m);
  });

  it('has a Node that the product accepts', () => {
    const versions = [...file.matchAll(/^FROM node:([\d.]+)/gm)].map(([, version]) => version ?? '');
    expect(versions).toHaveLength(2);
    expect(new Set(versions).size).toBe(1);
    expect(nodeComplaint(versions[0] ?? '')).toBeNull();
  });
});
