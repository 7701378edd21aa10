import { v4 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from '../caseLog.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let spot: Spot;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterAll(() => house?.close());

test('two cases merged into each other at once: one of them stays open, every time', async () => {
  const intake = await deeds.as('intake');
  for (let round = 0; round < 3; round++) {
    const [a, b] = [
      (await deeds.report(intake, reportAt(spot))).id,
      (await deeds.report(intake, reportAt(spot))).id,
    ];
    const tries = await Promise.allSettled([
      deeds.command(intake, a, 'merge', { into: b }),
      deeds.command(intake, b, 'merge', { into: a }),
    ]);
    expect([(await deeds.state(a)).status, (await deeds.state(b)).status].sort()).toEqual([
      'reported',
      'voided',
    ]);
    const [refused] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject({ code: 'conflict', details: { clause: '02.merge.into-open' } });
    await expectSound(house.owner, a, (await house.house.settings()).casePolicy);
  }
});

test('a task goes to a collector or to nobody, never into hands that have no page for it', async () => {
  const [supervise, unit, intake] = [
    await deeds.as('supervise'),
    await deeds.as(spot.unit),
    await deeds.as('intake'),
  ];
  const id = await deeds.handled(spot);
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)] });
  const refused = { code: 'refused', details: { clause: '02.collector.unknown' } };
  for (const collector of [v4(), intake.id, unit.id]) {
    await expect(deeds.command(supervise, id, 'issue-check', { collector })).rejects.toMatchObject(refused);
  }
  const mine = await deeds.as(spot.trusted);
  await deeds.command(supervise, id, 'issue-check', { collector: mine.id });
  for (const collector of [v4(), supervise.id]) {
    await expect(deeds.command(supervise, id, 'reassign-collector', { collector })).rejects.toMatchObject(
      refused,
    );
  }
  const other = await deeds.as(spot.other);
  await deeds.command(supervise, id, 'reassign-collector', { collector: other.id });
  expect((await deeds.state(id)).check).toMatchObject({ collector: other.id });
  const unsure = await deeds.report(intake, reportAt(spot));
  await expect(
    deeds.command(intake, unsure.id, 'request-verification', { collector: v4() }),
  ).rejects.toMatchObject(refused);
});

test('an account that was closed while on duty keeps nobody from checking in its place', async () => {
  const [unit, supervise] = [await deeds.as(spot.unit), await deeds.as('supervise')];
  const id = await deeds.handled(spot);
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)] });
  const gone = await deeds.as(spot.other);
  await house.owner.query('DELETE FROM duty');
  await house.owner.query('INSERT INTO duty (user_id, since, beat_code) VALUES ($1, now(), $2)', [
    gone.id,
    spot.beat,
  ]);
  await deeds.step(id);
  expect((await deeds.state(id)).check).toMatchObject({ collector: gone.id });
  const photos = [await deeds.photo(supervise)];
  await expect(deeds.command(supervise, id, 'pass', { photos })).rejects.toMatchObject({
    details: { clause: '02.pass.on-duty' },
  });
  await house.owner.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [gone.id]);
  await deeds.command(supervise, id, 'pass', { photos });
  expect((await deeds.state(id)).status).toBe('awaiting-close');
});

test('a link names a case that exists', async () => {
  const intake = await deeds.as('intake');
  const [{ id }, { id: other }] = [
    await deeds.report(intake, reportAt(spot)),
    await deeds.report(intake, reportAt(spot)),
  ];
  await expect(deeds.command(intake, id, 'link', { other: v4(), why: 'split' })).rejects.toMatchObject({
    details: { clause: '02.link.other' },
  });
  await deeds.command(intake, id, 'link', { other, why: 'split' });
  expect((await deeds.state(id)).links).toEqual([{ to: other, why: 'split' }]);
});

test('a unit whose only people dispatch is nobody’s address: they have no feedback to give', async () => {
  await house.owner.query('UPDATE app_user SET disabled_at = now() WHERE unit_code = $1', [spot.unit]);
  await addPerson(house.owner, 'unit-dispatcher', { unit: spot.unit, areas: [spot.subdistrict] });
  const id = await deeds.handled(spot);
  expect(await deeds.state(id)).toMatchObject({
    status: 'coordinating',
    candidates: [{ unit: spot.unit, why: 'unit-no-liaison' }],
  });
  const dispatcher = await deeds.as('dispatch');
  await expect(
    deeds.command(dispatcher, id, 'dispatch', { unit: spot.unit, reason: 'known' }),
  ).rejects.toMatchObject({ details: { clause: '02.dispatch.unit-liaison' } });
});
