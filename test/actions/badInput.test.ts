import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, OUTSIDE, type Spot } from '../spots.ts';

let house: TestHouse;
let door: Door;
let spot: Spot;
let collector: Client;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  collector = await sessionOf(house.owner, door.base, spot.trusted);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

/** Rows of everything that a report writes. */
async function written(): Promise<string> {
  const tables = ['cases', 'case_event', 'case_text', 'case_person', 'case_photo', 'outbox', 'idempotency'];
  const { rows } = await house.owner.query(
    `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return JSON.stringify(rows[0]);
}

async function send(path: string, body: unknown, more: Record<string, string> = {}) {
  const response = await fetch(`${door.base}${path}`, {
    method: 'POST',
    headers: {
      cookie: collector.cookie,
      'x-csrf': collector.csrf,
      origin: door.base,
      'content-type': 'application/json',
      ...more,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { error } = (await response.json()) as {
    error?: { code: string; message: string; clause?: string; fields?: { path: string }[] };
  };
  return { status: response.status, ...error };
}

const good = () => ({ ...reportAt(spot), text: '井盖' });
type Changed = (report: ReturnType<typeof good>) => unknown;
const field = (name: string) => ({
  status: 400,
  code: 'bad-input',
  fields: expect.arrayContaining([expect.objectContaining({ path: name })]),
});
const clause = (name: string) => ({ status: 422, code: 'refused', clause: name });

const REPORTS: readonly (readonly [string, Changed, object])[] = [
  ['without a place', ({ place: _, ...rest }) => rest, field('place')],
  ['with half a place', (r) => ({ ...r, place: { lon: r.place.lon } }), field('place.lat')],
  ['at no place of this world', (r) => ({ ...r, place: { lon: 181, lat: 95 } }), field('place.lon')],
  ['with a place in words', (r) => ({ ...r, place: { lon: '103.7', lat: 'here' } }), field('place.lat')],
  ['outside the city', (r) => ({ ...r, place: OUTSIDE }), clause('02.place.outside')],
  [
    'with an unknown category',
    (r) => ({ ...r, categoryKey: 'gbt2026/component/99999' }),
    clause('02.report.category'),
  ],
  [
    'with an unknown condition',
    (r) => ({ ...r, conditionKey: `${MANHOLE}/77` }),
    clause('02.file.condition'),
  ],
  [
    'with a category that is a key of every object',
    (r) => ({ ...r, categoryKey: 'constructor' }),
    clause('02.report.category'),
  ],
  [
    'with an unknown component',
    (r) => ({ ...r, component: 'no-such-thing' }),
    clause('02.component.unknown'),
  ],
  ['without an id', ({ id: _, ...rest }) => rest, field('id')],
  [
    'with an id that is not ordered by time',
    (r) => ({ ...r, id: '9b2d9c3e-3f0a-4b65-8a1a-2b3c4d5e6f70' }),
    field('id'),
  ],
  ['with a photo that is no hash', (r) => ({ ...r, photos: ['../../etc/passwd'] }), field('photos.0')],
  [
    'with thirteen photos',
    (r) => ({ ...r, photos: Array.from({ length: 13 }, (_, i) => String(i).padStart(64, '0')) }),
    field('photos'),
  ],
  ['with a NUL in its text', (r) => ({ ...r, text: 'a\u0000b' }), field('text')],
  ['with control characters of a terminal', (r) => ({ ...r, text: '\u001b[31mred' }), field('text')],
  ['with a book as its text', (r) => ({ ...r, text: '井'.repeat(4_001) }), field('text')],
  ['at an instant that is a word', (r) => ({ ...r, observedAt: 'now' }), field('observedAt')],
  [
    'by a channel that is not the collector’s',
    (r) => ({ ...r, channel: 'hotline' }),
    { status: 403, code: 'forbidden', clause: '02.report.channel' },
  ],
  ['by a channel that does not exist', (r) => ({ ...r, channel: 'telepathy' }), field('channel')],
  [
    'with SQL for a category',
    (r) => ({ ...r, categoryKey: "x'; DROP TABLE cases; --" }),
    field('categoryKey'),
  ],
  ['that is a list', (r) => [r], { status: 400, code: 'bad-input' }],
  ['that is nothing', () => ({}), field('place')],
  ['that is half a JSON', (r) => JSON.stringify(r).slice(0, -2), { status: 400, code: 'bad-input' }],
  ['of 300 kB', (r) => ({ ...r, note: 'x'.repeat(300_000) }), { status: 413, code: 'too-large' }],
];

test.each(REPORTS)(
  'a report %s gets one clear answer and leaves nothing',
  async (_name, change, expected) => {
    const before = await written();
    const answer = await send('/api/cases', change(good()), { 'idempotency-key': v7() });
    expect(answer).toMatchObject(expected);
    expect(answer.message!.length).toBeGreaterThan(10);
    expect(answer.message).not.toMatch(/undefined|\[object|at .*\.ts|SELECT|constraint/);
    expect(await written()).toBe(before);
  },
);

test('what nobody asked for is left out: role, status, trust, prototype', async () => {
  const report = {
    ...good(),
    trusted: true,
    status: 'closed',
    number: '1',
    urgency: 'emergency',
    by: { id: 'x', role: 'machine' },
    insideCity: true,
    __proto__: { role: 'machine' },
  };
  const raw = JSON.stringify(report).replace(
    '{',
    '{"__proto__":{"role":"machine","trusted":true},"constructor":{"prototype":{"trusted":true}},',
  );
  expect((await send('/api/cases', raw)).status).toBe(200);
  const { rows } = await house.owner.query(`SELECT state FROM cases WHERE id = $1`, [report.id]);
  expect(rows[0].state).toMatchObject({
    status: 'reported',
    urgency: 'general',
    reportedBy: { role: 'collector' },
  });
  expect(rows[0].state.number).not.toBe('1');
  expect(({} as { trusted?: boolean }).trusted).toBeUndefined();
});

test('half a character, as a phone cuts an emoji in two, keeps no report from coming in', async () => {
  const report = {
    ...good(),
    text: 'flooded \ud83d',
    place: { ...good().place, address: '\ude00 Street 1' },
  };
  expect(await send('/api/cases', report)).toEqual({ status: 200 });
  expect(await send('/api/cases', report)).toEqual({ status: 200 });
  const { rows } = await house.owner.query(
    'SELECT text, address FROM case_text JOIN cases ON cases.id = case_id WHERE case_id = $1',
    [report.id],
  );
  expect(rows).toEqual([{ text: 'flooded \ufffd', address: '\ufffd Street 1' }]);
});

test('a phone whose clock is wrong reports all the same; its instant is bounded and flagged, the server’s counts', async () => {
  for (const [observedAt, flag] of [
    [Date.now() + 86_400_000, 'observed-ahead'],
    [Date.parse('2001-01-01'), 'observed-behind'],
  ] as const) {
    const report = { ...good(), observedAt };
    expect((await send('/api/cases', report)).status).toBe(200);
    const { rows } = await house.owner.query(
      'SELECT at, received_at, payload FROM case_event WHERE case_id = $1',
      [report.id],
    );
    expect(rows[0].payload.flags).toEqual([flag]);
    expect(rows[0].at).toBe(rows[0].received_at);
    expect(Math.abs(rows[0].payload.observedAt - rows[0].at)).toBeLessThan(73 * 3_600_000);
  }
});

test('odd addresses and headers are the sender’s mistake, never ours', async () => {
  const odd: [string, RequestInit, number][] = [
    ['/api/cases/%E0%A4%A', {}, 400],
    ['/api/cases/not-a-key', {}, 400],
    ['/api/photos/%00', {}, 400],
    [`/api/duplicates?lon=x&lat=36&categoryKey=${MANHOLE}`, {}, 400],
    ['/api/place?lon=103&lon=104&lat=36', {}, 400],
    ['/api/place?lon[a]=103&lat=36', {}, 400],
    ['/api/components?lon=103.7&lat=36&radius=1e9', {}, 400],
    [`/api/receipts/${v7()}?photos=x`, {}, 400],
    ['/api/my-reports?after=%27%20OR%201=1', {}, 200],
    [`/api/my-reports?after=2020-13-45T99:99:99Z_${v7()}`, {}, 200],
    [`/api/my-reports?after=infinity_${'-'.repeat(36)}`, {}, 200],
    [
      '/api/duty',
      { method: 'POST', body: '{"on":"yes"}', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      '/api/duty',
      {
        method: 'POST',
        body: '{"on":true}',
        headers: { 'content-type': 'application/json', 'content-encoding': 'sideways' },
      },
      400,
    ],
    [
      '/api/duty',
      {
        method: 'POST',
        body: '{"on":true}',
        headers: { 'content-type': 'application/json; charset=klingon' },
      },
      400,
    ],
    [
      '/api/duty',
      {
        method: 'POST',
        body: '{"on":true}',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'a b' },
      },
      400,
    ],
    [
      '/api/photos',
      { method: 'POST', body: 'no parts', headers: { 'content-type': 'multipart/form-data' } },
      400,
    ],
    [
      '/api/photos',
      {
        method: 'POST',
        body: '--x\r\nbroken',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
      400,
    ],
  ];
  const own = { cookie: collector.cookie, 'x-csrf': collector.csrf, origin: door.base };
  for (const [path, init, status] of odd) {
    const response = await fetch(`${door.base}${path}`, {
      ...init,
      headers: { ...own, ...(init.headers as Record<string, string>) },
    });
    expect([path, init.body, response.status]).toEqual([path, init.body, status]);
    if (status !== 200) expect((await response.json()).error.code).toBe('bad-input');
  }
});
