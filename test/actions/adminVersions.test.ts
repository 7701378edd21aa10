import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  POLICY_DEFAULTS,
  POLICY_FIELDS,
  POLICY_KINDS,
  pathsOf,
  policyInForce,
  withValueAt,
} from '../../core/contract/api/policyFields.ts';
import { calendarFaults } from '../../core/rules/clock/calendarData.ts';
import { words } from '../../web/src/admin/words.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let admin: Client;
let colleague: Client;
let spot: Spot;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  const both = [await addPerson(house.owner, 'administrator'), await addPerson(house.owner, 'administrator')];
  [admin, colleague] = (await Promise.all(
    both.map(({ login }) => sessionOf(house.owner, door.base, login)),
  )) as [Client, Client];
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

test('every number of every policy has an editor, and words in both languages', () => {
  for (const kind of POLICY_KINDS) {
    const fields = POLICY_FIELDS[kind].map((field) => field.path);
    expect([...fields].sort()).toEqual(pathsOf(POLICY_DEFAULTS[kind]).sort());
    for (const language of [words.zh, words.en])
      expect(Object.keys(language.field)).toEqual(
        expect.arrayContaining(fields.map((path) => path.replaceAll('.', '-'))),
      );
  }
});

const casePolicy = (path: string, value: unknown) => withValueAt(policyInForce('case', null), path, value);

test('a changed number changes what happens to the next case, and undo is a new version', async () => {
  const before = await deeds.state(await deeds.filed(spot));
  const minutes = (state: typeof before) => (state.clock?.limitMs ?? 0) / 60_000;
  expect([before.clock?.stage, minutes(before)]).toEqual(['dispatch', 30]);
  const wish = { kind: 'case' as const, base: 0, data: casePolicy('stageMinutes.dispatch', 7) };

  const preview = await admin.call('previewPolicy', wish);
  expect(preview.changed).toEqual([{ path: 'stageMinutes.dispatch', from: 30, to: 7 }]);
  expect(preview.openCases).toBe(1);
  expect(preview.runningClocks).toEqual([{ stage: 'dispatch', cases: 1 }]);
  expect((await admin.call('adminPolicies', {})).kinds[0]).toMatchObject({ newest: 0 });

  expect(await admin.call('publishPolicy', { ...wish, note: 'shorter' })).toMatchObject({ version: 1 });
  await until('the house sees it', async () => minutes(await deeds.state(await deeds.filed(spot))) === 7);
  expect(minutes(await deeds.state(before.id))).toBe(30);

  const undo = { kind: 'case' as const, base: 1, data: policyInForce('case', null), note: 'back' };
  expect(await admin.call('publishPolicy', undo)).toMatchObject({ version: 2 });
  await until('the house sees it', async () => minutes(await deeds.state(await deeds.filed(spot))) === 30);
  const [first] = (await admin.call('adminPolicies', {})).kinds;
  expect(first?.versions.map(({ version, note }) => [version, note])).toEqual([
    [2, 'back'],
    [1, 'shorter'],
  ]);
  expect(first?.versions[0]?.by).toContain('administrator-');
});

test('a version with a date of its own is in force from then on only', async () => {
  const data = { calendarWarnDays: 33 };
  const validFrom = Date.now() + 86_400_000;
  await admin.call('publishPolicy', { kind: 'notice', base: 0, data, validFrom });
  const kind = (await admin.call('adminPolicies', {})).kinds.find((one) => one.kind === 'notice');
  expect(kind).toMatchObject({ newest: 1, inForce: 0, data: { calendarWarnDays: 60 } });
  await admin.call('publishPolicy', { kind: 'notice', base: 1, data });
  const now = (await admin.call('adminPolicies', {})).kinds.find((one) => one.kind === 'notice');
  expect(now).toMatchObject({ newest: 2, inForce: 2, data });
});

test('of two administrators who publish at once on the same version, one is told of the other', async () => {
  const wish = (days: number) => ({
    kind: 'retention' as const,
    base: 0,
    data: { ...POLICY_DEFAULTS.retention, receiptDays: days },
  });
  const answers = await Promise.allSettled([
    admin.call('publishPolicy', wish(20)),
    colleague.call('publishPolicy', wish(40)),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = answers.find((answer) => answer.status === 'rejected');
  expect(lost?.reason).toMatchObject({ status: 409 });
  const { rows } = await house.owner.query(`SELECT version FROM policy WHERE kind = 'retention'`);
  expect(rows).toEqual([{ version: 1 }]);
});

test('numbers out of bounds, unknown, missing or against each other are refused, and nothing is kept', async () => {
  const refused = [
    casePolicy('yellowShare', 1.2),
    casePolicy('stageMinutes.filing', 0),
    casePolicy('stageMinutes.filing', 12.5),
    casePolicy('stageMinutes.filing', '30'),
    casePolicy('stageMinutes.lunch', 30),
    casePolicy('stageMinutes.filing', undefined),
    casePolicy('verification.hotline', 'sometimes'),
    casePolicy('emergencyClimbMinutes.shiftLead', 9),
    {},
  ];
  for (const data of refused)
    await expect(admin.call('publishPolicy', { kind: 'case', base: 2, data })).rejects.toMatchObject({
      status: 400,
    });
  const score = policyInForce('score', null);
  for (const data of [
    withValueAt(score, 'weights.timely', '0.7'),
    withValueAt(score, 'allowance.repeat', '0.03001'),
    withValueAt(score, 'allowance.repeat', 0.03),
  ])
    await expect(admin.call('publishPolicy', { kind: 'score', base: 0, data })).rejects.toMatchObject({
      status: 400,
    });
  const { rows } = await house.owner.query(
    `SELECT count(*) AS n FROM policy WHERE kind = 'score' OR version > 2`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test('the evaluator may look and try, and not publish', async () => {
  const { login } = await addPerson(house.owner, 'evaluator');
  const evaluator = await sessionOf(house.owner, door.base, login);
  const wish = { kind: 'routing' as const, base: 0, data: { minAccuracyM: 40 } };
  const preview = await evaluator.call('previewPolicy', wish);
  expect(preview.routing?.total).toBeGreaterThan(0);
  await expect(evaluator.call('publishPolicy', wish)).rejects.toMatchObject({ status: 403 });
});

test('versions of policies and calendars cannot be changed or deleted by the application', async () => {
  for (const statement of [
    `UPDATE policy SET data = '{}'`,
    'DELETE FROM policy',
    `UPDATE calendar SET data = '{}'`,
    'DELETE FROM calendar',
    'UPDATE standard SET limit_value = 1',
    'DELETE FROM standard',
    `UPDATE record_version SET note = ''`,
    'DELETE FROM record_version',
  ])
    await expect(house.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('a holiday moves deadlines in the preview; the published version counts for the next clock', async () => {
  const { newest } = await admin.call('adminCalendars', {});
  const id = await deeds.handled(spot, `${spot.categoryKey}/3`);
  const due = (await deeds.state(id)).clock!.dueAt!;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: newest.data.timezone }).format(due);
  const data = { ...newest.data, holidays: [...newest.data.holidays, day] };
  const preview = await admin.call('previewCalendar', { base: newest.version, data });
  expect(preview.days.map((one) => [one.date, one.after])).toEqual([[day, 0]]);
  const own = preview.examples.find((one) => one.id === id);
  expect(own?.dueBefore).toBe(due);
  expect(own?.dueAfter).toBeGreaterThan(due);

  const published = await admin.call('publishCalendar', { base: newest.version, data, note: 'festival' });
  expect(published.version).toBe(newest.version + 1);
  await expect(admin.call('publishCalendar', { base: newest.version, data })).rejects.toMatchObject({
    status: 409,
  });
  await until('the house sees it', async () => {
    const { clock } = await deeds.state(await deeds.handled(spot, `${spot.categoryKey}/3`));
    return (clock?.dueAt ?? 0) > due && clock?.calendarVersion === published.version;
  });
  const old = await admin.call('adminCalendar', { version: newest.version });
  await admin.call('publishCalendar', { base: published.version, data: old.data, note: 'undo' });
  expect((await admin.call('adminCalendars', {})).newest.data).toEqual(newest.data);
});

test('a calendar that nobody can work by is refused', async () => {
  const { newest } = await admin.call('adminCalendars', {});
  const { data, version: base } = newest;
  for (const bad of [
    { ...data, restWeekdays: [1, 2, 3, 4, 5, 6, 7], makeupWorkdays: [] },
    { ...data, timezone: 'America/New_York' },
    { ...data, workdayMinutes: 0 },
    {
      ...data,
      seasons: [{ from: '01-01', to: '12-31', periods: [['12:00', '09:00']] as [string, string][] }],
    },
    { ...data, holidays: ['2027-02-30'] },
    { ...data, seasons: [] },
  ])
    await expect(admin.call('publishCalendar', { base, data: bad })).rejects.toMatchObject({
      status: expect.toSatisfy((status) => status === 400 || status === 422),
    });
  expect((await admin.call('adminCalendars', {})).newest.version).toBe(base);
});

test('the official notice of a year names its holidays and make-up workdays; a year ahead names none', async () => {
  const official = await admin.call('officialDays', { year: 2026 });
  expect(official.holidays.map((day) => day.date)).toContain('2026-10-01');
  expect(official.makeupWorkdays.length).toBeGreaterThan(0);
  const { newest } = await admin.call('adminCalendars', {});
  const holidays = official.holidays.map((day) => day.date);
  expect(calendarFaults({ ...newest.data, holidays })).toEqual([]);
  expect((await admin.call('officialDays', { year: 2031 })).holidays).toEqual([]);
});

test('how near a duplicate lies is a number of the policy too', async () => {
  await deeds.filed(spot);
  const { login } = await addPerson(house.owner, 'acceptance-officer');
  const officer = await sessionOf(house.owner, door.base, login);
  // Some 27 m to the east.
  const offered = async () => {
    const place = { lon: spot.lon + 0.0003, lat: spot.lat, categoryKey: spot.categoryKey };
    return (await officer.call('duplicates', place)).cases.length > 0;
  };
  expect(await offered()).toBe(true);
  const { newest } = (await admin.call('adminPolicies', {})).kinds[0]!;
  await admin.call('publishPolicy', {
    kind: 'case',
    base: newest,
    data: casePolicy('duplicates.radiusM', 10),
  });
  await until('the nearer radius', async () => !(await offered()));
});
