import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseCommandInput, CaseCommandName } from '../../core/contract/api/caseCommands.ts';
import { COMMANDS } from '../../core/rules/case/table.ts';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let door: Door;
let browser: TestBrowser;
let deeds: Deeds;
let spot: Spot;
let folder: string;
let ownUnit: string;
let aheadMs = 0;
const pages = new Map<string, Page>();

const EMERGENCY = `${MANHOLE}/5`;
const DAY = 86_400_000;

beforeAll(async () => {
  // No workers: what the machine does is done by the test, and nobody else moves a case.
  house = await openTestHouse({ now: () => Date.now() + aheadMs });
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  browser = await openBrowser(door);
  folder = await mkdtemp(path.join(tmpdir(), 'photos-'));
  const { rows } = await house.owner.query(
    'SELECT unit.short_zh AS name FROM app_user u JOIN unit ON unit.code = u.unit_code WHERE u.login = $1',
    [spot.unitDispatcher],
  );
  ownUnit = rows[0].name;
});
afterAll(async () => {
  await browser?.close();
  await door?.close();
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function give<C extends CaseCommandName>(
  login: string,
  id: string,
  name: C,
  body: CaseCommandInput<C>,
) {
  await deeds.command(await deeds.as(login), id, name, body);
  return id;
}
const reported = async () => (await deeds.report(await deeds.as('intake'), REPORT())).id;
const REPORT = () =>
  reportAt(spot, { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/1`, component: spot.component });
const filed = () => deeds.filed(spot);
const handled = () => deeds.handled(spot);
const emergency = () => deeds.handled(spot, EMERGENCY);
const fedBack = async () => {
  const id = await handled();
  return give(spot.unit, id, 'feedback', { photos: [await deeds.photo(await deeds.as(spot.unit))] });
};
const checking = async () => {
  const id = await fedBack();
  await deeds.step(id);
  return id;
};
const asked = async (what: 'extension' | 'deferral' | 'return') => {
  const id = await handled();
  const reason = 'weather';
  if (what === 'extension') return give(spot.unit, id, 'request-extension', { minutes: 60, reason });
  if (what === 'deferral')
    return give(spot.unit, id, 'request-deferral', { until: Date.now() + 9 * DAY, reason });
  return late(() => give(spot.unit, id, 'request-return', { reason }));
};
/** The time in which a unit may simply return a case is over. */
async function late<T>(work: () => Promise<T>): Promise<T> {
  aheadMs = 3 * DAY;
  return work();
}

interface Row {
  readonly as: string;
  readonly key: string;
  readonly case: () => Promise<string>;
  /** A radio of the dialog that is not the first choice, by its place. */
  readonly radio?: number;
  /** Typed into the list to choose from; empty: its first entry. */
  readonly pick?: string;
  readonly does: CaseCommandName;
}

const DESK = (): Row[] => [
  { does: 'file', as: 'intake', key: 'f', case: reported },
  { does: 'file', as: spot.unitDispatcher, key: 'f', case: reported },
  { does: 'reject', as: 'intake', key: 'x', case: reported },
  { does: 'request-verification', as: 'intake', key: 'v', case: reported },
  { does: 'merge', as: 'intake', key: 'm', case: reported, pick: '' },
  { does: 'amend', as: 'intake', key: 'a', case: handled },
  { does: 'note', as: 'intake', key: 'n', case: handled },
  { does: 'attach', as: 'intake', key: 'p', case: handled },
  { does: 'link', as: 'intake', key: 'i', case: handled, pick: '' },
  { does: 'acknowledge-emergency', as: 'intake', key: 'q', case: emergency },
  { does: 'dispatch', as: 'dispatch', key: 'd', case: filed, pick: spot.unit },
  { does: 'dispatch', as: spot.unitDispatcher, key: 'd', case: filed, pick: ownUnit },
  { does: 'coordinate', as: 'dispatch', key: 'o', case: filed },
  { does: 'issue-check', as: 'supervise', key: 'c', case: fedBack },
  { does: 'supervise', as: 'supervise', key: 's', case: handled },
  {
    does: 'reassign-collector',
    as: 'supervise',
    key: 'r',
    case: async () => give('intake', await reported(), 'request-verification', {}),
    pick: '',
  },
  {
    does: 'reverse-rejection',
    as: 'shift',
    key: 'x',
    case: async () => give('intake', await reported(), 'reject', { reason: 'unclear', text: 'x' }),
  },
  { does: 'escalate', as: 'shift', key: 'l', case: filed },
  { does: 'substitute', as: 'shift', key: 'b', case: emergency, pick: 'city-enforcement' },
  {
    does: 'record-cost',
    as: 'shift',
    key: 'y',
    case: async () =>
      give('shift', await emergency(), 'substitute', { unit: 'city-enforcement', reason: 'danger' }),
  },
  { does: 'approve-extension', as: 'shift', key: 'e', case: () => asked('extension') },
  { does: 'refuse-extension', as: 'shift', key: 'e', case: () => asked('extension'), radio: 1 },
  { does: 'approve-deferral', as: 'shift', key: 'e', case: () => asked('deferral') },
  { does: 'refuse-deferral', as: 'shift', key: 'e', case: () => asked('deferral'), radio: 1 },
  {
    does: 'resume',
    as: 'shift',
    key: 'r',
    case: async () =>
      give('shift', await asked('deferral'), 'approve-deferral', { until: Date.now() + 9 * DAY }),
  },
  { does: 'send-back', as: 'shift', key: 'w', case: fedBack },
  { does: 'pass', as: 'shift', key: 'g', case: checking },
  { does: 'fail', as: 'shift', key: 'h', case: checking },
  {
    does: 'close',
    as: 'shift',
    key: 'c',
    case: async () => {
      const photos = [await deeds.photo(await deeds.as('shift'))];
      return give('shift', await checking(), 'pass', { photos });
    },
  },
  { does: 'close-unresolved', as: 'shift', key: 't', case: handled },
  { does: 'void', as: 'shift', key: 'z', case: handled },
];

const UNIT = (): Row[] => [
  { does: 'acknowledge', as: spot.unit, key: 'a', case: handled },
  { does: 'pass-on', as: spot.unit, key: 'i', case: handled },
  { does: 'return', as: spot.unit, key: 'r', case: handled },
  { does: 'request-extension', as: spot.unit, key: 'e', case: handled },
  { does: 'request-deferral', as: spot.unit, key: 'd', case: handled },
  { does: 'note', as: spot.unit, key: 'n', case: handled },
  { does: 'attach', as: spot.unit, key: 'p', case: handled },
  {
    does: 'answer-supervision',
    as: spot.unit,
    key: 's',
    case: async () => give('supervise', await handled(), 'supervise', {}),
  },
  {
    does: 'request-return',
    as: spot.unit,
    key: 'r',
    case: async () => {
      const id = await handled();
      return late(async () => id);
    },
  },
];

/** A person's own window, by a session made behind the login. */
async function pageOf(login: string): Promise<Page> {
  const known = pages.get(login);
  if (known) return known;
  const { cookie } = await sessionOf(house.owner, door.base, login);
  const page = await browser.visit('/healthz', { lang: 'zh-CN' });
  const [name, value] = cookie.split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: door.base, httpOnly: true }]);
  pages.set(login, page);
  return page;
}

/** Fills whatever a form asks for and sends it. */
async function answer(page: Page, { radio, pick }: Row): Promise<void> {
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  if (radio !== undefined) await dialog.getByRole('radio').nth(radio).check();
  if (pick !== undefined) {
    const box = dialog.getByRole('combobox').first();
    await dialog.getByRole('option').first().waitFor();
    if (pick === '') await box.press('ArrowDown');
    else await box.fill(pick);
  }
  const amount = dialog.locator('input[inputmode=decimal], .dlg-body input:not([type]):not([role])');
  if (pick === undefined && (await amount.count()) > 0) await amount.first().fill('120');
  for (const text of await dialog.locator('textarea').all()) await text.fill('请尽快');
  const file = dialog.locator('input[type=file]');
  if ((await file.count()) > 0) {
    const photo = path.join(folder, 'photo.jpg');
    await writeFile(photo, await picture());
    await file.setInputFiles(photo);
    await dialog.locator('.slot em').waitFor({ state: 'detached' });
  }
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}

const factsOf = async (id: string): Promise<string[]> => {
  const { rows } = await house.owner.query('SELECT type FROM case_event WHERE case_id = $1', [id]);
  return rows.map(({ type }) => type as string);
};

async function giveOnScreen(surface: 'desk' | 'unit', row: Row): Promise<void> {
  const id = await row.case();
  const facts = (await factsOf(id)).length;
  const page = await pageOf(row.as);
  const { rows } = await house.owner.query('SELECT number FROM cases WHERE id = $1', [id]);
  await page.goto(`${door.base}/${surface}?case=${id}`);
  await page
    .locator('.no', { hasText: rows[0].number.slice(-6) })
    .first()
    .waitFor();
  await page.keyboard.press(row.key);
  if (!['acknowledge', 'acknowledge-emergency'].includes(row.does)) await answer(page, row);
  await until(`${row.does} of ${row.as} in the log`, async () => {
    const now = (await factsOf(id)).slice(facts);
    return COMMANDS[row.does].events.some((event) => now.includes(event));
  });
}

test('every act of officers, shift lead and unit dispatcher is given by its key on the desk', async () => {
  for (const row of DESK()) await giveOnScreen('desk', row);
}, 120_000);

test('every act of a liaison is given by its key on the unit’s page', async () => {
  for (const row of UNIT()) await giveOnScreen('unit', row);
  // The two decisions on a late return; the clock stands three days ahead by now.
  for (const radio of [undefined, 1])
    await giveOnScreen('desk', {
      does: radio ? 'refuse-return' : 'approve-return',
      as: 'shift',
      key: 'e',
      case: () => asked('return'),
      ...(radio && { radio }),
    });
  expect(aheadMs).toBe(3 * DAY);
}, 120_000);
