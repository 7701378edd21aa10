import { setTimeout as rest } from 'node:timers/promises';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { openCity, reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { sessionOf, wallScreenOf } from '../door.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

/**
 * `npm run bench -- wallMemory [cases] [open]`: a day's cases from report to close, as fast as the house takes
 * them, on an open wall with its map at rest. Prints heap after collection, nodes and script time as they go,
 * and whether the wall's figures are those of the database at the end.
 */
const [CASES = 10_000, OPEN = 300] = process.argv.slice(2).map(Number);
const IN_FLIGHT = 40;
const LOOK_MS = 50;
const SAMPLES = 10;
const CONDITION = `${MANHOLE}/1`;

const city = await openCity();
const { owner } = city.house;
await owner.query('UPDATE standard SET photo_required = false WHERE condition_key = $1', [CONDITION]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-3d-apis'],
});
try {
  const people = await workers();
  for (let n = OPEN; n > 0; n -= IN_FLIGHT)
    await report(people.spots, people.collectors, Math.min(n, IN_FLIGHT));
  const wall = await openWall();
  const devtools = await wall.context().newCDPSession(wall);
  await devtools.send('Performance.enable');
  // What is loaded and drawn once is no growth.
  await live(people, Math.ceil(CASES / 20));
  const first = await sample(devtools);
  print('start', first, null);
  let before = first;
  for (let i = 0; i < SAMPLES; i++) {
    await live(people, Math.ceil(CASES / SAMPLES));
    const now = await sample(devtools);
    print(`${Math.ceil((CASES * (i + 1)) / SAMPLES)} cases`, now, before);
    before = now;
  }
  console.log(
    `heap at the end ${((100 * before.heap) / first.heap).toFixed(1)} % of the start (goal ≤ 110 %)`,
  );
  await until('the wall equals the database', () => equal(wall), 10_000);
  console.log('the wall’s figures are those of the database');
} finally {
  await browser.close();
  await city.stop();
}

interface People {
  readonly spots: readonly Spot[];
  readonly collectors: readonly Client[];
  readonly liaisons: ReadonlyMap<string, Client>;
  readonly supervision: Client;
  readonly shift: Client;
  readonly intake: Client;
  /** A check that is passed shows what was seen. */
  readonly seen: string;
}

async function workers(): Promise<People> {
  const spots = await findSpots(owner, MANHOLE, 6);
  const client = (login: string) => sessionOf(owner, city.base, login);
  const supervision = await client('supervise');
  const { rows } = await owner.query<{ login: string; unit: string }>(
    `SELECT DISTINCT ON (unit_code) login, unit_code AS unit FROM app_user WHERE role = 'liaison' ORDER BY unit_code`,
  );
  return {
    spots,
    collectors: await Promise.all(spots.map(({ trusted }) => client(trusted))),
    liaisons: new Map(
      await Promise.all(rows.map(async ({ login, unit }) => [unit, await client(login)] as const)),
    ),
    supervision,
    shift: await client('shift'),
    intake: await client('intake'),
    seen: await supervision.upload(await picture()),
  };
}

async function report(spots: readonly Spot[], collectors: readonly Client[], n: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: n }, async (_, i) => {
      const spot = spots[i % spots.length]!;
      const place = { lon: spot.lon + (Math.random() - 0.5) * 1e-4, lat: spot.lat };
      const one = reportAt(place, {
        categoryKey: MANHOLE,
        conditionKey: CONDITION,
        component: spot.component,
      });
      await collectors[i % collectors.length]!.report(one);
      return one.id;
    }),
  );
}

/** So many cases from report to close, some at a time; everybody does what stands in the case's row. */
async function live(
  { spots, collectors, liaisons, supervision, shift, intake, seen }: People,
  n: number,
): Promise<void> {
  const going = new Set<string>();
  for (let begun = 0; begun < n || going.size > 0; ) {
    const room = Math.min(n - begun, IN_FLIGHT - going.size, 10);
    for (const id of await report(spots, collectors, Math.max(0, room))) going.add(id);
    begun += Math.max(0, room);
    const { rows } = await owner.query<{ id: string; status: string; unit: string }>(
      'SELECT id, status, unit_code AS unit FROM cases WHERE id = ANY ($1::uuid[])',
      [[...going]],
    );
    await Promise.all(
      rows.map(async ({ id, status, unit }) => {
        // Somebody else, the machine among them, may have been faster: the next look sees it.
        const give = (who: Client, name: 'feedback' | 'pass' | 'close' | 'issue-check' | 'file') =>
          who
            .command(
              id,
              name,
              name === 'file' ? { conditionKey: CONDITION } : name === 'pass' ? { photos: [seen] } : {},
            )
            .catch(() => {});
        if (status === 'reported') await give(intake, 'file');
        else if (status === 'handling') await give(liaisons.get(unit)!, 'feedback');
        else if (status === 'awaiting-check') await give(supervision, 'issue-check');
        else if (status === 'checking') await give(supervision, 'pass');
        else if (status === 'awaiting-close') await give(shift, 'close');
        else if (status === 'closed') going.delete(id);
      }),
    );
    await rest(LOOK_MS);
  }
}

async function openWall(): Promise<Page> {
  const { cookie } = await wallScreenOf(owner, city.base);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: city.base }]);
  const page = await context.newPage();
  await page.goto(`${city.base}/wall`);
  await page.locator('.wall[data-painted=true]').waitFor();
  return page;
}

interface Sample {
  readonly heap: number;
  readonly nodes: number;
  readonly inPage: number;
  readonly listeners: number;
  readonly script: number;
  readonly events: number;
}

async function sample(devtools: CDPSession): Promise<Sample> {
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `(() => { const walk = document.createTreeWalker(document); let n = 1; while (walk.nextNode()) n++; return n; })()`,
  });
  const { rows } = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM case_event');
  return {
    heap: usedSize,
    nodes,
    inPage: Number(result.value),
    listeners: jsEventListeners,
    script: metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0,
    events: rows[0]!.n,
  };
}

function print(what: string, now: Sample, before: Sample | null): void {
  const events = before ? now.events - before.events : 0;
  const script = before
    ? `${((1e6 * (now.script - before.script)) / events).toFixed(0)} µs of script an event`
    : '';
  console.log(
    `${what.padEnd(14)} heap ${(now.heap / 1e6).toFixed(2)} MB  nodes ${now.nodes} (in the page ${now.inPage})  listeners ${now.listeners}  ${now.events} events  ${script}`,
  );
}

async function equal(wall: Page): Promise<boolean> {
  const { rows } = await owner.query<{ open: number; handling: number }>(
    `SELECT count(*)::int AS open, count(*) FILTER (WHERE status IN ('handling', 'deferred'))::int AS handling
       FROM cases WHERE is_open`,
  );
  const number = async (selector: string) =>
    Number(((await wall.locator(selector).textContent()) ?? '').replace(/\D/g, ''));
  const shown = { open: await number('.pipe h2 b'), handling: await number('[data-stage=handling] .tot') };
  return JSON.stringify(shown) === JSON.stringify(rows[0]);
}
