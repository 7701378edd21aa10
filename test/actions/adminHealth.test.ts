import { readFileSync } from 'node:fs';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SystemHealth } from '../../core/contract/api/adminHealth.ts';
import { queuePrefix } from '../../core/contract/jobs.ts';
import type { Client } from '../client.ts';
import { openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';

const TOKEN = 'a-token-of-sixteen-and-more';
let house: TestHouse;
let door: Door;
let admin: Client;
let redis: Redis;
let queue: Queue;

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house, { METRICS_TOKEN: TOKEN });
  const { login } = await addPerson(house.owner, 'administrator');
  admin = await sessionOf(house.owner, door.base, login);
  redis = new Redis(house.redisUrl, { maxRetriesPerRequest: null });
  queue = new Queue('dispatch', { connection: redis, prefix: queuePrefix(house.prefix) });
});
afterAll(async () => {
  await queue?.obliterate({ force: true });
  await queue?.close();
  redis?.disconnect();
  await door?.close();
  await house?.close();
});

const figureOf = (health: SystemHealth, name: string) =>
  health.figures.find((figure) => figure.name === name);

test('what waits, what is late and what never gave a sign is counted', async () => {
  const empty = await admin.call('adminHealth', {});
  expect(empty).toMatchObject({ ok: false, canaries: [{ ok: false }, { ok: false }, { ok: false }] });
  expect(figureOf(empty, 'outbox')).toMatchObject({ value: 0, ok: true });
  const [spot] = (await findSpots(house.owner)) as [Spot];
  const id = await openDeeds(house).handled(spot);
  await house.owner.query(`UPDATE cases SET next_turn_at = now() - interval '1 minute' WHERE id = $1`, [id]);
  await house.owner.query(`UPDATE outbox SET written_at = now() - interval '1 hour'`);
  const full = await admin.call('adminHealth', {});
  expect(figureOf(full, 'outbox')?.value).toBeGreaterThan(0);
  expect(figureOf(full, 'outboxOldestMs')).toMatchObject({ ok: false });
  expect(figureOf(full, 'timersLate')).toMatchObject({ value: 1, ok: false });
  expect(figureOf(full, 'redisBytes')?.value).toBeGreaterThan(0);
});

test('a channel of notices that fails is shown with its reason, and the system is not well', async () => {
  await house.owner.query(
    `INSERT INTO notice_channel (channel, failed_at, failures, error) VALUES ('email', now(), 3, 'mail server refuses')`,
  );
  const bad = await admin.call('adminHealth', {});
  expect(bad.channels).toMatchObject([
    { channel: 'email', failures: 3, error: 'mail server refuses', okAt: null },
  ]);
  await house.owner.query('DELETE FROM notice_channel');
});

test('a failed job is shown with its reason and can be put back, once', async () => {
  const job = await queue.add('step-case', { caseId: 'none', version: 0 }, { attempts: 1 });
  const { Worker } = await import('bullmq');
  const failing = new Worker('dispatch', () => Promise.reject(new Error('on purpose')), {
    connection: redis,
    prefix: queuePrefix(house.prefix),
  });
  await new Promise<void>((resolve) => failing.once('failed', () => resolve()));
  await failing.close();
  const { queues } = await admin.call('adminHealth', {});
  expect(queues?.find((one) => one.queue === 'dispatch')).toMatchObject({
    failed: 1,
    jobs: [{ id: job.id, reason: 'on purpose', name: 'step-case' }],
  });
  expect(await admin.call('retryJobs', { queue: 'dispatch', id: job.id! })).toMatchObject({ retried: 1 });
  expect(await admin.call('retryJobs', { queue: 'dispatch', id: job.id! })).toMatchObject({ retried: 0 });
  const after = (await admin.call('adminHealth', {})).queues?.find((one) => one.queue === 'dispatch');
  expect(after).toMatchObject({ failed: 0, waiting: 1 });
});

test('metrics are for this machine or the token; behind a proxy there is no such page', async () => {
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${door.base}/metrics`, { headers })).status;
  expect(await status({})).toBe(200);
  expect(await status({ 'x-forwarded-for': '127.0.0.1' })).toBe(404);
  expect(await status({ forwarded: 'for=127.0.0.1', authorization: 'Bearer wrong' })).toBe(404);
  expect(await status({ 'x-forwarded-for': '10.0.0.9', authorization: `Bearer ${TOKEN}` })).toBe(200);
});

test('the dashboard shows every metric that there is, and no other', async () => {
  const text = await (await fetch(`${door.base}/metrics`)).text();
  const metrics = [...text.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1]);
  const file = new URL('../../deploy/grafana-dashboard.json', import.meta.url);
  const dashboard: { panels: { targets: { expr: string }[] }[] } = JSON.parse(readFileSync(file, 'utf8'));
  const shown = dashboard.panels
    .flatMap((panel) => panel.targets)
    .flatMap((target) => target.expr.match(/city_\w+/g) ?? []);
  expect([...new Set(shown)].sort()).toEqual([...metrics].sort());
});
