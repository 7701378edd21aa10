import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity } from '../city.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let spots: Spot[];
let folder: string;
let wall: Page;

beforeAll(async () => {
  city = await openCity();
  browser = await openBrowser(city);
  spots = await findSpots(city.house.owner, MANHOLE, 2);
  folder = await mkdtemp(path.join(tmpdir(), 'photos-'));
  wall = await browser.open('leader', '/wall', { width: 1920, height: 1080 });
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function photoFile(): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.jpg`);
  await writeFile(file, await picture({ width: 1200, height: 900 }));
  return file;
}

const stateOf = async (id: string) => {
  const { rows } = await city.house.owner.query(
    'SELECT status, unit_code, version FROM cases WHERE id = $1',
    [id],
  );
  return rows[0] as { status: string; unit_code: string | null; version: number };
};
const inStatus = (id: string, status: string) =>
  until(`${id} ${status}`, async () => (await stateOf(id)).status === status);

/** A phone in the street: signed in, on duty after the notice was read. */
async function phoneOf(login: string, spot: Spot): Promise<Page> {
  const page = await browser.open(login, '/field', { width: 412, height: 915, lang: 'en-GB', at: spot });
  await page.getByRole('button', { name: 'Tasks' }).click();
  await page.getByRole('switch').click();
  await page.getByRole('button', { name: 'Agree and go on duty' }).click();
  await page.locator('[role=switch][aria-checked=true]').waitFor();
  await until(
    `${login} on duty`,
    async () =>
      (
        await city.house.owner.query(
          'SELECT FROM duty d JOIN app_user u ON u.id = d.user_id WHERE u.login = $1',
          [login],
        )
      ).rowCount === 1,
  );
  return page;
}

/** Photo, then three taps: what it is, what is wrong, send. Answers the case as the server has it. */
async function reportFrom(phone: Page, spot: Spot, condition: number): Promise<string> {
  await phone.getByRole('button', { name: 'Report', exact: true }).last().click();
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photoFile());
  await phone.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).check();
  await phone.locator('fieldset', { hasText: 'Condition' }).getByRole('radio').nth(condition).check();
  await phone.locator('.go .btn.pri').click();
  const { rows } = await until('the report at the server', async () => {
    const found = await city.house.owner.query(
      'SELECT id FROM cases WHERE component_code = $1 ORDER BY reported_at DESC LIMIT 1',
      [spot.component],
    );
    return found.rowCount ? found : null;
  });
  return rows[0].id as string;
}

/** The open task of the case on this phone: passed or failed with a photo. */
async function check(phone: Page, act: 'pass' | 'fail'): Promise<void> {
  await phone.getByRole('button', { name: 'Tasks' }).click();
  const buttons = phone.locator('.ex .bt input[type=file]');
  await buttons.first().waitFor({ state: 'attached' });
  await buttons.nth(act === 'pass' ? 1 : 0).setInputFiles(await photoFile());
  const send = phone.locator('[role=dialog] .btn.pri.big, dialog .btn.pri.big, .sheet .btn.pri.big').last();
  if (act === 'fail')
    await phone
      .getByRole('radio', { name: /not done|Not done/ })
      .first()
      .check();
  await send.click();
}

/** The liaison's page: the first case of the inbox fed back with a photo. */
async function feedBack(unit: Page, id: string): Promise<void> {
  await unit.goto(`${city.base}/unit?case=${id}`);
  await unit.locator('.feedback textarea').fill('Cover replaced and levelled');
  await unit.locator('.feedback input[type=file]').setInputFiles(await photoFile());
  await unit.locator('.feedback .slot em').waitFor({ state: 'detached' });
  await unit.locator('.actbar .pri').click();
}

const fact = (type: string, id: string) =>
  wall.locator(`[data-fact=${type}][data-case="${id}"]`).first().waitFor();

test('four people take a case from the street to the score on the built pages; the wall shows each step by itself', async () => {
  const [spot] = spots as [Spot];
  const phone = await phoneOf(spot.trusted, spot);
  const id = await reportFrom(phone, spot, 2);
  await fact('reported', id);
  await inStatus(id, 'handling');
  expect((await stateOf(id)).unit_code).toBe(spot.unit);
  await fact('dispatched', id);

  const unit = await browser.open(spot.unit, '/unit', { lang: 'en-GB' });
  await unit.locator('.inbox .row').first().waitFor();
  await feedBack(unit, id);
  await fact('feedback', id);
  await inStatus(id, 'checking');

  await check(phone, 'pass');
  await inStatus(id, 'awaiting-close');
  await fact('checkPassed', id);

  const desk = await browser.open('shift', `/desk?case=${id}`, { lang: 'en-GB' });
  await desk.locator('.casehead').waitFor();
  await desk.locator('.actbar .btn', { hasText: 'Close' }).first().click();
  await desk.locator('dialog[open] .btn.pri').click();
  await inStatus(id, 'closed');
  await fact('closed', id);

  const score = await browser.open('evaluate', '/score', { lang: 'en-GB' });
  await score.locator(`[data-unit="${spot.unit}"]`).first().waitFor();
  await until('the score', async () =>
    (await score.locator(`[data-unit="${spot.unit}"]`).first().textContent())?.includes('100.00'),
  );
  await score.locator(`[data-unit="${spot.unit}"]`).first().click();
  await score.locator('[data-show=timely]').click();
  await score.locator(`[data-case="${id}"]`).first().click();
  await score.getByText('Sewage', { exact: false }).first().waitFor();
});

test('returned, sent to another unit, failed at the check, dispatched again to the same one, closed', async () => {
  const spot = spots[1]!;
  const phone = await phoneOf(spot.trusted, spot);
  const id = await reportFrom(phone, spot, 2);
  await inStatus(id, 'handling');
  const first = await browser.open(spot.unit, `/unit?case=${id}`, { lang: 'en-GB' });
  await first.locator('.actbar').waitFor();
  await first.keyboard.press('r');
  await first.locator('dialog[open]').waitFor();
  await first.locator('dialog[open]').getByRole('radio').first().check();
  await first.locator('dialog[open] .btn.pri').click();
  await inStatus(id, 'filed');

  const other = spot.unit === 'water' ? 'planning-construction' : 'water';
  const desk = await browser.open('dispatch', `/desk?case=${id}`, { lang: 'en-GB' });
  await desk.locator('.casehead').waitFor();
  await desk.keyboard.press('d');
  const dialog = desk.locator('dialog[open]');
  await dialog.waitFor();
  await dialog
    .getByRole('combobox')
    .or(dialog.locator('input[type=search], input[type=text]'))
    .first()
    .fill(other);
  await dialog.getByRole('option').first().click();
  await dialog.locator('.btn.pri').click();
  await inStatus(id, 'handling');
  expect((await stateOf(id)).unit_code).toBe(other);

  const second = await browser.open(other, '/unit', { lang: 'en-GB' });
  await feedBack(second, id);
  await inStatus(id, 'checking');
  await check(phone, 'fail');
  await until('dispatched again to the same unit', async () => {
    const { rows } = await city.house.owner.query(
      "SELECT count(*)::int AS n FROM case_event WHERE case_id = $1 AND type = 'dispatched'",
      [id],
    );
    return rows[0].n === 3;
  });
  expect(await stateOf(id)).toMatchObject({ status: 'handling', unit_code: other });
  await feedBack(second, id);
  await inStatus(id, 'checking');
  await check(phone, 'pass');
  await inStatus(id, 'awaiting-close');
  const lead = await browser.open('shift', `/desk?case=${id}`, { lang: 'en-GB' });
  await lead.locator('.casehead').waitFor();
  await lead.locator('.actbar .btn', { hasText: 'Close' }).first().click();
  await lead.locator('dialog[open] .btn.pri').click();
  await inStatus(id, 'closed');
  await fact('closed', id);
  const { rows } = await city.house.owner.query(
    'SELECT unit_code FROM dispatch WHERE case_id = $1 ORDER BY seq',
    [id],
  );
  expect(rows.map((row) => row.unit_code)).toEqual([spot.unit, other, other]);
});
