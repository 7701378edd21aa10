import pino from 'pino';
import { readConfig } from '../../actions/config.ts';
import { RETRY_AFTER_MS } from '../../core/contract/notices.ts';
import { openPool } from '../../db/pool.ts';
import { type Delivery, delivered, notDelivered, takeDeliveries } from '../../db/queries/deliveries.ts';
import { dropSubscription } from '../../db/queries/notices.ts';
import { loop } from '../relay.ts';
import { openChannels, Undeliverable } from './channels.ts';

/** A process of its own, beside the workers: sends what is due and ends when nothing has come for a while. */
const AT_ONCE = 16;
const LEASE_MS = 60_000;
const REST_MS = 500;
const IDLE_MS = 60_000;

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, base: { part: 'notices' } });
const pool = openPool({ url: config.DATABASE_URL, max: 3, name: 'city-notices' });
const channels = await openChannels(pool, config);
let busyAt = Date.now();

const rounds = loop(
  async () => {
    const due = await takeDeliveries(pool, AT_ONCE, LEASE_MS);
    await Promise.all(due.map(send));
    if (due.length) busyAt = Date.now();
    else if (Date.now() - busyAt > IDLE_MS) void end();
    return due.length ? 0 : REST_MS;
  },
  { afterErrorMs: 2_000, onError: (error) => log.warn({ err: error }, 'sending failed, trying again') },
);

async function send(one: Delivery): Promise<void> {
  try {
    await channels[one.channel](one);
    await delivered(pool, one);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const never = error instanceof Undeliverable;
    const wait = never ? undefined : RETRY_AFTER_MS[one.tries - 1];
    await notDelivered(pool, one, why, wait === undefined ? null : Date.now() + wait, !(never && error.own));
    if (never && error.own && one.channel === 'push') await dropSubscription(pool, one.target, null);
    // Addresses of people are no matter for a log.
    log.warn({ channel: one.channel, tries: one.tries, again: wait ?? null }, 'a notice was not delivered');
  }
}

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), 12_000).unref();
  await rounds.stop();
  channels.close();
  await pool.end();
  process.exit(0);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
process.on('disconnect', () => void end());
