import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type City, openCity, reportAt } from '../city.ts';
import { type FieldLine, openFieldLine, seeded } from '../fieldLine.ts';
import {
  CHROMIUM,
  draftSays,
  FLAGS,
  outboxOf,
  phoneFolder,
  photoFile,
  photosOn,
  reportOnPhone,
  signInAgain,
  signInOnPhone,
} from '../fieldPhones.ts';
import { PASSWORD } from '../house.ts';
import { picture } from '../pictures.ts';
import { findSpots, MANHOLE, OUTSIDE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let line: FieldLine;
let browser: Browser;
let spot: Spot;
let folder: Awaited<ReturnType<typeof phoneFolder>>;
const contexts: BrowserContext[] = [];
const SLOW_ANSWER_MS = 500;

beforeAll(async () => {
  city = await openCity();
  line = await openFieldLine(city.server.port, seeded(3));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
  folder = await phoneFolder();
});
afterEach(async () => {
  line.setUp(true);
  line.slowTo(null);
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await line?.stop();
  await city?.stop();
  await folder?.remove();
});

async function phone(
  login: string,
  at: { lon: number; lat: number } = spot,
  quotaSize: number | null = null,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    isMobile: true,
    hasTouch: true,
    geolocation: { longitude: at.lon, latitude: at.lat, accuracy: 6 },
    permissions: ['geolocation'],
  });
  contexts.push(context);
  const page = await context.newPage();
  // Before the first write: the browser remembers how much room there is.
  if (quotaSize !== null) {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: line.base, quotaSize });
  }
  await signInOnPhone(page, line.base, login);
  return page;
}
const toTab = (page: Page, n: number) => page.locator('.nav button').nth(n).click();
const online = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')));
const sent = (page: Page) =>
  until('everything sent', async () => {
    const items = await outboxOf(page);
    return items.length > 0 && items.every((item) => item.stage === 'sent') && items;
  });

/** The service worker as another build would have it: the same page under another version. */
async function nextVersion(): Promise<string> {
  const now = await (await fetch(`${city.base}/field-sw.js`)).text();
  const next = now.replace(/(version["']?:\s*["'`])\w{12}/, '$1next-version');
  if (next === now) throw new Error('The worker of /field names no version');
  return next;
}

test('from the photo to sent in three taps', async () => {
  const page = await phone(spot.trusted);
  await page.evaluate(() => {
    const counted = window as unknown as { taps: number };
    counted.taps = 0;
    document.addEventListener('click', (event) => event.isTrusted && counted.taps++, { capture: true });
  });
  const file = await photoFile(folder.path, { width: 1600, height: 1200 });
  await page.locator('.shutter input[type=file]').setInputFiles(file);
  const startedAt = Date.now();
  // Only what a thumb does is counted: one tap each, no typing, no scrolling.
  await page.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).tap();
  await page.locator('fieldset', { hasText: '情况' }).getByRole('radio').first().tap();
  await page.locator('.go .btn.pri').tap();
  await page.locator('.arrived', { hasText: '已送达' }).waitFor();
  const taps = await page.evaluate(() => (window as unknown as { taps: number }).taps);
  // A tap on a label's radio is one tap of a person; the browser may tell it once more for the radio itself.
  expect(taps).toBe(3);
  // A person needs about 1.2 s to find and reach each of three targets (Fitts, thumb): that is added.
  console.log(
    `photo to receipt: ${((Date.now() - startedAt) / 1000 + 3 * 1.2).toFixed(1)} s at a person's pace`,
  );
});

test('a cell is surveyed without a network: what is otherwise is proposed with a photo, then the cell is done', async () => {
  const supervisor = await city.person('supervise');
  const survey = { id: v7(), title: '井盖专项普查', categoryKey: MANHOLE, area: spot.cell };
  await supervisor.call('openSurvey', { ...survey, dueAt: Date.now() + 86_400_000 });
  const page = await phone(spot.trusted);
  await toTab(page, 1);
  await page.getByRole('button', { name: '普查 1' }).click();
  await page.locator('.sv', { hasText: survey.title }).waitFor();
  line.setUp(false);
  await page.locator('.sv', { hasText: survey.title }).click();
  const one = page.locator('.sv-one').first();
  await one.locator('input[type=file]').setInputFiles(await photoFile(folder.path));
  await one.getByRole('radio', { name: '废弃' }).click();
  await one.getByText('已提建议').waitFor();
  // What was looked at is there again after the sheet was left.
  await page.locator('.sheet .icon').first().click();
  await page.locator('.sv').click();
  await one.getByText('已提建议').waitFor();
  const rest = page.locator('.sheet-foot .btn', { hasText: '都与台账一致' });
  if (await rest.isVisible()) await rest.click();
  await page.locator('.sheet-foot .btn', { hasText: '完成这个网格' }).click();
  await page.locator('.sv', { hasText: '等待发送' }).waitFor();
  line.setUp(true);
  await online(page);
  await sent(page);
  const { rows } = await city.house.owner.query(
    `SELECT (SELECT count(*)::int FROM survey_task WHERE survey_id = $1 AND done_at IS NOT NULL) AS done,
       (SELECT count(*)::int FROM component_proposal p JOIN photo ON photo.hash = decode(p.photos[1], 'hex')
         WHERE p.survey_id = $1 AND p.status = 'abandoned') AS proposals`,
    [survey.id],
  );
  expect(rows).toEqual([{ done: 1, proposals: 1 }]);
  await page.getByRole('button', { name: '普查 0' }).waitFor();
});

test('logging out with unsent items asks, naming the count; they stay locked to their person', async () => {
  const page = await phone(spot.trusted);
  line.setUp(false);
  await reportOnPhone(page, await photoFile(folder.path), spot);
  await reportOnPhone(page, await photoFile(folder.path), spot);
  await page.locator('.me').click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect.poll(() => page.locator('dialog h2').textContent()).toContain('还有 2 件没有发送');
  await page.getByRole('button', { name: '仍然退出，2 件留在手机里' }).click();
  // Without a network nobody can log in; what is locked here is said all the same.
  await page.locator('.note', { hasText: '2 件' }).waitFor();
  line.setUp(true);
  // The session that was left is ended slowly: nothing may go out under it meanwhile.
  await page.route('**/api/logout', (route) => setTimeout(() => void route.continue(), SLOW_ANSWER_MS));
  const ended = page.waitForResponse('**/api/logout');
  await page.reload();
  await page.locator('input[name=login]').waitFor();
  await ended;
  expect(await page.locator('.note').textContent()).toContain('2 件');

  await page.locator('input[name=login]').fill(spot.other);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.shutter').waitFor();
  await toTab(page, 3);
  await page.locator('.it .s', { hasText: '登录后发送' }).first().waitFor();
  const locked = await outboxOf(page);
  expect(locked.map((item) => item.stage)).toEqual(['text', 'text']);
  const { rowCount } = await city.house.owner.query('SELECT FROM cases WHERE id = ANY ($1)', [
    locked.map((item) => item.id),
  ]);
  expect(rowCount).toBe(0);

  await page.locator('.me').click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.locator('dialog button[type=submit]').click();
  await page.locator('input[name=login]').fill(spot.trusted);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  expect((await sent(page)).map((item) => item.id).sort()).toEqual(locked.map((item) => item.id).sort());
});

test('the session ends while reports wait: said, kept, sent after logging in again', async () => {
  const page = await phone(spot.trusted);
  line.setUp(false);
  await reportOnPhone(page, await photoFile(folder.path), spot);
  await city.house.owner.query('DELETE FROM session');
  line.setUp(true);
  await online(page);
  await page.locator('.banner', { hasText: '登录已过期' }).waitFor();
  expect((await outboxOf(page)).map((item) => item.stage)).toEqual(['text']);
  await signInAgain(page);
  await sent(page);
  await page.locator('.banner').waitFor({ state: 'detached' });
});

test('a place outside the city is refused with the reason, and put right from the outbox', async () => {
  const page = await phone(spot.trusted, OUTSIDE);
  await page.locator('.shutter input[type=file]').setInputFiles(await photoFile(folder.path));
  await page.getByRole('button', { name: '选类别' }).click();
  await page.locator('.search').fill('blj');
  await page.locator('.search').fill('井盖');
  await page.locator('.sheet .row').first().click();
  await page.locator('fieldset', { hasText: '情况' }).getByRole('radio').first().check();
  await page.locator('.go .btn.pri').click();
  await page.locator('.shutter').waitFor();
  await toTab(page, 3);
  await page.locator('.it .s', { hasText: '位置不在本区' }).waitFor();
  const [refused] = await outboxOf(page);
  expect(await photosOn(page)).toEqual(refused!.photos.map((photo) => photo.hash));
  await page.getByRole('button', { name: '改位置' }).click();
  await page.locator('.loc').click();
  await page.context().setGeolocation({ longitude: spot.lon, latitude: spot.lat, accuracy: 6 });
  await until('the new fix', async () => {
    await page.locator('.sheet-foot .btn').first().click();
    await page.locator('.sheet-foot .btn.pri').click();
    const words = await page.locator('.loc-words').textContent();
    if (words?.includes('网格')) return true;
    await page.locator('.loc').click();
    return false;
  });
  await page.locator('.go .btn.pri').click();
  const items = await sent(page);
  expect(items.map((item) => item.id)).not.toContain(refused!.id);
  expect(items[0]!.photos.map((photo) => photo.hash)).toEqual(refused!.photos.map((photo) => photo.hash));
});

test('a task that the centre has taken back meanwhile: the answer is not lost, and the conflict is shown', async () => {
  const page = await phone(spot.trusted);
  await toTab(page, 1);
  await page.getByRole('switch').click();
  await page.getByRole('button', { name: '同意并上岗' }).click();
  await page.locator('[role=switch][aria-checked=true]').waitFor();
  await until('on duty', async () => (await city.house.owner.query('SELECT FROM duty')).rowCount === 1);
  const officer = await city.person('intake');
  const lead = await city.person('shift');
  const report = reportAt(spot, {
    channel: 'hotline',
    categoryKey: spot.categoryKey,
    photos: [await officer.upload(await picture())],
  });
  await officer.report(report);
  await officer.command(report.id, 'request-verification', {});
  await page.getByRole('button', { name: /核实/ }).click();
  await page.reload();
  await toTab(page, 1);
  await page.getByRole('button', { name: /核实 1/ }).click();
  await page.locator('.ex .bt').waitFor();
  line.setUp(false);
  await page
    .locator('.ex .bt input[type=file]')
    .last()
    .setInputFiles(await photoFile(folder.path));
  await page.locator('.sheet-foot .btn.pri').click();
  await page.locator('.tk', { hasText: '已做，等待发送' }).waitFor();
  await lead.command(report.id, 'void', { reason: 'duplicate' });
  line.setUp(true);
  await online(page);
  await toTab(page, 3);
  await page.locator('.it .s', { hasText: '没有被接收' }).waitFor();
  const [item] = (await outboxOf(page)).filter((one) => one.refused);
  expect(await photosOn(page)).toEqual(item!.photos.map((photo) => photo.hash));
  await page.getByRole('button', { name: '删除' }).click();
  await page.locator('dialog button[type=submit]').click();
  await until('nothing left on the phone', async () => (await photosOn(page)).length === 0);
});

test('on duty: the base map of the beat lies on the phone, the cell one stands in counts as walked, sent when it can', async () => {
  const page = await phone(spot.trusted);
  await toTab(page, 1);
  await page.getByRole('switch').click();
  await page.getByRole('button', { name: '同意并上岗' }).click();
  await page.locator('[role=switch][aria-checked=true]').waitFor();
  const walked = async () =>
    (
      await city.house.owner.query<{ cell_code: string }>(
        'SELECT cell_code FROM duty d JOIN app_user u ON u.id = d.user_id WHERE u.login = $1',
        [spot.trusted],
      )
    ).rows.map((row) => row.cell_code);
  await until('the position at the server', async () => (await walked()).includes(spot.cell));
  const tiles = await until('the tiles of the beat', () =>
    page.evaluate(async () => {
      const cache = await caches.open('field-tiles');
      const urls = (await cache.keys()).map((request) => new URL(request.url).pathname);
      return urls.some((url) => url.includes('/16/')) && urls;
    }),
  );
  line.setUp(false);
  const answered = await page.evaluate(
    async (urls) =>
      (
        await Promise.all(
          urls.map((url) =>
            fetch(url).then(
              (one) => one.ok,
              () => false,
            ),
          ),
        )
      ).every(Boolean),
    tiles,
  );
  expect(answered).toBe(true);
  await page.reload();
  await toTab(page, 2);
  await page.locator('.beatfoot b', { hasText: '走过 1 /' }).waitFor();
});

test('a phone whose clock is a day ahead: the act counts at its true time, and the person is told', async () => {
  const page = await phone(spot.trusted);
  await page.clock.setSystemTime(Date.now() + 86_400_000);
  await page.reload();
  await page.locator('.shutter').waitFor();
  await reportOnPhone(page, await photoFile(folder.path), spot);
  const [item] = await sent(page);
  expect(Math.abs(item!.observedAt! - Date.now())).toBeLessThan(600_000);
  expect(item!.deviceAt - Date.now()).toBeGreaterThan(80_000_000);
  const { rows } = await city.house.owner.query(
    "SELECT payload ->> 'flags' AS flags FROM case_event WHERE case_id = $1 AND type = 'reported'",
    [item!.id],
  );
  expect(rows[0]!.flags).toBe('[]');
  await toTab(page, 3);
  await page.locator('.strip', { hasText: '手机时间差' }).waitFor();
});

test('a phone that fills up without a network says so, keeps what it has, and sends all of it', async () => {
  const page = await phone(spot.trusted, spot, 3_500_000);
  line.setUp(false);
  const big = () => photoFile(folder.path, { width: 1200, height: 900, noisy: true });
  const full = page.locator('.toast', { hasText: '手机存储已满' });
  let kept = 0;
  for (; kept < 15; kept++) {
    await page.locator('.shutter input[type=file]').setInputFiles(await big());
    await page.locator('.loc').or(full).first().waitFor();
    if (await full.isVisible()) break;
    await page.getByRole('radio', { name: new RegExp(spot.component.slice(-5)) }).check();
    await page.locator('fieldset', { hasText: '情况' }).getByRole('radio').first().check();
    await page.locator('.go .btn.pri').click();
    await page.locator('.shutter').or(full).first().waitFor();
    if (await full.isVisible()) break;
  }
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(15);
  expect(await outboxOf(page)).toHaveLength(kept);
  line.setUp(true);
  await online(page);
  const items = await sent(page);
  expect(items).toHaveLength(kept);
  const { rows } = await city.house.owner.query(
    'SELECT c.id FROM cases c JOIN case_photo p ON p.case_id = c.id JOIN photo USING (hash) WHERE c.id = ANY ($1)',
    [items.map((item) => item.id)],
  );
  expect(rows).toHaveLength(kept);
});

test('a large photo is made smaller on the phone, after its time and place were read', async () => {
  const page = await phone(spot.trusted);
  const gps = { lon: 103.776_54, lat: 36.065_43 };
  const file = await photoFile(folder.path, {
    width: 3600,
    height: 2700,
    noisy: true,
    gps,
    takenAt: '2026:11:20 15:42:10',
  });
  await reportOnPhone(page, file, spot);
  const [item] = await sent(page);
  const { rows } = await city.house.owner.query<{
    width: number;
    height: number;
    bytes: number;
    lon: number;
    lat: number;
    taken: string;
  }>(
    `SELECT p.width, p.height, o.bytes, o.lon, o.lat, o.metadata::text || coalesce(o.taken_at::text, '') AS taken
     FROM photo p JOIN photo_original o USING (hash) WHERE p.hash = decode($1, 'hex')`,
    [item!.photos[0]!.hash],
  );
  const [kept] = rows;
  expect(Math.max(kept!.width, kept!.height)).toBeLessThanOrEqual(2_048);
  expect(kept!.bytes).toBeLessThanOrEqual(410 * 1024);
  expect(kept!.lon).toBeCloseTo(gps.lon, 5);
  expect(kept!.lat).toBeCloseTo(gps.lat, 5);
  expect(kept!.taken).toMatch(/2026.11.20/);
});

test('a new version of the app comes in between: what is not sent and what is being entered stay', async () => {
  const page = await phone(spot.trusted);
  line.setUp(false);
  await reportOnPhone(page, await photoFile(folder.path), spot);
  await page.locator('.shutter input[type=file]').setInputFiles(await photoFile(folder.path));
  await page.getByRole('button', { name: '补充说明' }).click();
  await page.locator('textarea').fill('换版本之前写的');
  await draftSays(page, '换版本之前写的');
  const [before] = await outboxOf(page);
  // The session is gone too: nothing can be sent before the new version stands.
  await city.house.owner.query('DELETE FROM session');
  line.serve('/field-sw.js', 'text/javascript', await nextVersion());
  line.setUp(true);
  await page.reload();
  await page.locator('.banner', { hasText: '新版本' }).getByRole('button').click();
  await page.locator('.toast', { hasText: '发件箱 1 件' }).waitFor();
  expect(await page.evaluate(() => caches.keys())).toContain('field-files-next-version');
  expect(await page.locator('textarea').inputValue()).toBe('换版本之前写的');
  expect(await outboxOf(page)).toEqual([before]);
  await signInAgain(page);
  expect((await sent(page)).map((item) => item.id)).toEqual([before!.id]);
});

test('a slow line: sent in parts, whole, and once', async () => {
  const page = await phone(spot.trusted);
  line.slowTo(60_000);
  await reportOnPhone(page, await photoFile(folder.path, { width: 1600, height: 1200, noisy: true }), spot);
  const [item] = await sent(page);
  line.slowTo(null);
  const { rows } = await city.house.owner.query(
    `SELECT c.id, encode(p.hash, 'hex') AS hash FROM cases c JOIN case_photo cp ON cp.case_id = c.id
     JOIN photo p ON p.hash = cp.hash WHERE c.id = $1`,
    [item!.id],
  );
  expect(rows).toEqual([{ id: item!.id, hash: item!.photos[0]!.hash }]);
});

test('on a plain HTTP address beyond this machine the page says what cannot work and why', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`http://city.test:${new URL(line.base).port}/field?lang=zh`);
  await page.locator('h1', { hasText: '不安全' }).waitFor();
  expect(await page.locator('.points li').count()).toBe(4);
  expect(await page.locator('a.btn.pri').getAttribute('href')).toBe(
    `https://city.test:${new URL(line.base).port}/field`,
  );
  expect(await page.locator('input').count()).toBe(0);
});

test('files that are no photos are said at once and nothing is kept of them', async () => {
  const page = await phone(spot.trusted);
  const give = (name: string, buffer: Buffer) =>
    page.locator('.shutter input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  await give('empty.jpg', Buffer.alloc(0));
  await page.locator('.toast', { hasText: '照片是空的' }).waitFor();
  await give('text.jpg', Buffer.from('this is no photo'));
  await page.locator('.toast', { hasText: '不是照片' }).waitFor();
  expect(await photosOn(page)).toEqual([]);
});
