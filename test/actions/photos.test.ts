import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, type Spot } from '../spots.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let collector: Client;
let shift: Client;
let unit: Client;
let otherUnit: Client;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  const person = (login: string) => sessionOf(house.owner, door.base, login);
  [collector, shift, unit, otherUnit] = await Promise.all([
    person(spot.trusted),
    person('shift'),
    person(spot.unit),
    person('transport'),
  ]);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

/** Every file below the data folder. */
async function files(): Promise<string[]> {
  const all = await readdir(house.dataDir, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function kept(): Promise<{ photos: number; originals: number; files: number }> {
  const { rows } = await house.owner.query(
    'SELECT (SELECT count(*)::int FROM photo) AS photos, (SELECT count(*)::int FROM photo_original) AS originals',
  );
  return { ...rows[0], files: (await files()).length };
}

const get = (who: Client | null, hash: string, size = 'full') =>
  fetch(`${door.base}/api/photos/${hash}?size=${size}`, { headers: who ? { cookie: who.cookie } : {} });

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
);
const REFUSED: readonly (readonly [string, () => Promise<Buffer> | Buffer, number, string])[] = [
  ['empty', () => Buffer.alloc(0), 415, 'not-a-photo'],
  ['30 MB', () => Buffer.alloc(30 * 1024 * 1024, 0xff), 413, 'too-large'],
  ['one byte over 20 MB', () => Buffer.alloc(20 * 1024 * 1024 + 1, 0xff), 413, 'too-large'],
  ['text', () => Buffer.from('this is no photo'), 415, 'not-a-photo'],
  ['SVG', () => svg, 415, 'not-a-photo'],
  ['HTML', () => Buffer.from('<html><script>alert(1)</script></html>'), 415, 'not-a-photo'],
  ['PDF', () => Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj'), 415, 'not-a-photo'],
  [
    'a GIF',
    () =>
      sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
        .gif()
        .toBuffer(),
    415,
    'not-a-photo',
  ],
  [
    'half a JPEG',
    async () => (await picture({ width: 900, height: 900 })).subarray(0, 1_500),
    415,
    'not-a-photo',
  ],
  [
    'only the beginning of a JPEG',
    () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]),
    415,
    'not-a-photo',
  ],
  [
    'a PNG of 14,000 by 14,000',
    () =>
      sharp({ create: { width: 14_000, height: 14_000, channels: 3, background: '#000' } })
        .png({ compressionLevel: 9 })
        .toBuffer(),
    415,
    'not-a-photo',
  ],
];

test.each(REFUSED)(
  'an upload that is %s gets one clear answer and leaves nothing',
  async (_what, make, status, code) => {
    const before = await kept();
    const bytes = await make();
    await expect(collector.upload(bytes)).rejects.toMatchObject({
      status,
      body: { error: { code, message: expect.stringMatching(/Nothing was stored/) } },
    });
    expect(await kept()).toEqual(before);
    expect((await get(collector, hashOfBytes(bytes))).status).toBe(404);
  },
);

test('a photo that arrived changed, under another name, or without a file is refused', async () => {
  const before = await kept();
  await expect(collector.upload(await picture(), hashOfBytes(Buffer.from('other')))).rejects.toMatchObject({
    status: 400,
    body: { error: { clause: 'photo.hash' } },
  });
  await expect(collector.upload(await picture(), '../../x')).rejects.toMatchObject({ status: 400 });
  const form = new FormData();
  form.set('hash', hashOfBytes(Buffer.from('x')));
  const bare = await fetch(`${door.base}/api/photos`, {
    method: 'POST',
    headers: { cookie: collector.cookie, 'x-csrf': collector.csrf, origin: door.base },
    body: form,
  });
  expect(bare.status).toBe(415);
  expect(await kept()).toEqual(before);
});

test('a stranger’s 30 MB are refused for the stranger, not for their size', async () => {
  const form = new FormData();
  form.set('photo', new Blob([new Uint8Array(30 * 1024 * 1024)]), 'photo.jpg');
  const response = await fetch(`${door.base}/api/photos`, {
    method: 'POST',
    headers: { origin: door.base },
    body: form,
  });
  expect(response.status).toBe(401);
});

test('sent twice, also at once, it is stored once', async () => {
  const bytes = await picture();
  const before = await kept();
  const answers = await Promise.all(Array.from({ length: 4 }, () => collector.upload(bytes)));
  expect(new Set(answers)).toEqual(new Set([hashOfBytes(bytes)]));
  await collector.upload(bytes);
  expect(await kept()).toEqual({
    photos: before.photos + 1,
    originals: before.originals + 1,
    files: before.files + 2,
  });
});

test('where it was taken and by what stays in the evidence and is in nothing that is served', async () => {
  const bytes = await picture({ gps: { lon: 103.7654, lat: 36.0543 }, width: 900, height: 700 });
  expect(bytes.includes('Secret Model')).toBe(true);
  const hash = await collector.upload(bytes);
  const { rows } = await house.owner.query(
    `SELECT lon, lat, metadata, bytes, mime FROM photo_original WHERE hash = decode($1, 'hex')`,
    [hash],
  );
  expect(rows[0]).toMatchObject({
    mime: 'image/jpeg',
    bytes: bytes.length,
    metadata: { model: 'Secret Model' },
  });
  expect(rows[0].lon).toBeCloseTo(103.7654, 4);
  expect(rows[0].lat).toBeCloseTo(36.0543, 4);
  for (const size of ['full', 'thumb']) {
    const served = Buffer.from(await (await get(collector, hash, size)).arrayBuffer());
    const { exif, xmp, iptc, icc, format } = await sharp(served).metadata();
    expect({ size, exif, xmp, iptc, format, icc: icc?.length ?? 0 }).toMatchObject({
      size,
      exif: undefined,
      xmp: undefined,
      iptc: undefined,
      format: 'jpeg',
    });
    for (const secret of ['Secret Model', 'Exif', 'GPS']) expect(served.includes(secret)).toBe(false);
  }
});

test('a picture with a page behind it is served without the page', async () => {
  const bytes = Buffer.concat([
    await picture({ width: 64, height: 64 }),
    Buffer.from('<script>alert(document.cookie)</script>'),
  ]);
  const hash = await collector.upload(bytes);
  const response = await get(collector, hash);
  expect(Buffer.from(await response.arrayBuffer()).includes('script')).toBe(false);
  expect(
    Object.fromEntries(
      ['content-type', 'cache-control', 'x-content-type-options'].map((name) => [
        name,
        response.headers.get(name),
      ]),
    ),
  ).toEqual({
    'content-type': 'image/jpeg',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('files lie under names of their own outside of what is served, nothing of the original beside them', async () => {
  const bytes = await picture();
  const before = new Set(await files());
  const hash = await collector.upload(bytes);
  const added = (await files()).filter((file) => !before.has(file));
  expect(added).toHaveLength(2);
  for (const file of added) {
    expect(file).not.toContain(hash);
    expect((await readFile(file)).equals(bytes)).toBe(false);
    // Other logins of the machine see nothing of them.
    expect((await stat(path.dirname(file))).mode & 0o077).toBe(0);
  }
  const answers = await Promise.all(
    added.map((file) =>
      fetch(`${door.base}/${path.relative(house.dataDir, file)}`, { headers: { cookie: shift.cookie } }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual([404, 404]);
});

test('a photo is for who sees a case that names it, and for who took it; for others it does not exist', async () => {
  const mine = await unit.upload(await picture());
  const id = await deeds.handled(spot);
  const before = await collector.upload(await picture());
  const statuses = async (hash: string) =>
    Promise.all([unit, otherUnit, collector, shift, null].map(async (who) => (await get(who, hash)).status));
  // Not yet named by a case: only who took it.
  expect(await statuses(mine)).toEqual([200, 404, 404, 404, 401]);
  await unit.command(id, 'feedback', { photos: [mine] });
  // The case is open in the collector's own beat.
  expect(await statuses(mine)).toEqual([200, 404, 200, 200, 401]);
  await collector.report(reportAt(spot, { photos: [before] }));
  expect(await statuses(before)).toEqual([404, 404, 200, 200, 401]);
  const [foreign, absent] = await Promise.all(
    [get(otherUnit, mine), get(otherUnit, '0'.repeat(64))].map(async (answer) => (await answer).json()),
  );
  expect(foreign).toEqual(absent);
});

test('a photo whose file is lost is the server’s fault, and said so', async () => {
  const hash = await unit.upload(await picture());
  const { rows } = await house.owner.query(`SELECT file FROM photo WHERE hash = decode($1, 'hex')`, [hash]);
  await rm(path.join(house.dataDir, 'photos', rows[0].file));
  const answer = await get(unit, hash);
  expect(answer.status).toBe(500);
  expect((await answer.json()).error).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('missing on the server'),
  });
});

test('a photo used before, or taken far from the case, is flagged for the checker', async () => {
  const [first, second] = [await deeds.handled(spot), await deeds.handled(spot)];
  const reused = await unit.upload(await picture());
  const far = await unit.upload(await picture({ gps: { lon: spot.lon + 0.2, lat: spot.lat } }));
  await unit.command(first, 'feedback', { photos: [reused] });
  await unit.command(second, 'feedback', { photos: [reused, far] });
  const { rows } = await house.owner.query(
    `SELECT payload FROM case_event WHERE case_id = $1 AND type = 'feedback'`,
    [second],
  );
  expect(rows[0].payload.reused).toEqual([reused]);
  expect(rows[0].payload.farM).toBeGreaterThan(15_000);
});

/** As a browser records: a WebM head, then what was said. */
function recording(bytes = 3_000): Buffer {
  const head = Buffer.from(
    '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701',
    'hex',
  );
  return Buffer.concat([head, randomBytes(bytes)]);
}

async function sendInParts(who: Client, bytes: Buffer, step = 1_024 * 1_024): Promise<Response> {
  const hash = hashOfBytes(bytes);
  for (let offset = 0; ; offset += step) {
    const form = new FormData();
    form.set('offset', String(offset));
    form.set('total', String(bytes.length));
    form.set('part', new Blob([new Uint8Array(bytes.subarray(offset, offset + step))]), 'part');
    const answer = await fetch(`${door.base}/api/photos/${hash}/parts`, {
      method: 'POST',
      headers: { cookie: who.cookie, 'x-csrf': who.csrf, origin: door.base },
      body: form,
    });
    if (!answer.ok || offset + step >= bytes.length) return answer;
  }
}

const play = (who: Client, id: string) =>
  fetch(`${door.base}/api/cases/${id}/voice`, { headers: { cookie: who.cookie } });

test('a voice note comes in parts, is played to whoever sees the case, and to nobody else', async () => {
  const said = recording();
  const voice = { hash: hashOfBytes(said), ms: 12_000 };
  const report = reportAt(spot, { voice });
  await collector.report(report);
  expect((await shift.call('caseDetail', { id: report.id })).voice).toEqual({ ms: 12_000, arrived: false });
  expect((await play(shift, report.id)).status).toBe(404);
  expect(await collector.call('receipt', { key: report.id, photos: voice.hash })).toMatchObject({
    photos: [],
  });
  await sendInParts(collector, said, 1_000);
  expect(await collector.call('receipt', { key: report.id, photos: voice.hash })).toMatchObject({
    photos: [voice.hash],
  });
  const detail = await shift.call('caseDetail', { id: report.id });
  expect(detail.voice).toEqual({ ms: 12_000, arrived: true });
  // It is no photo: nobody waits for it, nobody sees it among them.
  expect(detail.photos).toEqual([]);
  const played = await play(shift, report.id);
  expect([played.headers.get('content-type'), played.headers.get('x-content-type-options')]).toEqual([
    'audio/webm',
    'nosniff',
  ]);
  expect(Buffer.from(await played.arrayBuffer()).equals(said)).toBe(true);
  expect((await play(otherUnit, report.id)).status).toBe(404);
  // The same key with another voice note is another report.
  await expect(
    collector.report({ ...report, voice: { ...voice, hash: hashOfBytes(Buffer.from('else')) } }),
  ).rejects.toMatchObject({ status: 409 });
});

test('who only knows the hash of a voice note opens nothing with it; one that is too long is not kept', async () => {
  const said = recording();
  const voice = { hash: hashOfBytes(said), ms: 1_000 };
  await collector.report(reportAt(spot, { voice }));
  await sendInParts(collector, said);
  const [, elsewhere] = await findSpots(house.owner);
  const other = await sessionOf(house.owner, door.base, elsewhere!.trusted);
  const stolen = reportAt(elsewhere!, { voice });
  await other.report(stolen);
  expect((await play(other, stolen.id)).status).toBe(404);
  expect(await other.call('photoParts', { hash: voice.hash })).toMatchObject({ stored: false });
  const before = await kept();
  const long = recording(2 * 1024 * 1024);
  expect((await sendInParts(collector, long)).status).toBe(413);
  expect(await kept()).toEqual(before);
});
