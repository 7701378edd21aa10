import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity, reportAt } from '../city.ts';
import { phoneFolder, photoFile } from '../fieldPhones.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let city: City;
let browser: TestBrowser;
let spot: Spot;
let folder: Awaited<ReturnType<typeof phoneFolder>>;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  folder = await phoneFolder();
  const collector = await city.person(spot.trusted);
  const officer = await city.person('intake');
  await collector.call('duty', { on: true, lon: spot.lon, lat: spot.lat, accuracyM: 5 });
  const report = reportAt(spot, {
    channel: 'hotline',
    categoryKey: spot.categoryKey,
    photos: [await officer.upload(await picture())],
  });
  await officer.report(report);
  await officer.command(report.id, 'request-verification', {});
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
  await folder?.remove();
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

/** What a gloved thumb has to hit and is smaller than 48 px; what reaches beyond the screen's edge. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    const targets =
      'button, a[href], summary, label.camera, label.op, textarea, input:not(.op input, .camera input)';
    const name = (one: Element) => one.getAttribute('aria-label') ?? one.textContent?.trim() ?? one.className;
    const small = [...top.querySelectorAll<HTMLElement>(targets)].flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      if (width === 0 || (width >= 47.5 && height >= 47.5)) return [];
      return [`${name(one)}: ${Math.round(width)}×${Math.round(height)}`];
    });
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['wider than the screen'] : [];
    return [...small, ...wide];
  });
}

const LOOKS = [
  { lang: 'zh-CN', dark: false },
  { lang: 'en-GB', dark: true },
] as const;

test.each(LOOKS)(
  'every screen keeps the rules of accessibility, with targets of 48 px at 360×640 ($lang, dark: $dark)',
  async (look) => {
    const page = await browser.open(spot.trusted, '/field', { width: 360, height: 640, at: spot, ...look });
    const seen: string[] = [];
    const faults: Record<string, string[]> = {};
    const keepsRules = async (screen: string, wait: string) => {
      await page.locator(wait).first().waitFor();
      seen.push(screen);
      const found = [...(await broken(page)), ...(await misfits(page))];
      if (found.length > 0) faults[screen] = found;
    };
    const tab = (n: number) => page.locator('.nav button').nth(n).click();
    const back = () => page.locator('.sheet .icon').first().click();
    await keepsRules('camera', '.shutter');

    await page
      .locator('.shutter input')
      .setInputFiles(await photoFile(folder.path, { width: 800, height: 600 }));
    await page.locator('.op input').first().check();
    await page.locator('.report .sec-more .link').first().click();
    await keepsRules('report', '.report textarea');
    await page.locator('.loc').click();
    await keepsRules('place', '.pickmap');
    await back();
    await page.locator('.report .sec-head .links .link').last().click();
    await keepsRules('categories', '.search');
    await page.locator('summary').first().click();
    await keepsRules('categories of a major', '.major[open] .row');
    await page.locator('.search').fill('jg');
    await keepsRules('found categories', '.rows .row');
    await back();
    await page.locator('.z').click();
    await keepsRules('give up', 'dialog[open] h2');
    await page.locator('dialog[open] button[type=submit]').click();

    await tab(1);
    await page.locator('.seg2 button').nth(1).click();
    await keepsRules('tasks', '.ex .bt');
    await page
      .locator('.ex .bt input')
      .first()
      .setInputFiles(await photoFile(folder.path));
    await keepsRules('answer of a task', '.sheet-foot .btn');
    await back();
    await page.getByRole('switch').click();
    await keepsRules('notice', 'dialog[open] h2');
    await page.keyboard.press('Escape');
    await tab(2);
    await keepsRules('beat', '.beatfoot');
    await tab(3);
    await keepsRules('outbox', '.net');
    await page.locator('.me').click();
    await keepsRules('own', '.figures');
    await page.locator('.settings .btn').last().click();
    await keepsRules('log out', 'dialog[open] h2');
    await page.locator('dialog[open] button[type=submit]').click();
    await keepsRules('login', 'input[name=login]');
    expect(faults).toEqual({});
    expect(seen).toHaveLength(15);
  },
);
