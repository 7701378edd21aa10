import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTrackingCode, trackingHash } from '../../actions/tracking.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { picture } from '../pictures.ts';
import { findSpots, OUTSIDE, type Spot } from '../spots.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let officer: Client;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  officer = await sessionOf(house.owner, door.base, 'intake');
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

/** As a resident's browser asks: no account, no cookie, no token. */
async function ask(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${door.base}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: door.base },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const PERSON = { name: '王某某', phone: '13912345678', email: 'a@example.org' };
async function reportedByPhone(): Promise<string> {
  const { id } = await officer.report(reportAt(spot, { reporter: PERSON, text: '打电话的人说的话' }));
  return id;
}

test('a code has 100 random bits, is read out without doubt, and is kept only as a hash', async () => {
  const codes = Array.from({ length: 2_000 }, newTrackingCode);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  // Every sign occurs at every place: five bits each, none of them fixed.
  for (let place = 0; place < 24; place++)
    if (place % 5 !== 4) expect(new Set(codes.map((code) => code[place])).size).toBe(32);
  const typed = codes[0]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect(trackingHash(typed)).toEqual(trackingHash(codes[0]!));
  const id = await reportedByPhone();
  const { code } = await officer.call('trackingCode', { caseId: id });
  const { rows } = await house.owner.query('SELECT * FROM case_person WHERE case_id = $1', [id]);
  expect(rows).toMatchObject([{ ...PERSON, tracking_hash: trackingHash(code) }]);
  const everything = await house.owner.query(
    'SELECT answer::text FROM idempotency UNION ALL SELECT row_to_json(a)::text FROM audit a',
  );
  expect(JSON.stringify(everything.rows)).not.toContain(code);
});

test('the holder follows the report from step to step and is told no persons and no words of others', async () => {
  const [unit, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  const id = await reportedByPhone();
  const { code } = await officer.call('trackingCode', { caseId: id });
  const progress = async () => (await ask('track', { code })).body.progress;
  expect(await progress()).toBe('received');
  await deeds.command(await deeds.as('intake'), id, 'file', {
    conditionKey: `${spot.categoryKey}/3`,
    component: spot.component,
  });
  await deeds.step(id);
  expect(await progress()).toBe('with-unit');
  const shown = (await ask('track', { code })).body;
  expect(shown).toMatchObject({ unit: spot.unit, dueAt: expect.any(Number), mayRate: false });
  await deeds.command(shift, id, 'note', { text: '内部备注' });
  expect((await ask('track/note', { code, text: '又坏了一点' })).status).toBe(200);
  expect((await ask('track/rate', { code, stars: 5 })).status).toBe(409);
  await deeds.command(unit, id, 'feedback', { photos: [await deeds.photo(unit)] });
  await deeds.step(id);
  expect(await progress()).toBe('fed-back');
  await deeds.command(shift, id, 'pass', { photos: [await deeds.photo(shift)] });
  await deeds.command(shift, id, 'close', {});
  expect((await ask('track', { code })).body).toMatchObject({
    progress: 'resolved',
    mayRate: true,
    dueAt: null,
  });
  expect((await ask('track/rate', { code, stars: 2, solved: false, text: '没修好' })).status).toBe(200);
  expect((await deeds.state(id)).rating).toBe(2);
  const all = JSON.stringify((await ask('track', { code })).body);
  const people = await house.owner.query('SELECT id::text, name, login FROM app_user');
  const told = [
    ...Object.values(PERSON),
    '内部备注',
    '打电话的人说的话',
    ...people.rows.flatMap(({ id: key, name }) => [key, name]),
  ];
  for (const secret of told) expect(all).not.toContain(secret);
});

test('unknown, old and malformed codes are answered alike; a new code ends the old one', async () => {
  const id = await reportedByPhone();
  const { code: old } = await officer.call('trackingCode', { caseId: id });
  const { code } = await officer.call('trackingCode', { caseId: id });
  const answers = [
    await ask('track', { code: old }),
    await ask('track', { code: newTrackingCode() }),
    await ask('track/note', { code: old, text: 'x' }),
  ];
  for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]!.body]);
  expect((await ask('track', { code })).status).toBe(200);
  // The case's own key, which is no secret, opens nothing.
  for (const guess of [id, 'x'.repeat(20)]) expect((await ask('track', { code: guess })).status).toBe(404);
  expect((await ask('track', { code: '' })).status).toBe(400);
  const { status } = await fetch(`${door.base}/api/tracking-codes`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: (await sessionOf(house.owner, door.base, spot.unit)).cookie,
    },
    body: JSON.stringify({ caseId: id }),
  });
  expect(status).toBe(403);
});

test('the reporter of a duplicate follows the master, and rates only the own report', async () => {
  const [master, duplicate] = [await deeds.handled(spot), await reportedByPhone()];
  const { code } = await officer.call('trackingCode', { caseId: duplicate });
  await deeds.command(await deeds.as('intake'), duplicate, 'merge', { into: master });
  const { number } = await deeds.state(master);
  expect((await ask('track', { code })).body).toMatchObject({
    number,
    progress: 'with-unit',
    mayRate: false,
  });
});

test('a resident reports without an account, with photos, under a code that only the page knows; sent twice is one', async () => {
  const [id, code] = [v7(), newTrackingCode()];
  const photo = await picture();
  const hash = createHash('sha256').update(photo).digest('hex');
  const sendPhoto = (report: string) => {
    const form = new FormData();
    form.append('report', report);
    form.append('hash', hash);
    form.append('photo', new Blob([new Uint8Array(photo)]), 'photo');
    const headers = { origin: door.base };
    return fetch(`${door.base}/api/public/photos`, { method: 'POST', headers, body: form });
  };
  expect((await sendPhoto(id)).status).toBe(200);
  const report = {
    id,
    code,
    place: { lon: spot.lon, lat: spot.lat },
    categoryKey: spot.categoryKey,
    text: '井盖翘起来了',
    photos: [hash],
    contact: PERSON,
  };
  const first = await ask('public/reports', report);
  expect(first).toMatchObject({ status: 200, body: { number: expect.any(String) } });
  expect(await ask('public/reports', report)).toEqual(first);
  const { rows } = await house.owner.query(
    'SELECT status, channel, p.tracking_hash AS hash, p.phone FROM cases c JOIN case_person p ON p.case_id = c.id WHERE c.id = $1',
    [id],
  );
  expect(rows).toEqual([
    { status: 'reported', channel: 'web', hash: trackingHash(code), phone: PERSON.phone },
  ]);
  expect((await ask('track', { code })).body).toMatchObject({ progress: 'received', mayRate: false });
  // Who knows the report's key and its words, as staff do, cannot put another code on it.
  expect((await ask('public/reports', { ...report, code: newTrackingCode() })).status).toBe(409);
  // Nor does a code follow two reports, a photo go into somebody else's, an inner category take any.
  const refused = [
    [{ ...report, id: v7(), photos: [] }, 409],
    [{ ...report, id: v7(), code: newTrackingCode() }, 422],
    [{ ...report, id: v7(), code: newTrackingCode(), photos: [], categoryKey: await innerCategory() }, 422],
    [{ ...report, id: v7(), code: newTrackingCode(), photos: [], place: OUTSIDE }, 422],
    [{ ...report, id: v7(), code: 'AAAA-AAAA', photos: [] }, 400],
  ] as const;
  for (const [body, status] of refused)
    expect([body.code, (await ask('public/reports', body)).status]).toEqual([body.code, status]);
  const cases = await house.owner.query("SELECT count(*)::int AS n FROM cases WHERE channel = 'web'");
  expect(cases.rows).toEqual([{ n: 1 }]);
  // Too many from one address wait, and the rest of the city does not.
  const many = await Promise.all(Array.from({ length: 12 }, () => ask('public/reports', report)));
  expect(many.map(({ status }) => status)).toContain(429);
  expect((await ask('track', { code })).status).toBe(200);
});

async function innerCategory(): Promise<string> {
  const { rows } = await house.owner.query(
    'SELECT key FROM category WHERE active AND NOT open_to_residents ORDER BY key LIMIT 1',
  );
  return rows[0].key;
}
