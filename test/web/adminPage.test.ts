import axe from 'axe-core';
import gcoord from 'gcoord';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let deeds: Deeds;
let spot: Spot;
let page: Page;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  deeds = openDeeds(city.house);
  [spot] = (await findSpots(city.house.owner)) as [Spot];
  page = await browser.open('admin', '/admin', { lang: 'en-GB' });
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const go = (section: string) => page.locator(`.sections a[href="/admin/${section}"]`).click();

/** What axe finds wrong on the page as it stands. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

test('a number that is changed and published counts for the next case; the version says who and can be undone', async () => {
  const limit = async () => ((await deeds.state(await deeds.filed(spot))).clock?.limitMs ?? 0) / 60_000;
  const input = page.locator('[data-field="stageMinutes.dispatch"] input');
  await input.fill('0');
  expect(await page.locator('.bar .btn.pri').isDisabled()).toBe(true);
  await input.fill('9');
  expect(await violations()).toEqual([]);
  await page.locator('.bar .btn.pri').click();
  await page.locator('[data-change="stageMinutes.dispatch"]').waitFor();
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-version="1"]').waitFor();
  await until('the new limit', async () => (await limit()) === 9);
  await page.locator('.standards').click();
  await page.locator('[data-change="stageMinutes.dispatch"]').waitFor();
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-version="2"]').waitFor();
  await until('the old limit', async () => (await limit()) === 30);
});

test('a day of the year is made a holiday by keyboard, and the preview names it before it is published', async () => {
  await go('calendar');
  const day = page.locator('[data-date="2026-12-23"]');
  await day.click();
  await page.keyboard.press('ArrowRight');
  await page.locator('input[name=day][value=holiday]').check();
  expect(await page.locator('[data-date="2026-12-24"]').getAttribute('data-kind')).toBe('holiday');
  expect(await violations()).toEqual([]);
  await page.locator('.bar .btn.pri').click();
  await page.locator('[data-day="2026-12-24"]').waitFor();
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-version="2"]').waitFor();
  const { rows } = await city.house.owner.query('SELECT data FROM calendar ORDER BY version DESC LIMIT 1');
  expect(rows[0].data.holidays).toContain('2026-12-24');
});

test('the tester on the map says who would get it, and follows a new rule', async () => {
  await go('rules');
  await page.locator('input[name=lon]').fill(String(spot.lon));
  await page.locator('input[name=lat]').fill(String(spot.lat));
  await page.locator('select[name=category]').selectOption(MANHOLE);
  await page.locator('[data-answer="water"]').waitFor();
  await page.locator('.head .btn.pri').click();
  await page.locator('dialog select').first().selectOption('component');
  await page.locator('dialog select[name=code]').selectOption('01002');
  await page.locator('dialog select[name=unit]').selectOption('commerce');
  await page.locator('dialog [data-changed]').waitFor();
  expect(await violations()).toEqual([]);
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-answer="commerce"]').waitFor();
});

test('a wall key is shown once and opens one screen once', async () => {
  await go('screens');
  await page.locator('input[name=screen]').fill('Hall');
  await page.keyboard.press('Enter');
  const secret = page.locator('[data-secret]');
  await secret.waitFor();
  const key = new URLSearchParams(new URL((await secret.textContent())!).hash.slice(1)).get('key');
  await page.keyboard.press('Escape');
  await page.locator('[data-key="Hall"]').waitFor();
  expect(await page.content()).not.toContain(key);
  const exchange = () =>
    fetch(`${city.base}/api/wall/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: city.base },
      body: JSON.stringify({ key }),
    }).then((answer) => answer.status);
  expect([await exchange(), await exchange()]).toEqual([200, 403]);
});

test('a file is checked, its faults named by row, corrected by another reading, and imported as a whole', async () => {
  await go('imports');
  const send = async (what: string, name: string, text: string, target?: string) => {
    await page.locator('.head .btn.pri').click();
    await page.locator('dialog select[name=what]').selectOption(what);
    if (target) await page.locator('dialog select[name=target]').selectOption(target);
    await page
      .locator('dialog input[name=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('dialog .btn.pri').click();
    await page.locator('[data-state=checked], [data-state=refused]').waitFor();
  };
  await send('units', 'bad.csv', 'code,zh,type,level\nrail,铁路局,utility,private\n,无名,utility,private\n');
  expect(await page.locator('[data-row="3"]').textContent()).toContain('codehas no code');
  expect(await violations()).toEqual([]);
  await page.locator('.acts .btn').click();
  const [lon, lat] = gcoord.transform([spot.lon, spot.lat], gcoord.WGS84, gcoord.GCJ02);
  await send('components', 'covers.csv', `id,lon,lat\nweb-1,${lon},${lat}\n`, MANHOLE);
  await page.locator('details.reading').evaluate((details: HTMLDetailsElement) => {
    details.open = true;
  });
  await page.locator('.reading select[name=system]').selectOption('gcj02');
  await page.locator('.reading > .btn').click();
  const metres = async () =>
    (
      await city.house.owner.query(
        `SELECT ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography) AS m FROM component WHERE code = '01002-web-1'`,
        [spot.lon, spot.lat],
      )
    ).rows[0]?.m;
  expect(await metres()).toBeUndefined();
  await until('the file read as GCJ-02', async () => {
    const { rows } = await city.house.owner.query(
      `SELECT state FROM import_job WHERE file_name = 'covers.csv' AND wish ->> 'system' = 'gcj02'`,
    );
    return rows[0]?.state === 'checked';
  });
  await page.locator('[data-added="1"]').waitFor();
  expect(await violations()).toEqual([]);
  await page.locator('.acts .btn.pri').click();
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-state=done]').waitFor();
  expect(await metres()).toBeLessThan(1);
});

test('an area is renamed, a category added, a key made; each is shown before and kept with who did it', async () => {
  await go('areas');
  await page.locator('.head .find').fill(spot.subdistrict);
  await page.locator(`[data-area="${spot.subdistrict}"] .link`).click();
  await page.locator(`[data-open="${spot.subdistrict}"] .btn`).first().click();
  await page.locator('dialog input[name=zh]').fill('新街道');
  await page.locator('dialog [data-open-cases]').waitFor();
  expect(await violations()).toEqual([]);
  await page.locator('dialog .btn.pri').click();
  await page.locator('[data-open] [data-version="2"]').waitFor();

  await go('catalogue');
  await page.locator('.head .btn.pri').click();
  for (const [name, value] of [
    ['zh', '智能井盖'],
    ['en', 'Smart cover'],
    ['shortZh', '智能井盖'],
    ['shortEn', 'Smart'],
    ['condition-zh', '失联'],
    ['condition-en', 'Silent'],
    ['closingZh', '恢复'],
    ['closingEn', 'Back'],
  ] as const)
    await page.locator(`dialog input[name=${name}]`).fill(value);
  const code = await page.locator('dialog [data-code]').getAttribute('data-code');
  expect(await violations()).toEqual([]);
  await page.locator('dialog .btn.pri').click();
  await page.locator(`[data-category$="/${code}"] [data-standard="1"]`).waitFor();

  await go('keys');
  await page.locator('.head .btn.pri').click();
  await page.locator('dialog input[name=system]').fill('Portal');
  await page.keyboard.press('Enter');
  const secret = page.locator('[data-secret]');
  await secret.waitFor();
  const key = await secret.textContent();
  await page.keyboard.press('Escape');
  await page.locator('[data-api-key="Portal"]').waitFor();
  expect(await page.content()).not.toContain(key);
  expect(await violations()).toEqual([]);
});

test('the other sections open, read well and hold what they are for', async () => {
  for (const [section, mark] of [
    ['catalogue', '.names button'],
    ['people', '[data-person="admin"]'],
    ['units', '[data-unit="water"]'],
    ['posts', '[data-post]'],
    ['fund', '.fund .sums'],
    ['health', '[data-queue="dispatch"]'],
  ] as const) {
    await go(section);
    await page.locator(mark).first().waitFor();
    expect([section, await violations()]).toEqual([section, []]);
  }
});
