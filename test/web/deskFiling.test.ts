import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser.ts';
import { type City, openCity, reportAt } from '../city.ts';
import { portOf } from '../lossyLine.ts';
import { hashOfBytes, picture } from '../pictures.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let city: City;
let browser: TestBrowser;
let spot: Spot;

const frame = picture({ width: 640, height: 480 });
let camera: Server;

beforeAll(async () => {
  camera = createServer(async (_request, response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(await frame),
  ).listen(0, '127.0.0.1');
  await once(camera, 'listening');
  city = await openCity({ CAMERA_HOSTS: `127.0.0.1:${portOf(camera)}` });
  browser = await openBrowser(city);
  [spot] = (await findSpots(city.house.owner, MANHOLE, 1)) as [Spot];
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
  camera?.close();
});

const REPORTS = 20;

async function reportSome(n: number): Promise<string[]> {
  const collector = await city.person(spot.other);
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    const report = reportAt(
      { lon: spot.lon + i * 1e-5, lat: spot.lat },
      {
        categoryKey: MANHOLE,
        conditionKey: `${MANHOLE}/1`,
        component: spot.component,
        text: `第 ${i + 1} 处`,
      },
    );
    ids.push((await collector.report(report)).id);
  }
  return ids;
}

const statusOf = async (id: string) => {
  const { rows } = await city.house.owner.query('SELECT status FROM cases WHERE id = $1', [id]);
  return rows[0]?.status as string | undefined;
};

test('an officer files 20 reports in one run with the keyboard alone, the next one opening by itself', async () => {
  const ids = await reportSome(REPORTS);
  const page = await browser.open('intake', '/desk?hand=acceptance');
  const number = page.locator('.casehead .no');
  await number.waitFor();
  const dialog = page.locator('dialog[open]');
  const seen = new Set<string>();
  for (let i = 0; i < REPORTS; i++) {
    const before = await number.textContent();
    expect(before).not.toBeNull();
    seen.add(String(before));
    await page.keyboard.press('f');
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await until(
      `the dialog of ${before} done`,
      async () => {
        if ((await dialog.count()) === 0) return true;
        const said = await dialog.locator('[role=alert]').allInnerTexts();
        const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
        throw new Error(`${said.join()} with the focus on ${focus}`);
      },
      60_000,
    );
    if (i < REPORTS - 1)
      await until(`the case after ${before}`, async () => {
        const now = await number.textContent();
        return now !== before && !seen.has(String(now));
      });
  }
  expect(seen.size).toBe(REPORTS);
  for (const id of ids) expect(await statusOf(id)).not.toBe('reported');
  await page.locator('.list .state').waitFor();
});

test('a rejection asks for its reason, says so, and the shift lead takes it back by undo', async () => {
  const [id] = (await reportSome(1)) as [string];
  const page = await browser.open('shift', `/desk?case=${id}`, { lang: 'en-GB' });
  await page.locator('.casehead').waitFor();
  // Rejecting is the acceptance officer's; a shift lead has no such key.
  await page.keyboard.press('x');
  expect(await page.locator('dialog[open]').count()).toBe(0);

  const officer = await browser.open('intake', `/desk?case=${id}`, { lang: 'en-GB' });
  await officer.locator('.casehead').waitFor();
  await officer.keyboard.press('x');
  await officer.getByRole('radio', { name: 'Not found on site' }).check();
  // A click beside the fields takes the focus away; Enter is still the one act.
  await officer.locator('dialog[open] h2').click();
  await officer.keyboard.press('Enter');
  await officer.locator('.toast', { hasText: 'Rejected' }).waitFor();
  expect(await statusOf(id)).toBe('rejected');

  await page.locator('.casehead', { hasText: 'Rejected' }).waitFor();
  await page.keyboard.press('x');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Enter');
  await until('the rejection reversed', async () => (await statusOf(id)) === 'reported');
});

test('a key pressed before the names have come asks with the category as soon as they are there', async () => {
  const [id] = (await reportSome(1)) as [string];
  const page = await browser.open('intake', `/desk?case=${id}`);
  await page.locator('.casehead').waitFor();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/categories', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await page.locator('.actbar kbd', { hasText: /^F$/ }).first().waitFor();
  await page.keyboard.press('f');
  expect(await page.locator('dialog[open]').count()).toBe(0);
  release();
  await page.locator('dialog[open]').waitFor();
  // A dialog that is left takes the one that is opened right after it not with it.
  const open = await page.evaluate(async () => {
    const left = document.querySelector('dialog[open]')!;
    const closed = new Promise((resolve) => left.addEventListener('close', resolve));
    left.querySelector<HTMLElement>('footer button:last-child')!.click();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
    await closed;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return document.querySelector('dialog[open] input[type=radio]') !== null;
  });
  expect(open).toBe(true);
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.keyboard.press('f');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Enter');
  await until('filed with its category', async () => (await statusOf(id)) !== 'reported');
});

test('two officers on one case: the second gets a clear conflict, sees the newer state, and nothing is overwritten', async () => {
  const [id] = (await reportSome(1)) as [string];
  const first = await browser.open('intake', `/desk?case=${id}`);
  const second = await browser.open('intake', `/desk?case=${id}`);
  for (const page of [first, second]) await page.locator('.casehead').waitFor();
  // The same officer's other desk on another case takes nobody away from this one.
  const [elsewhere] = (await reportSome(1)) as [string];
  const other = await browser.open('intake', `/desk?case=${elsewhere}`);
  await other.locator('.casehead').waitFor();
  await until('both desks noted', async () => {
    const here = await city.house.owner.query(
      'SELECT DISTINCT case_id FROM case_presence p JOIN app_user u ON u.id = p.user_id WHERE u.login = $1 AND case_id = ANY ($2)',
      ['intake', [id, elsewhere]],
    );
    return here.rowCount === 2;
  });
  const third = await browser.open('shift', `/desk?case=${id}`);
  await third.locator('.casehead .notice', { hasText: '也在看这件案卷' }).waitFor();
  await first.keyboard.press('f');
  await second.keyboard.press('x');
  for (const page of [first, second]) await page.locator('dialog[open]').waitFor();
  await first.keyboard.press('Enter');
  await until('filed by the first', async () => (await statusOf(id)) !== 'reported');
  await second.keyboard.press('Enter');
  await second.locator('.toast', { hasText: '刚刚被别人改动过' }).waitFor();
  await second.locator('dialog[open]').waitFor({ state: 'detached' });
  await second.locator('.events', { hasText: '立案' }).waitFor();
  const { rows } = await city.house.owner.query(
    "SELECT count(*)::int AS n FROM case_event WHERE case_id = $1 AND type = 'rejected'",
    [id],
  );
  expect(rows[0].n).toBe(0);
});

test('search finds a case by the last digits of its number, and Escape leads back to the queue', async () => {
  const [id] = (await reportSome(1)) as [string];
  const { rows } = await city.house.owner.query('SELECT number FROM cases WHERE id = $1', [id]);
  const page = await browser.open('dispatch', '/desk');
  await page.locator('.list').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(rows[0].number.slice(-6));
  await page.locator('.list .rows [role=option]').first().waitFor();
  await until('one case found', async () => (await page.locator('.list .rows [role=option]').count()) === 1);
  await page.keyboard.press('Escape');
  await until('the queue again', async () => (await page.locator('.list .rows [role=option]').count()) > 1);
});

test('an act on many cases asks once with their number, says of each how it went, and leaves what failed chosen', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i++)
    ids.push((await (await city.person('intake')).report(reportAt(spot, { categoryKey: MANHOLE }))).id);
  const [first, second, third] = ids as [string, string, string];
  const page = await browser.open('intake', `/desk?hand=acceptance&case=${first}`);
  await page.locator(`#case-${first}`).waitFor();
  await page.keyboard.press('Space');
  for (const id of [second, third]) await page.locator(`#case-${id}`).click({ modifiers: ['Control'] });
  await page.locator('.bulk', { hasText: '已选中 3 件' }).waitFor();
  await page.keyboard.press('v');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('h2', { hasText: '3 件' }).waitFor();
  await (await city.person('intake')).command(second, 'file', { conditionKey: `${MANHOLE}/1` });
  await dialog.locator('button[type=submit]').click();
  await dialog.locator('[data-result]').nth(2).waitFor();
  expect(await dialog.locator('[data-result=failed]').count()).toBe(1);
  expect([await statusOf(first), await statusOf(third)]).toEqual(['verifying', 'verifying']);
  await page.keyboard.press('Escape');
  await page.locator('.bulk', { hasText: '已选中 1 件' }).waitFor();
  const keys = await city.house.owner.query(
    `SELECT count(*)::int AS n FROM idempotency WHERE answer ->> 'id' = ANY ($1) AND answer ->> 'status' = 'verifying'`,
    [ids],
  );
  expect(keys.rows[0].n).toBe(2);
});

test('a digit and one confirmation decide on the board of unclear responsibility', async () => {
  const [id] = (await reportSome(1)) as [string];
  await (await city.person('intake')).command(id, 'file', { conditionKey: `${MANHOLE}/1` });
  await until('dispatched', async () => (await statusOf(id)) === 'handling');
  await (await city.person(spot.unit)).command(id, 'return', { reason: 'not-our-duty', text: '请核对' });
  await (await city.person('dispatch')).command(id, 'coordinate', { reason: 'unclear-owner' });
  const page = await browser.open('dispatch', '/desk?board=coordination');
  await page.locator('.board .said', { hasText: '请核对' }).waitFor();
  await page.keyboard.press('1');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Enter');
  await until('dispatched by the board', async () => (await statusOf(id)) === 'handling');
});

/** Listens to what goes to the loudspeaker, and says what the alarm shows: asking the page would count as touching it. */
const LISTEN = () => {
  const connect = AudioNode.prototype.connect as (to: AudioNode) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
    if (to instanceof AudioDestinationNode) {
      const ear = to.context.createAnalyser();
      connect.call(this, ear);
      const heard = new Float32Array(ear.fftSize);
      const listen = setInterval(() => {
        ear.getFloatTimeDomainData(heard);
        if (heard.some((level) => Math.abs(level) > 0.05)) document.documentElement.dataset['heard'] = 'yes';
      }, 10);
      setTimeout(() => clearInterval(listen), 2_000);
    }
    return connect.call(this, to);
  } as typeof AudioNode.prototype.connect;
  const say = () => {
    const alarm = document.querySelector<HTMLElement>('.alarm');
    if (alarm) console.log(`alarm ${alarm.dataset['sound']} ${alarm.textContent}`);
  };
  new MutationObserver(say).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-sound'],
  });
};

test('an emergency is heard at the desk until somebody takes it by name; a browser that wants a key first says so', async () => {
  const page = await browser.open('shift', '/desk');
  const officer = await browser.open('supervise', '/desk');
  await page.locator('.alarm[data-sound=silent]').waitFor({ state: 'attached' });
  const [id] = (await reportSome(1)) as [string];
  await (await city.person('intake')).command(id, 'file', { conditionKey: `${MANHOLE}/5` });
  await officer.locator('.alarm[data-sound=heard] .one').waitFor();
  // A desk that was opened by a link: nobody has touched it yet.
  const fresh = await officer.context().newPage();
  await fresh.addInitScript(LISTEN);
  const blocked = fresh.waitForEvent('console', {
    predicate: (line) => /^alarm blocked .*不允许发声/.test(line.text()),
    timeout: 120_000,
  });
  await fresh.goto(`${city.base}/desk`);
  await blocked;
  await fresh.mouse.click(5, 5);
  await fresh.locator('.alarm[data-sound=heard]').waitFor();
  await fresh.locator('[data-heard=yes]').waitFor({ state: 'attached' });
  // It has not climbed to the shift lead yet.
  expect(await page.locator('.alarm .one').count()).toBe(0);
  await fresh.keyboard.press('q');
  await until('the emergency shown', async () => fresh.url().includes(id));
  await fresh.keyboard.press('q');
  for (const desk of [fresh, officer])
    await desk.locator('.alarm[data-sound=silent]').waitFor({ state: 'attached' });
  const { rows } = await city.house.owner.query(
    "SELECT u.login FROM cases c JOIN app_user u ON u.id::text = c.state -> 'emergency' ->> 'acknowledgedBy' WHERE c.id = $1",
    [id],
  );
  expect(rows).toEqual([{ login: 'supervise' }]);
});

test('a report by video with a box on the camera’s frame, and its photo released with what is boxed blurred, by keys alone', async () => {
  const { rows: admins } = await city.house.owner.query(
    "SELECT login FROM app_user WHERE role = 'administrator' LIMIT 1",
  );
  const snapshotUrl = `http://127.0.0.1:${portOf(camera)}/snap.jpg`;
  const place = { lon: spot.lon, lat: spot.lat, bearing: 180 };
  const names = { code: 'k1', zh: '路口一号', en: 'Crossing 1', owner: '公安' };
  await (await city.person(admins[0].login)).call('keepCamera', { ...names, ...place, snapshotUrl });
  const page = await browser.open('intake', '/desk');
  await page.locator('.queues').waitFor();
  await page.keyboard.press('+');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select').first().selectOption('video');
  await dialog.locator('.video select').selectOption('k1');
  await dialog.locator('.video .btn').first().click();
  const picked = dialog.locator('.picboxes svg');
  await picked.waitFor();
  // Drawn with the pointer; a frame without a box is not sent.
  await dialog.locator('textarea').first().fill('井盖破损');
  expect(await dialog.locator('button[type=submit]').isDisabled()).toBe(true);
  await picked.scrollIntoViewIfNeeded();
  const at = (await picked.boundingBox())!;
  await page.mouse.move(at.x + at.width * 0.25, at.y + at.height * 0.25);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width * 0.75, at.y + at.height * 0.75, { steps: 4 });
  await page.mouse.up();
  await dialog.locator('button[type=submit]').click();
  const id = await until('the case', async () => {
    const found = await city.house.owner.query("SELECT id FROM cases WHERE channel = 'video'");
    return found.rows[0]?.id as string | undefined;
  });
  const { rows } = await city.house.owner.query(
    `SELECT encode(f.hash, 'hex') AS hash, f.box, (SELECT count(*)::int FROM case_photo p WHERE p.case_id = $1 AND p.hash IN (f.hash, f.marked)) AS photos FROM camera_frame f`,
    [id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ hash: hashOfBytes(await frame), photos: 2 });
  expect(rows[0].box.w).toBeCloseTo(0.5, 1);
  await page.locator('.photos', { hasText: '路口一号' }).waitFor();
  await page.keyboard.press('=');
  await dialog.locator('.picboxes').waitFor();
  await dialog.locator('.picboxes .btn').first().press('Enter');
  await dialog.locator('.picboxes g').first().press('ArrowLeft');
  await dialog.locator('button[type=submit]').press('Enter');
  await dialog.locator('.compare img').waitFor();
  await dialog.locator('button[type=submit]').press('Enter');
  await page.locator('.photos', { hasText: '公开照片' }).waitFor();
  const released = await city.house.owner.query(
    "SELECT jsonb_array_length(state -> 'releasedPhotos') AS n FROM cases WHERE id = $1",
    [id],
  );
  expect(released.rows).toEqual([{ n: 1 }]);
});
