import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configShape } from '../../actions/config.ts';
import { openBaseMap } from '../../server/http/baseMap.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { type Part, startPart } from '../parts.ts';
import { sharedFile } from '../shared.ts';

const FIRENZE = sharedFile('data/tiles/firenze.pmtiles');
const NEEDED = { DATABASE_URL: 'postgres://x', REDIS_URL: 'redis://x' };
const configured = (env: Record<string, string>) => configShape.safeParse({ ...NEEDED, ...env });
const opened = (env: Record<string, string>) => openBaseMap(configured(env).data!);

describe('the configuration of the base map', () => {
  test.each([
    [{ BASEMAP: 'google' }, 'BASEMAP'],
    [{ BASEMAP: 'pmtiles' }, 'BASEMAP_FILE'],
    [{ BASEMAP: 'tianditu' }, 'TIANDITU_KEY'],
    [{ BASEMAP: 'tianditu', TIANDITU_KEY: 'a;b' }, 'TIANDITU_KEY'],
    [{ BASEMAP: 'raster' }, 'BASEMAP_URL'],
    [{ BASEMAP: 'raster', BASEMAP_URL: 'https://tiles.example.org/all.png' }, 'BASEMAP_URL'],
    [{ BASEMAP: 'vector', BASEMAP_URL: 'javascript:{z}{x}{y}' }, 'BASEMAP_URL'],
    [
      { BASEMAP: 'vector', BASEMAP_URL: "https://x.org/{z}/{x}/{y}; script-src 'unsafe-inline'" },
      'BASEMAP_URL',
    ],
  ])('refuses %j by the name of the variable', (env, variable) => {
    expect(configured(env).error?.issues.map(({ path: [name] }) => name)).toEqual([variable]);
  });

  test('is the city’s own without any, and otherwise opens the policy for the places of its tiles alone', async () => {
    expect(await opened({})).toEqual({ shown: { kind: 'city' }, origins: [], file: null });
    const raster = await opened({
      BASEMAP: 'raster',
      BASEMAP_URL: 'https://tiles.example.org/{z}/{x}/{y}.png',
    });
    expect(raster.origins).toEqual(['https://tiles.example.org']);
    const { shown, origins } = await opened({ BASEMAP: 'tianditu', TIANDITU_KEY: 'abc123' });
    expect(origins).toHaveLength(8);
    expect(shown).toMatchObject({ kind: 'raster', labels: { zh: expect.any(Array), en: expect.any(Array) } });
    expect(JSON.stringify(shown)).toContain('tk=abc123');
    // Phones keep what the licence lets them keep.
    const { shown: bound } = await opened({
      BASEMAP: 'raster',
      BASEMAP_URL: 'https://tiles.example.org/{z}/{x}/{y}.png',
      BASEMAP_KEEP: 'no',
    });
    expect([raster.shown, bound, shown]).toMatchObject([{ keep: true }, { keep: false }, { keep: false }]);
  });

  test('names a file that is no PMTiles', async () => {
    await expect(opened({ BASEMAP: 'pmtiles', BASEMAP_FILE: 'package.json' })).rejects.toThrow(
      /^BASEMAP_FILE: .*package\.json cannot be used as a PMTiles file/,
    );
    await expect(opened({ BASEMAP: 'pmtiles', BASEMAP_FILE: '/nowhere.pmtiles' })).rejects.toThrow(/ENOENT/);
  });
});

describe.skipIf(FIRENZE === null)('a server with a PMTiles file', () => {
  let house: TestHouse;
  let server: Part;
  let base: string;
  beforeAll(async () => {
    house = await openTestHouse();
    server = await startPart(house, 'server', { BASEMAP: 'pmtiles', BASEMAP_FILE: FIRENZE! });
    base = `http://127.0.0.1:${server.port}`;
  });
  afterAll(async () => {
    await server?.kill();
    await house?.close();
  });

  test('tells the schema and whose data it is, and serves the file by range', async () => {
    const me = await (await fetch(`${base}/api/me`)).json();
    expect(me.map).toEqual({
      kind: 'vector',
      schema: 'protomaps',
      tiles: expect.stringMatching(/^\/tiles\/base\.pmtiles\?v=\w+$/),
      pmtiles: true,
      maxZoom: 14,
      attribution: 'Protomaps © OpenStreetMap',
      keep: true,
    });
    const all = await readFile(FIRENZE!);
    const part = await fetch(`${base}/tiles/base.pmtiles`, { headers: { range: 'bytes=1000-1999' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${all.length}`);
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(new Uint8Array(await part.arrayBuffer()))).toBe(digest(all.subarray(1_000, 2_000)));
    const again = await fetch(`${base}/tiles/base.pmtiles`, {
      headers: { 'cache-control': 'max-age=0', 'if-none-match': part.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    const policy = part.headers.get('content-security-policy');
    expect(policy).toMatch(/connect-src 'self';/);
  });
});

test('a server that cannot show its base map ends with one line that names it', async () => {
  const house = await openTestHouse();
  const folder = await mkdtemp(path.join(tmpdir(), 'basemap-'));
  try {
    const file = path.join(folder, 'wrong.pmtiles');
    await writeFile(file, 'no tiles');
    const failed = await startPart(house, 'server', { BASEMAP: 'pmtiles', BASEMAP_FILE: file }).then(
      () => null,
      (error: Error) => error,
    );
    expect(String(failed?.message)).toMatch(/nothing was started: BASEMAP_FILE: .*wrong\.pmtiles/);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
});
