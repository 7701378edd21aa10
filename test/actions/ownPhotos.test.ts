import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAt } from '../city.ts';
import { type Client, Refused } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, type Spot } from '../spots.ts';
import { until } from '../until.ts';

const OTHER_UNIT = 'transport';
let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let far: Spot;
let unit: Client;
let otherUnit: Client;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot, far] = (await findSpots(house.owner)) as [Spot, Spot];
  const person = (login: string) => sessionOf(house.owner, door.base, login);
  [unit, otherUnit] = await Promise.all([person(spot.unit), person(OTHER_UNIT)]);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const statusOf = async (who: Client, hash: string) =>
  (await fetch(`${door.base}/api/photos/${hash}?size=thumb`, { headers: { cookie: who.cookie } })).status;

async function handledByOther(): Promise<string> {
  const id = await deeds.handled(spot);
  await deeds.command(await deeds.as(spot.unit), id, 'return', { reason: 'not-ours' });
  await deeds.command(await deeds.as('dispatch'), id, 'dispatch', { unit: OTHER_UNIT, reason: 'theirs' });
  return id;
}

test('naming a photo of somebody else’s case does not open it; sending in the same bytes does', async () => {
  const bytes = await picture();
  const hash = await unit.upload(bytes);
  const theirs = await deeds.handled(spot);
  await unit.command(theirs, 'feedback', { photos: [hash] });
  const own = await handledByOther();
  const version = (await deeds.state(own)).version;
  for (const command of ['feedback', 'attach'] as const)
    await expect(otherUnit.command(own, command, { photos: [hash] })).rejects.toMatchObject({
      status: 422,
      body: { error: { clause: '02.photo.foreign' } },
    });
  const collector = await sessionOf(house.owner, door.base, far.trusted);
  await expect(collector.report(reportAt(spot, { photos: [hash] }))).rejects.toBeInstanceOf(Refused);
  expect((await deeds.state(own)).version).toBe(version);
  expect(await statusOf(otherUnit, hash)).toBe(404);
  // Who only knows the hash is told nothing of what is stored, and has to send the bytes.
  expect(await otherUnit.call('photoParts', { hash })).toMatchObject({ stored: false });
  await otherUnit.upload(bytes);
  expect(await statusOf(otherUnit, hash)).toBe(200);
  expect(await otherUnit.call('photoParts', { hash })).toMatchObject({ stored: true });
  await otherUnit.command(own, 'feedback', { photos: [hash] });
});

test('what is seen may be named again: the officer who sees all cases links a photo of one to another', async () => {
  const hash = await unit.upload(await picture());
  const first = await deeds.handled(spot);
  await unit.command(first, 'attach', { photos: [hash] });
  const second = await deeds.handled(spot);
  await deeds.command(await deeds.as('shift'), second, 'attach', { photos: [hash] });
  expect((await deeds.state(second)).photos).toContain(hash);
});

/** Fed back and passed with photos that the phones have named and not sent. */
async function passedUnseen(): Promise<{ id: string; photos: Buffer[] }> {
  const [liaison, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  const photos = [await picture(), await picture()];
  const [after, check] = photos.map(hashOfBytes) as [string, string];
  const id = await deeds.handled(spot);
  await deeds.command(liaison, id, 'feedback', { photos: [after] });
  await deeds.step(id);
  await deeds.command(shift, id, 'pass', { photos: [check] });
  return { id, photos };
}

test('a case is not closed on photos that never arrived: it waits for them, or the shift lead says why', async () => {
  const [intake, shift] = [await deeds.as('intake'), await deeds.as('shift')];
  const { id, photos } = await passedUnseen();
  const refused = { code: 'conflict', details: { clause: '02.close.photos-missing' } };
  await expect(deeds.command(intake, id, 'close', { text: 'fine' })).rejects.toMatchObject(refused);
  await expect(deeds.command(shift, id, 'close', {})).rejects.toMatchObject(refused);
  await unit.upload(photos[0]!);
  await expect(deeds.command(intake, id, 'close', {})).rejects.toMatchObject(refused);
  await unit.upload(photos[1]!);
  await deeds.command(intake, id, 'close', {});
  const lost = await passedUnseen();
  await deeds.command(shift, lost.id, 'close', { text: 'the phone was stolen; seen by video' });
  expect((await deeds.state(lost.id)).status).toBe('closed');
});

test('the machine that may close waits for the photos too, and goes on by itself', async () => {
  const { casePolicy } = await house.house.settings();
  await house.owner.query(`INSERT INTO policy (kind, version, data) VALUES ('case', 1, $1)`, [
    JSON.stringify({ auto: { ...casePolicy.auto, close: true } }),
  ]);
  await until('the new policy', async () => (await house.house.settings()).casePolicy.version === 1);
  const { id, photos } = await passedUnseen();
  expect(await deeds.step(id)).toEqual([]);
  for (const photo of photos) await unit.upload(photo);
  // The last photo has rung for the case again.
  expect((await house.owner.query('SELECT FROM outbox WHERE case_id = $1', [id])).rowCount).toBeGreaterThan(
    0,
  );
  expect(await deeds.step(id)).toEqual(['close']);
});
