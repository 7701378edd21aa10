import { createHash } from 'node:crypto';
import exifr from 'exifr';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../core/contract/errors.ts';
import { addressOf, tilesOf } from '../../web/src/field/beat/savedTiles.ts';
import {
  backOffMs,
  failed,
  isDue,
  isOwed,
  meaningOf,
  newItem,
  nextStep,
  type OutboxItem,
  photoGot,
  progressOf,
  receiptRead,
  textSent,
} from '../../web/src/field/outbox/item.ts';
import { withCameraSegment } from '../../web/src/field/photo/cameraSegment.ts';
import { isInside, metresBetween } from '../../web/src/field/place/geometry.ts';

const hash = (n: number) => createHash('sha256').update(String(n)).digest('hex');
const NOW = 1_795_300_000_000;
const codes = Object.keys(ERROR_STATUS) as ErrorCode[];

function itemWith(photos: number): OutboxItem {
  return newItem({
    id: '019ab0a0-0000-7000-8000-000000000001',
    userId: 'u',
    userName: 'U',
    deviceAt: NOW,
    deed: {
      kind: 'report',
      body: { categoryKey: 'c', conditionKey: 'k', place: { lon: 1, lat: 2 }, component: null },
    },
    label: { categoryKey: 'c', conditionKey: 'k', address: null, number: null },
    photos: Array.from({ length: photos }, (_, n) => ({ hash: hash(n), bytes: 100 * (n + 1) })),
  });
}
const trouble = (code: ErrorCode, clause: string | null = null) => ({ code, clause, message: code, at: NOW });
const known = (item: OutboxItem, photos: readonly string[]) => ({ key: item.id, known: true, photos });

describe('an item of the outbox', () => {
  test('text first, then each photo, then the receipt, then it is sent', () => {
    let item = itemWith(2);
    expect(nextStep(item)).toEqual({ do: 'text' });
    item = textSent(item, '20261122620103000001');
    expect(nextStep(item)).toMatchObject({ do: 'photo', photo: { hash: hash(0) } });
    item = photoGot(item, hash(0), 100, true);
    expect(nextStep(item)).toMatchObject({ do: 'photo', photo: { hash: hash(1) } });
    item = photoGot(item, hash(1), 120, false);
    expect(progressOf(item)).toEqual({ received: 220, bytes: 300 });
    item = photoGot(item, hash(1), 200, true);
    expect(nextStep(item)).toEqual({ do: 'receipt' });
    item = receiptRead(item, known(item, [hash(0), hash(1)]), NOW);
    expect(item).toMatchObject({ stage: 'sent', sentAt: NOW });
    expect(nextStep(item)).toEqual({ do: 'nothing' });
  });

  test('only a receipt that names the id and every photo ends it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.subarray([0, 1, 2, 3, 4]),
        fc.boolean(),
        fc.boolean(),
        (photos, named, isKnown, isOurs) => {
          let item = textSent(itemWith(photos), 'n');
          for (let n = 0; n < photos; n++) item = photoGot(item, hash(n), 1, true);
          const receipt = { key: isOurs ? item.id : 'other', known: isKnown, photos: named.map(hash) };
          const after = receiptRead(item, receipt, NOW);
          const all = Array.from({ length: photos }, (_, n) => n).every((n) => named.includes(n));
          expect(after.stage === 'sent').toBe(isKnown && isOurs && all);
          // What is not named is offered again.
          if (isKnown && isOurs && !all) expect(nextStep(after).do).toBe('photo');
          if (!isKnown || !isOurs) expect(after.stage).toBe('text');
        },
      ),
    );
  });

  test('a failure never loses it: it is tried again, or waits for a person with the reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(null, 'csrf', 'photo.hash', '02.x'),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 40 }),
        (code, clause, random, tries) => {
          const after = failed({ ...itemWith(1), tries }, trouble(code, clause), random);
          expect(isOwed(after)).toBe(true);
          if (meaningOf(code, clause) === 'refused') expect(after.refused?.code).toBe(code);
          else {
            expect(after.refused).toBeNull();
            expect(after.nextAt).toBeGreaterThan(NOW);
            expect(isDue(after, after.nextAt)).toBe(true);
          }
        },
      ),
    );
  });

  test.each([
    ['refused', null, 'refused'],
    ['conflict', '02.version', 'refused'],
    ['not-found', null, 'refused'],
    ['not-a-photo', null, 'refused'],
    ['bad-input', 'photo.hash', 'later'],
    ['forbidden', 'csrf', 'reload-token'],
    ['not-signed-in', null, 'signed-out'],
    ['unavailable', null, 'line-down'],
    ['too-many', null, 'later'],
    ['internal', null, 'later'],
  ] as const)('%s (%s) means %s', (code, clause, meaning) => {
    expect(meaningOf(code, clause)).toBe(meaning);
  });

  test('waiting doubles up to five minutes and is spread', () => {
    const middle = Array.from({ length: 12 }, (_, n) => backOffMs(n + 1, 0.5));
    expect(middle.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(Math.max(...middle)).toBe(300_000);
    expect(backOffMs(3, 0)).toBeLessThan(backOffMs(3, 0.99));
  });

  test('a server that asks for patience gets it', () => {
    expect(failed(itemWith(0), trouble('too-many'), 0.5, 60_000).nextAt).toBe(NOW + 60_000);
  });
});

describe('time and place of the camera', () => {
  test.each([
    [103.7874, 36.0727],
    [-71.105_61, 42.373_62],
    [151.2, -33.86],
  ])('go with the smaller photo and are read from it (%f, %f)', async (lon, lat) => {
    const plain = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#456' } })
      .jpeg()
      .toBuffer();
    const takenAt = new Date(2026, 10, 22, 16, 40, 7).getTime();
    const bytes = new Uint8Array(plain).buffer as ArrayBuffer;
    const out = Buffer.from(withCameraSegment(bytes, { takenAt, lon, lat }));
    const said = await exifr.parse(out, { gps: true });
    expect(said.longitude).toBeCloseTo(lon, 6);
    expect(said.latitude).toBeCloseTo(lat, 6);
    expect(said.DateTimeOriginal.getTime()).toBe(takenAt);
    // The picture itself is untouched.
    expect(await sharp(out).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer());
  });

  test('nothing known, nothing added', () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]).buffer;
    expect(withCameraSegment(bytes, { takenAt: null, lon: null, lat: null })).toBe(bytes);
  });
});

describe('places', () => {
  test('metres between points', () => {
    expect(metresBetween({ lon: 103.78, lat: 36.07 }, { lon: 103.78, lat: 36.071 })).toBeCloseTo(111.2, 0);
  });
  test('inside of a ring with a notch', () => {
    const ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
      [0, 0],
    ] as const;
    expect(isInside({ lon: 0.5, lat: 1 }, ring)).toBe(true);
    expect(isInside({ lon: 2, lat: 3 }, ring)).toBe(false);
    expect(isInside({ lon: 5, lat: 1 }, ring)).toBe(false);
  });
});

describe('the tiles of a beat', () => {
  const beat = [103.78, 36.06, 103.79, 36.065] as const;
  test('of a map that ends early are those of its last zoom; pictures are one zoom deeper', () => {
    const zooms = (later: number, max: number) => [...new Set(tilesOf(beat, later, max).map(({ z }) => z))];
    expect(zooms(0, 22)).toEqual([11, 12, 13, 14, 15, 16]);
    expect(zooms(0, 14)).toEqual([11, 12, 13, 14]);
    expect(zooms(1, 18)).toEqual([12, 13, 14, 15, 16, 17]);
  });
  test('are kept under the address that the map asks for, the same host for the same tile', () => {
    const hosts = [0, 1, 2].map((n) => `https://t${n}.example.org/{z}/{x}/{y}.png`);
    expect(addressOf(hosts, { z: 12, x: 3229, y: 1609 })).toBe(
      `https://t${(3229 + 1609) % 3}.example.org/12/3229/1609.png`,
    );
  });
});
