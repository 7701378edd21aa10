import gcoord from 'gcoord';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportJob, MAX_IMPORT_BYTES } from '../../core/contract/api/adminImports.ts';
import type { EndpointInput } from '../../core/contract/api/endpoints.ts';
import type { Client } from '../client.ts';
import { openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, type Person, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let door: Door;
let admin: Client;
let person: Person;
let spot: Spot;
beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  person = await addPerson(house.owner, 'administrator');
  admin = await sessionOf(house.owner, door.base, person.login);
  [spot] = (await findSpots(house.owner)) as [Spot];
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

const sql = async (text: string, values: unknown[] = []) => (await house.owner.query(text, values)).rows;

async function sendPart(id: string, offset: number, bytes: Buffer): Promise<{ received: number }> {
  const form = new FormData();
  form.append('id', id);
  form.append('offset', String(offset));
  form.append('part', new Blob([new Uint8Array(bytes)]), 'part');
  const response = await fetch(`${door.base}/api/admin/imports/part`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'x-csrf': admin.csrf, origin: door.base },
    body: form,
  });
  return (await response.json()) as { received: number };
}

const SETTLED = ['checked', 'refused', 'done', 'failed'];
const settled = (id: string) =>
  until('the file to be read', async () => {
    const job = await admin.call('adminImport', { id });
    return SETTLED.includes(job.state) && job;
  });

/** Announces a file, sends it in two parts, and waits for its check. */
async function send(
  wish: Omit<EndpointInput<'startImport'>, 'bytes' | 'file'>,
  text: string,
): Promise<ImportJob> {
  const bytes = Buffer.from(text);
  const { id } = await admin.call('startImport', { ...wish, file: `${wish.what}.csv`, bytes: bytes.length });
  const half = Math.floor(bytes.length / 2);
  await sendPart(id, 0, bytes.subarray(0, half));
  expect(await sendPart(id, bytes.length, bytes)).toEqual({ received: half });
  await sendPart(id, half, bytes.subarray(half));
  return settled(id);
}
const take = async (id: string) => {
  await admin.call('takeImport', { id });
  return settled(id);
};
const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
const HEAD = 'code,zh,en,type,level';

test('a preview counts and keeps nothing; taken, all of it is there with versions, who and when', async () => {
  await admin.call('saveUnit', {
    code: 'gas',
    base: 0,
    zh: '燃气公司',
    en: 'Gas',
    shortZh: '燃气',
    shortEn: 'Gas',
    type: 'utility',
    level: 'private',
    commandDuty: false,
    neverResponsible: false,
    closed: false,
  });
  const text = csv(
    'code,zh,en,short_zh,short_en,type,level',
    'gas,燃气集团,Gas,燃气,Gas,utility,private',
    'heat,热力公司,Heat,热力,Heat,utility,private',
  );
  const checked = await send({ what: 'units' }, text);
  expect(checked).toMatchObject({
    state: 'checked',
    report: { rows: 2, refused: 0, added: 1, changed: 1, same: 0 },
  });
  expect(checked.report!.sample.map((row) => [row.code, row.change]).sort()).toEqual([
    ['gas', 'changed'],
    ['heat', 'new'],
  ]);
  expect(await sql("SELECT zh FROM unit WHERE code IN ('gas', 'heat')")).toEqual([{ zh: '燃气公司' }]);

  expect(await take(checked.id)).toMatchObject({ state: 'done', by: person.login });
  expect(await sql("SELECT code, zh FROM unit WHERE code IN ('gas', 'heat') ORDER BY code")).toEqual([
    { code: 'gas', zh: '燃气集团' },
    { code: 'heat', zh: '热力公司' },
  ]);
  expect(
    await sql(
      "SELECT key, version, created_by, note FROM record_version WHERE kind = 'unit' AND key IN ('gas', 'heat') ORDER BY key, version",
    ),
  ).toEqual([
    { key: 'gas', version: 1, created_by: person.id, note: '' },
    { key: 'gas', version: 2, created_by: person.id, note: 'units.csv' },
    { key: 'heat', version: 1, created_by: person.id, note: 'units.csv' },
  ]);
  expect(await sql("SELECT actor, source, result FROM audit WHERE what = 'import units'")).toEqual([
    { actor: person.id, source: 'units.csv', result: '1 added, 1 updated' },
  ]);
  // What was imported once is not imported again; the same file anew changes nothing.
  await expect(admin.call('takeImport', { id: checked.id })).rejects.toMatchObject({
    body: { error: { clause: '07.import.state' } },
  });
  const again = await send({ what: 'units' }, text);
  expect(again.report).toMatchObject({ added: 0, changed: 0, same: 2 });
  expect((await admin.call('adminUnits', {})).units.find(({ code }) => code === 'gas')?.version).toBe(2);
});

test('one wrong row refuses the whole file, each with row, field and reason; nothing can be taken', async () => {
  const job = await send(
    { what: 'units' },
    csv(HEAD, 'rail,铁路局,Rail,utility,private', ',无名,Nobody,utility,private', 'x,某,X,ministry,private'),
  );
  expect(job).toMatchObject({ state: 'refused', report: { rows: 3, refused: 2 } });
  expect(job.report!.faults.map(({ row, field }) => [row, field])).toEqual([
    [3, 'code'],
    [4, 'type'],
  ]);
  await expect(admin.call('takeImport', { id: job.id })).rejects.toMatchObject({ status: 422 });
  expect(await sql("SELECT FROM unit WHERE code = 'rail'")).toEqual([]);
  await admin.call('dropImport', { id: job.id });
  await expect(admin.call('adminImport', { id: job.id })).rejects.toMatchObject({ status: 404 });
});

test('a file in another coordinate system is checked again with it, without being sent again', async () => {
  const [lon, lat] = gcoord.transform([spot.lon, spot.lat], gcoord.WGS84, gcoord.BD09);
  const job = await send({ what: 'components' }, csv('code,lon,lat', `bd-1,${lon},${lat}`));
  expect(job).toMatchObject({ state: 'refused', report: { faults: [{ row: 0, field: 'target' }] } });
  await admin.call('checkImport', { id: job.id, system: 'bd09', target: MANHOLE });
  const checked = await settled(job.id);
  expect(checked).toMatchObject({ state: 'checked', report: { added: 1, target: MANHOLE } });
  await take(job.id);
  const [row] = await sql(
    "SELECT ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography) AS metres FROM component WHERE code = 'bd-1'",
    [spot.lon, spot.lat],
  );
  expect(row!.metres).toBeLessThan(1);
});

test('the preview of rules says which open cases would go to somebody else', async () => {
  const deeds = openDeeds(house);
  const id = await deeds.handled(spot);
  // Without a component on record the rules decide.
  await house.owner.query(`UPDATE cases SET state = jsonb_set(state, '{component}', 'null') WHERE id = $1`, [
    id,
  ]);
  const job = await send(
    { what: 'rules' },
    csv('kind,level,code,unit,order', 'component,minor,01002,commerce,-5'),
  );
  expect(job.report!.routing).toMatchObject({ changed: 1, moves: [{ to: 'commerce', cases: 1 }] });
  expect(await sql("SELECT FROM routing_rule WHERE code = '01002' AND unit_code = 'commerce'")).toEqual([]);
});

test('nobody takes the own account away by a file; whose rights change is logged out; passwords are shown once', async () => {
  const HEADS = 'login,name,role,unit';
  const own = await send({ what: 'users' }, csv(HEADS, `${person.login},Me,leader,`));
  expect(own.report!.faults).toMatchObject([{ row: 2, field: 'role' }]);
  const machine = await send({ what: 'users' }, csv(HEADS, 'robot,Robot,machine,'));
  expect(machine.report!.faults).toMatchObject([{ row: 2, field: 'role' }]);

  const other = await addPerson(house.owner, 'evaluator');
  const before = await sessionOf(house.owner, door.base, other.login);
  const job = await send(
    { what: 'users' },
    csv(HEADS, `${other.login},Other,leader,`, 'newcomer,New Comer,leader,'),
  );
  expect(job.report).toMatchObject({ added: 1, changed: 1 });
  await take(job.id);
  expect((await before.call('me', {})).user).toBeNull();
  expect((await admin.call('adminImports', {})).withoutPassword).toBe(1);
  const { people } = await admin.call('firstPasswords', {});
  expect(people.map(({ login }) => login)).toEqual(['newcomer']);
  expect((await admin.call('adminImports', {})).withoutPassword).toBe(0);
  const kept = JSON.stringify(await sql('SELECT * FROM import_job, audit'));
  expect(kept).not.toContain(people[0]!.secret);
});

test('what is too large is refused before a byte is sent, with the limit in words', async () => {
  await expect(
    admin.call('startImport', { what: 'components', file: 'all.geojson', bytes: MAX_IMPORT_BYTES + 1 }),
  ).rejects.toMatchObject({ status: 413, body: { error: { message: expect.stringContaining('500 MB') } } });
});

test('a reading that fell silent is begun anew by another process, and done once', async () => {
  const job = await send({ what: 'units' }, csv(HEAD, 'silent,静,Silent,utility,private'));
  await house.owner.query(
    `UPDATE import_job SET state = 'importing', tries = 1, heard_at = now() - interval '5 minutes' WHERE id = $1`,
    [job.id],
  );
  await send({ what: 'units' }, csv(HEAD, 'other,另,Other,utility,private'));
  expect((await settled(job.id)).state).toBe('done');
  expect(await sql("SELECT code FROM unit WHERE code = 'silent'")).toHaveLength(1);
});
