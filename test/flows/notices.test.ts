import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people, reportAt } from '../city.ts';
import { sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { portOf } from '../lossyLine.ts';
import { type Part, startPart } from '../parts.ts';
import { openBrowserKeys, vapidKeyOf } from '../pushService.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';
import { until } from '../until.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly path: string;
}

let house: TestHouse;
let server: Part;
let workers: Part;
let base: string;
let spot: Spot;
const mails: string[] = [];
const hooks: Heard[] = [];
const pushes: Heard[] = [];
/** What the webhook's receiver answers, and how long it takes: `null` never answers. */
let hookAnswer: number | null = 200;
const closers: (() => void)[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  [spot] = (await findSpots(house.owner, MANHOLE, 1)) as [Spot];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closers.push(() => smtp.close());
  const hook = await receiver(hooks, () => hookAnswer);
  const push = await receiver(pushes, () => 201);
  const env = {
    SMTP_URL: `smtp://127.0.0.1:${portOf(listening)}`,
    MAIL_FROM: 'City <city@example.org>',
    WEBHOOK_HOSTS: `127.0.0.1:${portOf(hook)}`,
    PUSH_HOSTS: `127.0.0.1:${portOf(push)}`,
    PUBLIC_URL: '',
  };
  [server, workers] = await Promise.all([startPart(house, 'server', env), startPart(house, 'workers', env)]);
  base = `http://127.0.0.1:${server.port}`;
  hookUrl = `http://127.0.0.1:${portOf(hook)}/city`;
  pushOrigin = `http://127.0.0.1:${portOf(push)}`;
});
let hookUrl: string;
let pushOrigin: string;
afterAll(async () => {
  await Promise.all([server?.kill(), workers?.kill()]);
  for (const close of closers) close();
  await house?.close();
});

async function receiver(heard: Heard[], answer: () => number | null): Promise<Server> {
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts), path: request.url ?? '' });
      const status = answer();
      if (status !== null) response.writeHead(status).end();
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  closers.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return http;
}

const CHOICES = {
  email: null,
  webhookUrl: null,
  off: {},
  quietFrom: null,
  quietTo: null,
  lang: 'zh',
} as const;

/** A case that goes to the spot's unit; answers its number. */
async function dispatched(): Promise<{ id: string; number: string }> {
  const person = people(base);
  const [collector, officer] = await Promise.all([person(spot.other), person('intake')]);
  const body = { categoryKey: MANHOLE, conditionKey: `${MANHOLE}/1`, component: spot.component };
  const { id, number } = await collector.report(reportAt(spot, body));
  await officer.command(id, 'file', { conditionKey: `${MANHOLE}/1` });
  await until('dispatched', async () => {
    const { rows } = await house.owner.query('SELECT status FROM cases WHERE id = $1', [id]);
    return rows[0]?.status === 'handling';
  });
  return { id, number };
}

test('a liaison is told of a new case in the page, by mail, signed webhook and encrypted push', async () => {
  const liaison = await sessionOf(house.owner, base, spot.unit);
  const { secret } = await liaison.call('keepNoticeSettings', {
    ...CHOICES,
    email: 'liaison@example.org',
    webhookUrl: hookUrl,
  });
  const browser = openBrowserKeys();
  const endpoint = `${pushOrigin}/send/1`;
  await liaison.call('subscribePush', { endpoint, p256dh: browser.p256dh, auth: browser.auth });
  const { number } = await dispatched();

  await until(
    'a mail, a webhook and a push',
    async () => mails.length > 0 && hooks.length > 0 && pushes.length > 0,
  );
  expect(mails[0]).toContain('To: liaison@example.org');
  expect(mails[0]).toContain(number);
  const [hook] = hooks as [Heard];
  const [, stamp, signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(hook.headers['x-city-signature'])) ?? [];
  expect(createHmac('sha256', secret!).update(`${stamp}.${hook.body}`).digest('hex')).toBe(signature);
  expect(JSON.parse(hook.body.toString())).toMatchObject({ kind: 'case-new', case: number });
  const [push] = pushes as [Heard];
  expect(JSON.parse(browser.read(push.body))).toMatchObject({ title: expect.stringContaining(number) });
  const { pushKey } = await liaison.call('noticeSettings', {});
  expect(vapidKeyOf(String(push.headers.authorization), pushOrigin)).toBe(pushKey);

  const { notices, unread } = await liaison.call('notices', {});
  expect({ unread, kinds: notices.map(({ kind }) => kind) }).toEqual({ unread: 1, kinds: ['case-new'] });
  await liaison.call('readNotices', { upTo: notices[0]!.at });
  expect((await liaison.call('notices', {})).unread).toBe(0);
  // Nobody else was told, and nobody twice.
  const { rows } = await house.owner.query(
    `SELECT u.role FROM notice n JOIN app_user u ON u.id = n.user_id WHERE n.kind = 'case-new'`,
  );
  expect(rows.every(({ role }) => role === 'liaison' || role === 'unit-dispatcher')).toBe(true);
  expect([mails.length, hooks.length, pushes.length]).toEqual([1, 1, 1]);
});

test('a dead receiver delays neither dispatch nor the other channels, is tried again, and shows in health', async () => {
  hookAnswer = null;
  const before = { mails: mails.length, hooks: hooks.length };
  const first = await dispatched();
  await until('the receiver that never answers was asked', async () => hooks.length > before.hooks);
  const second = await dispatched();
  await until('both mails', async () => mails.length >= before.mails + 2);
  const sent = mails.slice(before.mails).join('\n');
  for (const { number } of [first, second]) expect(sent).toContain(number);

  hookAnswer = 503;
  await until('the failing channel in health', async () => {
    const response = await fetch(`${base}/readyz`);
    const { ok, notices } = await response.json();
    const hook = notices.find(({ channel }: { channel: string }) => channel === 'webhook');
    return ok && hook.failures > 0 && hook.waiting > 0;
  });
  hookAnswer = 200;
  await until('both told by webhook after all', async () => {
    const { rows } = await house.owner.query(
      `SELECT count(*)::int AS n FROM notice_delivery WHERE channel = 'webhook' AND sent_at IS NOT NULL`,
    );
    return rows[0].n === 3;
  });
});

test('quiet hours hold a delivery back, the page shows it all the same; what is switched off is not sent', async () => {
  const liaison = await sessionOf(house.owner, base, spot.unit);
  const minute = Math.floor((((Date.now() / 60_000 + 8 * 60) % 1_440) + 1_440) % 1_440);
  await liaison.call('keepNoticeSettings', {
    ...CHOICES,
    email: 'liaison@example.org',
    webhookUrl: hookUrl,
    off: { 'case-new': ['webhook'] },
    quietFrom: (minute + 1_430) % 1_440,
    quietTo: (minute + 60) % 1_440,
  });
  const { id } = await dispatched();
  const waiting = async () =>
    (
      await house.owner.query(
        `SELECT d.channel, d.due_at > now() + interval '50 minutes' AS later, d.sent_at
           FROM notice n JOIN notice_delivery d ON d.notice_id = n.id JOIN app_user u ON u.id = n.user_id
          WHERE n.case_id = $1 AND u.login = $2 ORDER BY d.channel`,
        [id, spot.unit],
      )
    ).rows;
  await until('the notice', async () => (await waiting()).length === 2);
  expect(await waiting()).toEqual([
    { channel: 'email', later: true, sent_at: null },
    { channel: 'push', later: true, sent_at: null },
  ]);
  expect((await liaison.call('notices', {})).notices[0]).toMatchObject({ caseId: id, read: false });
});

test('addresses that the administrator has not allowed are refused', async () => {
  const liaison = await sessionOf(house.owner, base, spot.unit);
  for (const webhookUrl of ['http://169.254.169.254/latest', 'http://127.0.0.1:1/x', 'http://localhost/'])
    await expect(liaison.call('keepNoticeSettings', { ...CHOICES, webhookUrl })).rejects.toMatchObject({
      status: 422,
    });
  const { p256dh, auth } = openBrowserKeys();
  await expect(
    liaison.call('subscribePush', { endpoint: 'http://127.0.0.1:1/push', p256dh, auth }),
  ).rejects.toMatchObject({ status: 422 });
});

test('a reporter with a contact is told at filing; the contact stands in no notice', async () => {
  const officer = await people(base)('intake');
  const { id } = await officer.report(
    reportAt(spot, {
      channel: 'hotline',
      text: '井盖响',
      reporter: { name: '王', email: 'wang@example.org' },
    }),
  );
  await officer.command(id, 'file', { conditionKey: `${MANHOLE}/1` });
  await until('the mail', async () => mails.some((mail) => mail.includes('To: wang@example.org')));
  const { rows } = await house.owner.query(
    `SELECT count(*)::int AS n FROM notice WHERE data::text LIKE '%wang@%'`,
  );
  expect(rows[0].n).toBe(0);
});
