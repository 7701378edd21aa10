/**
 * Pictures of every screen of /field, to look at: `npm run bench -- fieldPictures FOLDER [look …]`.
 * Looks: small-zh, small-en, large-zh, large-en.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { newItem, type OutboxItem } from '../../web/src/field/outbox/item.ts';
import { type City, openCity, reportAt } from '../city.ts';
import { CHROMIUM, FLAGS, phoneFolder, photoFile, signInOnPhone } from '../fieldPhones.ts';
import { PASSWORD } from '../house.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

const LOOKS = {
  'small-zh': { width: 360, height: 640, lang: 'zh', dark: false },
  'small-en': { width: 360, height: 640, lang: 'en', dark: true },
  'large-zh': { width: 412, height: 915, lang: 'zh', dark: true },
  'large-en': { width: 412, height: 915, lang: 'en', dark: false },
} as const;
type Look = keyof typeof LOOKS;

const [folder = 'field-pictures', ...asked] = process.argv.slice(2);
const looks = (asked.length > 0 ? asked : Object.keys(LOOKS)) as Look[];
mkdirSync(folder, { recursive: true });

const city = await openCity();
const [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
const files = await phoneFolder();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [...FLAGS.filter((flag) => flag !== '--disable-3d-apis'), '--enable-unsafe-swiftshader'],
});
try {
  await work(city, spot);
  for (const look of looks) await draw(look);
} finally {
  await browser.close();
  await city.stop();
  await files.remove();
}

/** Reports, tasks to verify and to check, one merged case. */
async function work({ person, house }: City, at: Spot): Promise<void> {
  const collector = await person(at.trusted);
  const officer = await person('intake');
  const unit = await person(at.unit);
  await collector.call('duty', { on: true, lon: at.lon, lat: at.lat, accuracyM: 5 });
  const body = { categoryKey: at.categoryKey, component: at.component };
  for (let n = 0; n < 3; n++) {
    const report = reportAt(at, {
      ...body,
      conditionKey: `${at.categoryKey}/${n + 1}`,
      photos: [await collector.upload(await picture({ width: 800, height: 600 }))],
    });
    await collector.report(report);
    const status = async () =>
      (await house.owner.query('SELECT status FROM cases WHERE id = $1', [report.id])).rows[0]?.status;
    if (n === 2) continue;
    await until('handling', async () => (await status()) === 'handling');
    const photos = [await unit.upload(await picture({ width: 800, height: 600 }))];
    await unit.command(report.id, 'feedback', { photos, text: 'Done' });
  }
  for (let n = 0; n < 3; n++) {
    const report = reportAt(at, {
      channel: 'hotline',
      categoryKey: at.categoryKey,
      photos: [await officer.upload(await picture({ width: 800, height: 600 }))],
    });
    await officer.report(report);
    await officer.command(report.id, 'request-verification', {});
  }
}

async function draw(look: Look): Promise<void> {
  const { width, height, lang, dark } = LOOKS[look];
  const shots: Buffer[] = [];
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    isMobile: true,
    hasTouch: true,
    geolocation: { longitude: spot.lon, latitude: spot.lat, accuracy: 6 },
    permissions: ['geolocation', 'microphone'],
  });
  // What runs in the page was named by the loader of this script.
  await context.addInitScript({ content: 'globalThis.__name ??= (one) => one' });
  const page = await context.newPage();
  const shot = async (wait?: string) => {
    if (wait)
      await page
        .locator(wait)
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => {});
    await page.waitForTimeout(wait === 'canvas' ? 2_500 : 250);
    shots.push(await page.screenshot());
  };
  await page.goto(`http://city.test:${city.server.port}/field?lang=${lang}`);
  await shot('.points');
  await page.goto(`${city.base}/field?lang=${lang}`);
  await shot('input[name=login]');
  await empty(page, shot, lang);
  await full(page, context, shot, lang);
  await context.close();
  await sheet(join(folder, look), shots, { width, height });
}

type Shot = (wait?: string) => Promise<void>;
function tab(page: Page, n: number): Promise<void> {
  return page.locator('.nav button').nth(n).click();
}

async function empty(page: Page, shot: Shot, lang: string): Promise<void> {
  await signInOnPhone(page, city.base, spot.other, lang);
  await shot();
  await tab(page, 1);
  await shot('.state');
  await page.getByRole('switch').click();
  await shot('dialog');
  await page.keyboard.press('Escape');
  await tab(page, 3);
  await shot('.net');
  await page.locator('.me').click();
  await shot('.figures');
  await page.locator('.settings .btn').last().click();
  await shot('dialog h2');
  await page.locator('dialog button[type=submit]').click();
  await page.locator('input[name=login]').waitFor();
}

async function full(page: Page, context: BrowserContext, shot: Shot, lang: string): Promise<void> {
  await page.locator('input[name=login]').fill('nobody');
  await page.locator('input[name=password]').fill('wrong');
  await page.keyboard.press('Enter');
  await shot('[role=alert]');
  await page.locator('input[name=login]').fill(spot.trusted);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.shutter').waitFor();
  await page
    .locator('.shutter input')
    .setInputFiles(await photoFile(files.path, { width: 1600, height: 1200 }));
  await shot('.loc');
  await page.locator('.op input').first().check();
  await shot();
  await page.locator('fieldset.sec').last().locator('input').nth(1).check();
  await page.locator('.sec-more .link').first().click();
  await page
    .locator('textarea')
    .fill(lang === 'zh' ? '半边井盖翘起，车轮压过有声响' : 'Half of the cover stands up');
  await page.locator('.sec-more .link').click();
  await page.locator('[role=timer]').filter({ hasText: '0:01' }).waitFor();
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 99_999));
  await shot();
  await page.locator('.voice .btn.pri').click();
  await page.locator('.voice audio').waitFor();
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 99_999));
  await shot();
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 0));
  await page.locator('.loc').click();
  await shot('canvas');
  await page.locator('.sheet .icon').first().click();
  await page.locator('.link', { hasText: lang === 'zh' ? '不是部件' : 'No component' }).click();
  await shot('.search');
  await page.locator('summary').first().click();
  await shot();
  await page.locator('.search').fill('jg');
  await shot('.rows');
  await page.locator('.search').fill('qqqq');
  await shot('.state');
  await page.locator('.sheet .icon').first().click();
  await page.locator('.z').click();
  await shot('dialog h2');
  await page.keyboard.press('Escape');
  await page.locator('.go .btn').click();
  await shot('.arrived');
  await tasks(page, shot);
  await tab(page, 2);
  await shot('canvas');
  await page.locator('.me').click();
  await shot('.rows .row');
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 99_999));
  await shot();
  await page.locator('.rows .row').first().click();
  await shot('.progress');
  await page.locator('.sheet .icon').first().click();
  await context.setOffline(true);
  await outbox(page);
  await tab(page, 3);
  await shot('.it');
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, 99_999));
  await shot();
  await page.locator('.it .do .btn').last().click();
  await shot('dialog h2');
  await page.keyboard.press('Escape');
  await page.locator('.me').click();
  await page.locator('.settings .btn').last().click();
  await shot('dialog h2');
  await page.keyboard.press('Escape');
  await tab(page, 1);
  await shot('.tk');
  await context.setOffline(false);
  await city.house.owner.query('DELETE FROM session');
  await page.reload();
  await shot('.banner');
  await page.locator('.banner .btn').click();
  await shot('dialog h2');
}

async function tasks(page: Page, shot: Shot): Promise<void> {
  await tab(page, 1);
  await page.getByRole('switch').click();
  await page
    .locator('dialog button[type=submit]')
    .click({ timeout: 3_000 })
    .catch(() => {});
  await page.reload();
  await shot('.ex img.pic');
  await page
    .locator('.ex .bt input')
    .first()
    .setInputFiles(await photoFile(files.path));
  await shot('.sheet .op');
  await page.locator('.sheet .icon').first().click();
  await page.locator('.seg2 button').nth(1).click();
  await shot('.ex');
}

/** One item of each kind. */
async function outbox(page: Page): Promise<void> {
  const { rows } = await city.house.owner.query('SELECT id, name FROM app_user WHERE login = $1', [
    spot.trusted,
  ]);
  const me = rows[0] as { id: string; name: string };
  const at = Date.now();
  const trouble = (code: 'conflict' | 'refused' | 'unavailable', clause: string | null) => ({
    code,
    clause,
    message: '',
    at,
  });
  const item = (n: number, more: Partial<OutboxItem>): OutboxItem => ({
    ...newItem({
      id: v7(),
      userId: me.id,
      userName: me.name,
      deviceAt: at - n * 240_000,
      deed: { kind: 'report', body: { place: { lon: spot.lon, lat: spot.lat } } },
      label: { categoryKey: spot.categoryKey, conditionKey: null, address: null, number: null },
      photos: [{ hash: String(n).repeat(64), bytes: 400_000 }],
    }),
    nextAt: at + 3_600_000,
    ...more,
  });
  const part = { hash: 'a'.repeat(64), bytes: 400_000, received: 248_000, stored: false };
  const items = [
    item(1, { refused: trouble('refused', '02.place.outside') }),
    item(2, {
      refused: trouble('conflict', '02.version'),
      deed: { kind: 'task', caseId: v7(), command: 'pass', body: { version: 1 } },
    }),
    item(3, { stage: 'photos', photos: [part], caseNumber: '20261122620103000021' }),
    item(4, { stage: 'photos', caseNumber: '20261122620103000020' }),
    item(5, { trouble: trouble('unavailable', null), tries: 3 }),
    item(6, {}),
    item(7, { userId: v7(), userName: 'Alexandra Featherstonehaugh 欧阳慕容' }),
    item(8, { stage: 'receipt', caseNumber: '20261122620103000019' }),
    ...Array.from({ length: 6 }, (_, n) =>
      item(9 + n, { stage: 'sent', sentAt: at, caseNumber: `2026112262010300001${n}` }),
    ),
  ];
  await page.evaluate(
    (all) =>
      new Promise<void>((done) => {
        const open = indexedDB.open('field');
        open.onsuccess = () => {
          const tx = open.result.transaction('items', 'readwrite');
          for (const one of all) tx.objectStore('items').put(one);
          tx.oncomplete = () => {
            open.result.close();
            new BroadcastChannel('field-outbox').postMessage('changed');
            done();
          };
        };
      }),
    items as unknown as object[],
  );
}

/** All screens of a look side by side. */
async function sheet(
  name: string,
  shots: readonly Buffer[],
  { width, height }: { width: number; height: number },
) {
  const across = 6;
  for (let from = 0, n = 1; from < shots.length; from += across * 2, n++) {
    const some = shots.slice(from, from + across * 2);
    const rows = Math.ceil(some.length / across);
    await sharp({
      create: { width: across * (width + 12), height: rows * (height + 12), channels: 3, background: '#888' },
    })
      .composite(
        some.map((input, i) => ({
          input,
          left: (i % across) * (width + 12),
          top: Math.floor(i / across) * (height + 12),
        })),
      )
      .png()
      .toFile(`${name}-${n}.png`);
    console.log(`${name}-${n}.png`);
  }
}
