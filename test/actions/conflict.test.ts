import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventTypes, expectSound } from '../caseLog.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let spot: Spot;
let other: Spot;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [spot, other] = (await findSpots(house.owner)) as [Spot, Spot];
});
afterAll(() => house?.close());

test('who decided on an older state gets a conflict with the newer version; nothing is overwritten', async () => {
  const [dispatcher, unit] = [await deeds.as('dispatch'), await deeds.as(spot.unit)];
  const id = await deeds.handled(spot);
  const seen = (await deeds.state(id)).version;
  await deeds.command(unit, id, 'return', { reason: 'not-ours', version: seen });
  await expect(deeds.command(unit, id, 'acknowledge', { version: seen })).rejects.toMatchObject({
    code: 'conflict',
    details: { clause: '02.version', version: seen + 1 },
  });
  // Not even when the command would be right for the newer state.
  await expect(
    deeds.command(dispatcher, id, 'dispatch', { unit: spot.unit, reason: 'yours', version: seen }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { clause: '02.version' },
  });
  await deeds.command(dispatcher, id, 'dispatch', { unit: spot.unit, reason: 'yours', version: seen + 1 });
  expect(await eventTypes(house.owner, id)).toEqual([
    'reported',
    'filed',
    'dispatched',
    'returned',
    'dispatched',
  ]);
});

test('what lies beside the walk is no conflict: notes, photos, read marks', async () => {
  const [unit, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  const id = await deeds.handled(spot);
  const seen = (await deeds.state(id)).version;
  await deeds.command(shift, id, 'note', { text: 'please hurry' });
  await deeds.command(shift, id, 'attach', { photos: [await deeds.photo(shift)] });
  await deeds.command(unit, id, 'acknowledge', { version: seen });
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)], version: seen });
  expect((await deeds.state(id)).status).toBe('awaiting-check');
});

test('a version from the future is a conflict', async () => {
  const id = await deeds.handled(spot);
  await expect(
    deeds.command(await deeds.as(spot.unit), id, 'acknowledge', { version: 99 }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('fifty times the same transition at once: exactly one wins, the others hear of a conflict', async () => {
  const [dispatcher, unit] = [await deeds.as('dispatch'), await deeds.as(spot.unit)];
  const id = await deeds.handled(spot);
  await deeds.command(unit, id, 'return', { reason: 'not-ours' });
  const version = (await deeds.state(id)).version;
  const units = [spot.unit, other.unit, 'planning-construction', 'city-enforcement', 'transport'];
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) =>
      deeds.command(dispatcher, id, 'dispatch', { unit: units[i % units.length]!, reason: 'try', version }),
    ),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  expect(new Set(codes)).toEqual(new Set(['conflict']));
  expect((await eventTypes(house.owner, id)).filter((type) => type === 'dispatched')).toHaveLength(2);
  await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
});

test('without a version fifty closings at once are one closing', async () => {
  const shift = await deeds.as('shift');
  const id = await deeds.handled(spot);
  await deeds.command(await deeds.as(spot.unit), id, 'feedback', {
    photos: [await deeds.photo(await deeds.as(spot.unit))],
  });
  await deeds.step(id);
  await deeds.command(shift, id, 'pass', { photos: [await deeds.photo(shift)] });
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => deeds.command(shift, id, 'close', {})),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect((await eventTypes(house.owner, id)).filter((type) => type === 'closed')).toHaveLength(1);
});

test('twenty machines at once on one case file, route and dispatch it once', async () => {
  const id = await deeds.filed(spot, `${MANHOLE}/5`);
  await Promise.all(Array.from({ length: 20 }, () => deeds.step(id)));
  expect(await eventTypes(house.owner, id)).toEqual(['reported', 'filed', 'emergencyRaised', 'dispatched']);
  await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
});

test('the database itself refuses a second open dispatch, a second event of a sequence and a second turn of a light', async () => {
  const id = await deeds.handled(spot);
  const again = (sql: string) => expect(house.pool.query(sql, [id])).rejects.toMatchObject({ code: '23505' });
  await again(`INSERT INTO dispatch (case_id, seq, unit_code, opened_at) VALUES ($1, 99, 'water', now())`);
  await again(
    `INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash)
     SELECT case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash FROM case_event WHERE case_id = $1 AND seq = 2`,
  );
  const turn = `INSERT INTO light_turn (case_id, clock, run, due_at, light, at) VALUES ($1, 'handling', 3, '2026-11-25', 'red', now())`;
  await house.pool.query(turn, [id]);
  await again(turn);
});
