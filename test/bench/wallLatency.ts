import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { openCity, reportAt } from '../city.ts';
import { sessionOf, wallScreenOf } from '../door.ts';
import { findSpots, MANHOLE } from '../spots.ts';
import type { Heard, ScreensSay } from './wallScreens.ts';

/**
 * `npm run bench -- wallLatency [screens] [seconds] [reports a second]`: how long it takes from an event to
 * each wall, at the sockets of many screens and on the glass of one browser, counted from its commit. Each report
 * is filed by an officer and dispatched by the machine: three events.
 */
const [SCREENS = 500, SECONDS = 60, REPORTS = 17] = process.argv.slice(2).map(Number);
const COLLECTORS = 6;

const city = await openCity();
const { owner } = city.house;
const CONDITION = `${MANHOLE}/1`;
const screens = fork(fileURLToPath(new URL('./wallScreens.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
  serialization: 'advanced',
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-3d-apis'],
});
try {
  const cookies: string[] = [];
  for (let i = 0; i < SCREENS; i++) cookies.push((await wallScreenOf(owner, city.base)).cookie);
  screens.send({ base: city.base, cookies });
  await said('open');

  const page = await openGlass((await wallScreenOf(owner, city.base)).cookie);
  console.log(`${SCREENS} screens and one browser are painted; ${cpus().length} cores`);
  const events = await count();
  const began = performance.now();
  await reportFor(SECONDS * 1_000);
  const seconds = (performance.now() - began) / 1_000;
  await rest(2_000);
  const told = (await count()) - events;
  console.log(`${told} events in ${seconds.toFixed(0)} s: ${(told / seconds).toFixed(1)} a second`);

  screens.send('end');
  const { heard } = (await said('heard')) as Extract<ScreensSay, { type: 'heard' }>;
  const seen = await page.evaluate(() => (globalThis as never as { heard: Heard[] }).heard);
  const commits = await commitsOf();
  print(`at ${SCREENS} sockets`, tookOf(heard, commits));
  print('on the glass of a browser', tookOf(seen, commits));
} finally {
  await browser.close();
  screens.kill();
  await city.stop();
}

async function said(type: ScreensSay['type']): Promise<ScreensSay> {
  for (;;) {
    const [message] = (await once(screens, 'message')) as [ScreensSay];
    if (message.type === type) return message;
  }
}

/** The wall in a browser that notes, for each new line of the feed, the moment after it was drawn. */
async function openGlass(cookie: string) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: city.base }]);
  const page = await context.newPage();
  await page.goto(`${city.base}/wall`);
  await page.locator('.wall[data-painted=true]').waitFor();
  await page.evaluate(() => {
    const heard: Heard[] = [];
    Object.assign(globalThis, { heard });
    const seen = new Set<Node>();
    new MutationObserver(() => {
      const drawn: (readonly [string, string, number])[] = [];
      for (const line of document.querySelectorAll<HTMLElement>('[data-fact]')) {
        if (seen.has(line)) continue;
        seen.add(line);
        const { case: id = '', fact: type = '', at } = line.dataset;
        drawn.push([id, type, Number(at)]);
      }
      // The frame that shows them is drawn before the second callback.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const now = Date.now();
          for (const [id, type, at] of drawn) heard.push({ id, type, at, heard: now });
        }),
      );
    }).observe(document.querySelector('.feed')!, { childList: true, subtree: true });
  });
  return page;
}

async function count(): Promise<number> {
  const { rows } = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM case_event');
  return rows[0]!.n;
}

/** When each event was committed, ms, by its case, type and instant. */
async function commitsOf(): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ key: string; ms: number }>(
    `SELECT case_id || ' ' || type || ' ' || (extract(epoch FROM at) * 1000)::bigint AS key,
        extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS ms FROM case_event`,
  );
  return new Map(rows.map(({ key, ms }) => [key, ms]));
}

function tookOf(heard: readonly Heard[], commits: ReadonlyMap<string, number>): number[] {
  return heard.map((one) => one.heard - commits.get(`${one.id} ${one.type} ${one.at}`)!);
}

/** Collectors report, an officer files, the machine dispatches: three facts that the walls tell. */
async function reportFor(ms: number): Promise<void> {
  const spots = await findSpots(owner, MANHOLE, COLLECTORS);
  const people = await Promise.all(spots.map((spot) => sessionOf(owner, city.base, spot.trusted)));
  const intake = await sessionOf(owner, city.base, 'intake');
  const one = async (i: number) => {
    const spot = spots[i % spots.length]!;
    const report = reportAt(
      { lon: spot.lon + (i % 50) * 1e-6, lat: spot.lat },
      { categoryKey: MANHOLE, conditionKey: CONDITION, component: spot.component },
    );
    await people[i % people.length]!.report(report);
    await intake.command(report.id, 'file', { conditionKey: CONDITION });
  };
  const sent: Promise<unknown>[] = [];
  const from = performance.now();
  for (let i = 0; performance.now() - from < ms; i++) {
    sent.push(one(i));
    await rest(Math.max(0, from + ((i + 1) * 1_000) / REPORTS - performance.now()));
  }
  await Promise.all(sent);
}

function print(where: string, took: readonly number[]): void {
  const sorted = Float64Array.from(took).sort();
  const at = (share: number) =>
    `${(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0)} ms`;
  console.log(
    `${where.padEnd(28)} ${String(took.length).padStart(8)} facts   p50 ${at(0.5)}   p95 ${at(0.95)}   p99 ${at(0.99)}   longest ${at(1)}   goal p99 300 ms`,
  );
}
