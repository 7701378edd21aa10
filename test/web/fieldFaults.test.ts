import { createHash } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { type Browser, chromium } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from '../city.ts';
import { type FieldLine, openFieldLine, seeded } from '../fieldLine.ts';
import { CHROMIUM, FLAGS, leftOn, outboxOf, photosOn, signInOnPhone } from '../fieldPhones.ts';
import { type Part, startPart } from '../parts.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

/** `FIELD_REPORTS=500 npm test -- test/web/fieldFaults.test.ts` is the full run; fewer in each other, the same faults. */
const REPORTS = Number(process.env.FIELD_REPORTS ?? 60);
const PHONES = 5;
const SEED = Number(process.env.FIELD_SEED ?? 20_261_122);
const PICTURES = 20;

let city: City;
let line: FieldLine;
let browser: Browser;
let server: Part;
const random = seeded(SEED);

beforeAll(async () => {
  city = await openCity();
  server = city.server;
  line = await openFieldLine(server.port, random);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});
afterAll(async () => {
  await browser?.close();
  await line?.stop();
  await server?.kill();
  await city?.stop();
});

/** Queues reports as the page does: photos and items in one transaction of the phone's database. */
async function queue(page: Page, spot: Spot, pictures: readonly Buffer[], count: number): Promise<void> {
  const reports = Array.from({ length: count }, (_, n) => {
    // Each phone's report has bytes of its own: what follows the end of a JPEG is no part of the picture.
    const bytes = Buffer.concat([pictures[n % pictures.length]!, Buffer.from(v7())]);
    return {
      id: v7(),
      hash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.toString('base64'),
    };
  });
  await page.evaluate(
    async ({ reports, spot }) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('field');
        open.onsuccess = () => resolve(open.result);
      });
      const me = await new Promise<{ value: { user: { id: string; name: string } } }>((resolve) => {
        const get = db.transaction('kept').objectStore('kept').get('me');
        get.onsuccess = () => resolve(get.result);
      });
      const { id: userId, name: userName } = me.value.user;
      const tx = db.transaction(['items', 'photos'], 'readwrite');
      for (const { id, hash, bytes } of reports) {
        const data = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)).buffer;
        tx.objectStore('photos').put({
          hash,
          userId,
          data,
          type: 'image/jpeg',
          thumb: null,
          width: 1,
          height: 1,
          takenAt: null,
          lon: null,
          lat: null,
        });
        tx.objectStore('items').add({
          id,
          userId,
          userName,
          deviceAt: Date.now(),
          observedAt: null,
          thumb: null,
          deed: {
            kind: 'report',
            body: {
              categoryKey: spot.categoryKey,
              conditionKey: null,
              place: { lon: spot.lon, lat: spot.lat, accuracyM: 6, address: null },
              component: spot.component,
            },
          },
          label: { categoryKey: spot.categoryKey, conditionKey: null, address: null, number: null },
          photos: [{ hash, bytes: data.byteLength, received: 0, stored: false }],
          stage: 'text',
          refused: null,
          trouble: null,
          tries: 0,
          nextAt: 0,
          caseNumber: null,
          sentAt: null,
        });
      }
      await new Promise((done) => {
        tx.oncomplete = done;
      });
      db.close();
      new BroadcastChannel('field-outbox').postMessage('changed');
    },
    { reports, spot },
  );
}

async function phoneAt(spot: Spot, login: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    geolocation: { longitude: spot.lon, latitude: spot.lat, accuracy: 6 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  await signInOnPhone(page, line.base, login);
  return { context, page };
}

test(
  `${REPORTS} reports of ${PHONES} phones over a line that flaps and loses answers: each exactly one case, hashes equal (seed ${SEED})`,
  async () => {
    const spots = await findSpots(city.house.owner, MANHOLE, 3);
    const { rows: collectors } = await city.house.owner.query<{ login: string }>(
      "SELECT login FROM app_user WHERE role = 'collector' ORDER BY login LIMIT $1",
      [PHONES],
    );
    const phones: { context: BrowserContext; page: Page }[] = [];
    for (const [n, { login }] of collectors.entries())
      phones.push(await phoneAt(spots[n % spots.length]!, login));
    const pictures = await Promise.all(
      Array.from({ length: PICTURES }, () => picture({ width: 640, height: 480, noisy: true })),
    );
    line.setUp(false);
    for (const [n, { page }] of phones.entries())
      await queue(page, spots[n % spots.length]!, pictures, REPORTS / PHONES);

    // Off and on every second, one answer in twelve lost after the work was done; the server is killed and comes back.
    line.loseShare(1 / 12);
    let up = false;
    let seconds = 0;
    const turn = async () => {
      up = !up;
      line.setUp(up);
      // As a phone tells its pages when it finds the network again.
      if (up)
        for (const { page } of phones)
          void page.evaluate(() => window.dispatchEvent(new Event('online'))).catch(() => null);
      if (++seconds === 6) await server.kill('SIGKILL');
      if (seconds === 9) {
        server = await startPart(city.house, 'server');
        line.pointTo(server.port);
      }
      // Then the line stands and only loses answers: the phones have to end by themselves.
      if (up && seconds >= 20) clearInterval(flapping);
    };
    const flapping = setInterval(() => void turn(), 1_000);
    const began = Date.now();
    await until(
      'all phones have sent everything',
      async () => {
        const phonesNow = await Promise.all(phones.map(({ page }) => leftOn(page)));
        if (phonesNow.every(({ left }) => left === 0)) return true;
        throw new Error(JSON.stringify(phonesNow));
      },
      Math.max(180_000, REPORTS * 1_500),
    ).finally(() => {
      clearInterval(flapping);
      line.setUp(true);
      line.loseShare(0);
    });
    const items = (await Promise.all(phones.map(({ page }) => outboxOf(page)))).flat();
    expect(items.filter((item) => item.refused)).toEqual([]);
    for (const { page } of phones) expect(await photosOn(page)).toEqual([]);

    const { rows } = await city.house.owner.query<{ id: string; hashes: string[] }>(
      `SELECT c.id::text, array_agg(encode(p.hash, 'hex')) AS hashes FROM cases c
       JOIN case_photo cp ON cp.case_id = c.id JOIN photo p ON p.hash = cp.hash GROUP BY c.id`,
    );
    const { rows: counted } = await city.house.owner.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM cases',
    );
    expect(counted[0]!.n).toBe(REPORTS);
    const bySent = new Map(rows.map((row) => [row.id, row.hashes]));
    // The outbox forgets what was sent long ago but for the last thirty of each phone.
    for (const item of items) expect(bySent.get(item.id)).toEqual(item.photos.map((photo) => photo.hash));
    expect(rows).toHaveLength(REPORTS);
    expect(line.faults()).toBeGreaterThan(20);
    console.log(
      `${REPORTS} reports sent in ${Math.round((Date.now() - began) / 1000)} s, faults on the line: ${line.faults()}`,
    );
  },
  Math.max(400_000, REPORTS * 2_000),
);
