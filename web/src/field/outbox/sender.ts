import { HouseError } from '../../../../core/contract/errors.ts';
import { serverNow } from '../../api/serverClock.ts';
import { askMe } from '../session.ts';
import { askReceipt, sendPhoto, sendText } from './deliver.ts';
import {
  failed,
  isDue,
  isOwed,
  isTooSoon,
  meaningOf,
  nextStep,
  type OutboxItem,
  photoGot,
  receiptRead,
  type Trouble,
  textSent,
} from './item.ts';
import { lineFailed, lineNow, lineWorked, say, tryLineNow } from './line.ts';
import { change, outboxNow, reload, subscribe, tidyUp, writeDown } from './queue.ts';

let timer: ReturnType<typeof setTimeout> | null = null;
let running = false;
let again = false;

/** Takes over what another question has learned of who is logged in; null: nobody. */
export function noteWho(userId: string | null): void {
  if (lineNow().userId === userId) return;
  say({ userId, ...(userId === null ? { state: 'signed-out' as const } : { lastOnlineAt: Date.now() }) });
  plan();
}

/** Takes over what any question has learned of the line; a line that is back wakes what waits for it. */
export function noteLine(up: boolean): void {
  const wasDown = lineNow().state === 'line-down';
  if (!up) {
    if (lineNow().state !== 'sending') say({ state: 'line-down' });
    return;
  }
  say({ lastOnlineAt: Date.now(), ...(wasDown && { state: 'idle' as const }) });
  if (wasDown) void wakeLine();
}

/** Sends whenever there is something due: at start, on a new item, when the network or the page comes back. */
export function startSending(): () => void {
  const wake = () => void sendNow();
  const online = () => void retryNow();
  const seen = () => document.visibilityState === 'visible' && wake();
  window.addEventListener('online', online);
  document.addEventListener('visibilitychange', seen);
  const stop = subscribe(plan);
  void tidyUp(Date.now())
    .catch(() => undefined)
    .then(() => reload())
    .then(wake);
  return () => {
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', seen);
    stop();
    if (timer) clearTimeout(timer);
    timer = null;
  };
}

/** Tries everything that waits at once, whatever its back-off; for a person's tap and a network that is back. */
export async function retryNow(): Promise<void> {
  tryLineNow();
  for (const item of outboxNow()) {
    if (isOwed(item) && !item.refused && item.nextAt > 0)
      await change(item.id, (one) => ({ ...one, nextAt: 0 }));
  }
  await sendNow();
}

/** The line is back: it is tried at once, items that failed by themselves keep their turn. */
async function wakeLine(): Promise<void> {
  tryLineNow();
  await sendNow();
}

/** Sends what is due. One sender at a time, over all tabs of this phone. */
export async function sendNow(): Promise<void> {
  again = true;
  if (running) return;
  running = true;
  try {
    while (again) {
      again = false;
      if (!navigator.locks) await round();
      else
        await navigator.locks.request('field-outbox', { ifAvailable: true }, (lock) =>
          lock ? round() : null,
        );
    }
  } finally {
    running = false;
    plan();
  }
}

/** Wakes the sender when the next item is due; nothing is planned while nobody is logged in. */
function plan(): void {
  if (running) return;
  if (timer) clearTimeout(timer);
  timer = null;
  // Nobody known yet: anybody's item is a reason to ask.
  const mine = (item: OutboxItem) => lineNow().userId === undefined || item.userId === lineNow().userId;
  const waiting = outboxNow().filter((item) => isOwed(item) && !item.refused && mine(item));
  if (waiting.length === 0) return;
  const due = Math.max(lineNow().nextAt, Math.min(...waiting.map((item) => item.nextAt)));
  timer = setTimeout(() => void sendNow(), Math.max(50, Math.min(due - Date.now(), 300_000)));
}

class RoundOver extends Error {}

async function round(): Promise<void> {
  await writeDown();
  const all = await reload(false);
  if (lineNow().nextAt > Date.now() || !all.some((item) => isDue(item, Date.now()))) return;
  // A line that was down is not said to be sending before the server has answered.
  if (lineNow().state !== 'line-down') say({ state: 'sending' });
  try {
    const userId = await greet();
    if (userId === null) return say({ state: 'signed-out' });
    say({ state: 'sending' });
    // All texts before any photo: what happened where is worth more than how it looks.
    await pass(userId, (item) => nextStep(item).do === 'text');
    await pass(userId, (item) => nextStep(item).do !== 'text');
    say({ state: 'idle' });
  } catch (error) {
    if (!(error instanceof RoundOver)) throw error;
  }
}

/** Asks the server who is logged in; from its answer the clock is learned and the token for changes. */
async function greet(): Promise<string | null> {
  try {
    return await whoAmI();
  } catch (error) {
    lineFailed(retryAfter(error));
    throw new RoundOver();
  }
}

async function whoAmI(): Promise<string | null> {
  const me = await askMe();
  const now = Date.now();
  say({ lastOnlineAt: now, userId: me.user?.id ?? null, clockOffMs: Math.round(now - serverNow()) });
  return me.user?.id ?? null;
}

async function pass(userId: string, wanted: (item: OutboxItem) => boolean): Promise<void> {
  for (const { id } of outboxNow()) {
    for (;;) {
      const item = outboxNow().find((one) => one.id === id);
      // Whoever has logged out or in meanwhile: what is sent now would be another's.
      if (lineNow().userId !== userId) {
        if (lineNow().state === 'sending') say({ state: 'idle' });
        throw new RoundOver();
      }
      if (!item || item.userId !== userId || !isDue(item, Date.now()) || !wanted(item)) break;
      if (isTooSoon(item, outboxNow())) break;
      if (!(await step(item))) break;
    }
  }
}

/** One step of one item. False: this item is done with for this round. @throws RoundOver when the line is */
async function step(item: OutboxItem): Promise<boolean> {
  try {
    await act(item);
    lineWorked();
    return true;
  } catch (error) {
    const trouble = troubleOf(error);
    const meaning = meaningOf(trouble.code, trouble.clause);
    if (meaning === 'reload-token') {
      await whoAmI().catch(() => null);
      await change(item.id, (one) => failed(one, trouble, Math.random()));
      return false;
    }
    if (meaning !== 'signed-out')
      await change(item.id, (one) => failed(one, trouble, Math.random(), retryAfter(error)));
    if (meaning === 'signed-out') say({ state: 'signed-out', userId: null });
    if (meaning === 'line-down') lineFailed(retryAfter(error));
    if (meaning === 'signed-out' || meaning === 'line-down') throw new RoundOver();
    return false;
  }
}

async function act(item: OutboxItem): Promise<void> {
  const next = nextStep(item);
  if (next.do === 'text') {
    const sealed = item.observedAt === null ? await change(item.id, withInstant) : item;
    if (!sealed) return;
    const number = await sendText(sealed);
    await change(item.id, (one) => textSent(one, number));
  } else if (next.do === 'photo') {
    const { hash } = next.photo;
    const end = await sendPhoto(next.photo, (received, stored) =>
      change(item.id, (one) => photoGot(one, hash, received, stored)),
    );
    if (end === 'bytes-gone')
      throw new HouseError('refused', 'The photo is no longer on this phone.', { clause: 'field.bytes' });
  } else if (next.do === 'receipt') {
    const receipt = await askReceipt(item);
    await change(item.id, (one) => receiptRead(one, receipt, Date.now()));
  }
}

/** The act's instant by the server's clock, fixed once: the phone's own clock may be a day off. */
function withInstant(item: OutboxItem): OutboxItem {
  const observedAt = Math.max(0, Math.round(item.deviceAt + (serverNow() - Date.now())));
  return item.observedAt === null ? { ...item, observedAt } : item;
}

function troubleOf(error: unknown): Trouble {
  const known = error instanceof HouseError ? error : new HouseError('unavailable', String(error));
  return { code: known.code, message: known.message, clause: known.details.clause ?? null, at: Date.now() };
}

function retryAfter(error: unknown): number | null {
  const seconds = error instanceof HouseError ? error.details.retryAfterS : undefined;
  return seconds === undefined ? null : seconds * 1000;
}
