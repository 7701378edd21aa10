import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openHouse } from '../../actions/house.ts';
import { machine, stepCase, turnLights } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { firstBreak } from '../../actions/verifyLog.ts';
import type { CaseEvent, EventType } from '../../core/rules/case/events.ts';
import { DEFAULT_CASE_POLICY } from '../../core/rules/case/policy.ts';
import { keyBefore, readLogPage } from '../../db/queries/logCheck.ts';
import { expectSound, readLog } from '../caseLog.ts';
import { outboxEmpty, people, reportAt } from '../city.ts';
import { type Client, client } from '../client.ts';
import { openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { openLossyLine } from '../lossyLine.ts';
import { type OwnRedis, openOwnRedis } from '../ownRedis.ts';
import { type Part, startPart } from '../parts.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

// A net for a machine that has much else to do; no measure.
vi.setConfig({ testTimeout: 400_000 });
const EMERGENCY = `${MANHOLE}/5`;
let house: TestHouse;
let redis: OwnRedis;
let server: Part;
let person: (login: string) => Promise<Client>;
let spots: Spot[];

/**
 * A city in a hurry: an emergency has one minute, yellow comes after six seconds of it, a reminder is red
 * after three seconds. Set before the processes start, so that all of them work by it.
 */
async function hurry(): Promise<void> {
  const stageMinutes = { ...DEFAULT_CASE_POLICY.stageMinutes, supervision: 0.05 };
  await house.owner.query(`INSERT INTO policy (kind, version, data) VALUES ('case', 1, $1)`, [
    JSON.stringify({ stageMinutes, yellowShare: 0.1 }),
  ]);
  await house.owner.query(
    `INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, photo_required, closing_zh, closing_en)
     SELECT condition_key, 2, urgency, 1.0 / 60, 'urgentHour', photo_required, closing_zh, closing_en FROM standard WHERE condition_key = $1`,
    [EMERGENCY],
  );
}

beforeAll(async () => {
  house = await openTestHouse();
  redis = await openOwnRedis();
  await hurry();
  spots = await findSpots(house.owner);
  server = await startPart(house, 'server');
  person = people(`http://127.0.0.1:${server.port}`);
});
afterAll(async () => {
  await server?.kill();
  await redis?.stop();
  await house?.close();
});

// By whom the case is filed, and where the worker dies: between queue and outbox, between and around steps, at a timer.
const DEATHS = [
  ['relay.after-add', 'collector'],
  ['step.after', 'collector'],
  ['job.dispatch-case', 'officer'],
  ['step.before', 'officer'],
  ['job.dispatch-case.done', 'officer'],
  ['job.turn-light', 'officer'],
  ['job.turn-light.done', 'officer'],
] as const;

test('workers killed one after the other, each in the middle of something: one dispatch a case, each light once', async () => {
  const walks: { id: string; spot: Spot }[] = [];
  for (const [i, [point, by]] of DEATHS.entries()) {
    const spot = spots[i % spots.length]!;
    // Each goes on with what the one before left, and then dies at its own point.
    const dying = await dyingAt(point);
    walks.push({
      spot,
      id: by === 'collector' ? await reportedByTrusted(spot) : await filedByOfficer(spot),
    });
    await dying.death;
  }
  const workers = await startPart(house, 'workers', { REDIS_URL: redis.url });
  try {
    await Promise.all(walks.map(expectOneWalk));
  } finally {
    await workers.kill('SIGKILL');
  }
});

test('Redis emptied while a dead worker holds a job and timers run: everything is there again, once', async () => {
  const [timed, held, third] = spots as [Spot, Spot, Spot];
  // Jobs that the dead of before held come back after half a minute, and would be counted here.
  await redis.client.flushall();
  const dying = await dyingAt('job.dispatch-case:2');
  const walks = [{ spot: timed, id: await filedByOfficer(timed) }];
  await until('the first dispatch', async () => (await events(walks[0]!.id, 'dispatched')).length === 1);
  walks.push({ spot: held, id: await filedByOfficer(held) });
  await dying.death;
  expect(await redis.client.dbsize()).toBeGreaterThan(0);
  await redis.client.flushall();
  const workers = await startPart(house, 'workers', { REDIS_URL: redis.url });
  try {
    // Emptied again, under working hands.
    walks.push({ spot: third, id: await filedByOfficer(third) });
    await until('the third dispatch', async () => (await events(walks[2]!.id, 'dispatched')).length === 1);
    await redis.client.flushall();
    await Promise.all(walks.map(expectOneWalk));
  } finally {
    await workers.kill('SIGKILL');
  }
});

test('a server killed before its commit leaves nothing; the report sent again is one case', async () => {
  const spot = spots[1]!;
  const dying = await startPart(house, 'server');
  const { cookie, csrf } = await person('intake');
  const input = reportAt(spot, { reporter: { phone: '13900000001' }, text: '第一次' });
  const lock = await house.owner.connect();
  await lock.query('BEGIN; LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
  const sent = client(`http://127.0.0.1:${dying.port}`, cookie, csrf)
    .report(input)
    .then(
      () => 'answered',
      () => 'lost',
    );
  await until('the report at its commit', async () => (await waitingForLocks()) > 0);
  await dying.kill('SIGKILL');
  await lock.query('ROLLBACK');
  lock.release();
  expect(await sent).toBe('lost');
  await until('the end of the dead server’s transaction', async () => (await waitingForLocks()) === 0);
  expect(await rowsOf(input.id)).toEqual({
    cases: 0,
    case_event: 0,
    case_person: 0,
    case_text: 0,
    outbox: 0,
  });

  const intake = await person('intake');
  const receipt = await intake.report(input);
  expect(receipt.repeated).toBe(false);
  expect(await intake.report(input)).toMatchObject({ number: receipt.number, repeated: true });
  expect(await rowsOf(input.id)).toMatchObject({ cases: 1, case_event: 1, case_person: 1 });
});

test('a server killed after its commit, its answer lost: sent again gives the first answer, for a report and for a command', async () => {
  const spot = spots[2]!;
  const dying = await startPart(house, 'server');
  const line = await openLossyLine(dying.port);
  const { cookie, csrf } = await person('intake');
  const there = client(line.base, cookie, csrf);
  const known = await there.report(reportAt(spot));
  line.loseAnswers();
  const input = reportAt(spot);
  const command = { conditionKey: EMERGENCY, component: spot.component };
  const lost = [there.report(input), there.command(known.id, 'file', command, 'key-of-this-act')].map(
    (sent) =>
      sent.then(
        () => 'answered',
        () => 'lost',
      ),
  );
  await until(
    'both commits',
    async () =>
      (await events(input.id, 'reported')).length === 1 && (await events(known.id, 'filed')).length === 1,
  );
  await dying.kill('SIGKILL');
  expect(await Promise.all(lost)).toEqual(['lost', 'lost']);
  await line.stop();

  const intake = await person('intake');
  expect(await intake.report(input)).toMatchObject({ id: input.id, repeated: true, version: 1 });
  expect(await intake.command(known.id, 'file', command, 'key-of-this-act')).toMatchObject({
    id: known.id,
    status: 'filed',
  });
  expect(await events(input.id, 'reported')).toHaveLength(1);
  expect(await events(known.id, 'filed')).toHaveLength(1);
});

test('workers killed while old texts are blanked: each case once, the rest goes on, the log stays whole', async () => {
  // Forty days ago; personal texts are kept for thirty.
  const then = Date.now() - 40 * 86_400_000;
  const past = openDeeds({ ...house, house: openHouse(house.pool, { now: () => then }) });
  const intake = await past.as('intake');
  const shift = await past.as('shift');
  const old: string[] = [];
  const spoken = path.join(house.dataDir, 'photos', 'voice');
  await mkdir(spoken, { recursive: true });
  for (const spot of spots.slice(0, 3)) {
    const voice = { hash: hashOfBytes(Buffer.from(spot.cell)), ms: 1_000 };
    const { id } = await past.report(
      intake,
      reportAt(spot, { reporter: { phone: '13900000009' }, text: '住在三单元的人说', voice }),
    );
    await writeFile(path.join(spoken, id), '我住三单元');
    await house.owner.query(
      `INSERT INTO voice_note (hash, user_id, file, mime, bytes)
       SELECT decode($1, 'hex'), reporter_id, 'voice/' || id, 'audio/webm', 1 FROM cases WHERE id = $2`,
      [voice.hash, id],
    );
    await past.command(shift, id, 'void', { reason: 'test', text: '与张先生电话核实' });
    old.push(id);
  }
  const young = (await past.report(intake, reportAt(spots[0]!, { text: '还开着' }))).id;
  await house.owner.query(
    `INSERT INTO policy (kind, version, data) VALUES ('retention', 1, '{"personDays": 30}')`,
  );
  await (await dyingAt('blank.after')).death;
  const blanked = async () =>
    (await Promise.all(old.map((id) => events(id, 'blanked')))).map((all) => all.length);
  expect((await blanked()).sort()).toEqual([0, 0, 1]);
  await (await dyingAt('blank.before:2')).death;
  expect((await blanked()).sort()).toEqual([0, 1, 1]);
  const workers = await startPart(house, 'workers', { REDIS_URL: redis.url });
  try {
    await until('the last blanking', async () => (await blanked()).every((n) => n === 1));
  } finally {
    await workers.kill();
  }
  expect(await blanked()).toEqual([1, 1, 1]);
  // What was said is off the disk too.
  expect(await readdir(spoken)).toEqual([]);
  const { rows } = await house.owner.query(
    `SELECT (SELECT count(*)::int FROM case_text WHERE case_id = ANY ($1) AND (text IS NOT NULL OR salt IS NOT NULL)) AS texts,
        (SELECT count(*)::int FROM case_person WHERE case_id = ANY ($1) AND coalesce(name, phone, email) IS NOT NULL) AS persons,
        (SELECT count(*)::int FROM case_text WHERE case_id = $2 AND text IS NOT NULL) AS young`,
    [old, young],
  );
  expect(rows).toEqual([{ texts: 0, persons: 0, young: 1 }]);
  for (const id of old) {
    const [logged] = await readLogPage(house.owner, keyBefore(id), 1);
    expect(firstBreak(logged!)).toBeNull();
    // A text that is only gone, without the fact on record, is a break.
    expect(
      firstBreak({ ...logged!, events: logged!.events.filter(({ type }) => type !== 'blanked') })?.why,
    ).toContain('text is gone');
  }
});

/** Workers that kill themselves at a point; the start is awaited, the death is the caller's to await. */
async function dyingAt(point: string): Promise<{ death: Promise<void> }> {
  const { process } = await startPart(house, 'workers', { REDIS_URL: redis.url, FAILPOINT: point });
  const death = once(process, 'exit').then(() => {
    expect({ point, signal: process.signalCode }).toEqual({ point, signal: 'SIGKILL' });
  });
  return { death };
}

async function reportedByTrusted(spot: Spot): Promise<string> {
  const collector = await person(spot.trusted);
  const photo = await picture();
  await collector.upload(photo);
  const input = reportAt(spot, {
    categoryKey: MANHOLE,
    conditionKey: EMERGENCY,
    component: spot.component,
    photos: [hashOfBytes(photo)],
  });
  return (await collector.report(input)).id;
}

async function filedByOfficer(spot: Spot): Promise<string> {
  const intake = await person('intake');
  const { id } = await intake.report(reportAt(spot));
  await intake.command(id, 'file', { conditionKey: EMERGENCY, component: spot.component });
  return id;
}

/** The case reaches its unit once, yellow and red turn once and never early, and nothing more is owed. */
async function expectOneWalk({ id, spot }: { id: string; spot: Spot }): Promise<void> {
  await until(`the dispatch of ${id}`, async () => (await events(id, 'dispatched')).length > 0);
  await (await person('supervise')).command(id, 'supervise', {});
  await until(`the lights of ${id}`, async () => {
    const reds = await events(id, 'turnedRed');
    const yellows = await events(id, 'turnedYellow');
    return (
      reds.some((event) => event.payload.clock === 'supervision') &&
      yellows.some((event) => event.payload.clock === 'handling')
    );
  });
  await outboxEmpty(house);
  const dispatched = await events(id, 'dispatched');
  expect(dispatched.map((event) => event.payload.unit)).toEqual([spot.unit]);
  const { rows } = await house.owner.query('SELECT unit_code, ended_at FROM dispatch WHERE case_id = $1', [
    id,
  ]);
  expect(rows).toEqual([{ unit_code: spot.unit, ended_at: null }]);
  const turns = [...(await events(id, 'turnedYellow')), ...(await events(id, 'turnedRed'))];
  const named = turns.map(({ type, payload }) => `${type} ${payload.clock} ${payload.run} ${payload.dueAt}`);
  expect(new Set(named).size).toBe(named.length);
  for (const { payload } of turns) expect(payload.latenessMs).toBeGreaterThanOrEqual(0);
  const yellow = turns.find(({ type, payload }) => type === 'turnedYellow' && payload.clock === 'handling')!;
  expect(yellow.at).toBeGreaterThanOrEqual(dispatched[0]!.payload.to.clock!.yellowAt!);
  await expectSound(house.owner, id, (await house.house.settings()).casePolicy);
  // Whoever comes late or twice finds nothing to do.
  expect(await run(house.house, stepCase, { caseId: id }, { actor: machine('test') })).toEqual({ did: null });
  expect(await run(house.house, turnLights, { caseId: id }, { actor: machine('test') })).toEqual({
    turned: 0,
  });
}

async function events<T extends EventType>(id: string, type: T) {
  const log = await readLog(house.owner, id);
  return log
    .map(({ event }) => event)
    .filter((event): event is CaseEvent & { type: T } => event.type === type);
}

async function waitingForLocks(): Promise<number> {
  const { rowCount } = await house.owner.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'city-server' AND wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}

async function rowsOf(id: string): Promise<Record<string, number>> {
  const tables = ['case_event', 'case_person', 'case_text', 'outbox'];
  const counts = [
    '(SELECT count(*)::int FROM cases WHERE id = $1) AS cases',
    ...tables.map((table) => `(SELECT count(*)::int FROM ${table} WHERE case_id = $1) AS ${table}`),
  ];
  const { rows } = await house.owner.query(`SELECT ${counts.join(', ')}`, [id]);
  return rows[0];
}
