import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstStart } from '../../db/demo/seed.ts';
import { client } from '../client.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, PASSWORD, type TestHouse } from '../house.ts';

let house: TestHouse;
let door: Door;
/** Guesses are counted by address: each test comes from its own. */
let addresses = 0;
const fromAnywhere = () => `198.51.100.${++addresses}`;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house, { TRUST_PROXY: '1' });
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

function logIn(login: string, password: string, address: string, more: Record<string, string> = {}) {
  return fetch(`${door.base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: door.base, 'x-forwarded-for': address, ...more },
    body: JSON.stringify({ login, password }),
  });
}

const whoAmI = async (cookie: string) =>
  (
    (await (await fetch(`${door.base}/api/me`, { headers: { cookie } })).json()) as {
      user: { login: string } | null;
    }
  ).user?.login ?? null;
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]!.split(';')[0]!;

test('the cookie is closed to scripts and other sites, and bound to the host over HTTPS', async () => {
  const plain = await logIn('shift', PASSWORD, fromAnywhere());
  expect(plain.headers.getSetCookie()[0]).toMatch(
    /^city-session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  );
  const secure = await logIn('shift', PASSWORD, fromAnywhere(), { 'x-forwarded-proto': 'https' });
  expect(secure.headers.getSetCookie()[0]).toMatch(
    /^__Host-session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  const { rows } = await house.owner.query('SELECT token_hash FROM session');
  const token = cookieOf(plain).split('=')[1]!;
  expect(
    rows.some((row) => row.token_hash.toString('base64url') === token || row.token_hash.toString() === token),
  ).toBe(false);
});

test('a wrong password and an unknown name are answered alike, in words and in work', async () => {
  const address = fromAnywhere();
  const timed = async (login: string) => {
    const begun = performance.now();
    const response = await logIn(login, 'not-the-password', address);
    return {
      ms: performance.now() - begun,
      status: response.status,
      body: await response.json(),
      cookies: response.headers.getSetCookie(),
    };
  };
  const answers = { known: [] as number[], unknown: [] as number[] };
  for (let i = 0; i < 4; i++) {
    const [known, unknown] = [await timed('shift'), await timed('nobody-of-that-name')];
    expect({ ...known, ms: 0 }).toEqual({ ...unknown, ms: 0 });
    expect(known).toMatchObject({ status: 401, cookies: [] });
    answers.known.push(known.ms);
    answers.unknown.push(unknown.ms);
  }
  // The password of nobody is hashed as well: without that the unknown name is many times faster.
  const ratio = Math.min(...answers.unknown) / Math.min(...answers.known);
  expect(ratio).toBeGreaterThan(0.4);
});

test('guessing is slowed down for the guesser, and nobody is locked out from elsewhere', async () => {
  const [guesser, owner] = [fromAnywhere(), fromAnywhere()];
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await logIn('intake', `guess-${i}`, guesser)).status);
  expect(statuses).toEqual([...Array(8).fill(401), ...Array(4).fill(429)]);
  const right = await logIn('intake', PASSWORD, guesser);
  expect([right.status, (await right.json()).error.code]).toEqual([429, 'too-many']);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await logIn('intake', PASSWORD, owner)).status).toBe(200);
});

test('trying one password on many names from one address is slowed down too', async () => {
  const address = fromAnywhere();
  const statuses = await Promise.all(
    Array.from({ length: 70 }, async (_, i) => (await logIn(`name-${i}`, 'spring2026', address)).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});

test('each login has a session of its own, and the one that the browser held before ends', async () => {
  const address = fromAnywhere();
  const held = cookieOf(await logIn('dispatch', PASSWORD, address));
  expect(await whoAmI(held)).toBe('dispatch');
  const next = await logIn('supervise', PASSWORD, address, { cookie: held });
  expect(cookieOf(next)).not.toBe(held);
  expect(await whoAmI(cookieOf(next))).toBe('supervise');
  expect(await whoAmI(held)).toBeNull();
  // A cookie that an attacker chose is never taken over.
  const chosen = `city-session=${'a'.repeat(43)}`;
  const fresh = await logIn('supervise', PASSWORD, address, { cookie: chosen });
  expect(cookieOf(fresh)).not.toBe(chosen);
  expect(await whoAmI(chosen)).toBeNull();
});

test('after logout, the end of its time or of the account a session opens nothing', async () => {
  const fresh = () => sessionOf(house.owner, door.base, 'evaluate');
  const out = await fresh();
  await out.call('logout', {});
  const [late, disabled] = [await fresh(), await fresh()];
  await house.owner.query(`UPDATE session SET expires_at = now() - interval '1 second' WHERE csrf = $1`, [
    late.csrf,
  ]);
  for (const dead of [out, late]) {
    expect(await whoAmI(dead.cookie)).toBeNull();
    await expect(dead.call('counts', {})).rejects.toMatchObject({ status: 401 });
    await expect(dead.call('logout', {})).rejects.toMatchObject({ status: 401 });
  }
  expect(await whoAmI(disabled.cookie)).toBe('evaluate');
  await house.owner.query(`UPDATE app_user SET disabled_at = now() WHERE login = 'evaluate'`);
  await expect(disabled.call('counts', {})).rejects.toMatchObject({ status: 401 });
  expect((await logIn('evaluate', PASSWORD, fromAnywhere())).status).toBe(401);
});

test('another person’s token does not fit one’s own session', async () => {
  const [one, other] = [
    await sessionOf(house.owner, door.base, 'shift'),
    await sessionOf(house.owner, door.base, 'intake'),
  ];
  await expect(client(door.base, one.cookie, other.csrf).call('logout', {})).rejects.toMatchObject({
    status: 403,
    body: { error: { clause: 'csrf' } },
  });
  expect(await whoAmI(one.cookie)).toBe('shift');
});

test('logins are in the audit with their result and without the password or a name that nobody has', async () => {
  const address = fromAnywhere();
  await logIn('office', PASSWORD, address);
  await logIn('office', 'my-secret-guess', address);
  await logIn('typed-password-as-name', 'x', address);
  const { rows } = await house.owner.query(
    'SELECT actor, what, result, source FROM audit WHERE source = $1 ORDER BY id',
    [address],
  );
  expect(rows.map(({ what, result }) => [what, result])).toEqual([
    ['login', 'ok'],
    ['login', 'refused'],
    ['login', 'refused'],
  ]);
  expect(rows[0].actor).toBe(rows[1].actor);
  expect(JSON.stringify(rows)).not.toMatch(/secret|typed-password|test-password/);
});

test('the first administrator’s password opens nothing but the choice of another one', async () => {
  const empty = await openTestHouse({ city: 'empty' });
  const entry = await openDoor(empty);
  try {
    const { name, password } = (await firstStart(empty.owner))![0]!;
    const come = (given: string, newPassword?: string) =>
      fetch(`${entry.base}/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: entry.base },
        body: JSON.stringify({ login: name, password: given, newPassword }),
      });
    for (const refused of [await come(password), await come(password, password)]) {
      expect(refused.headers.getSetCookie()).toEqual([]);
      expect(await refused.json()).toMatchObject({ error: { clause: 'login.change' } });
    }
    expect((await come(password, 'short')).status).toBe(400);
    const own = 'a long one of my own';
    expect((await come(password, own)).headers.getSetCookie()).toHaveLength(1);
    expect((await come(password)).status).toBe(401);
    expect((await come(own)).headers.getSetCookie()).toHaveLength(1);
  } finally {
    await entry.close();
    await empty.close();
  }
});
