import { chromium, type Page } from 'playwright-core';
import { loadDemoPast } from '../../actions/demoPast.ts';
import { openHouse } from '../../actions/house.ts';
import { people, reportAt } from '../city.ts';
import { wallScreenOf } from '../door.ts';
import { openTestHouse } from '../house.ts';
import { type Part, startPart } from '../parts.ts';
import { findSpots, MANHOLE } from '../spots.ts';
import { until } from '../until.ts';

/**
 * `npm run bench -- wallPictures FOLDER [cases a day] [days] [hour] [sizes]`: pictures of the wall to be looked at, its
 * scenes in their sizes and languages at an hour of the city's day, with the line dead, and as colour-blind
 * eyes see it. Prints how many cases are open and red, and the smallest figure on the wall at 1080p.
 */
const [folder, ...numbers] = process.argv.slice(2);
if (!folder) throw new Error('The folder for the pictures is missing.');
const [CASES = 150, DAYS = 14, HOUR = 15, UP_TO = 3] = numbers.map(Number);
const SIZES = (
  [
    [1920, 1080],
    [3840, 2160],
    [7680, 2160],
  ] as const
).slice(0, UP_TO);
const DEFICIENCIES = ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const;
const NOW = 30;

const house = await openTestHouse();
let workers: Part | null = null;
let server: Part | null = null;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
});
try {
  if (DAYS > 0) {
    const past = await loadDemoPast(openHouse(house.owner), {
      seed: 'wall-pictures',
      days: DAYS,
      casesPerDay: CASES,
      dataDir: house.dataDir,
    });
    console.log(`${past.open} of ${past.cases} cases open`);
  }
  // The city's clock shows the wanted hour wherever and whenever this runs.
  const ahead = (HOUR - new Date().getUTCHours() + 36) % 24;
  const zone = `Etc/GMT${ahead > 12 ? '-' : '+'}${Math.abs(ahead - 12)}`;
  await house.owner.query('UPDATE city SET timezone = $1', [zone]);
  server = await startPart(house, 'server');
  workers = await startPart(house, 'workers');
  const base = `http://127.0.0.1:${server.port}`;
  if (DAYS > 0) await today(base);
  const { cookie } = await wallScreenOf(house.owner, base);
  const shift = await people(base)('shift');
  const { rows } = await house.owner.query<{ code: string }>(
    "SELECT code FROM area WHERE kind = 'subdistrict' ORDER BY code LIMIT 1",
  );
  const area = `area:${rows[0]!.code}` as const;
  for (const [width, height] of SIZES)
    for (const scene of ['city', 'ranking', area] as const) {
      await shift.call('pinScene', { scene }).catch((error) => console.log(scene, String(error)));
      for (const locale of ['zh-CN', 'en-GB'] as const) {
        if (scene !== 'city' && locale === 'en-GB' && width !== 1920) continue;
        const page = await wall(base, cookie, { width, height, locale });
        await page.screenshot({ path: `${folder}/${width}-${scene.replace(':', '-')}-${locale}.png` });
        if (width === 1920) console.log(scene, locale, await smallest(page));
        if (width === 1920 && scene === 'city' && locale === 'zh-CN') await asEyes(page);
        await page.context().close();
      }
    }
  await shift.call('pinScene', { scene: 'city' });
  const page = await wall(base, cookie, { width: 1920, height: 1080, locale: 'zh-CN' });
  await server.kill();
  await page.locator('[data-line=lost]').first().waitFor();
  await page.waitForTimeout(12_000);
  await page.screenshot({ path: `${folder}/1920-dead-line.png` });
} finally {
  await browser.close();
  await workers?.kill();
  await server?.kill();
  await house.close();
}

/** Some of today's life: reports that are filed and dispatched, and one emergency. */
async function today(base: string): Promise<void> {
  const person = people(base);
  const spots = await findSpots(house.owner, MANHOLE, 6);
  const intake = await person('intake');
  for (let i = 0; i < NOW; i++) {
    const spot = spots[i % spots.length]!;
    const conditionKey = `${MANHOLE}/1`;
    const report = reportAt(spot, { categoryKey: MANHOLE, conditionKey, component: spot.component });
    await (await person(spot.trusted)).report(report);
    if (i % 5) await intake.command(report.id, 'file', { conditionKey });
  }
  await until(
    'dispatched',
    async () => {
      const { rows } = await house.owner.query(
        "SELECT count(*) FILTER (WHERE red_from < now())::int AS red, count(*)::int AS open, count(*) FILTER (WHERE status = 'filed' AND (state ->> 'routingOwed')::boolean)::int AS filed FROM cases WHERE is_open",
      );
      if (rows[0].filed > 0) throw new Error(`${rows[0].filed} wait`);
      console.log(`${rows[0].open} open, ${rows[0].red} red`);
      return true;
    },
    120_000,
  );
}

async function wall(
  base: string,
  cookie: string,
  { width, height, locale }: { width: number; height: number; locale: string },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: base }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(error.message));
  await page.goto(`${base}/wall`);
  await page.locator('.wall[data-painted=true]').waitFor();
  await page.waitForTimeout(width > 2_000 ? 15_000 : 7_000);
  return page;
}

/** The wall as colour-blind eyes see it. */
async function asEyes(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  for (const type of DEFICIENCIES) {
    await devtools.send('Emulation.setEmulatedVisionDeficiency', { type });
    await page.screenshot({ path: `${folder}/1920-${type}.png` });
  }
  await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
}

/** The smallest figure that is drawn, px of its font. */
async function smallest(page: Page): Promise<string> {
  return page.evaluate(() => {
    let least = { px: Number.POSITIVE_INFINITY, text: '' };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.textContent ?? '';
      const holder = node.parentElement;
      if (!/\d/.test(text) || !holder?.checkVisibility()) continue;
      const px = Number.parseFloat(getComputedStyle(holder).fontSize);
      if (px < least.px) least = { px, text };
    }
    return `smallest figure ${least.px} px: ${least.text}`;
  });
}
