import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { machine, recomputeDeadline } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import type { CaseEvent } from '../../core/rules/case/events.ts';
import { oldestCalendar } from '../../core/rules/case/timers.ts';
import { countOnOldCalendar } from '../../db/queries/sweep.ts';
import { expectSound, readLog } from '../caseLog.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openDoor } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { type Part, startPart } from '../parts.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

// A net for a machine that has much else to do; no measure.
vi.setConfig({ testTimeout: 300_000 });
const DAY = 86_400_000;
let house: TestHouse;
let deeds: Deeds;
let spot: Spot;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterAll(() => house?.close());

/** The next version of the calendar: the days to come are free. */
async function declareHolidays(days: number, version: number): Promise<void> {
  const dates = Array.from({ length: days }, (_, i) =>
    new Date(Date.now() + i * DAY).toISOString().slice(0, 10),
  );
  await house.owner.query(
    `INSERT INTO calendar (version, name, data)
     SELECT $1, name, jsonb_set(data, '{holidays}', data -> 'holidays' || $2::jsonb) FROM calendar ORDER BY version DESC LIMIT 1`,
    [version, JSON.stringify(dates)],
  );
}

type Recomputed = CaseEvent & { type: 'deadlineRecomputed' };
async function recomputations(id: string): Promise<Recomputed[]> {
  return (await readLog(house.owner, id))
    .map(({ event }) => event)
    .filter((event): event is Recomputed => event.type === 'deadlineRecomputed');
}

/** Cases of every kind of clock: working, continuous, parked, beside the stage; and one that has ended. */
async function everyKind(): Promise<{ open: string[]; voided: string }> {
  const [shift, unit] = [await deeds.as('shift'), await deeds.as(spot.unit)];
  const working = await deeds.handled(spot);
  const urgent = await deeds.handled(spot, `${MANHOLE}/1`);
  // In a person's queue, where the workers let it stand.
  const filed = await deeds.handled(spot);
  await deeds.command(unit, filed, 'return', { reason: 'not-ours' });
  const parked = await deeds.handled(spot);
  const until = Date.now() + 20 * DAY;
  await deeds.command(unit, parked, 'request-deferral', { until, reason: 'frost' });
  await deeds.command(shift, parked, 'approve-deferral', { until });
  const reminded = await deeds.handled(spot);
  await deeds.command(await deeds.as('supervise'), reminded, 'supervise', {});
  await deeds.command(unit, reminded, 'request-extension', { minutes: 60, reason: 'parts' });
  const voided = await deeds.handled(spot);
  await deeds.command(shift, voided, 'void', { reason: 'mistaken' });
  return { open: [working, urgent, filed, parked, reminded], voided };
}

test('a changed calendar moves the deadlines of open cases once each, though workers die in the middle', async () => {
  const { open, voided } = await everyKind();
  const before = new Map(await Promise.all(open.map(async (id) => [id, await deeds.state(id)] as const)));
  await declareHolidays(6, 2);
  const died: string[] = [];
  for (const point of ['job.recompute-deadline.done:2', 'job.recompute-deadline:2']) {
    const dying = await startPart(house, 'workers', { FAILPOINT: point });
    await once(dying.process, 'exit');
    died.push(dying.process.signalCode ?? 'ended');
  }
  expect(died).toEqual(['SIGKILL', 'SIGKILL']);
  await withWorkers(() => until('all on the new calendar', async () => (await left()) === 0));
  const { casePolicy } = await house.house.settings();
  for (const id of open) {
    const events = await recomputations(id);
    expect(events.map(({ payload }) => [payload.why, payload.calendarVersion])).toEqual([['calendar', 2]]);
    const [was, is] = [before.get(id)!, await expectSound(house.owner, id, casePolicy)];
    expect(events[0]!.payload.before).toEqual(was.clock);
    expect(is).toMatchObject({ status: was.status, runs: was.runs, lastAt: was.lastAt });
    expect(oldestCalendar(is)).toBe(2);
    expect(is.clock).toMatchObject({ run: was.clock!.run, startAt: was.clock!.startAt });
    if (was.clock!.clock === 'continuous') expect(is.clock!.dueAt).toBe(was.clock!.dueAt);
    // A parked clock keeps the light that it stands with; the others are due later by the days off.
    else if (was.status !== 'deferred') expect(is.clock!.dueAt).toBeGreaterThan(was.clock!.dueAt! + 3 * DAY);
  }
  expect(await recomputations(voided)).toEqual([]);
});

test('twenty recomputations of one case at once are one; on the newest calendar there is nothing to do', async () => {
  const id = await deeds.handled(spot);
  await declareHolidays(2, 3);
  await until('the new calendar', async () => (await house.house.settings()).calendarVersion === 3);
  const recompute = () => run(house.house, recomputeDeadline, { caseId: id }, { actor: machine('test') });
  const answers = await Promise.all(Array.from({ length: 20 }, recompute));
  expect(answers.filter(({ recomputed }) => recomputed)).toHaveLength(1);
  expect(await recompute()).toEqual({ recomputed: false });
  expect(await recomputations(id)).toHaveLength(1);
});

test('readiness tells of the calendar’s horizon and of what is still to be recomputed', async () => {
  const door = await openDoor(house);
  const tell = async () => (await (await fetch(`${door.base}/readyz`)).json()).calendar;
  await deeds.handled(spot);
  const waiting = await left();
  expect(waiting).toBeGreaterThan(0);
  expect(await tell()).toMatchObject({
    version: 3,
    toRecompute: waiting,
    horizon: { warn: expect.any(Boolean) },
  });
  const lastDay = new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10);
  await house.owner.query(
    `INSERT INTO calendar (version, name, data)
     SELECT 4, name, jsonb_set(data, '{knownUntil}', to_jsonb($1::text)) FROM calendar ORDER BY version DESC LIMIT 1`,
    [lastDay],
  );
  const warned = await until('the warning', async () => {
    const calendar = await tell();
    return calendar.version === 4 && calendar;
  });
  expect(warned.horizon).toMatchObject({ knownUntil: lastDay, warn: true });
  await withWorkers(() => until('nothing left', async () => (await tell()).toRecompute === 0));
  await door.close();
});

const left = () => countOnOldCalendar(house.owner);

async function withWorkers(work: () => Promise<unknown>): Promise<void> {
  const workers: Part = await startPart(house, 'workers');
  try {
    await work();
  } finally {
    await workers.kill();
  }
}
