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
  const { version, zh, en, shortZh, shortEn } = await admin.call('adminCategory', { key: MANHOLE });
  const flags = { key: MANHOLE, zh, en, shortZh, shortEn, territorial: false, openToResidents: false };
  await admin.call('saveCategory', { ...flags, base: version, active: false });
  await expect(deeds.filed(spot)).rejects.toMatchObject({ details: { clause: '02.file.condition' } });
  await admin.call('saveCategory', { ...flags, base: version + 1, active: true });
  await deeds.filed(spot);
});

test('an own category gets the next code of its major, with a standard at once; wrong codes are refused', async () => {
  const standard = {
    urgency: 'general' as const,
    limitValue: 2,
    limitUnit: 'workingDay' as const,
    photoRequired: true,
    closingZh: '已修复',
    closingEn: 'Repaired',
  };
  const wish = {
    kind: 'component' as const,
    major: '01',
    zh: '智能井盖',
    en: 'Smart manhole cover',
    shortZh: '智能井盖',
    shortEn: 'Smart cover',
    territorial: false,
    openToResidents: false,
    active: true,
    condition: { zh: '失联', en: 'Silent', ...standard },
    note: '市政 12 条',
  };
  const nextOf = async () =>
    (await admin.call('adminCategories', {})).next.find(
      (one) => one.kind === 'component' && one.major === '01',
    )!;
  const { code } = await nextOf();
  const { key } = await admin.call('createCategory', wish);
  expect(key).toBe(`gbt2026/component/${code}`);
  expect(Number((await nextOf()).code)).toBe(Number(code) - 1);
  const made = await admin.call('adminCategory', { key });
  expect(made).toMatchObject({
    version: 1,
    conditions: [{ active: true, standards: [{ ...standard, note: wish.note }] }],
  });
  const { rows } = await house.owner.query('SELECT pinyin FROM category WHERE key = $1', [key]);
  expect(rows[0].pinyin).toBe('znjg');
  for (const [change, clause] of [
    [{ code: code! }, 'taken'],
    [{ code: '01001' }, 'national'],
    [{ code: '02990' }, 'major'],
    [{ code: '0199' }, 'form'],
    [{ major: '77' }, 'parent'],
  ] as const)
    await expect(admin.call('createCategory', { ...wish, ...change })).rejects.toMatchObject({
      status: 422,
      body: { error: { clause: `02.code.${clause}` } },
    });

  // It can be filed at once; a second condition out of use cannot, and what is filed keeps it.
  const id = await deeds.handled({ ...spot, categoryKey: key }, `${key}/1`);
  expect((await deeds.state(id)).conditionKey).toBe(`${key}/1`);
  const second = await admin.call('createCondition', {
    category: key,
    zh: '破损',
    en: 'Broken',
    ...standard,
  });
  expect(second.key).toBe(`${key}/2`);
  await admin.call('saveCondition', { key: `${key}/1`, base: 1, zh: '失联', en: 'Silent', active: false });
  await expect(deeds.handled({ ...spot, categoryKey: key }, `${key}/1`)).rejects.toMatchObject({
    details: { clause: '02.file.condition' },
  });
  await expect(
    admin.call('saveCondition', { key: `${key}/1`, base: 1, zh: 'x', en: 'x', active: true }),
  ).rejects.toMatchObject({ status: 409 });
  expect((await admin.call('adminCategory', { key })).conditions.map((one) => one.openCases)).toEqual([1, 0]);
});

test('what an edit of a category changes is shown before: open cases, those that wait, who is routed otherwise', async () => {
  const { zh, en, shortZh, shortEn, openCases } = await admin.call('adminCategory', { key: MANHOLE });
  const content = { zh, en, shortZh, shortEn, openToResidents: false, active: false, territorial: true };
  const preview = await admin.call('previewCategory', { key: MANHOLE, ...content });
  expect(preview.openCases).toBe(openCases);
  expect(preview.routing.total).toBe(openCases);
  expect((await admin.call('adminCategory', { key: MANHOLE })).active).toBe(true);
});

test('an area is renamed as a version; its unit decides territorial duty, shown before it counts', async () => {
  const code = spot.subdistrict;
  const key = await territorialCategory();
  const intake = await deeds.as('intake');
  const { reportAt } = await import('../city.ts');
  const { rows: middle } = await house.owner.query(
    'SELECT ST_X(p) AS lon, ST_Y(p) AS lat FROM (SELECT ST_PointOnSurface(geom) AS p FROM area WHERE code = $1) a',
    [code],
  );
  const { id } = await deeds.report(intake, reportAt(middle[0]));
  await deeds.command(intake, id, 'file', { conditionKey: `${key}/1` });
  const { areas } = await admin.call('adminAreas', { kind: 'subdistrict', q: code });
  const [line] = areas;
  expect(line).toMatchObject({ code, version: 1 });
  const { rows } = await house.owner.query(
    'SELECT count(*)::int AS n FROM cases WHERE is_open AND subdistrict_code = $1',
    [code],
  );
  expect(line!.openCases).toBe(rows[0].n);
  const content = { code, zh: '新名街道', en: 'New Name', unit: line!.unit };
  const preview = await admin.call('previewArea', { ...content, unit: 'commerce' });
  expect(preview).toMatchObject({
    openCases: rows[0].n,
    routing: { changed: 1, moves: [{ from: line!.unit, to: 'commerce', cases: 1 }] },
  });
  expect((await admin.call('adminArea', { code })).unit).toBe(line!.unit);
  expect(await admin.call('saveArea', { ...content, base: 1 })).toEqual({ version: 2 });
  await expect(admin.call('saveArea', { ...content, base: 1 })).rejects.toMatchObject({ status: 409 });
  const now = await admin.call('adminArea', { code });
  expect(now.versions.map(({ version, area }) => [version, area.zh])).toEqual([
    [2, '新名街道'],
    [1, line!.zh],
  ]);
  expect(JSON.parse(now.shape)).toMatchObject({ type: expect.stringContaining('Polygon') });
  const cell = { code: spot.cell, zh: '格', en: 'Cell' };
  await expect(admin.call('saveArea', { ...cell, base: 1, unit: 'commerce' })).rejects.toMatchObject({
    body: { error: { clause: '07.area-unit' } },
  });
  await expect(admin.call('saveArea', { ...content, base: 2, unit: 'nobody' })).rejects.toMatchObject({
    status: 422,
  });
});

/** An own category that nobody but the subdistrict answers for. */
async function territorialCategory(): Promise<string> {
  const made = await admin.call('createCategory', {
    kind: 'incident',
    major: '06',
    zh: '街巷杂物',
    en: 'Clutter in a lane',
    shortZh: '杂物',
    shortEn: 'Clutter',
    territorial: true,
    openToResidents: false,
    active: true,
    condition: {
      zh: '有杂物',
      en: 'Clutter',
      urgency: 'general',
      limitValue: 1,
      limitUnit: 'workingDay',
      photoRequired: true,
      closingZh: '清除',
      closingEn: 'Cleared',
    },
  });
  return made.key;
}
