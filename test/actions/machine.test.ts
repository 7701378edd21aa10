import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { machine, stepCase, turnLights } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { DEFAULT_CASE_POLICY } from '../../core/rules/case/policy.ts';
import { eventTypes, expectSound, readLog } from '../caseLog.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { hashOfBytes } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

const MINUTE = 60_000;
// A Monday, ten o'clock in the demo city.
const MONDAY = Date.parse('2026-11-23T02:00:00Z');
let now = MONDAY;
let house: TestHouse;
let deeds: Deeds;
let spot: Spot;
let versions = 0;

beforeAll(async () => {
  house = await openTestHouse({ now: () => now });
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterAll(() => house?.close());
beforeEach(() => {
  now = MONDAY;
});

test('after a return the machine never dispatches, whatever wakes it', async () => {
  const [unit, intake] = [await deeds.as(spot.unit), await deeds.as('intake')];
  const id = await deeds.handled(spot);
  await deeds.command(unit, id, 'return', { reason: 'not-ours' });
  expect(await deeds.step(id)).toEqual([]);
  // Another condition and another place: the router's answer stays a proposal.
  await deeds.command(intake, id, 'amend', {
    conditionKey: `${MANHOLE}/2`,
    place: { lon: spot.lon + 0.0003, lat: spot.lat, accuracyM: 5 },
  });
  now += 30 * 86_400_000;
  expect(await deeds.step(id)).toEqual([]);
  expect(await deeds.state(id)).toMatchObject({ status: 'filed', hand: 'dispatcher', routingOwed: false });
  expect((await eventTypes(house.owner, id)).filter((type) => type === 'dispatched')).toHaveLength(1);
  // To the same unit again only with a person's reason.
  const dispatcher = await deeds.as('dispatch');
  await expect(deeds.command(dispatcher, id, 'dispatch', { unit: spot.unit })).rejects.toMatchObject({
    code: 'refused',
    details: { clause: '02.dispatch.refused-return' },
  });
  await deeds.command(dispatcher, id, 'dispatch', { unit: spot.unit, reason: 'it-is-yours' });
  expect((await deeds.state(id)).assignment).toMatchObject({ unit: spot.unit, refusedReturns: 1 });
});

test('the machine’s deeds are closed to everybody else', async () => {
  const id = await deeds.filed(spot);
  for (const login of ['shift', 'admin', 'dispatch']) {
    const actor = await deeds.as(login);
    await expect(run(house.house, stepCase, { caseId: id }, { actor })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(run(house.house, turnLights, { caseId: id }, { actor })).rejects.toMatchObject({
      code: 'forbidden',
    });
  }
  expect((await deeds.state(id)).status).toBe('filed');
});

test('a trusted report waits for its photos, others wait for an officer', async () => {
  const [collector, other] = [await deeds.as(spot.trusted), await deeds.as(spot.other)];
  const complete = { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/3`, component: spot.component };
  const ahead = hashOfBytes(Buffer.from('on its way'));
  const waiting = await deeds.report(collector, reportAt(spot, { ...complete, photos: [ahead] }));
  expect(waiting.missingPhotos).toEqual([ahead]);
  expect(await deeds.step(waiting.id)).toEqual([]);
  const noPhoto = await deeds.report(collector, reportAt(spot, complete));
  const untrusted = await deeds.report(
    other,
    reportAt(spot, { ...complete, photos: [await deeds.photo(other)] }),
  );
  const ready = await deeds.report(
    collector,
    reportAt(spot, { ...complete, photos: [await deeds.photo(collector)] }),
  );
  for (const { id } of [noPhoto, untrusted]) expect(await deeds.step(id)).toEqual([]);
  expect(await deeds.step(ready.id)).toEqual(['file', 'route']);
});

test('what the router is not sure of goes to coordination with its candidates, never to a unit by chance', async () => {
  // Hydrants are shared by police and water in the regulation; one without a record of its own decides nothing.
  const { rows } = await house.owner.query(
    `SELECT code, ST_X(geom) AS lon, ST_Y(geom) AS lat FROM component
      WHERE category_key = 'gbt2026/component/01013' AND maintainer_unit IS NULL AND owner_unit IS NULL AND custodian_unit IS NULL ORDER BY code LIMIT 1`,
  );
  const hydrant = rows[0];
  const intake = await deeds.as('intake');
  const { id } = await deeds.report(intake, reportAt(hydrant));
  const condition = await house.owner.query(
    `SELECT key FROM filing_condition WHERE category_key = 'gbt2026/component/01013' ORDER BY n DESC LIMIT 1`,
  );
  await deeds.command(intake, id, 'file', { conditionKey: condition.rows[0].key, component: hydrant.code });
  expect(await deeds.step(id)).toContain('route');
  const state = await deeds.state(id);
  expect(state.status).toBe('coordinating');
  expect(state.candidates.map((candidate) => candidate.unit).sort()).toEqual(['police', 'water']);
  await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
});

test('lights turn at their instants, each once, never early; late ones say how late', async () => {
  const id = await deeds.handled(spot, `${MANHOLE}/1`);
  const turn = () => run(house.house, turnLights, { caseId: id }, { actor: machine('test') });
  now = MONDAY + 96 * MINUTE - 1;
  expect(await turn()).toEqual({ turned: 0 });
  now = MONDAY + 96 * MINUTE;
  expect(await turn()).toEqual({ turned: 1 });
  expect(await turn()).toEqual({ turned: 0 });
  // Done at the due instant is in time: red begins after it.
  now = MONDAY + 120 * MINUTE;
  expect(await turn()).toEqual({ turned: 0 });
  now = MONDAY + 120 * MINUTE + 7_000;
  const atOnce = await Promise.all(Array.from({ length: 8 }, turn));
  expect(atOnce.map(({ turned }) => turned).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  expect(await turn()).toEqual({ turned: 0 });
  const turns = (await readLog(house.owner, id))
    .map(({ event }) => event)
    .filter((event) => event.type.startsWith('turned'));
  expect(turns.map(({ type, payload }) => [type, payload])).toMatchObject([
    ['turnedYellow', { clock: 'handling', latenessMs: 0 }],
    ['turnedRed', { clock: 'handling', latenessMs: 7_000 }],
  ]);
  await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
});

test('a new policy is in force for what happens from then on: time to return, who issues checks, who closes', async () => {
  const [unit, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  const id = await deeds.handled(spot);
  now = MONDAY + 60 * MINUTE;
  await policy({ returnWithinMinutes: 30 });
  await expect(deeds.command(unit, id, 'return', { reason: 'not-ours' })).rejects.toMatchObject({
    code: 'conflict',
    details: { clause: '02.return.asked-for' },
  });
  await policy({
    returnWithinMinutes: 120,
    auto: { ...DEFAULT_CASE_POLICY.auto, issueCheck: false, close: true },
  });
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)] });
  expect(await deeds.step(id)).toEqual([]);
  expect((await deeds.state(id)).hand).toBe('supervision');
  await deeds.command(await deeds.as('supervise'), id, 'issue-check', {});
  await deeds.command(shift, id, 'pass', { photos: [await deeds.photo(shift)] });
  expect(await deeds.step(id)).toEqual(['close']);
  await policy({});
  const other = await deeds.handled(spot);
  now += 60 * MINUTE;
  await deeds.command(unit, other, 'return', { reason: 'not-ours' });
});

test('a new standard is for cases filed from then on; a filed case keeps its own', async () => {
  const before = await deeds.handled(spot);
  await house.owner.query(
    `INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, photo_required, closing_zh, closing_en)
     SELECT condition_key, 2, urgency, 3, 'workingHour', photo_required, closing_zh, closing_en FROM standard WHERE condition_key = $1`,
    [`${MANHOLE}/3`],
  );
  const after = await deeds.handled(spot);
  expect((await deeds.state(before)).standard).toMatchObject({ standardVersion: 1, limitMinutes: 780 });
  expect((await deeds.state(after)).standard).toMatchObject({ standardVersion: 2, limitMinutes: 180 });
});

test('a new calendar moves the clocks that start after it', async () => {
  const due = async () => (await deeds.state(await deeds.filed(spot))).clock!.dueAt;
  expect(await due()).toBe(MONDAY + 30 * MINUTE);
  // Today has become a holiday: the half hour of the dispatch is due on Tuesday morning.
  await house.owner.query(
    `INSERT INTO calendar (version, name, data) SELECT 2, name, jsonb_set(data, '{holidays}', data -> 'holidays' || '["2026-11-23"]') FROM calendar WHERE version = 1`,
  );
  await until('the new calendar', async () => (await house.house.settings()).calendarVersion === 2);
  expect(await due()).toBe(Date.parse('2026-11-24T09:00:00+08:00'));
});

/** The next version of the case policy, seen by this house. */
async function policy(data: object): Promise<void> {
  versions++;
  await house.owner.query(`INSERT INTO policy (kind, version, data) VALUES ('case', $1, $2)`, [
    versions,
    JSON.stringify(data),
  ]);
  await until('the new policy', async () => (await house.house.settings()).casePolicy.version === versions);
}
