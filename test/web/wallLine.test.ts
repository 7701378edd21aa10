import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity, reportAt } from '../city.ts';
import { PASSWORD } from '../house.ts';
import { portOf } from '../lossyLine.ts';
import { type OwnRedis, openOwnRedis } from '../ownRedis.ts';
import { startPart } from '../parts.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

/** A line that can be cut as a pulled cable cuts it: nobody is told, nothing comes through. */
interface Cable {
  readonly base: string;
  cut: () => void;
  mend: () => void;
  leadTo: (port: number) => void;
  stop: () => void;
}

async function openCable(port: number): Promise<Cable> {
  let [dead, to] = [false, port];
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (data) => dead || other.write(data));
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${portOf(server)}`,
    cut: () => {
      dead = true;
    },
    // What was on the way is lost: connections of before the cut are of no use.
    mend: () => {
      dead = false;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    leadTo: (port_) => {
      to = port_;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

let city: City;
let redis: OwnRedis;
let cable: Cable;
let browser: Browser;
let wall: Page;
let spots: Spot[];
let emergency: string;
const faults: string[] = [];

beforeAll(async () => {
  redis = await openOwnRedis();
  city = await openCity({ REDIS_URL: redis.url });
  cable = await openCable(city.server.port);
  spots = await findSpots(city.house.owner, MANHOLE, 2);
  const { rows } = await city.house.owner.query(
    `SELECT f.key FROM filing_condition f JOIN standard s ON s.condition_key = f.key
      WHERE f.category_key = $1 AND s.urgency = 'emergency' LIMIT 1`,
    [MANHOLE],
  );
  emergency = rows[0].key;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-3d-apis'],
  });
});
afterAll(async () => {
  await browser?.close();
  cable?.stop();
  await city?.stop();
  await redis?.stop();
});

async function openWall(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${cable.base}${path}`);
  return page;
}

/** What the wall shows of the stages, against a count over all cases in the database now. */
async function wallEqualsSql(): Promise<boolean> {
  const { rows } = await city.house.owner.query(
    `SELECT count(*)::int AS open, count(*) FILTER (WHERE red_from < coalesce(parked_at, now()))::int AS red,
        count(*) FILTER (WHERE status IN ('reported', 'verifying'))::int AS collected,
        count(*) FILTER (WHERE status IN ('handling', 'deferred'))::int AS handling FROM cases WHERE is_open`,
  );
  const shown = async (selector: string) =>
    Number(((await wall.locator(selector).textContent()) ?? '').replace('–', '0'));
  const seen = {
    open: Number(((await wall.locator('.pipe h2 b').textContent()) ?? '').replace(/\D/g, '')),
    red: await shown('[data-total=red] b'),
    collected: await shown('[data-stage=collected] .tot'),
    handling: await shown('[data-stage=handling] .tot'),
  };
  return JSON.stringify(seen) === JSON.stringify(rows[0]);
}

async function reportSome(n: number): Promise<void> {
  const collector = await city.person(spots[0]!.trusted);
  for (let i = 0; i < n; i++) await collector.report(reportAt(spots[0]!, { categoryKey: MANHOLE }));
}

test('a key opens one screen once and does not stay in the address', async () => {
  const key = 'k'.repeat(32);
  await city.house.owner.query(
    `INSERT INTO wall_key (id, name, key_hash) VALUES (gen_random_uuid(), 'hall', sha256($1::bytea))`,
    [key],
  );
  wall = await openWall(`/wall#key=${key}`);
  await wall.locator('.wall[data-painted=true]').waitFor();
  expect(wall.url()).toBe(`${cable.base}/wall`);
  await wall.reload();
  await wall.locator('.wall[data-painted=true]').waitFor();
  const second = await openWall(`/wall#key=${key}`);
  await second.locator('.nokey').waitFor();
  expect(second.url()).toBe(`${cable.base}/wall`);
  await second.context().close();
});

test('a screen of its own may ask for the wall and for nothing else', async () => {
  const status = (path: string) => wall.evaluate(async (url) => (await fetch(url)).status, path);
  expect(await status('/api/wall')).toBe(200);
  expect(await status('/api/cases')).toBe(403);
  expect(await status('/api/score')).toBe(403);
});

test('each report is on the wall without a reload, and the counts are those of the database', async () => {
  await reportSome(3);
  await until('the wall equals the database', wallEqualsSql);
  expect(await wall.locator('[data-fact=reported]').count()).toBeGreaterThan(0);
});

test('a desk holds one scene on the walls, and lets them rotate again', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const desk = await context.newPage();
  await desk.goto(`${cable.base}/desk`);
  await desk.locator('input[name=login]').fill('shift');
  await desk.locator('input[name=password]').fill(PASSWORD);
  await desk.keyboard.press('Enter');
  const show = async (scene: string) => {
    await desk.locator('header.top').getByRole('button', { name: '大屏' }).click();
    await desk.locator('dialog[open]').getByRole('radio', { name: scene }).check();
    await desk.keyboard.press('Enter');
    await desk.locator('dialog[open]').waitFor({ state: 'detached' });
  };
  await show('单位排名');
  await wall.locator('[data-scene=ranking] .legend', { hasText: '已固定' }).waitFor();
  await show('轮播');
  await wall.locator('.legend', { hasText: '已固定' }).waitFor({ state: 'detached' });
  await context.close();
});

test('an emptied Redis takes nothing from the wall: what comes afterwards is there, equal to the database', async () => {
  await redis.client.flushall();
  const { rows } = await city.house.owner.query('SELECT count(*)::int AS n FROM cases WHERE is_open');
  await reportSome(3);
  await until('the wall equals the database', wallEqualsSql);
  const shown = ((await wall.locator('.pipe h2 b').textContent()) ?? '').replace(/\D/g, '');
  expect(Number(shown)).toBe(rows[0].n + 3);
});

test('a cut line is said with the age of the picture; afterwards the wall equals the database by itself', async () => {
  cable.cut();
  await wall.locator('.stalebar').waitFor();
  expect(await wall.locator('.stalebar').textContent()).toMatch(/断线 \d+:\d\d.*画面为 \d\d:\d\d:\d\d/);
  await reportSome(4);
  expect(await wallEqualsSql()).toBe(false);
  cable.mend();
  await wall.locator('.stalebar').waitFor({ state: 'detached' });
  await until('the wall equals the database', wallEqualsSql);
});

test('a killed and restarted server paints anew; the wall heals by itself', async () => {
  await city.server.kill('SIGKILL');
  await wall.locator('[data-line=lost]').waitFor();
  const again = await startPart(city.house, 'server', { REDIS_URL: redis.url });
  cable.leadTo(again.port);
  await wall.locator('[data-line=online]').waitFor();
  const { rows } = await city.house.owner.query('SELECT count(*)::int AS n FROM cases WHERE is_open');
  expect(rows[0].n).toBeGreaterThan(6);
  await until('the wall equals the database', wallEqualsSql);
  await again.kill();
});

test('a new emergency takes the middle, then stays pinned until somebody acknowledges it', async () => {
  const again = await startPart(city.house, 'server', { REDIS_URL: redis.url });
  cable.leadTo(again.port);
  await wall.locator('[data-line=online]').waitFor();
  const { signIn } = await import('../client.ts');
  const base = `http://127.0.0.1:${again.port}`;
  const collector = await signIn(base, spots[1]!.trusted);
  const officer = await signIn(base, 'intake');
  const report = reportAt(spots[1]!, { conditionKey: emergency });
  await collector.report(report);
  await officer.command(report.id, 'file', { conditionKey: emergency });
  await wall.locator(`[data-emergency="${report.id}"]`).waitFor();
  await wall.locator('[data-emergency]').waitFor({ state: 'detached' });
  await wall.locator('[data-pinned="1"]').waitFor();
  await officer.command(report.id, 'acknowledge-emergency', {});
  await wall.locator('[data-pinned]').waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await again.kill();
});
