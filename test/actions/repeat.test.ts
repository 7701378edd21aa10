import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventTypes, expectSound } from '../caseLog.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let spot: Spot;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterAll(() => house?.close());

test('a command repeated with its key gives the first answer again, whatever has happened since', async () => {
  const [intake, shift] = [await deeds.as('intake'), await deeds.as('shift')];
  const { id } = await deeds.report(intake, reportAt(spot));
  const body = { conditionKey: `${MANHOLE}/3`, component: spot.component };
  const first = await deeds.command(intake, id, 'file', body, 'file-it-once');
  await deeds.step(id);
  await deeds.command(shift, id, 'note', { text: 'later' });
  const again = await deeds.command(intake, id, 'file', body, 'file-it-once');
  expect(again).toEqual({ ...first, repeated: true });
  expect(await eventTypes(house.owner, id)).toEqual(['reported', 'filed', 'dispatched', 'noted']);
});

test('the same key with another body, another case or another command is a conflict and changes nothing', async () => {
  const shift = await deeds.as('shift');
  const [one, other] = [await deeds.filed(spot), await deeds.filed(spot)];
  await deeds.command(shift, one, 'note', { text: 'first' }, 'one-key-for-all');
  const used = { code: 'conflict', details: { clause: '02.idempotency' } };
  await expect(
    deeds.command(shift, one, 'note', { text: 'second' }, 'one-key-for-all'),
  ).rejects.toMatchObject(used);
  await expect(
    deeds.command(shift, other, 'note', { text: 'first' }, 'one-key-for-all'),
  ).rejects.toMatchObject(used);
  await expect(
    deeds.command(shift, one, 'void', { reason: 'wrong' }, 'one-key-for-all'),
  ).rejects.toMatchObject(used);
  expect(await eventTypes(house.owner, one)).toEqual(['reported', 'filed', 'noted']);
  expect(await eventTypes(house.owner, other)).toEqual(['reported', 'filed']);
});

test('keys are a person’s own: somebody else’s same key does another deed', async () => {
  const id = await deeds.filed(spot);
  await deeds.command(await deeds.as('shift'), id, 'note', { text: 'mine' }, 'a-common-key');
  await deeds.command(await deeds.as('intake'), id, 'note', { text: 'mine' }, 'a-common-key');
  expect(await eventTypes(house.owner, id)).toEqual(['reported', 'filed', 'noted', 'noted']);
});

test('a refused command leaves its key free for the next try', async () => {
  const shift = await deeds.as('shift');
  const id = await deeds.filed(spot);
  await expect(deeds.command(shift, id, 'close', {}, 'too-early-key')).rejects.toMatchObject({
    code: 'conflict',
  });
  const { rowCount } = await house.owner.query(`SELECT FROM idempotency WHERE key = 'too-early-key'`);
  expect(rowCount).toBe(0);
});

test('the same key sent twenty times at once is one deed with one answer', async () => {
  const shift = await deeds.as('shift');
  const id = await deeds.filed(spot);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => deeds.command(shift, id, 'note', { text: 'hurry' }, 'twenty-times')),
  );
  expect(new Set(answers.map((answer) => answer.version)).size).toBe(1);
  expect(answers.filter((answer) => 'repeated' in answer)).toHaveLength(19);
  expect(await eventTypes(house.owner, id)).toEqual(['reported', 'filed', 'noted']);
});

test('a report sent again by its own id is one case, also twenty at once and after it has moved on', async () => {
  const collector = await deeds.as(spot.trusted);
  const input = reportAt(spot, {
    categoryKey: MANHOLE,
    conditionKey: `${MANHOLE}/3`,
    component: spot.component,
    photos: [await deeds.photo(collector)],
  });
  const receipts = await Promise.all(Array.from({ length: 20 }, () => deeds.report(collector, input)));
  expect(receipts.filter((receipt) => !receipt.repeated)).toHaveLength(1);
  expect(new Set(receipts.map((receipt) => receipt.number)).size).toBe(1);
  await deeds.step(input.id);
  const late = await deeds.report(collector, input);
  expect(late).toMatchObject({
    id: input.id,
    number: receipts[0]!.number,
    repeated: true,
    status: 'handling',
    missingPhotos: [],
  });
  expect(await eventTypes(house.owner, input.id)).toEqual(['reported', 'filed', 'dispatched']);
  await expectSound(house.owner, input.id, (await house.house.settings()).casePolicy);
});

test('a report’s id with another body, or from another person, is a conflict and changes nothing', async () => {
  const [collector, other] = [await deeds.as(spot.trusted), await deeds.as(spot.other)];
  const photo = await deeds.photo(collector);
  const input = reportAt(spot, { categoryKey: MANHOLE, photos: [photo] });
  await deeds.report(collector, input);
  const belongs = { code: 'conflict', details: { clause: '02.report.id' } };
  await expect(deeds.report(other, input)).rejects.toMatchObject(belongs);
  const changed = [
    { ...input, photos: [await deeds.photo(collector)] },
    { ...input, photos: [] },
    { ...input, categoryKey: null },
    { ...input, conditionKey: `${MANHOLE}/3` },
    { ...input, component: spot.component },
    { ...input, place: { ...input.place, lon: input.place.lon + 0.0002 } },
  ];
  for (const body of changed) await expect(deeds.report(collector, body)).rejects.toMatchObject(belongs);
  expect(await eventTypes(house.owner, input.id)).toEqual(['reported']);
});
