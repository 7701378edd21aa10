import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseDetail } from '../../core/contract/api/answers.ts';
import type { CaseEvent, StageChange } from '../../core/rules/case/events.ts';
import { DEFAULT_CASE_POLICY } from '../../core/rules/case/policy.ts';
import { add, latest } from '../../core/rules/clock/workingTime.ts';
import { eventTypes, expectSound, readLog } from '../caseLog.ts';
import { type City, openCity, outboxEmpty, reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
let city: City;
let spots: Spot[];

beforeAll(async () => {
  city = await openCity();
  spots = await findSpots(city.house.owner);
});
afterAll(() => city?.stop());

test('a trusted collector’s report walks by itself to its unit, is checked by another collector, closed and scored', async () => {
  const [spot] = spots as [Spot];
  const { owner } = city.house;
  const collector = await city.person(spot.trusted);
  const checker = await city.person(spot.other);
  for (const one of [collector, checker])
    await one.call('duty', { on: true, lon: spot.lon, lat: spot.lat, accuracyM: 5 });

  const before = await picture();
  const receipt = await collector.report(
    reportAt(spot, {
      categoryKey: MANHOLE,
      conditionKey: `${MANHOLE}/1`,
      component: spot.component,
      photos: [hashOfBytes(before)],
      text: '井盖松动',
    }),
  );
  expect(receipt).toMatchObject({
    version: 1,
    status: 'reported',
    missingPhotos: [hashOfBytes(before)],
    repeated: false,
  });
  // Complete means with its photos: nothing is filed while one is on its way.
  await outboxEmpty(city.house);
  expect(await eventTypes(owner, receipt.id)).toEqual(['reported']);
  await collector.upload(before);

  const handled = await reaches(await city.person('shift'), receipt.id, 'handling');
  expect(handled.state.assignment).toMatchObject({ unit: spot.unit, open: true });
  await feedbackBy(await city.person(spot.unit), receipt.id);

  await until('a check task', async () =>
    (await checker.call('tasks', {})).tasks.find((task) => task.id === receipt.id && task.task === 'check'),
  );
  const task = (await checker.call('tasks', {})).tasks.find((one) => one.id === receipt.id)!;
  expect(task.photosBefore).toEqual([hashOfBytes(before)]);
  expect(task.photosAfter).toHaveLength(1);
  await checker.command(receipt.id, 'pass', { photos: [await checker.upload(await picture())] });
  await (await city.person('intake')).command(receipt.id, 'close', {});

  await scoredWith(receipt.id, spot.unit, { resolved: true, timely: true });
  await outboxEmpty(city.house);
  expect(await eventTypes(owner, receipt.id)).toEqual([
    'reported',
    'filed',
    'dispatched',
    'acknowledged',
    'feedback',
    'checkIssued',
    'checkPassed',
    'closed',
  ]);
  const state = await sound(receipt.id);
  expect(state).toMatchObject({ status: 'closed', outcome: 'resolved', clock: null });
  expect(state.lastChecker).toBe((await checker.call('me', {})).user!.id);
  await lightsAreRight(receipt.id);
  const dispatched = (await readLog(owner, receipt.id))[2]!.event as CaseEvent & { type: 'dispatched' };
  expect(dispatched.payload).toMatchObject({ by: 'machine', kind: 'first', overrode: null });
  expect(dispatched.payload.explanation.some((step) => step.matched)).toBe(true);
  // Two urgent hours run day and night.
  expect(dispatched.payload.to.clock).toMatchObject({
    dueAt: dispatched.at + 2 * HOUR,
    redAt: dispatched.at + 2 * HOUR,
    yellowAt: dispatched.at + 1.6 * HOUR,
  });
});

test('a call at the hotline goes the officers’ way; who called is shown to few, and never written into the log', async () => {
  const spot = spots[1]!;
  const { owner } = city.house;
  const [intake, shift, unit] = [
    await city.person('intake'),
    await city.person('shift'),
    await city.person(spot.unit),
  ];
  const phone = '13893100042';
  const { id } = await intake.report(
    reportAt(spot, { text: `机主 ${phone} 报井盖丢失`, reporter: { name: '张某', phone } }),
  );
  await outboxEmpty(city.house);
  expect((await shift.call('caseDetail', { id })).state).toMatchObject({
    status: 'reported',
    channel: 'hotline',
    hand: 'acceptance',
  });

  await intake.command(id, 'file', { conditionKey: `${MANHOLE}/3`, component: spot.component });
  const handled = await reaches(shift, id, 'handling');
  expect(handled.state.assignment?.unit).toBe(spot.unit);
  expect(handled.reporter).toEqual({ name: '张某', phone, email: null });
  expect((await unit.call('caseDetail', { id })).reporter).toBeNull();
  expect((await (await city.person('dispatch')).call('caseDetail', { id })).reporter).toBeNull();

  await feedbackBy(unit, id);
  // Nobody is on duty here: the check stands in the supervision officer's queue, who may pass it by video.
  const checking = await reaches(shift, id, 'checking');
  expect(checking.state).toMatchObject({ hand: 'supervision', check: { collector: null } });
  const supervision = await city.person('supervise');
  await supervision.command(id, 'pass', { photos: [await supervision.upload(await picture())] });
  await shift.command(id, 'close', {});

  await scoredWith(id, spot.unit, { resolved: true, timely: true });
  await sound(id);
  await lightsAreRight(id);
  const log = await readLog(owner, id);
  expect(log.map(({ event }) => event.type)).toEqual([
    'reported',
    'filed',
    'dispatched',
    'acknowledged',
    'feedback',
    'checkIssued',
    'checkPassed',
    'closed',
  ]);
  expect(log[6]!.event.payload).toMatchObject({ how: 'video' });
  expect(JSON.stringify(log.map(({ event }) => event))).not.toMatch(/13893100042|张某|丢失/);
  const { rows } = await owner.query(
    `SELECT u.login FROM audit a JOIN app_user u ON u.id::text = a.actor WHERE a.what = 'read-person' AND a.target = $1`,
    [id],
  );
  expect(new Set(rows.map((row) => row.login))).toEqual(new Set(['shift']));
});

test('returned, sent to another unit by a person, failed, dispatched again by the machine, passed, closed', async () => {
  const spot = spots[2]!;
  const [shift, dispatcher, supervision] = [
    await city.person('shift'),
    await city.person('dispatch'),
    await city.person('supervise'),
  ];
  const [collector, checker, first] = [
    await city.person(spot.trusted),
    await city.person(spot.other),
    await city.person(spot.unit),
  ];
  for (const one of [collector, checker])
    await one.call('duty', { on: true, lon: spot.lon, lat: spot.lat, accuracyM: 5 });
  const other = spot.unit === 'planning-construction' ? 'city-enforcement' : 'planning-construction';
  const { id } = await collector.report(
    reportAt(spot, {
      categoryKey: MANHOLE,
      conditionKey: `${MANHOLE}/1`,
      component: spot.component,
      photos: [await collector.upload(await picture())],
    }),
  );
  await reaches(shift, id, 'handling');

  await first.command(id, 'return', { reason: 'not-ours', text: '不是我们的井盖' });
  await outboxEmpty(city.house);
  // After a return the machine never dispatches: the case stands in the dispatcher's queue, and nothing is owed.
  const returned = await shift.call('caseDetail', { id });
  expect(returned.state).toMatchObject({
    status: 'filed',
    hand: 'dispatcher',
    routingOwed: false,
    returnedSince: true,
  });
  expect((await dispatcher.call('listCases', { hand: 'dispatcher' })).cases.map((card) => card.id)).toContain(
    id,
  );
  await expect(dispatcher.command(id, 'dispatch', { unit: other })).rejects.toMatchObject({
    status: 422,
    body: { error: { clause: '02.dispatch.override' } },
  });
  await dispatcher.command(id, 'dispatch', { unit: other, reason: 'owner-unclear' });
  // The first unit keeps its sight of what was its case, and nothing more.
  expect((await first.call('caseDetail', { id })).state.status).toBe('handling');
  await expect(first.command(id, 'acknowledge', {})).rejects.toMatchObject({ status: 403 });

  const second = await city.person(other);
  await feedbackBy(second, id);
  await until('the first check', async () =>
    (await checker.call('tasks', {})).tasks.some((task) => task.id === id),
  );
  await checker.command(id, 'fail', {
    photos: [await checker.upload(await picture())],
    reason: 'not-to-standard',
  });
  const again = await reaches(shift, id, 'handling');
  expect(again.state.assignment).toMatchObject({ unit: other, repeats: 1, open: true });

  await feedbackBy(second, id);
  const checking = await reaches(shift, id, 'checking');
  await expect(
    supervision.command(id, 'pass', { photos: checking.photos.slice(0, 1).map((photo) => photo.hash) }),
  ).rejects.toMatchObject({
    status: 403,
    body: { error: { clause: '02.pass.on-duty' } },
  });
  await checker.command(id, 'pass', { photos: [await checker.upload(await picture())] });
  await shift.command(id, 'close', {});

  await scoredWith(id, other, { resolved: true });
  await sound(id);
  await lightsAreRight(id);
  expect(await eventTypes(city.house.owner, id)).toEqual([
    'reported',
    'filed',
    'dispatched',
    'returned',
    'dispatched',
    'acknowledged',
    'feedback',
    'checkIssued',
    'checkFailed',
    'dispatched',
    'acknowledged',
    'feedback',
    'checkIssued',
    'checkPassed',
    'closed',
  ]);
  const { rows } = await city.house.owner.query(
    'SELECT unit_code, ended_by, overrode FROM dispatch WHERE case_id = $1 ORDER BY seq',
    [id],
  );
  expect(rows).toEqual([
    { unit_code: spot.unit, ended_by: 'returned', overrode: null },
    { unit_code: other, ended_by: 'feedback', overrode: spot.unit },
    { unit_code: other, ended_by: 'feedback', overrode: null },
  ]);
});

async function reaches(who: Client, id: string, status: CaseDetail['state']['status']): Promise<CaseDetail> {
  return until(`${status} of ${id}`, async () => {
    const detail = await who.call('caseDetail', { id });
    return detail.state.status === status && detail;
  });
}

async function feedbackBy(unit: Client, id: string): Promise<void> {
  const list = await unit.call('listCases', { hand: 'unit' });
  expect(list.cases.map((card) => card.id)).toContain(id);
  await unit.command(id, 'acknowledge', {});
  await unit.command(id, 'feedback', { photos: [await unit.upload(await picture())], text: '已更换' });
}

/** The case stands behind the unit's number, in whichever month its limit ends. */
async function scoredWith(
  id: string,
  unit: string,
  verdict: { resolved: boolean; timely?: boolean },
): Promise<void> {
  const shift = await city.person('shift');
  const { item, row } = await until(`the score of ${unit} with ${id}`, async () => {
    for (const period of (await shift.call('score', {})).periods) {
      const { items } = await shift.call('scoreItems', { period: period.id, unit });
      const item = items.find((one) => one.caseId === id && one.resolved !== null && one.status === 'closed');
      const row = (await shift.call('score', { period: period.id })).units.find((one) => one.unit === unit);
      if (item?.resolved && row) return { item, row };
    }
    return null;
  });
  expect(item).toMatchObject(verdict);
  expect(row.resolved).toBeGreaterThan(0);
  expect(row.shouldResolve).toBeGreaterThanOrEqual(row.resolved);
  expect(row.rank).toBeGreaterThan(0);
}

async function sound(id: string) {
  return expectSound(city.house.owner, id, (await city.house.house.settings()).casePolicy);
}

/** Every stage clock that an event started: limit by the tables of spec 03, instants by the calendar in force. */
async function lightsAreRight(id: string): Promise<void> {
  const { calendar } = await city.house.house.settings();
  const { stageMinutes } = DEFAULT_CASE_POLICY;
  const limits: Record<string, number> = {
    filing: stageMinutes.filing,
    dispatch: stageMinutes.dispatch,
    'issue-check': stageMinutes.issueCheck,
    check: stageMinutes.check,
    closing: stageMinutes.closing,
  };
  for (const { event } of await readLog(city.house.owner, id)) {
    const clock = ('to' in event.payload && (event.payload.to as StageChange | null)?.clock) || null;
    if (!clock || clock.parkedAt !== null) continue;
    const limitMs = clock.stage === 'handling' ? clock.limitMs! : limits[clock.stage]! * MINUTE;
    expect({ seq: event.seq, stage: clock.stage, limitMs: clock.limitMs }).toEqual({
      seq: event.seq,
      stage: clock.stage,
      limitMs,
    });
    const left = limitMs - clock.usedMs;
    const yellowAfter = Math.max(0, limitMs * 0.8 - clock.usedMs);
    const [due, yellow, red] =
      clock.clock === 'continuous'
        ? [clock.startAt + left, clock.startAt + yellowAfter, clock.startAt + left]
        : [
            add(calendar, clock.startAt, left),
            add(calendar, clock.startAt, yellowAfter),
            latest(calendar, clock.startAt, left),
          ];
    expect({ seq: event.seq, dueAt: clock.dueAt, yellowAt: clock.yellowAt, redAt: clock.redAt }).toEqual({
      seq: event.seq,
      dueAt: due,
      yellowAt: yellow,
      redAt: red,
    });
  }
}
