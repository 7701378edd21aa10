import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity, reportAt } from '../city.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let spot: Spot;
let folder: string;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  folder = await mkdtemp(path.join(tmpdir(), 'photos-'));
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Cases that stand with the unit, filed by the officer and routed by the component's record. */
async function withUnit(n: number): Promise<string[]> {
  const collector = await city.person(spot.other);
  const officer = await city.person('intake');
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    const body = { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/1`, component: spot.component };
    const { id } = await collector.report(reportAt(spot, body));
    await officer.command(id, 'file', { conditionKey: `${MANHOLE}/1` });
    await until('dispatched', async () => (await statusOf(id)) === 'handling');
    ids.push(id);
  }
  return ids;
}

const statusOf = async (id: string) => {
  const { rows } = await city.house.owner.query('SELECT status FROM cases WHERE id = $1', [id]);
  return rows[0]?.status as string | undefined;
};

async function photoFile(): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.jpg`);
  await writeFile(file, await picture());
  return file;
}

test('a liaison feeds three cases back on a 360×640 phone, one after the other', async () => {
  const ids = await withUnit(3);
  const page = await browser.open(spot.unit, '/unit', { width: 360, height: 640 });
  const rows = page.locator('.inbox .row');
  await until('three cases', async () => (await rows.count()) === 3);
  for (let left = 3; left > 0; left--) {
    await rows.first().click();
    const form = page.locator('.feedback');
    await form.locator('textarea').fill('已更换井盖，调平井座');
    await form.locator('input[type=file]').setInputFiles(await photoFile());
    await page.locator('.feedback .slot em').waitFor({ state: 'detached' });
    await page.locator('.actbar .pri').click();
    await page.locator('.toast', { hasText: '已提交反馈' }).last().waitFor();
    await page.locator('.inbox').waitFor();
    // Fed back cases wait below; what is still to do stands on top.
    await until('one less to do', async () => (await page.locator('.inbox .how.new').count()) === left - 1);
  }
  for (const id of ids) expect(['awaiting-check', 'checking']).toContain(await statusOf(id));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
});

test('without a photo nothing is sent, and what was typed stays', async () => {
  const [id] = (await withUnit(1)) as [string];
  const page = await browser.open(spot.unit, `/unit?case=${id}`, { width: 412, height: 915 });
  await page.locator('.feedback textarea').fill('已处理');
  await page.locator('.actbar .pri').click();
  await page.locator('.feedback [role=alert]').waitFor();
  expect(await page.locator('.feedback textarea').inputValue()).toBe('已处理');
  expect(await statusOf(id)).toBe('handling');
});

test('acknowledge at once, ask for an extension, which the shift lead refuses with a reason', async () => {
  const [id] = (await withUnit(1)) as [string];
  const page = await browser.open(spot.unit, `/unit?case=${id}`, { lang: 'en-GB' });
  await page.locator('.unit .head').waitFor();
  await page.keyboard.press('a');
  await page.locator('.events', { hasText: 'Acknowledged' }).waitFor();
  await page.keyboard.press('e');
  await page.locator('dialog[open]').getByRole('radio', { name: 'urgent, 4 h' }).check();
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('.events', { hasText: 'Extension asked for' }).waitFor();

  const lead = await browser.open('shift', `/desk?case=${id}`, { lang: 'en-GB' });
  await lead.locator('.casehead', { hasText: 'extension asked' }).waitFor();
  await lead.keyboard.press('e');
  await lead.locator('dialog[open]').getByRole('radio', { name: 'Refuse' }).check();
  await lead.getByRole('radio', { name: 'There is enough time' }).check();
  await lead.keyboard.press('Enter');
  // The liaison's page hears of it without a reload.
  await page.locator('.events', { hasText: 'Extension refused · There is enough time' }).waitFor();
});

test('all unread cases are acknowledged with one question', async () => {
  const ids = await withUnit(2);
  const page = await browser.open(spot.unit, '/unit', { width: 360, height: 640 });
  await page.locator('.standing .btn').click();
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  const { rows } = await city.house.owner.query(
    "SELECT count(*)::int AS n FROM case_event WHERE type = 'acknowledged' AND case_id = ANY ($1)",
    [ids],
  );
  expect(rows[0].n).toBe(2);
});
