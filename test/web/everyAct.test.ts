import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseCommandInput, CaseCommandName } from '../../core/contract/api/caseCommands.ts';
import type { CommandName } from '../../core/rules/case/commands.ts';
import type { Role } from '../../core/rules/case/people.ts';
import { COMMANDS } from '../../core/rules/case/table.ts';
import { SURFACE_ROLES } from '../../web/src/parts/surfaces.ts';
import { caseZh } from '../../web/src/parts/words/caseZh.ts';
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
let aheadMs = 0;
const pages = new Map<Role, Promise<Page>>();

const EMERGENCY = `${MANHOLE}/5`;
const DAY = 86_400_000;

/** Whoever works at /desk or /unit has to find each command that the table gives the role there. */
const PEOPLE = new Set<Role>([...SURFACE_ROLES.desk, ...SURFACE_ROLES.unit]);
/** Commands that nobody of these gives, and where they are given instead. */
const ELSEWHERE = {
  confirm: 'collector, /field',
  deny: 'collector, /field',
  'cannot-verify': 'collector, /field',
  'cannot-check': 'collector, /field',
  blank: 'machine, retention time',
  'raise-emergency': 'machine, an emergency climbs',
  'turn-light': 'machine, timers',
  'recompute-deadline': 'machine, a changed calendar',
} as const satisfies Partial<Record<CommandName, string>>;

/** The one key of each command on the desk, and on the unit's page. */
const DESK_KEYS: Partial<Record<CommandName, string>> = {
  report: '+',
  'acknowledge-emergency': 'q',
  file: 'f',
  reject: 'x',
  dispatch: 'd',
  'issue-check': 'c',
  close: 'c',
  supervise: 's',
  'reverse-rejection': 'x',
  resume: 'r',
  'reassign-collector': 'r',
  rate: 'r',
  'request-verification': 'v',
  coordinate: 'o',
  'send-back': 'w',
  merge: 'm',
  amend: 'a',
  substitute: 'b',
  note: 'n',
  escalate: 'l',
  attach: 'p',
  'release-photo': '=',
  pass: 'g',
  fail: 'h',
  'close-unresolved': 't',
  'record-cost': 'y',
  link: 'i',
  void: 'z',
  'approve-return': 'e',
  'refuse-return': 'e',
  'approve-extension': 'e',
  'refuse-extension': 'e',
  'approve-deferral': 'e',
  'refuse-deferral': 'e',
};
const UNIT_KEYS: Partial<Record<CommandName, string>> = {
  'answer-supervision': 's',
  acknowledge: 'a',
  return: 'r',
  'request-return': 'r',
  'request-extension': 'e',
  'request-deferral': 'd',
  'pass-on': 'i',
  note: 'n',
  attach: 'p',
};

type Deed = readonly [by: Role, ...does: readonly CommandName[]];
interface Story {
  readonly name: string;
  readonly from: () => Promise<string>;
  readonly deeds: readonly Deed[];
  /** What is done between the people's deeds behind the screens, before the deed of this place. */
  readonly before?: Readonly<Record<number, (id: string) => Promise<unknown>>>;
}

const [INTAKE, DISPATCH, SUPERVISE, SHIFT] = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
] as const;
const STORIES: readonly Story[] = [
  {
    name: 'a report that is not sure yet',
    from: () => reported('intake'),
    deeds: [
      [INTAKE, 'note', 'attach', 'release-photo', 'link', 'amend', 'request-verification'],
      [SUPERVISE, 'reassign-collector'],
      ['evaluator', 'note', 'attach'],
    ],
  },
  {
    name: 'rejected, taken back, filed, unclear, escalated',
    from: () => reported(),
    deeds: [
      [INTAKE, 'reject'],
      [SHIFT, 'reverse-rejection'],
      [INTAKE, 'file'],
      [DISPATCH, 'note', 'attach', 'coordinate'],
      [SHIFT, 'escalate'],
      ['leading-office', 'note', 'attach', 'dispatch'],
    ],
  },
  {
    name: 'a subdistrict files and keeps its own',
    from: () => reported(),
    deeds: [
      ['unit-dispatcher', 'file'],
      ['unit-dispatcher', 'dispatch'],
      ['unit-dispatcher', 'note', 'attach', 'pass-on'],
    ],
  },
  { name: 'the same as another', from: () => reported(), deeds: [[INTAKE, 'merge']] },
  {
    name: 'a unit that is granted what it asks for',
    from: () => handled(),
    deeds: [
      ['liaison', 'acknowledge', 'pass-on', 'note', 'attach', 'request-extension'],
      [SHIFT, 'approve-extension'],
      ['liaison', 'request-deferral'],
      [SHIFT, 'approve-deferral'],
      [SHIFT, 'resume'],
      [SUPERVISE, 'note', 'attach', 'supervise'],
      ['liaison', 'answer-supervision', 'feedback'],
      [SUPERVISE, 'issue-check'],
      [SUPERVISE, 'pass'],
      [SHIFT, 'close'],
    ],
  },
  {
    name: 'a unit that is refused it',
    from: () => handled(),
    deeds: [
      ['unit-head', 'acknowledge', 'pass-on', 'note', 'attach', 'request-extension'],
      [SHIFT, 'refuse-extension'],
      ['unit-head', 'request-deferral'],
      [SHIFT, 'refuse-deferral'],
      ['unit-head', 'answer-supervision', 'feedback'],
      [SHIFT, 'send-back'],
    ],
    before: { 4: (id) => give('supervise', id, 'supervise', {}) },
  },
  { name: 'not the liaison’s', from: () => handled(), deeds: [['liaison', 'return']] },
  { name: 'not the head’s', from: () => handled(), deeds: [['unit-head', 'return']] },
  { name: 'a check that fails by video', from: () => checking(), deeds: [[SUPERVISE, 'fail']] },
  { name: 'the lead’s that fails', from: () => checking(), deeds: [[SHIFT, 'fail']] },
  {
    name: 'the lead’s that passes',
    from: () => checking(),
    deeds: [
      [SHIFT, 'pass'],
      [INTAKE, 'close'],
    ],
  },
  {
    name: 'an emergency with a standby unit',
    from: () => handled(EMERGENCY),
    deeds: [
      [INTAKE, 'acknowledge-emergency'],
      [SHIFT, 'substitute'],
      [SHIFT, 'record-cost'],
      ['leading-office', 'record-cost'],
    ],
  },
  ...([DISPATCH, SUPERVISE, SHIFT, 'leader'] as const).map((by) => ({
    name: `an emergency taken over by the ${by}`,
    from: () => handled(EMERGENCY),
    deeds: [[by, 'acknowledge-emergency']] as const,
  })),
  { name: 'filed, dispatched', from: () => deeds.filed(spot), deeds: [[DISPATCH, 'dispatch']] },
  {
    name: 'the lead dispatches, mends, and ends it unresolved',
    from: () => deeds.filed(spot),
    deeds: [
      [SHIFT, 'coordinate'],
      [SHIFT, 'dispatch'],
      [SHIFT, 'note', 'attach', 'release-photo', 'link', 'amend', 'close-unresolved'],
    ],
  },
  { name: 'entered by mistake', from: () => handled(), deeds: [[SHIFT, 'void']] },
  ...(['leader', INTAKE, 'unit-dispatcher'] as const).map((by) => ({
    name: `what the ${by} reported, with what became of it`,
    from: async () => '',
    deeds: [
      [by, 'report'],
      ...(by === 'leader' ? [[by, 'note', 'attach'] as const] : []),
      [by, 'rate'],
    ] as const,
    before: { [by === 'leader' ? 2 : 1]: (id: string) => closed(id) },
  })),
];
/** After the time in which a unit may simply return a case. */
const LATE: readonly Story[] = (['liaison', 'unit-head'] as const).map((by, i) => ({
  name: `a late return asked for by the ${by}`,
  from: () => handled(),
  deeds: [
    [by, 'request-return'],
    [SHIFT, i === 0 ? 'approve-return' : 'refuse-return'],
  ] as const,
  before: { 0: () => daysLater() },
}));

beforeAll(async () => {
  // No workers: what the machine does is done by the test, and nobody else moves a case.
  house = await openTestHouse({ now: () => Date.now() + aheadMs });
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  browser = await openBrowser(door);
  folder = await mkdtemp(path.join(tmpdir(), 'photos-'));
  // A neighbour of every case, to be linked with and merged into.
  await deeds.filed(spot);
});
afterAll(async () => {
  await browser?.close();
  await door?.close();
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('each command that the table gives a person of the desk or of a unit stands in a story below', () => {
  const wanted = Object.entries(COMMANDS).flatMap(([name, { by }]) =>
    by.filter((role) => PEOPLE.has(role)).map((role) => `${role}: ${name}`),
  );
  const told = [...STORIES, ...LATE].flatMap((story) =>
    story.deeds.flatMap(([by, ...does]) => does.map((name) => `${by}: ${name}`)),
  );
  expect([...new Set(told)].sort()).toEqual(wanted.sort());
  const nobodys = Object.entries(COMMANDS).filter(([, { by }]) => !by.some((role) => PEOPLE.has(role)));
  expect(nobodys.map(([name]) => name).sort()).toEqual(Object.keys(ELSEWHERE).sort());
});

test.each(STORIES)('$name: each deed through the screens', live);
test.each(LATE)('$name: each deed through the screens', live);

async function live({ from, deeds: told, before }: Story): Promise<void> {
  let id = await from();
  for (const [i, [by, ...does]] of told.entries()) {
    await before?.[i]?.(id);
    const page = await pageOf(by);
    for (const [n, name] of does.entries()) {
      const surface = surfaceOf(by, name);
      if (name === 'report') {
        await page.goto(`${door.base}/desk`);
        await page.locator('header kbd', { hasText: '+' }).waitFor();
      } else if (n === 0 || surface !== surfaceOf(by, does[n - 1]!))
        await page.goto(`${door.base}/${surface}?case=${id}`);
      if (id) await atLastFact(page, id);
      const known = id ? (await factsOf(id)).length : 0;
      await press(page, surface, by, name);
      await answer(page, name);
      if (name === 'report') id = await reportOf(by);
      await until(`${name} of ${by} in the log`, async () =>
        (await factsOf(id))
          .slice(known)
          .some((fact) => fact.actor_role === by && COMMANDS[name].events.includes(fact.type)),
      );
      if (name !== 'amend') continue;
      await page.keyboard.press('u');
      await until('the amendment undone', async () => {
        const [before, back] = (await factsOf(id)).slice(-2);
        return before?.type === 'amended' && back?.type === 'amended';
      });
    }
  }
}

/** A person's own window, by a session made behind the login; a head's is a phone, to be tapped on. */
function pageOf(role: Role): Promise<Page> {
  const open = async () => {
    const { cookie } = await sessionOf(house.owner, door.base, loginOf(role));
    const page = await browser.visit('/healthz', role === 'unit-head' ? { width: 360, height: 640 } : {});
    const [name, value] = cookie.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: door.base, httpOnly: true }]);
    return page;
  };
  const page = pages.get(role) ?? open();
  pages.set(role, page);
  return page;
}

function loginOf(role: Role): string {
  const logins: Partial<Record<Role, string>> = {
    [INTAKE]: 'intake',
    [DISPATCH]: 'dispatch',
    [SUPERVISE]: 'supervise',
    [SHIFT]: 'shift',
    liaison: spot.unit,
    'unit-head': `${spot.unit}-head`,
    'unit-dispatcher': spot.unitDispatcher,
    evaluator: 'evaluate',
    leader: 'leader',
    'leading-office': 'office',
  };
  return logins[role]!;
}

function surfaceOf(role: Role, name: CommandName): 'desk' | 'unit' {
  const both = SURFACE_ROLES.desk.includes(role) && SURFACE_ROLES.unit.includes(role);
  if (both) return name in DESK_KEYS ? 'desk' : 'unit';
  return SURFACE_ROLES.unit.includes(role) ? 'unit' : 'desk';
}

async function press(page: Page, surface: 'desk' | 'unit', by: Role, name: CommandName): Promise<void> {
  if (name === 'feedback') return;
  if (by !== 'unit-head')
    return page.keyboard.press((surface === 'desk' ? DESK_KEYS : UNIT_KEYS)[name] ?? `no key for ${name}`);
  await page.locator('.actbar .more').click();
  const word = caseZh.act[name as keyof typeof caseZh.act];
  await page.locator('.actpop').getByRole('button', { name: word, exact: true }).click();
}

/** Fills whatever the form of a command asks for, and sends it. */
async function answer(page: Page, name: CommandName): Promise<void> {
  if (name === 'acknowledge' || name === 'acknowledge-emergency') return;
  if (name === 'feedback') {
    await page.locator('.feedback textarea').fill('已更换井盖');
    await addPhoto(page.locator('.feedback'));
    return page.locator('.actbar .pri').click();
  }
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  if (name === 'report') await where(dialog);
  if (name.startsWith('refuse-')) await dialog.getByRole('radio').nth(1).check();
  if (name === 'amend') await dialog.locator('.classify').getByRole('radio').nth(1).check();
  if (name === 'pass-on') await dialog.locator('input').fill('crew-2');
  if (name === 'record-cost') await dialog.locator('input[inputmode=decimal]').fill('120');
  if (name === 'link' || name === 'merge') {
    await dialog.getByRole('option').first().waitFor();
    await dialog.getByRole('combobox').press('ArrowDown');
  }
  if (name === 'dispatch' || name === 'substitute')
    await dialog.getByRole('combobox').fill(name === 'substitute' ? 'city-enforcement' : await unitOf(page));
  if (name === 'release-photo') {
    await dialog.locator('.picboxes .btn').first().click();
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.compare img').waitFor();
  }
  for (const text of await dialog.locator('textarea').all()) await text.fill('请尽快');
  if (['attach', 'pass', 'fail'].includes(name)) await addPhoto(dialog);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}

/** The place by the component's number, which brings category and condition. */
async function where(dialog: Locator): Promise<void> {
  await dialog.locator('.findplace input').fill(spot.component);
  await dialog.locator('.findplace li button').first().waitFor();
  await dialog.locator('.findplace input').press('Enter');
  await dialog.locator('.classify').getByRole('radio').first().waitFor();
}

async function addPhoto(form: Locator): Promise<void> {
  const photo = path.join(folder, 'photo.jpg');
  await writeFile(photo, await picture());
  await form.locator('input[type=file]').setInputFiles(photo);
  await form.locator('.slot img').waitFor();
  await form.locator('.slot em').waitFor({ state: 'detached' });
}

/** Unit dispatchers may choose only their own; everybody else sends to the component's unit. */
async function unitOf(page: Page): Promise<string> {
  if (page !== (await pageOf('unit-dispatcher'))) return spot.unit;
  const { rows } = await house.owner.query('SELECT unit_code FROM app_user WHERE login = $1', [
    spot.unitDispatcher,
  ]);
  return rows[0].unit_code;
}

/** The case is on screen as the log has it now; an older version would be refused as a conflict. */
async function atLastFact(page: Page, id: string): Promise<void> {
  const facts = (await factsOf(id)).length;
  await page.waitForFunction(
    ([which, n]) =>
      new URL(location.href).searchParams.get('case') === which &&
      document.querySelectorAll('.events > li').length === n,
    [id, facts] as const,
  );
}

async function factsOf(
  id: string,
): Promise<{ type: (typeof COMMANDS)['file']['events'][number]; actor_role: Role }[]> {
  const { rows } = await house.owner.query(
    'SELECT type, actor_role FROM case_event WHERE case_id = $1 ORDER BY seq',
    [id],
  );
  return rows;
}

async function reportOf(role: Role): Promise<string> {
  const { rows } = await house.owner.query(
    "SELECT case_id FROM case_event e JOIN app_user u ON u.id::text = e.actor_id WHERE e.type = 'reported' AND u.login = $1 ORDER BY e.position DESC LIMIT 1",
    [loginOf(role)],
  );
  return rows[0].case_id;
}

async function give<C extends CaseCommandName>(
  login: string,
  id: string,
  name: C,
  body: CaseCommandInput<C>,
) {
  return deeds.command(await deeds.as(login), id, name, body);
}

async function reported(login = spot.other): Promise<string> {
  const standard = { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/1`, component: spot.component };
  return (await deeds.report(await deeds.as(login), reportAt(spot, standard))).id;
}

const handled = (condition?: string) => deeds.handled(spot, condition);

async function checking(id?: string): Promise<string> {
  const one = id ?? (await handled());
  const photos = [await deeds.photo(await deeds.as(spot.unit))];
  await give(spot.unit, one, 'feedback', { photos });
  await deeds.step(one);
  return one;
}

/** What was reported on the desk runs through to its end behind the screens. */
async function closed(id: string): Promise<void> {
  await give('intake', id, 'file', { conditionKey: `${MANHOLE}/3`, component: spot.component });
  await deeds.step(id);
  await checking(id);
  await give('shift', id, 'pass', { photos: [await deeds.photo(await deeds.as('shift'))] });
  await give('shift', id, 'close', {});
}

async function daysLater(): Promise<void> {
  aheadMs += 10 * DAY;
}
