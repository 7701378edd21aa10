import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { tellDigest, tellPeople } from '../../actions/tellPeople.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf, wallScreenOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { portOf } from '../lossyLine.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

const MINUTE = 60_000;
// A working Wednesday, half past ten in the demo city.
let now = Date.parse('2026-10-21T02:30:00.000Z');
let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let camera: Server;
let answer: RequestListener = (_request, response) => void response.writeHead(404).end();
const people = new Map<string, Client>();

beforeAll(async () => {
  camera = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(camera, 'listening');
  house = await openTestHouse({ now: () => now });
  door = await openDoor(house, {
    CAMERA_HOSTS: `127.0.0.1:${portOf(camera)},localhost:${portOf(camera)}`,
  });
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  const { login: admin } = await addPerson(house.owner, 'administrator');
  const { login: leader } = await addPerson(house.owner, 'leader');
  for (const [name, login] of [
    ...['intake', 'dispatch', 'supervise', 'shift'].map((one) => [one, one]),
    ['admin', admin],
    ['leader', leader],
    ['unit', spot.unit],
  ])
    people.set(name!, await sessionOf(house.owner, door.base, login!));
});
afterAll(async () => {
  await door?.close();
  await house?.close();
  camera?.closeAllConnections();
  camera?.close();
});

const by = (name: string) => people.get(name)!;
const refusal = (clause: string) => ({ body: { error: { clause } } });

test('an emergency sounds for the officers, climbs to shift lead and leader, each is told, and is quiet once somebody takes it by name', async () => {
  const id = await deeds.filed(spot, await emergencyCondition());
  const sounding = async () =>
    Promise.all(
      ['intake', 'dispatch', 'supervise', 'shift', 'leader'].map(async (name) => {
        const { emergencies } = await by(name).call('emergencies', {});
        return emergencies.find(({ card }) => card.id === id)?.sounds ?? null;
      }),
    );
  expect(await sounding()).toEqual([true, true, true, false, false]);
  expect(await toldOf(id)).toEqual(['acceptance-officer', 'dispatcher', 'supervision-officer']);
  now += 2 * MINUTE;
  await deeds.step(id);
  expect(await sounding()).toEqual([true, true, true, true, false]);
  expect(await toldOf(id)).toContain('shift-lead');
  now += 3 * MINUTE;
  await deeds.step(id);
  expect(await sounding()).toEqual([true, true, true, true, true]);
  expect(await toldOf(id)).toContain('leader');
  await by('dispatch').command(id, 'acknowledge-emergency', {});
  expect(await sounding()).toEqual([null, null, null, null, null]);
  expect((await deeds.state(id)).emergency?.acknowledgedBy).toBe((await deeds.as('dispatch')).id);
});

test('the board of unclear responsibility has candidates, the reason and who said what; a dispatch takes the case off it', async () => {
  const id = await deeds.handled(spot);
  await by('unit').command(id, 'return', { reason: 'not-our-component', text: '不是我们的井盖' });
  await by('dispatch').command(id, 'coordinate', { reason: 'unclear-owner', text: '请双方说明' });
  const find = async (name: string) =>
    (await by(name).call('coordination', {})).cases.find(({ card }) => card.id === id);
  const row = (await find('dispatch'))!;
  expect(row).toMatchObject({ reason: 'unclear-owner', escalated: false, mayDispatch: true });
  expect(row.candidates.map(({ unit }) => unit)).toContain(spot.unit);
  expect(row.explanation.length).toBeGreaterThan(0);
  expect(row.said.map(({ type, text, by: who }) => [type, text, who.unit])).toEqual([
    ['dispatched', null, null],
    ['returned', '不是我们的井盖', spot.unit],
    ['coordinationStarted', '请双方说明', null],
  ]);
  expect((await find('supervise'))!.mayDispatch).toBe(false);
  await by('dispatch').command(id, 'dispatch', {
    unit: spot.unit,
    reason: 'is-yours',
    version: row.card.version,
  });
  expect(await find('dispatch')).toBeUndefined();
});

test('only what the blur tool made of a photo is released: its boxes cannot be read, a wall gets it and never the original', async () => {
  const intake = by('intake');
  const original = await stripes();
  const photo = await intake.upload(original);
  const id = await reportWith([photo]);
  const other = await intake.upload(await picture());
  await expect(intake.command(id, 'release-photo', { photo, blurred: other })).rejects.toMatchObject(
    refusal('02.release-photo.tool'),
  );
  await expect(intake.call('blurPhoto', { caseId: id, photo, boxes: [] })).rejects.toMatchObject({
    status: 400,
  });
  await expect(
    intake.call('blurPhoto', { caseId: id, photo: other, boxes: [], nothing: true }),
  ).rejects.toMatchObject({ status: 404 });
  const { blurred } = await intake.call('blurPhoto', {
    caseId: id,
    photo,
    boxes: [{ x: 0.5, y: 0, w: 0.5, h: 1 }],
  });
  const [left, right] = await contrast(await bytesOf(intake, blurred));
  expect(left).toBeGreaterThan(200);
  expect(right).toBeLessThan(left! / 4);
  const screen = await wallScreenOf(house.owner, door.base);
  await expect(bytesOf(screen, blurred)).rejects.toThrow('404');
  await intake.command(id, 'release-photo', { photo, blurred });
  expect((await bytesOf(screen, blurred)).length).toBeGreaterThan(0);
  await expect(bytesOf(screen, photo)).rejects.toThrow('404');
  const detail = await by('dispatch').call('caseDetail', { id });
  expect(detail.photos.map(({ hash, role }) => [hash, role])).toEqual([
    [photo, 'reported'],
    [blurred, 'photoReleased'],
  ]);
  const { rows } = await house.owner.query("SELECT boxes FROM photo_blur WHERE blurred = decode($1, 'hex')", [
    blurred,
  ]);
  expect(rows).toEqual([{ boxes: [{ x: 0.5, y: 0, w: 0.5, h: 1 }] }]);
});

test('a frame comes from a camera of the register alone, is marked, reported, and stays as evidence with the camera’s time', async () => {
  const frame = await picture({ width: 640, height: 480 });
  const shownAt = Date.parse('2026-10-21T02:29:30.000Z');
  const snapshot: RequestListener = (request, response) =>
    request.url === '/snap.jpg'
      ? void response
          .writeHead(200, { 'content-type': 'image/jpeg', 'last-modified': new Date(shownAt).toUTCString() })
          .end(frame)
      : void response.writeHead(302, { location: '/snap.jpg' }).end();
  answer = snapshot;
  const base = `http://127.0.0.1:${portOf(camera)}`;
  const enter = (code: string, snapshotUrl: string, closed = false) =>
    by('admin').call('keepCamera', {
      code,
      zh: '西津西路口',
      en: 'Xijin West Road',
      owner: '公安',
      lon: spot.lon,
      lat: spot.lat,
      bearing: 90,
      snapshotUrl,
      closed,
    });
  await expect(enter('evil', 'http://169.254.169.254/latest')).rejects.toMatchObject(
    refusal('07.camera.host'),
  );
  await enter('k1', `${base}/snap.jpg`);
  await enter('k2', `${base}/elsewhere`);
  await enter('k3', `${base}/snap.jpg`, true);
  const intake = by('intake');
  const listed = (await intake.call('cameras', {})).cameras.filter(({ code }) => /^k\d$/.test(code));
  expect(listed.map(({ code, snapshotUrl }) => [code, snapshotUrl])).toEqual([
    ['k1', null],
    ['k2', null],
  ]);
  for (const code of ['k3', 'nobody'])
    await expect(intake.call('fetchFrame', { camera: code })).rejects.toMatchObject({ status: 404 });
  await expect(intake.call('fetchFrame', { camera: 'k2' })).rejects.toMatchObject(
    refusal('07.camera.answer'),
  );
  const got = await intake.call('fetchFrame', { camera: 'k1' });
  expect(got).toMatchObject({
    hash: hashOfBytes(frame),
    width: 640,
    height: 480,
    cameraAt: shownAt,
    fetchedAt: now,
  });
  const { marked } = await intake.call('markFrame', {
    frame: got.frame,
    box: { x: 0.25, y: 0.25, w: 0.5, h: 0.5 },
  });
  await expect(
    by('shift').call('markFrame', { frame: got.frame, box: { x: 0, y: 0, w: 1, h: 1 } }),
  ).rejects.toMatchObject({ status: 404 });
  const id = await reportWith([marked, got.hash], 'video');
  const detail = await by('shift').call('caseDetail', { id });
  expect(detail.card.channel).toBe('video');
  expect(detail.photos.map(({ hash, camera: of }) => [hash, of?.zh, of?.at])).toEqual([
    [marked, '西津西路口', shownAt],
    [got.hash, '西津西路口', shownAt],
  ]);
  answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const more = () => {
      while (response.write(Buffer.alloc(256 * 1024))) if (response.destroyed) return;
    };
    response.on('drain', more);
    response.on('error', () => {});
    more();
  };
  await expect(intake.call('fetchFrame', { camera: 'k1' })).rejects.toMatchObject(
    refusal('07.camera.answer'),
  );
  answer = (_request, response) =>
    void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>');
  await expect(intake.call('fetchFrame', { camera: 'k1' })).rejects.toMatchObject({
    body: { error: { code: 'not-a-photo' } },
  });
});

test('a camera that asks who fetches gets name and password, which nobody is told; one that never answers is said so', async () => {
  const frame = await picture({ width: 64, height: 48 });
  const [user, password] = ['viewer', 'kept-to-itself 7'];
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const asked: string[] = [];
  answer = (request, response) => {
    const given = request.headers.authorization ?? '';
    asked.push(given.split(' ')[0] ?? '');
    const of = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(given)?.[1];
    const [nonce, path] = ['n1', request.url ?? ''];
    const basic = path === '/basic.jpg';
    const right = basic
      ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
      : md5(
          `${md5(`${user}:cam:${password}`)}:${nonce}:${of('nc')}:${of('cnonce')}:auth:${md5(`GET:${path}`)}`,
        );
    if ((basic ? given : of('response')) === right)
      return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(frame);
    const how = basic
      ? 'Basic realm="cam"'
      : `Digest realm="cam", nonce="${nonce}", qop="auth", algorithm=MD5`;
    response.writeHead(401, { 'www-authenticate': how }).end();
  };
  const base = `http://127.0.0.1:${portOf(camera)}`;
  const camera1 = { code: 'k7', zh: '路口', en: 'Crossing', owner: '公安', bearing: null };
  const enter = (snapshotUrl: string, more: { user?: string; password?: string }) =>
    by('admin').call('keepCamera', { ...camera1, lon: spot.lon, lat: spot.lat, snapshotUrl, ...more });
  const fetchFrame = () => by('intake').call('fetchFrame', { camera: 'k7' });
  await enter(`${base}/snap.jpg?channel=1`, {});
  await expect(fetchFrame()).rejects.toMatchObject(refusal('07.camera.login'));
  await expect(enter(`${base}/snap.jpg?channel=1`, { user })).rejects.toMatchObject(
    refusal('07.camera.password'),
  );
  await enter(`${base}/snap.jpg?channel=1`, { user, password: 'wrong' });
  await expect(fetchFrame()).rejects.toMatchObject(refusal('07.camera.login'));
  await enter(`${base}/snap.jpg?channel=1`, { user, password });
  expect((await fetchFrame()).hash).toBe(hashOfBytes(frame));
  // Another picture of the same camera keeps the password; it is sent nowhere before it is asked for.
  asked.length = 0;
  await enter(`${base}/basic.jpg`, { user });
  expect((await fetchFrame()).hash).toBe(hashOfBytes(frame));
  expect(asked).toEqual(['', 'Basic']);
  await expect(enter(`http://localhost:${portOf(camera)}/basic.jpg`, { user })).rejects.toMatchObject(
    refusal('07.camera.password'),
  );
  const answers = [by('admin'), by('intake')].map((one) => one.call('cameras', {}));
  const [toAdmin, toOfficer] = (await Promise.all(answers)).map(({ cameras }) =>
    cameras.find(({ code }) => code === 'k7'),
  );
  expect([toAdmin?.user, toOfficer?.user]).toEqual([user, null]);
  const { rows } = await house.owner.query(
    `SELECT (SELECT json_agg(a)::text FROM audit a) || (SELECT coalesce(json_agg(i)::text, '') FROM idempotency i) AS kept`,
  );
  expect(JSON.stringify([toAdmin, toOfficer]) + rows[0].kept).not.toContain(password);

  const quiet = await openDoor(house, {
    CAMERA_HOSTS: `127.0.0.1:${portOf(camera)}`,
    CAMERA_WITHIN_MS: '100',
  });
  answer = () => {};
  const officer = await sessionOf(house.owner, quiet.base, 'intake');
  await expect(officer.call('fetchFrame', { camera: 'k7' })).rejects.toMatchObject(refusal('07.camera.time'));
  // The officer goes on without a frame.
  await officer.report(reportAt(spot, { channel: 'video', text: '画面取不到' }));
  await quiet.close();
});

test('the case names whom to ring up; who is near of the street only for those who may know positions', async () => {
  await house.owner.query("UPDATE unit SET phone = '0931-1234567' WHERE code = $1", [spot.unit]);
  const id = await deeds.handled(spot);
  const collector = await sessionOf(house.owner, door.base, spot.trusted);
  await collector.call('duty', { on: true, lon: spot.lon + 0.001, lat: spot.lat, accuracyM: 8 });
  const seen = async (name: string) => by(name).call('caseDetail', { id });
  const shift = await seen('shift');
  expect(shift.contact?.phone).toBe('0931-1234567');
  expect(shift.contact?.people.length).toBeGreaterThan(0);
  expect(shift.collectorsNear).toMatchObject([{ inBeat: true, seenAt: now }]);
  expect(shift.collectorsNear![0]!.distanceM).toBeGreaterThan(60);
  expect(shift.collectorsNear![0]!.distanceM).toBeLessThan(120);
  for (const name of ['intake', 'dispatch', 'leader', 'unit'])
    expect([name, (await seen(name)).collectorsNear]).toEqual([name, null]);
  now += 6 * MINUTE;
  expect((await seen('shift')).collectorsNear).toEqual([]);
  const { statuses, hands } = await by('shift').call('counts', {});
  const open = (rows: readonly { open: number }[]) => rows.reduce((sum, one) => sum + one.open, 0);
  expect(statuses.find(({ status }) => status === 'handling')!.open).toBeGreaterThan(0);
  expect(open(statuses)).toBe(open(hands));
});

test('a unit’s head gets one digest a day, from eight in the morning: open, late, due today, rate', async () => {
  const head = await deeds.as(`${spot.unit}-head`);
  const { rows: before } = await house.owner.query(
    "SELECT count(*)::int AS n FROM cases WHERE unit_code = $1 AND status IN ('handling', 'deferred')",
    [spot.unit],
  );
  const late = await deeds.handled(spot, `${MANHOLE}/1`);
  const lateAt = (await deeds.state(late)).clock!.redAt!;
  const at = (iso: string) => {
    now = Date.parse(iso);
    return run(house.house, tellDigest, {}, { actor: machine('test'), now });
  };
  // The next working day's morning, when what was due in two urgent hours is late.
  expect(await at('2026-10-21T23:59:00.000Z')).toEqual({ told: 0 });
  expect(lateAt).toBeLessThan(now);
  const { told } = await at('2026-10-22T00:00:00.000Z');
  expect(told).toBeGreaterThan(0);
  expect(await at('2026-10-22T03:00:00.000Z')).toEqual({ told: 0 });
  const { rows } = await house.owner.query(
    "SELECT data FROM notice WHERE user_id = $1 AND kind = 'digest' AND day = '2026-10-22'",
    [head.id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].data).toMatchObject({ open: before[0].n + 1 });
  expect(rows[0].data.late).toBeGreaterThanOrEqual(1);
  expect(rows[0].data).toHaveProperty('dueToday');
  expect(rows[0].data).toHaveProperty('rate');
  expect((await at('2026-10-23T00:00:00.000Z')).told).toBe(told);
});

/** Roles that have been told of the case's emergency, after everything that is owed was told. */
async function toldOf(id: string): Promise<string[]> {
  await house.owner.query(
    `INSERT INTO notice_owed (case_id, seq) SELECT case_id, seq FROM case_event WHERE case_id = $1 AND type = 'emergencyRaised' ON CONFLICT DO NOTHING`,
    [id],
  );
  await run(house.house, tellPeople, {}, { actor: machine('test'), now });
  const { rows } = await house.owner.query(
    `SELECT DISTINCT u.role FROM notice n JOIN app_user u ON u.id = n.user_id WHERE n.case_id = $1 AND n.kind = 'emergency' ORDER BY 1`,
    [id],
  );
  return rows.map(({ role }) => role);
}

async function emergencyCondition(): Promise<string> {
  const { categories } = await by('intake').call('categories', {});
  const conditions = categories.find(({ key }) => key === MANHOLE)!.conditions;
  return conditions.find(({ urgency }) => urgency === 'emergency')!.key;
}

async function reportWith(photos: readonly string[], channel?: 'video'): Promise<string> {
  const { id } = await by('intake').report(
    reportAt(spot, { photos: [...photos], categoryKey: MANHOLE, ...(channel && { channel }) }),
  );
  return id;
}

/** Black and white stripes of ten pixels: what is hidden loses them. */
async function stripes(): Promise<Buffer> {
  const [width, height] = [400, 200];
  const raw = Buffer.alloc(width * height);
  for (let i = 0; i < raw.length; i++) raw[i] = Math.floor((i % width) / 10) % 2 === 0 ? 0 : 255;
  return sharp(raw, { raw: { width, height, channels: 1 } })
    .jpeg()
    .toBuffer();
}

/** Brightest minus darkest in the middle of the left and of the right half. */
async function contrast(jpeg: Buffer): Promise<number[]> {
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
  const row = data.subarray((info.height >> 1) * info.width, ((info.height >> 1) + 1) * info.width);
  const part = (from: number, to: number) =>
    row.subarray(Math.round(from * info.width), Math.round(to * info.width));
  return [part(0.1, 0.4), part(0.6, 0.9)].map((some) => Math.max(...some) - Math.min(...some));
}

async function bytesOf(client: Client, hash: string): Promise<Buffer> {
  const response = await fetch(`${door.base}/api/photos/${hash}`, { headers: { cookie: client.cookie } });
  if (!response.ok) throw new Error(String(response.status));
  return Buffer.from(await response.arrayBuffer());
}
