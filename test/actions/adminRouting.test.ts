import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RuleContent } from '../../core/contract/api/adminRouting.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let admin: Client;
let spot: Spot;
let rule: RuleContent;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  const { login } = await addPerson(house.owner, 'administrator');
  admin = await sessionOf(house.owner, door.base, login);
  rule = {
    kind: 'component',
    level: 'minor',
    scheme: null,
    code: '01002',
    area: null,
    unit: 'commerce',
    order: 0,
    validFrom: null,
    validTo: null,
    source: 'test',
  };
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const whoGets = (more: { component?: string } = {}) =>
  admin.call('routeTest', { lon: spot.lon, lat: spot.lat, categoryKey: MANHOLE, ...more });

test('the tester gives the router’s own answer: the component’s record first, else the rules', async () => {
  const byRecord = await whoGets({ component: spot.component });
  expect(byRecord).toMatchObject({ unit: spot.unit, reason: null, inside: true });
  const id = await deeds.handled(spot);
  expect((await deeds.state(id)).assignment?.unit).toBe(byRecord.unit);
  expect((await whoGets()).explanation.map((step) => step.code)).toContain('component-none');
});

test('a rule is tried on past cases, then routes; withdrawn it does not, and its versions stay', async () => {
  const before = await whoGets();
  expect(before.unit).not.toBe('commerce');
  const intake = await deeds.as('intake');
  const { reportAt } = await import('../city.ts');
  const { id: caseId } = await deeds.report(intake, reportAt(spot));
  await deeds.command(intake, caseId, 'file', { conditionKey: `${MANHOLE}/3` });

  const preview = await admin.call('previewRule', { id: null, rule });
  expect(preview.routing.examples.map((one) => one.id)).toEqual([caseId]);
  expect(preview.routing.moves).toEqual([{ from: before.unit, to: 'commerce', cases: 1 }]);
  expect((await whoGets()).unit).toBe(before.unit);

  const saved = await admin.call('saveRule', { id: null, base: 0, rule, note: 'try' });
  expect(saved.version).toBe(1);
  expect((await whoGets()).unit).toBe('commerce');
  await deeds.step(caseId);
  expect((await deeds.state(caseId)).assignment?.unit).toBe('commerce');
  const counted = async () =>
    (await admin.call('adminRules', {})).overrides.filter((one) => one.ruleId === String(saved.id));
  expect(await counted()).toMatchObject([{ version: 1, decided: 1, overridden: 0 }]);
  await house.owner.query(`UPDATE dispatch SET overrode = 'commerce' WHERE case_id = $1`, [caseId]);
  expect(await counted()).toMatchObject([{ decided: 1, overridden: 1 }]);

  const late = { ...rule, validFrom: '2099-01-01' };
  await admin.call('saveRule', { id: saved.id, base: 1, rule: late });
  expect((await whoGets()).unit).toBe(before.unit);
  await admin.call('saveRule', { id: saved.id, base: 2, rule, note: 'back to version 1' });
  expect((await whoGets()).unit).toBe('commerce');
  await admin.call('saveRule', { id: saved.id, base: 3, rule: null, note: 'withdrawn' });
  expect((await whoGets()).unit).toBe(before.unit);
  const { versions } = await admin.call('ruleVersions', { id: saved.id });
  expect(versions.map((one) => [one.version, one.rule.validFrom, one.rule.withdrawn])).toEqual([
    [4, null, true],
    [3, null, false],
    [2, '2099-01-01', false],
    [1, null, false],
  ]);
});

test('a rule that disagrees with an equally specific one is shown before it is published', async () => {
  const first = await admin.call('saveRule', { id: null, base: 0, rule });
  const preview = await admin.call('previewRule', { id: null, rule: { ...rule, unit: 'transport' } });
  expect(preview.report.conflicts).toMatchObject([{ ruleIds: [String(first.id), 'draft'] }]);
  const second = await admin.call('saveRule', { id: null, base: 0, rule: { ...rule, unit: 'transport' } });
  expect(await whoGets()).toMatchObject({ unit: null, reason: 'rules-disagree' });
  const { report } = await admin.call('adminRules', {});
  expect(report.conflicts.flatMap((one) => one.ruleIds)).toContain(String(second.id));
  await admin.call('saveRule', { id: second.id, base: 1, rule: null });
});

test('a rule that could never decide is refused; an edit on an older version is a conflict', async () => {
  for (const [change, clause] of [
    [{ unit: 'nobody' }, '04.rule.unit-unknown'],
    [{ area: 'nowhere' }, '04.rule.area-unknown'],
    [{ code: '99999' }, '04.rule.category-unknown'],
    [{ validFrom: '2026-02-01', validTo: '2026-01-01' }, '04.rule.never-valid'],
    [{ level: 'class', code: null, area: null }, '04.rule.class-without-area'],
  ] as const)
    await expect(
      admin.call('saveRule', { id: null, base: 0, rule: { ...rule, ...change } }),
    ).rejects.toMatchObject({ status: 422, body: { error: { clause } } });
  const seeded = (await admin.call('adminRules', {})).rules.find((one) => one.source !== 'test')!;
  const { id, version, withdrawn: _withdrawn, ...content } = seeded;
  const edits = await Promise.allSettled(
    ['a', 'b'].map((source) => admin.call('saveRule', { id, base: version, rule: { ...content, source } })),
  );
  expect(edits.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(edits.find((one) => one.status === 'rejected')?.reason).toMatchObject({ status: 409 });
  const { versions } = await admin.call('ruleVersions', { id });
  expect(versions.map((one) => [one.version, one.by])).toEqual([
    [2, expect.stringContaining('administrator-')],
    [1, 'seed'],
  ]);
});

test('a new standard counts for the next case filed, a filed one keeps its own', async () => {
  const conditionKey = `${MANHOLE}/3`;
  const filed = await deeds.handled(spot, conditionKey);
  const limitOf = async (id: string) => (await deeds.state(id)).clock!.limitMs! / 60_000;
  const before = await limitOf(filed);
  const condition = (await admin.call('adminCategory', { key: MANHOLE })).conditions.find(
    (one) => one.key === conditionKey,
  )!;
  expect(condition.openCases).toBeGreaterThan(0);
  const { version: base, urgency, photoRequired, closingZh, closingEn } = condition.standards[0]!;
  const wish = {
    conditionKey,
    base,
    urgency,
    photoRequired,
    closingZh,
    closingEn,
    limitValue: 5,
    limitUnit: 'urgentHour' as const,
  };
  expect(await admin.call('saveStandard', { ...wish, note: 'tighter' })).toMatchObject({ version: base + 1 });
  await expect(admin.call('saveStandard', wish)).rejects.toMatchObject({ status: 409 });
  expect(await limitOf(filed)).toBe(before);
  expect(await limitOf(await deeds.handled(spot, conditionKey))).toBe(300);

  const own = { ...wish, base: base + 1, area: spot.subdistrict };
  await expect(admin.call('saveStandard', { ...own, limitValue: 6 })).rejects.toMatchObject({
    body: { error: { clause: '02.standard.looser' } },
  });
  await admin.call('saveStandard', { ...own, limitValue: 3 });
  expect(await limitOf(await deeds.handled(spot, conditionKey))).toBe(180);
});

test('switches of a category are versions too: out of use it cannot be filed', async () => {
  const { version } = await admin.call('adminCategory', { key: MANHOLE });
  const flags = { key: MANHOLE, territorial: false, openToResidents: false };
  await admin.call('saveCategory', { ...flags, base: version, active: false });
  await expect(deeds.filed(spot)).rejects.toMatchObject({ details: { clause: '02.file.condition' } });
  await admin.call('saveCategory', { ...flags, base: version + 1, active: true });
  await deeds.filed(spot);
});
