import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity, reportAt } from '../city.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let spot: Spot;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  const collector = await city.person(spot.other);
  const officer = await city.person('intake');
  const office = await city.person('office');
  const year = Number(new Date().toISOString().slice(0, 4));
  for (const of of [year, year + 1])
    await office.call('setBudget', { year: of, amountCents: 5_000_000, base: 0, note: '年初预算' });
  for (const file of [true, false]) {
    const { id } = await collector.report(
      reportAt(spot, { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/3` }),
    );
    if (file) await officer.command(id, 'file', { conditionKey: `${MANHOLE}/3` });
  }
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

/** Rules of WCAG 2.2 A and AA that a page breaks, each with the first element that breaks it. */
async function broken(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    return inPage.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  });
  return violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

const LOOKS = [
  { lang: 'zh-CN', dark: false },
  { lang: 'en-GB', dark: true },
] as const;

test.each(LOOKS)('the desk keeps the rules of accessibility ($lang, dark: $dark)', async (look) => {
  const page = await browser.open('intake', '/desk?hand=acceptance', look);
  await page.locator('.casehead').waitFor();
  expect(await broken(page)).toEqual([]);
  for (const key of ['f', 'x', 'm', 'a', 'n', '?', '+']) {
    await page.keyboard.press(key);
    await page.locator('dialog[open]').waitFor();
    expect([key, await broken(page)]).toEqual([key, []]);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  // Boards and lists without a case, and the fund with its budget.
  const { cookie } = await city.person('office');
  const [name, value] = cookie.split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: city.base, httpOnly: true }]);
  for (const [at, shown] of [
    ['board=fund', '.fund .versions li'],
    ['board=coordination', '.board .cards header'],
    ['board=register', '.register .tabs'],
    ['view=supervision', '.list .state'],
    ['view=not-solved', '.list .state'],
  ] as const) {
    await page.goto(`${city.base}/desk?${at}`);
    await page.locator(shown).first().waitFor();
    expect([at, await broken(page)]).toEqual([at, []]);
  }
});

test('a shift goes over with both signatures, a survey is opened, proposals stand to be decided, all on the desk', async () => {
  const collector = await city.person(spot.trusted);
  await collector.call('proposeComponent', {
    id: v7(),
    kind: 'status',
    component: spot.component,
    status: 'abandoned',
    photos: [await collector.upload(await picture())],
  });
  const [first, second] = [LOOKS[0], LOOKS[1]];
  const lead = await browser.open('shift', '/desk?board=shift', first);
  await lead.getByRole('button', { name: '交班' }).click();
  await lead.locator('dialog[open] .matters').first().waitFor();
  await lead.keyboard.type('文化路爆管待续');
  expect(await broken(lead)).toEqual([]);
  await lead.keyboard.press('Control+Enter');
  await lead.locator('.postcard', { hasText: '等待接班人签字' }).waitFor();
  // Who gave it over is offered no second signature.
  expect(await lead.getByRole('button', { name: '接班' }).count()).toBe(0);
  await lead.getByRole('button', { name: '登记离岗' }).first().click();
  await lead.locator('dialog[open]').waitFor();
  expect(await broken(lead)).toEqual([]);
  await lead.keyboard.press('Escape');

  const next = await browser.open('supervise', '/desk?board=shift', second);
  await next.getByRole('button', { name: 'Take over' }).click();
  await next.locator('dialog[open]', { hasText: '文化路爆管待续' }).waitFor();
  await next.keyboard.press('Enter');
  await next.locator('.postcard', { hasText: 'Taken by' }).waitFor();
  expect(await broken(next)).toEqual([]);
  await next.locator('.queues button', { hasText: 'Surveys' }).click();
  await next.getByRole('button', { name: 'Open a survey' }).click();
  await next.keyboard.type('manhole');
  await next.locator('dialog[open] select').selectOption(spot.subdistrict);
  await next.locator('dialog[open] button[type=submit]').click();
  await next.locator('.surveys button[aria-current]').waitFor();
  await next.locator('.celltable td').first().waitFor();
  expect(await broken(next)).toEqual([]);

  await lead.locator('.queues button', { hasText: '部件核对' }).click();
  await lead.locator('.proposal .acts').waitFor();
  expect(await broken(lead)).toEqual([]);
});

test.each(LOOKS)(
  'a resident reports on a phone without an account and follows it ($lang, dark: $dark)',
  async (look) => {
    const at = { lon: spot.lon, lat: spot.lat };
    const page = await browser.visit('/', { ...look, width: 360, height: 640, at });
    await page.locator('.where .btn').click();
    await page.locator('form textarea').first().fill('The cover rattles');
    expect(await broken(page)).toEqual([]);
    await page.locator('form .btn.pri').click();
    const code = String(await page.locator('.sent output').textContent());
    expect(await broken(page)).toEqual([]);
    // Another day, another page: the code is all that is needed, and it stands in no address.
    await page.reload();
    await page.locator('.publictabs button').last().click();
    await page.locator('input[name=code]').fill(code.toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Enter');
    await page.locator('.tracked h2').waitFor();
    expect(await broken(page)).toEqual([]);
    expect(page.url()).not.toContain(code.slice(0, 4));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  },
);

test.each(LOOKS)('the unit’s page keeps the rules of accessibility ($lang, dark: $dark)', async (look) => {
  const unit = await until('a unit with a case', async () => {
    const { rows } = await city.house.owner.query(
      "SELECT unit_code FROM cases WHERE status = 'handling' LIMIT 1",
    );
    return rows[0]?.unit_code as string | undefined;
  }).catch(() => spot.unit);
  for (const width of [1440, 360]) {
    const page = await browser.open(unit, '/unit', { ...look, width, height: 800 });
    await page.locator('.inbox').waitFor();
    expect(await broken(page)).toEqual([]);
    await page.locator(width < 700 ? '.tabs button:last-child' : '.toposts').click();
    await page.locator('.postcard').first().waitFor();
    expect(await broken(page)).toEqual([]);
    await page.locator(width < 700 ? '.tabs button:first-child' : '.toposts').click();
    const row = page.locator('.inbox .row').first();
    if ((await row.count()) === 0) continue;
    await row.click();
    await page.locator('.unit .head').waitFor();
    expect(await broken(page)).toEqual([]);
  }
});

test('every control of the desk is reached by Tab, and the focus is seen', async () => {
  const page = await browser.open('intake', '/desk?hand=acceptance');
  await page.locator('.actbar').waitFor();
  const wanted = await page.evaluate(
    () =>
      [...document.querySelectorAll('button:not([disabled]), input, a[href]')].filter((one) =>
        one.checkVisibility(),
      ).length,
  );
  const reached = new Set<string>();
  for (let i = 0; i < wanted + 10; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const all = [...document.querySelectorAll('*')];
      return { at: String(all.indexOf(at)), outlined: getComputedStyle(at).outlineStyle !== 'none' };
    });
    if (!seen) continue;
    expect(seen.outlined).toBe(true);
    reached.add(seen.at);
  }
  expect(reached.size).toBeGreaterThanOrEqual(wanted);
});

test('who opens a page of others is told so and shown the own one, at the wall too', async () => {
  for (const path of ['/wall', '/desk', '/unit', '/score']) {
    const page = await browser.open(spot.other, path);
    await page.locator('.login .links a').first().waitFor();
    const links = await page
      .locator('.login .links a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect([path, links]).toEqual([path, ['/field']]);
    await page.close();
  }
});
