import { afterAll, beforeAll, expect, test } from 'vitest';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { tellPeople } from '../../actions/tellPeople.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

// A Monday in the demo city; the year's last days are near.
let now = Date.parse('2026-12-28T02:00:00Z');
let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spots: Spot[];
let lead: Client;
let admin: Client;

beforeAll(async () => {
  house = await openTestHouse({ now: () => now });
  door = await openDoor(house);
  deeds = openDeeds(house);
  spots = await findSpots(house.owner);
  lead = await sessionOf(house.owner, door.base, 'shift');
  admin = await sessionOf(house.owner, door.base, 'admin');
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const elsewhere = () => (spots[0]!.unit === 'transport' ? 'commerce' : 'transport');
const COST = '018f0000-0000-7000-8000-00000000000';
const cost = (n: number, more: object) => ({
  costId: `${COST}${n}`,
  amountCents: 100_000,
  payer: 'unit' as const,
  payerUnit: spots[0]!.unit,
  position: 'owed' as const,
  ...more,
});

test('the yearly fund: budget, committed, recovered, balance; a cost belongs to the year in which it arose', async () => {
  const id = await deeds.handled(spots[0]!, `${MANHOLE}/5`);
  await lead.command(id, 'substitute', { unit: elsewhere(), reason: 'danger' });
  await expect(lead.command(id, 'record-cost', cost(1, { payerUnit: 'no-such-unit' }))).rejects.toMatchObject(
    { body: { error: { clause: '04.unit.unknown' } } },
  );
  expect(await lead.call('fund', {})).toMatchObject({
    year: 2026,
    version: 0,
    costs: [],
    balance: { budget: null, balance: null },
  });
  await admin.call('setBudget', { year: 2026, amountCents: 250_000, base: 0, note: '年初预算' });
  await expect(admin.call('setBudget', { year: 2026, amountCents: 1, base: 0 })).rejects.toMatchObject({
    status: 409,
  });
  await expect(lead.call('setBudget', { year: 2026, amountCents: 1, base: 1 })).rejects.toMatchObject({
    status: 403,
  });

  await lead.command(id, 'record-cost', cost(1, {}));
  now += 60_000;
  await lead.command(
    id,
    'record-cost',
    cost(2, { payer: 'city-fund', payerUnit: null, amountCents: 120_000 }),
  );
  expect(await lead.call('fund', {})).toMatchObject({
    version: 1,
    balance: {
      budget: 250_000,
      committed: 220_000,
      recovered: 0,
      owed: 100_000,
      ownCost: 120_000,
      balance: 30_000,
      exceeded: false,
    },
  });
  // The last word on a cost counts; what comes in a new year belongs to it, an old cost stays with its own.
  now = Date.parse('2027-01-04T02:00:00Z');
  await lead.command(id, 'record-cost', cost(1, { position: 'recovered' }));
  await lead.command(id, 'record-cost', cost(3, { amountCents: 1 }));
  const old = await lead.call('fund', { year: 2026 });
  const office = await sessionOf(house.owner, door.base, 'office');
  await office.call('setBudget', { year: 2028, amountCents: 90_000, base: 0, note: '新年度' });
  await admin.call('setBudget', { year: 2028, amountCents: 80_000, base: 1 });
  const of2028 = await lead.call('fund', { year: 2028 });
  expect([of2028.maySet, (await office.call('fund', {})).maySet]).toEqual([false, true]);
  expect(of2028.versions).toEqual([
    { version: 2, amountCents: 80_000, note: '', at: now, by: '郑强' },
    { version: 1, amountCents: 90_000, note: '新年度', at: now, by: '孙伟' },
  ]);
  expect(old.balance).toMatchObject({ committed: 220_000, recovered: 100_000, owed: 0, balance: 130_000 });
  expect(old.costs.map((one) => [one.costId.at(-1), one.position, one.payerUnit])).toEqual([
    ['2', 'owed', null],
    ['1', 'recovered', spots[0]!.unit],
  ]);
  const young = await admin.call('fund', {});
  expect(young).toMatchObject({ year: 2027, balance: { budget: null, committed: 1 } });
  await admin.call('setBudget', { year: 2027, amountCents: 0, base: 0 });
  expect((await lead.call('fund', {})).balance).toMatchObject({ balance: -1, exceeded: true });
});

test('cases without a responsible subject and those closed unresolved are lists of their own', async () => {
  const [escalated, unresolved] = [await deeds.filed(spots[0]!), await deeds.filed(spots[1]!)];
  await lead.command(escalated, 'escalate', { reason: 'no-responsible-subject' });
  await lead.command(unresolved, 'close-unresolved', { reason: 'no-responsible-subject' });
  const season = await deeds.filed(spots[1]!);
  await lead.command(season, 'close-unresolved', { reason: 'season' });
  const listed = async (view: 'no-subject' | 'unresolved') =>
    (await lead.call('listCases', { view })).cases.map((one) => one.id).sort();
  expect(await listed('no-subject')).toEqual([escalated, unresolved].sort());
  expect(await listed('unresolved')).toEqual([unresolved, season].sort());
});

test('a released photo is seen by everybody who sees the case, the original by nobody more than before', async () => {
  const id = await deeds.handled(spots[0]!);
  const officer = await deeds.as('intake');
  const [photo, blurred] = [await deeds.photo(officer), await deeds.photo(officer)];
  await deeds.command(officer, id, 'attach', { photos: [photo] });
  await house.owner.query(
    `INSERT INTO photo_blur (blurred, photo, boxes, made_by, made_at) VALUES (decode($1, 'hex'), decode($2, 'hex'), '[]', $3, now())`,
    [blurred, photo, officer.id],
  );
  const liaison = await sessionOf(house.owner, door.base, spots[0]!.unit);
  const other = await sessionOf(
    house.owner,
    door.base,
    (await addPerson(house.owner, 'liaison', { unit: elsewhere() })).login,
  );
  const status = async (who: Client, hash: string) =>
    (await fetch(`${door.base}/api/photos/${hash}`, { headers: { cookie: who.cookie } })).status;
  // A photo whose file is not there is the city's loss (500): whoever hears of that may see it.
  expect(await status(liaison, blurred)).toBe(404);
  await deeds.command(officer, id, 'release-photo', { photo, blurred });
  expect(await status(liaison, blurred)).toBe(500);
  expect(await status(other, blurred)).toBe(404);
});

test('“not solved” in time is the shift lead’s list until a new case is linked; later it is only a rating', async () => {
  const officer = await sessionOf(house.owner, door.base, 'intake');
  const closedCase = async () => {
    const { id } = await officer.report(reportAt(spots[0]!));
    await officer.command(id, 'file', { conditionKey: `${MANHOLE}/3`, component: spots[0]!.component });
    await lead.command(id, 'close-unresolved', { reason: 'season' });
    return id;
  };
  const [soon, late, content] = [await closedCase(), await closedCase(), await closedCase()];
  const rate = async (id: string, solved: boolean) => {
    const { code } = await officer.call('trackingCode', { caseId: id });
    const answer = await fetch(`${door.base}/api/track/rate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: door.base },
      body: JSON.stringify({ code, stars: 2, solved }),
    });
    expect(answer.status).toBe(200);
    await house.owner.query(
      `INSERT INTO notice_owed (case_id, seq) SELECT case_id, seq FROM case_event WHERE type = 'rated' AND case_id = $1`,
      [id],
    );
    await run(house.house, tellPeople, {}, { actor: machine('test') });
  };
  const DAY = 86_400_000;
  now += 14 * DAY - 60_000;
  await rate(soon, false);
  await rate(content, true);
  now += DAY;
  await rate(late, false);
  const listed = async () =>
    (await lead.call('listCases', { view: 'not-solved' })).cases.map((one) => one.id);
  expect(await listed()).toEqual([soon]);
  // Who is told: the shift lead, of the one that came in time.
  const told = await house.owner.query(
    `SELECT n.case_id AS id, u.role FROM notice n JOIN app_user u ON u.id = n.user_id WHERE n.kind = 'not-solved'`,
  );
  expect(told.rows).toEqual([{ id: soon, role: 'shift-lead' }]);
  // The new case and the link are one act.
  const again = await officer.report(reportAt(spots[0]!, { again: soon }));
  expect((await deeds.state(soon)).links).toEqual([{ to: again.id, why: 'not-solved' }]);
  expect(await listed()).toEqual([]);
});
