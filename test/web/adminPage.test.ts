import axe from 'axe-core';
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
