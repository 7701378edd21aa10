import type { IDBPTransaction } from 'idb';
import { useSyncExternalStore } from 'react';
import { heldBy } from '../report/draft.ts';
import { type FieldSchema, fieldDb, giveUpReserve, isFull, keepReserve } from '../store/db.ts';
import { isOwed, type OutboxItem } from './item.ts';

let items: readonly OutboxItem[] = [];
let loaded = false;
const listeners = new Set<() => void>();
const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('field-outbox');
if (others) others.onmessage = () => void reload(false);

/** Reads the outbox from the phone's database and tells everyone who watches. */
export async function reload(tell = true): Promise<readonly OutboxItem[]> {
  const all = await (await fieldDb()).getAll('items');
  items = all
    .map((item) => unwritten.get(item.id) ?? item)
    .sort((a, b) => a.deviceAt - b.deviceAt || (a.id < b.id ? -1 : 1));
  loaded = true;
  for (const listener of listeners) listener();
  if (tell) others?.postMessage('changed');
  return items;
}

/**
 * Puts an item into the outbox, and takes the draft that it was made of away, in one transaction: after a
 * crash there is the one or the other. Its photos are stored before. @throws DOMException when there is no room
 */
export async function enqueue(item: OutboxItem, draftOf: string | null = null): Promise<void> {
  await withReserve(() => add(item, draftOf));
  await reload();
}

async function add(item: OutboxItem, draftOf: string | null): Promise<void> {
  const tx = (await fieldDb()).transaction(['items', 'photos', 'drafts'], 'readwrite', {
    durability: 'strict',
  });
  const [first] = item.photos;
  const photo = first && (await tx.objectStore('photos').get(first.hash));
  await tx.objectStore('items').add({ ...item, thumb: photo?.thumb ?? null });
  if (draftOf !== null) await tx.objectStore('drafts').delete(draftOf);
  await tx.done;
}

/** On a full phone the little room that was held back is used before anything is given up. */
async function withReserve<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  await giveUpReserve();
  return work();
}

/**
 * Changes an item that is still there. Null when a person has taken it away meanwhile. On a phone without
 * room for even that the change is remembered until the page closes: sending goes on and makes room.
 */
export async function change(id: string, to: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | null> {
  try {
    const after = await withReserve(() => write(id, to));
    await writeDown();
    return after;
  } catch (error) {
    if (!isFull(error)) throw error;
    return rememberOnly(id, to);
  }
}

/** What was only remembered for want of room is written as soon as there is some again. */
export async function writeDown(): Promise<void> {
  for (const id of [...unwritten.keys()]) {
    try {
      if ((await write(id, (item) => item)) === null) unwritten.delete(id);
    } catch (error) {
      if (isFull(error)) return;
      throw error;
    }
  }
}

async function write(id: string, to: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | null> {
  const tx = (await fieldDb()).transaction(['items', 'photos'], 'readwrite');
  const stored = await tx.objectStore('items').get(id);
  const before = stored && (unwritten.get(id) ?? stored);
  if (!before) return null;
  const after = to(before);
  await tx.objectStore('items').put(after);
  // Only the receipt that names the id and every photo lets the bytes go.
  if (after.stage === 'sent') for (const photo of after.photos) await dropPhoto(tx, photo.hash, id);
  await tx.done;
  unwritten.delete(id);
  await put(after);
  return after;
}

/** One item has changed: the others need not be read again, a day's reports are many. */
async function put(after: OutboxItem): Promise<void> {
  if (!loaded || !items.some((one) => one.id === after.id)) return void (await reload());
  items = items.map((one) => (one.id === after.id ? after : one));
  for (const listener of listeners) listener();
  others?.postMessage('changed');
}

/** States that found no room; a second try after a crash is harmless, since the server knows the id. */
const unwritten = new Map<string, OutboxItem>();

async function rememberOnly(id: string, to: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | null> {
  const before = items.find((item) => item.id === id);
  if (!before) return null;
  const after = to(before);
  unwritten.set(id, after);
  if (after.stage === 'sent') {
    await dropPhotosOnly(after);
    await writeDown();
  }
  await reload();
  return after;
}

/** Taking away needs no room, and makes some. */
async function dropPhotosOnly(item: OutboxItem): Promise<void> {
  const tx = (await fieldDb()).transaction(['items', 'photos'], 'readwrite');
  for (const photo of item.photos) await dropPhoto(tx, photo.hash, item.id);
  await tx.done;
}

/** Takes an item away with its photos; for a refused one, by a person's decision. */
export async function discard(id: string): Promise<void> {
  const tx = (await fieldDb()).transaction(['items', 'photos'], 'readwrite');
  const item = await tx.objectStore('items').get(id);
  if (item) {
    await tx.objectStore('items').delete(id);
    for (const photo of item.photos) await dropPhoto(tx, photo.hash, id);
  }
  await tx.done;
  await reload();
}

type OutboxTx = IDBPTransaction<FieldSchema, ('items' | 'photos')[], 'readwrite'>;

/** The same photo may stand in another item that is still owed. */
async function dropPhoto(tx: OutboxTx, hash: string, except: string): Promise<void> {
  const rest = (await tx.objectStore('items').getAll()).filter((item) => item.id !== except && isOwed(item));
  if (rest.some((item) => item.photos.some((photo) => photo.hash === hash))) return;
  await tx.objectStore('photos').delete(hash);
}

const KEEP_SENT = 30;
const KEEP_SENT_MS = 3 * 86_400_000;

/**
 * Forgets the oldest of what has long been sent, and photos that stand in no report, answer or draft (taken
 * again, given up); never anything that is owed.
 */
export async function tidyUp(now: number): Promise<void> {
  const tx = (await fieldDb()).transaction(['items', 'photos', 'drafts'], 'readwrite');
  const items = await tx.objectStore('items').getAll();
  const drafts = await tx.objectStore('drafts').getAll();
  const needed = new Set([
    ...items.filter(isOwed).flatMap((item) => item.photos.map((photo) => photo.hash)),
    ...drafts.flatMap(heldBy),
  ]);
  for (const hash of await tx.objectStore('photos').getAllKeys())
    if (!needed.has(hash)) await tx.objectStore('photos').delete(hash);
  const sent = items.filter((item) => !isOwed(item)).sort((a, b) => (b.sentAt ?? 0) - (a.sentAt ?? 0));
  const old = sent.filter((item, n) => n >= KEEP_SENT || (item.sentAt ?? 0) < now - KEEP_SENT_MS);
  for (const item of old) await tx.objectStore('items').delete(item.id);
  await tx.done;
  await keepReserve();
  if (old.length > 0) await reload();
}

/** The outbox as it is; draws again at each change. */
export function useOutbox(): { readonly items: readonly OutboxItem[]; readonly loaded: boolean } {
  const now = useSyncExternalStore(subscribe, () => items);
  return { items: now, loaded };
}

export function outboxNow(): readonly OutboxItem[] {
  return items;
}

/** Hears every change of the outbox. Returns how to stop. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
