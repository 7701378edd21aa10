import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonContent } from '../../core/contract/api/adminPeople.ts';
import type { Client } from '../client.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

let house: TestHouse;
let door: Door;
let admin: Client;
let adminId: string;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  const { login, id } = await addPerson(house.owner, 'administrator');
  adminId = id;
  admin = await sessionOf(house.owner, door.base, login);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const liaison = { name: 'Wang Wei', role: 'liaison', unit: 'water' } as const;
const passwordFits = async (login: string, secret: string) => {
  const { rows } = await house.owner.query('SELECT password_hash FROM app_user WHERE login = $1', [login]);
  return verify(rows[0].password_hash, secret);
};
const find = async (q: string) => (await admin.call('adminPeople', { q })).people[0]!;
const contentOf = ({ name, role, unit, areas, beat, trusted, disabled }: PersonContent) => ({
  name,
  role,
  unit,
  areas: [...areas],
  beat,
  trusted,
  disabled,
});

test('a person is made with a password that is shown once and kept nowhere', async () => {
  const { id, secret } = await admin.call('createPerson', { login: 'wang.wei', ...liaison });
  expect(await passwordFits('wang.wei', secret)).toBe(true);
  expect(await find('wang.wei')).toMatchObject({ id, ...liaison, version: 1, disabled: false });
  const { rows } = await house.owner.query(
    `SELECT count(*) AS n FROM (SELECT answer::text AS t FROM idempotency UNION ALL SELECT data::text FROM record_version
       UNION ALL SELECT concat(what, target, result) FROM audit) kept WHERE strpos(t, $1) > 0`,
    [secret],
  );
  expect(rows).toEqual([{ n: 0 }]);
  const again = await admin.call('resetPassword', { id });
  expect([await passwordFits('wang.wei', secret), await passwordFits('wang.wei', again.secret)]).toEqual([
    false,
    true,
  ]);
});

test('a taken user name, a role without its unit, a unit that is none, a machine as a person: refused', async () => {
  for (const wish of [
    { login: 'WATER', ...liaison },
    { login: 'new-one', ...liaison, unit: null },
    { login: 'new-one', ...liaison, unit: 'nowhere' },
    { login: 'new one', ...liaison },
    { login: 'new-one', ...liaison, role: 'machine' as 'liaison' },
  ])
    await expect(admin.call('createPerson', wish)).rejects.toMatchObject({
      status: expect.toSatisfy((status) => status === 422 || status === 400),
    });
  expect((await admin.call('adminPeople', { q: 'new' })).total).toBe(0);
});

test('who is disabled or gets another role is logged out at once', async () => {
  const { login } = await addPerson(house.owner, 'shift-lead');
  const person = await find(login);
  const session = await sessionOf(house.owner, door.base, login);
  await session.call('counts', {});
  const wish = { ...contentOf(person), id: person.id, base: 1, disabled: true };
  expect(await admin.call('savePerson', wish)).toMatchObject({ version: 2 });
  await expect(session.call('counts', {})).rejects.toMatchObject({ status: 401 });
  await expect(admin.call('savePerson', wish)).rejects.toMatchObject({ status: 409 });
  await admin.call('savePerson', { ...wish, base: 2, disabled: false });
  const back = await sessionOf(house.owner, door.base, login);
  await admin.call('savePerson', { ...wish, base: 3, disabled: false, role: 'dispatcher' });
  await expect(back.call('counts', {})).rejects.toMatchObject({ status: 401 });
});

test('nobody takes the office from themselves, and the last administrator stays', async () => {
  const { rows } = await house.owner.query('SELECT login FROM app_user WHERE id = $1', [adminId]);
  const own = await find(rows[0].login);
  await expect(
    admin.call('savePerson', { ...contentOf(own), id: own.id, base: 1, disabled: true }),
  ).rejects.toMatchObject({ body: { error: { clause: '07.self' } } });
  const other = await addPerson(house.owner, 'administrator');
  const colleague = await sessionOf(house.owner, door.base, other.login);
  await house.owner.query(
    `UPDATE app_user SET disabled_at = now() WHERE role = 'administrator' AND id NOT IN ($1, $2)`,
    [adminId, other.id],
  );
  // Both take the office from each other at once: one of them keeps it.
  const theirs = await find(other.login);
  const both = await Promise.allSettled([
    admin.call('savePerson', { ...contentOf(theirs), id: theirs.id, base: 1, disabled: true }),
    colleague.call('savePerson', { ...contentOf(own), id: own.id, base: 1, disabled: true }),
  ]);
  expect(both.map((one) => one.status)).toContain('fulfilled');
  const living = await house.owner.query(
    `SELECT count(*) AS n FROM app_user WHERE role = 'administrator' AND disabled_at IS NULL`,
  );
  expect(living.rows).toEqual([{ n: 1 }]);
  await house.owner.query('UPDATE app_user SET disabled_at = NULL WHERE id = $1', [adminId]);
  admin = await sessionOf(house.owner, door.base, rows[0].login);
});

test('a closed unit is not routed to; opening it again is a new version', async () => {
  const water = (await admin.call('adminUnits', {})).units.find((unit) => unit.code === 'water')!;
  expect(water.rules).toBeGreaterThan(0);
  const { version, people: _p, liaisons: _l, openCases: _o, rules: _r, ...unit } = water;
  await admin.call('saveUnit', { ...unit, base: version, closed: true, note: 'merged' });
  const { rules } = await admin.call('adminRules', {});
  const own = rules.find((rule) => rule.unit === 'water')!;
  const { report } = await admin.call('adminRules', {});
  expect(report.unreachable).toContainEqual({ ruleId: String(own.id), why: 'unit-closed', by: [] });
  await expect(admin.call('saveUnit', { ...unit, base: version, closed: true })).rejects.toMatchObject({
    status: 409,
  });
  expect(await admin.call('saveUnit', { ...unit, base: version + 1, closed: false })).toMatchObject({
    version: version + 2,
  });
  const made = { ...unit, code: 'new-unit', base: 0 };
  expect(await admin.call('saveUnit', made)).toMatchObject({ version: 1 });
  await expect(admin.call('saveUnit', made)).rejects.toMatchObject({ status: 409 });
});

test('a wall key opens one screen once, and revoked it shows nothing', async () => {
  const { id, secret } = await admin.call('createWallKey', { name: 'Hall' });
  const exchange = (key: string) =>
    fetch(`${door.base}/api/wall/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: door.base },
      body: JSON.stringify({ key }),
    });
  const first = await exchange(secret);
  expect(first.status).toBe(200);
  expect((await exchange(secret)).status).toBe(403);
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  const ground = () => fetch(`${door.base}/api/wall/ground`, { headers: { cookie } });
  expect((await ground()).status).toBe(200);
  const [key] = (await admin.call('adminWallKeys', {})).keys;
  expect(key).toMatchObject({ id, name: 'Hall', revokedAt: null });
  expect(key?.exchangedAt).not.toBeNull();
  expect(JSON.stringify(key)).not.toContain(secret);
  await admin.call('revokeWallKey', { id });
  expect((await ground()).status).toBe(401);
  await expect(admin.call('revokeWallKey', { id })).rejects.toMatchObject({ status: 404 });
});
