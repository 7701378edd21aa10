import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Hint } from '../../core/contract/api/live.ts';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { sessionOf, wallScreenOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { type Part, startPart } from '../parts.ts';
import { findSpots, type Spot } from '../spots.ts';
import { until } from '../until.ts';

const OTHER_UNIT = 'transport';
const ASSISTING = 'commerce';
let house: TestHouse;
let server: Part;
let base: string;
let deeds: Deeds;
let spot: Spot;
const sockets: Socket[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  server = await startPart(house, 'server');
  base = `http://127.0.0.1:${server.port}`;
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await server?.kill();
  await house?.close();
});

interface Listener {
  readonly socket: Socket;
  readonly rooms: readonly string[];
  /** Ids of cases in hints, in the order in which they came. */
  readonly heard: string[];
}

async function listen(person: Client): Promise<Listener> {
  const socket = open({ cookie: person.cookie, origin: base });
  const heard: string[] = [];
  socket.on('hints', (hints: Hint[]) =>
    heard.push(...hints.filter(({ topic }) => topic === 'case').map(({ id }) => id)),
  );
  const hello = await new Promise<{ rooms: string[] }>((done, fail) => {
    socket.once('hello', done);
    socket.once('connect_error', fail);
  });
  return { socket, rooms: hello.rooms, heard };
}

function open(extraHeaders: Record<string, string>): Socket {
  const socket = io(base, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
  sockets.push(socket);
  return socket;
}

/** What comes with the next event of a name. */
function next<A extends unknown[]>(socket: Socket, event: string): Promise<A> {
  return new Promise((done) => socket.once(event, (...given) => done(given as A)));
}

const session = (login: string) => sessionOf(house.owner, base, login);

test('a handshake from a foreign page, from none, or from nobody is refused', async () => {
  const { cookie } = await session('shift');
  const knock = async (headers: Record<string, string>) =>
    (await fetch(`${base}/socket.io/?EIO=4&transport=polling`, { headers: { cookie, ...headers } })).status;
  expect(await knock({ origin: base })).toBe(200);
  expect(await knock({})).toBe(403);
  for (const origin of [
    'https://evil.example',
    'null',
    `${base}.evil.example`,
    base.replace('127.0.0.1', 'localhost'),
  ])
    expect([origin, await knock({ origin })]).toEqual([origin, 403]);
  for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }] as Record<
    string,
    string
  >[]) {
    const [error] = await next<[Error]>(open(headers), 'connect_error');
    expect(error).toBeInstanceOf(Error);
  }
  const [error] = await next<[Error]>(open({ origin: base }), 'connect_error');
  expect(error.message).toBe('not-signed-in');
});

test('a handshake in the moment of a failing database is made again until it succeeds', async () => {
  const { cookie } = await wallScreenOf(house.owner, base);
  await house.owner.query('ALTER TABLE wall_key RENAME TO wall_key_away');
  const socket = io(base, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: base },
    reconnectionDelay: 50,
    forceNew: true,
  });
  sockets.push(socket);
  const connected = next(socket, 'hello');
  await new Promise((done) => socket.io.once('reconnect_attempt', done));
  await house.owner.query('ALTER TABLE wall_key_away RENAME TO wall_key');
  await connected;
});

test('a wall that comes while the keys of the others are looked through stays', async () => {
  await listen(await wallScreenOf(house.owner, base));
  const { cookie } = await wallScreenOf(house.owner, base);
  const waiting = async (n: number) => {
    const { rowCount } = await house.owner.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%wall_key%'`,
    );
    return (rowCount ?? 0) >= n;
  };
  const holder = await house.owner.connect();
  await holder.query('BEGIN; LOCK TABLE wall_key');
  const socket = open({ cookie, origin: base });
  const ends: string[] = [];
  socket.on('disconnect', (why) => ends.push(why));
  await until('the handshake asks', () => waiting(1));
  await until('the look at the keys asks', () => waiting(2));
  await holder.query('COMMIT');
  holder.release();
  await next(socket, 'hello');
  socket.emit('wallAgain');
  for (const _pulse of [1, 2]) await next(socket, 'wallBeat');
  expect(ends).toEqual([]);
});

test('rooms follow from role and unit; a wall screen and an administrator hear of no case', async () => {
  const id = async (login: string) => (await deeds.as(login)).id;
  const rooms = async (login: string) => [...(await listen(await session(login))).rooms].sort();
  expect(await rooms('shift')).toEqual(['centre', 'score', `user:${await id('shift')}`].sort());
  expect(await rooms(spot.unit)).toEqual(
    ['score', `unit:${spot.unit}`, `user:${await id(spot.unit)}`].sort(),
  );
  expect(await rooms(spot.trusted)).toEqual([`user:${await id(spot.trusted)}`]);
  expect(await rooms('admin')).toEqual([`user:${await id('admin')}`]);
  expect((await listen(await wallScreenOf(house.owner, base))).rooms).toEqual([]);
});

test('a hint reaches the unit whose case it is, and no other; nobody joins a room by asking', async () => {
  const [mine, other, centre] = await Promise.all(
    [spot.unit, OTHER_UNIT, 'shift'].map(async (login) => listen(await session(login))),
  );
  for (const word of ['join', 'subscribe', 'room', 'wallAgain', 'hello'])
    other!.socket.emit(word, 'centre', `unit:${spot.unit}`, 'wall');
  const first = await deeds.handled(spot);
  await until('the unit’s hint', async () => mine!.heard.includes(first));
  // What comes later has come to everybody who hears of it: the first case was not for the other unit.
  const second = await handledBy(OTHER_UNIT);
  await until('the other unit’s hint', async () => other!.heard.includes(second));
  expect(other!.heard).not.toContain(first);
  await until(
    'both at the centre',
    async () => centre!.heard.includes(first) && centre!.heard.includes(second),
  );
});

test('a dispatcher of a subdistrict hears of what is reported there, before any unit has it', async () => {
  const [mine, centre] = await Promise.all(
    [spot.unitDispatcher, 'shift'].map(async (login) => listen(await session(login))),
  );
  expect(mine!.rooms).toContain(`area:${spot.subdistrict}`);
  const elsewhere = (await findSpots(house.owner)).find((one) => one.subdistrict !== spot.subdistrict)!;
  const collector = await deeds.as(elsewhere.other);
  const there = (await deeds.report(collector, reportAt(elsewhere, {}))).id;
  await until('the centre’s hint', async () => centre!.heard.includes(there));
  const here = (await deeds.report(await deeds.as(spot.other), reportAt(spot, {}))).id;
  await until('the hint of the own subdistrict', async () => mine!.heard.includes(here));
  expect(mine!.heard).not.toContain(there);
});

test('a unit that assists hears of the case as the responsible one does', async () => {
  const [helper, marker] = await Promise.all(
    [ASSISTING, OTHER_UNIT].map(async (login) => listen(await session(login))),
  );
  const id = await deeds.handled(spot);
  await deeds.command(await deeds.as(spot.unit), id, 'return', { reason: 'not-ours' });
  await deeds.command(await deeds.as('dispatch'), id, 'dispatch', {
    unit: OTHER_UNIT,
    assisting: [ASSISTING],
    reason: 'both',
  });
  await until(
    'the assisting unit’s hint',
    async () => helper!.heard.includes(id) && marker!.heard.includes(id),
  );
});

const ENDINGS: readonly (readonly [string, (person: Client, login: string) => Promise<unknown>])[] = [
  ['logging out', (person) => person.call('logout', {})],
  [
    'being disabled',
    (_person, login) =>
      house.owner.query('UPDATE app_user SET disabled_at = now() WHERE login = $1', [login]),
  ],
  [
    'moving to another unit',
    (_person, login) =>
      house.owner.query('UPDATE app_user SET unit_code = $2 WHERE login = $1', [login, OTHER_UNIT]),
  ],
  [
    'the end of the session',
    (_person, login) =>
      house.owner.query(
        'UPDATE session SET expires_at = now() FROM app_user u WHERE u.id = user_id AND u.login = $1',
        [login],
      ),
  ],
];

test.each(ENDINGS)('after %s a socket hears nothing more', async (_what, end) => {
  const login = `${spot.unit}-head`;
  await house.owner.query('UPDATE app_user SET disabled_at = NULL, unit_code = $2 WHERE login = $1', [
    login,
    spot.unit,
  ]);
  const person = await session(login);
  const [leaving, staying] = [await listen(person), await listen(await session(spot.unit))];
  const before = await deeds.handled(spot);
  await until('a hint before', async () => leaving.heard.includes(before));
  const gone = next(leaving.socket, 'disconnect');
  await end(person, login);
  await gone;
  const after = await deeds.handled(spot);
  await until('the colleague’s hint', async () => staying.heard.includes(after));
  expect(leaving.heard).not.toContain(after);
});

test('a socket has the rights of a covered post only while it is covered', async () => {
  const [shift, second] = [await session('shift'), await session('supervise')];
  const holder = (await deeds.as('shift')).id;
  const from = Date.now() - 60_000;
  const absence = { id: v7(), post: 'shift-lead', holder, from, to: from + 86_400_000, planned: false };
  await shift.call('announceAbsence', absence);
  const before = await listen(second);
  const covered = next(before.socket, 'disconnect');
  await second.call('cover', { post: 'shift-lead' });
  await covered;
  const during = await listen(second);
  const over = next(during.socket, 'disconnect');
  await house.owner.query('UPDATE absence SET to_at = now() WHERE id = $1', [absence.id]);
  await over;
});

test('the event of a transaction that is held open while others commit is not skipped', async () => {
  const centre = await listen(await session('shift'));
  const [late, other, marker] = [
    await deeds.handled(spot),
    await deeds.handled(spot),
    await deeds.handled(spot),
  ];
  // What was written before the marker has been told with it or earlier.
  await until('the marker', async () => centre.heard.includes(marker));
  const shift = await deeds.as('shift');
  const slow = await house.owner.connect();
  try {
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash)
       SELECT case_id, seq + 1, 'noted', now(), now(), actor_id, actor_role, '{}', hash, hash FROM case_event WHERE case_id = $1 ORDER BY seq DESC LIMIT 1`,
      [late],
    );
    // Each of these is committed behind it and heard, look after look.
    for (let round = 1; round <= 12; round++) {
      centre.heard.length = 0;
      await deeds.command(shift, other, 'note', { text: `round ${round}` });
      await until(`round ${round}`, async () => centre.heard.includes(other));
      expect(centre.heard).not.toContain(late);
    }
    await slow.query('COMMIT');
  } finally {
    slow.release(true);
  }
  await until('the late event', async () => centre.heard.includes(late));
});

async function handledBy(unit: string): Promise<string> {
  const id = await deeds.handled(spot);
  await deeds.command(await deeds.as(spot.unit), id, 'return', { reason: 'not-ours' });
  await deeds.command(await deeds.as('dispatch'), id, 'dispatch', { unit, reason: 'theirs' });
  return id;
}
