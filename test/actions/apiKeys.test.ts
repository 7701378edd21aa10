import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../core/contract/api/endpoints.ts';
import type { Client } from '../client.ts';
import { addPerson, type Door, openDoor, type Person, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

let house: TestHouse;
let door: Door;
let admin: Client;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  person = await addPerson(house.owner, 'administrator');
  admin = await sessionOf(house.owner, door.base, person.login);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const ask = async (path: string, key: string) =>
  (await fetch(`${door.base}${path}`, { headers: { authorization: `Bearer ${key}` } })).status;

test('a key opens what its scope is for and nothing else, until it is revoked; only its hash is kept', async () => {
  const { rows } = await house.owner.query(
    `INSERT INTO period (chain, name, from_at, to_at) VALUES ('month', '2020-01', '2019-12-31T16:00Z', '2020-01-31T16:00Z') RETURNING id`,
  );
  const data = `${ENDPOINTS.openData.path}?period=${rows[0].id}&format=csv`;
  const { id, secret } = await admin.call('createApiKey', { name: 'Open data portal', scopes: ['export'] });
  const listed = async () => (await admin.call('adminApiKeys', {})).keys.find((one) => one.id === id)!;
  expect(await listed()).toMatchObject({ name: 'Open data portal', by: person.login, seenAt: null });

  const without = await fetch(`${door.base}${data}`);
  expect(without.status).toBe(401);
  expect(await ask(data, secret)).toBe(200);
  expect((await listed()).seenAt).toBeGreaterThan(0);
  // Every other door takes the key for a stranger's, whoever may use it.
  for (const { method, path, right, scope } of Object.values(ENDPOINTS) as (typeof ENDPOINTS.openData)[])
    if (method === 'GET' && scope === undefined && (right as unknown) !== 'public')
      expect([path, await ask(path.replace(/:\w+/g, id), secret)]).toEqual([path, 401]);
  const { rows: kept } = await house.owner.query('SELECT row_to_json(k)::text AS row FROM api_key k');
  expect(kept.map(({ row }) => row).join()).not.toContain(secret);

  await admin.call('revokeApiKey', { id });
  expect(await ask(data, secret)).toBe(401);
  expect(await listed()).toMatchObject({ revokedBy: person.login });
  await expect(admin.call('revokeApiKey', { id })).rejects.toMatchObject({ status: 404 });
  const { rows: audit } = await house.owner.query(
    `SELECT what, actor FROM audit WHERE target = $1 ORDER BY id`,
    [id],
  );
  expect(audit).toEqual([
    { what: 'create-api-key', actor: person.id },
    { what: 'revoke-api-key', actor: person.id },
  ]);
});

test('wrong keys are slowed down per address', async () => {
  const answers: number[] = [];
  for (let i = 0; i < 40; i++)
    answers.push(await ask(`${ENDPOINTS.openData.path}?period=1&format=csv`, `${'x'.repeat(40)}${i}`));
  expect(answers[0]).toBe(401);
  expect(answers.at(-1)).toBe(429);
});
