import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from '../city.ts';
import { type FieldLine, openFieldLine, seeded } from '../fieldLine.ts';
import {
  allSent,
  draftSays,
  draftVoice,
  outboxOf,
  type Phone,
  phoneFolder,
  photoFile,
  photosOn,
  reportOnPhone,
  signInOnPhone,
  startPhone,
} from '../fieldPhones.ts';
import { hashOfBytes } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let line: FieldLine;
let spot: Spot;
let folder: Awaited<ReturnType<typeof phoneFolder>>;
let phone: Phone;

beforeAll(async () => {
  city = await openCity();
  line = await openFieldLine(city.server.port, seeded(7));
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  folder = await phoneFolder();
  phone = await startPhone({ base: line.base, at: spot, folder: `${folder.path}/phone` });
  await signInOnPhone(phone.page, line.base, spot.trusted);
});
afterAll(async () => {
  await phone?.kill();
  await line?.stop();
  await city?.stop();
  await folder?.remove();
});

const casesById = async (id: string) =>
  (await city.house.owner.query('SELECT id, component_code, number FROM cases WHERE id = $1', [id])).rows;
const storedHashes = async (id: string): Promise<string[]> =>
  (
    await city.house.owner.query<{ hash: string }>(
      `SELECT encode(p.hash, 'hex') AS hash FROM case_photo c JOIN photo p ON p.hash = c.hash WHERE c.case_id = $1`,
      [id],
    )
  ).rows.map((row) => row.hash);

test('without a network: opens, reports, keeps it over a restart, and sends it exactly once by itself', async () => {
  const { page } = phone;
  await page.waitForFunction(() => document.querySelector('.nav') !== null);
  line.setUp(false);
  await page.reload();
  await page.locator('.shutter').waitFor();
  await reportOnPhone(page, await photoFile(folder.path, { width: 1600, height: 1200 }), spot);
  const [item] = await outboxOf(page);
  expect(item).toMatchObject({ stage: 'text', refused: null });
  expect(await photosOn(page)).toEqual(item!.photos.map((photo) => photo.hash));
  expect(await casesById(item!.id)).toEqual([]);

  await page.reload();
  await page.locator('.nav button').last().click();
  await page.locator('.it').waitFor();
  await page.locator('.net b', { hasText: '没有网络' }).waitFor();

  line.setUp(true);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await allSent(page);
  expect(await casesById(item!.id)).toHaveLength(1);
  expect(await storedHashes(item!.id)).toEqual(item!.photos.map((photo) => photo.hash));
  // The bytes go only on the receipt that names them.
  expect(await photosOn(page)).toEqual([]);
  await page.locator('.it .s', { hasText: '已送达，案卷' }).first().waitFor();
});

test('scripts go out packed: every kilobyte counts on the line of a phone', async () => {
  const [script] = /\/assets\/field-base-[^"]+\.js/.exec(await (await fetch(`${city.base}/field`)).text())!;
  const as = async (encoding: string) => {
    const answer = await fetch(city.base + script, { headers: { 'accept-encoding': encoding } });
    return [answer.headers.get('content-encoding'), answer.headers.get('content-type'), await answer.text()];
  };
  const [plain, gzip, brotli] = await Promise.all(['identity', 'gzip', 'br, gzip'].map(as));
  expect([plain![0], gzip![0], brotli![0]]).toEqual([null, 'gzip', 'br']);
  expect(gzip!.slice(1)).toEqual(plain!.slice(1));
  expect(brotli!.slice(1)).toEqual(plain!.slice(1));
});

test('killed in mid-photo: goes on from where the server stands, the draft and the outbox are there', async () => {
  // The text and the first part get through; then the line is gone, with the rest of the photo on the phone.
  line.breakAfter(150_000);
  await reportOnPhone(
    phone.page,
    await photoFile(folder.path, { width: 1600, height: 1200, noisy: true }),
    spot,
  );
  const begun = await until('a part of the photo at the server', async () =>
    (await outboxOf(phone.page)).find((item) =>
      item.photos.some((photo) => photo.received > 0 && !photo.stored),
    ),
  );
  const folderOfParts = `${city.house.dataDir}/photos/parts/${begun.userId}/${begun.photos[0]!.hash}`;
  expect(existsSync(folderOfParts)).toBe(true);
  // What happened where was there before how it looks.
  expect(await casesById(begun.id)).toHaveLength(1);
  await phone.kill();
  line.setUp(true);
  phone = await startPhone({ base: line.base, at: spot, folder: `${folder.path}/phone` });
  await phone.page.goto(`${line.base}/field?lang=zh`);
  await allSent(phone.page);
  expect(await casesById(begun.id)).toHaveLength(1);
  expect(await storedHashes(begun.id)).toEqual(begun.photos.map((photo) => photo.hash));
  expect(existsSync(folderOfParts)).toBe(false);
});

test('a draft that was being entered is there again after the phone was killed', async () => {
  await phone.page.locator('.nav button').first().click();
  await phone.page.locator('.shutter input[type=file]').setInputFiles(await photoFile(folder.path));
  await phone.page.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).check();
  await phone.page.getByRole('button', { name: '补充说明' }).click();
  await phone.page.locator('textarea').fill('半边井盖翘起');
  await draftSays(phone.page, '半边井盖翘起');
  // Without a network a note can be spoken too; what is kept of it survives the phone's death.
  line.setUp(false);
  await phone.page.getByRole('button', { name: '语音备注' }).click();
  await phone.page.getByRole('timer').filter({ hasText: '0:01' }).waitFor();
  await phone.page.locator('.go .btn.pri', { hasText: '先停止录音' }).waitFor();
  await phone.page.getByRole('button', { name: '停止', exact: true }).click();
  await phone.page.locator('.voice audio').waitFor();
  const voice = await draftVoice(phone.page);
  await phone.kill();
  line.setUp(true);
  phone = await startPhone({ base: line.base, at: spot, folder: `${folder.path}/phone` });
  await phone.page.goto(`${line.base}/field?lang=zh`);
  await expect
    .poll(() => phone.page.locator('textarea').inputValue(), { timeout: 20_000 })
    .toBe('半边井盖翘起');
  expect(
    await phone.page.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).isChecked(),
  ).toBe(true);
  expect(await photosOn(phone.page)).toContain(voice);
  await phone.page.locator('.voice audio').waitFor();
  await phone.page.locator('fieldset', { hasText: '情况' }).getByRole('radio').first().check();
  await phone.page.locator('.go .btn.pri').click();
  await phone.page.locator('.shutter').waitFor();
  const sent = await until('the report with its voice note', async () =>
    (await allSent(phone.page)).find((item) => item.photos.some(({ hash }) => hash === voice)),
  );
  // Photo and voice note went their own ways; both are there before the phone lets them go.
  expect(await storedHashes(sent.id)).toEqual([sent.photos[0]!.hash]);
  expect(await photosOn(phone.page)).toEqual([]);
  const shift = await city.person('shift');
  expect((await shift.call('caseDetail', { id: sent.id })).voice).toMatchObject({ arrived: true });
  const played = await fetch(`${city.base}/api/cases/${sent.id}/voice`, {
    headers: { cookie: shift.cookie },
  });
  expect(played.headers.get('content-type')).toBe('audio/webm');
  expect(hashOfBytes(Buffer.from(await played.arrayBuffer()))).toBe(voice);
});
