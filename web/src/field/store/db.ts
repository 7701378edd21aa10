import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxItem } from '../outbox/item.ts';
import type { Draft } from '../report/draft.ts';

/** Bytes of a photo or voice note under their SHA-256; kept until a receipt names it. */
export interface KeptPhoto {
  readonly hash: string;
  readonly userId: string;
  readonly data: ArrayBuffer;
  readonly type: string;
  /** A tiny JPEG for lists; null for a picture that this browser cannot draw. */
  readonly thumb: ArrayBuffer | null;
  readonly width: number;
  readonly height: number;
  /** What the camera wrote, read before shrinking. */
  readonly takenAt: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

interface Kept {
  readonly key: string;
  readonly at: number;
  readonly value: unknown;
}

export interface FieldSchema extends DBSchema {
  items: { key: string; value: OutboxItem };
  photos: { key: string; value: KeptPhoto };
  drafts: { key: string; value: Draft };
  /** Answers of the server, choices and notes of this phone. */
  kept: { key: string; value: Kept };
  /** Earlier photos of tasks, so that a check can be made without a network. */
  pictures: {
    key: string;
    value: { readonly hash: string; readonly data: ArrayBuffer; readonly at: number };
  };
}

export type FieldDb = IDBPDatabase<FieldSchema>;

const NAME = 'field';
const VERSION = 1;
let opening: Promise<FieldDb> | null = null;

/** The phone's own database, opened once. */
export function fieldDb(): Promise<FieldDb> {
  opening ??= openDB<FieldSchema>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('items', { keyPath: 'id' });
      db.createObjectStore('photos', { keyPath: 'hash' });
      db.createObjectStore('drafts', { keyPath: 'userId' });
      db.createObjectStore('kept', { keyPath: 'key' });
      db.createObjectStore('pictures', { keyPath: 'hash' });
    },
    // A newer version of the app in another tab wants to change the shapes: let it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opening = null;
    },
    terminated() {
      opening = null;
    },
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** A kept value; undefined when there is none or it cannot be read. */
export async function readKept<T>(key: string): Promise<{ value: T; at: number } | undefined> {
  try {
    const kept = await (await fieldDb()).get('kept', key);
    return kept && { value: kept.value as T, at: kept.at };
  } catch {
    return undefined;
  }
}

/** Keeps a value; a full store only costs the convenience. */
export async function keep(key: string, value: unknown, at: number = Date.now()): Promise<void> {
  try {
    await (await fieldDb()).put('kept', { key, value, at });
  } catch {
    // Kept answers can be fetched again; the outbox itself reports a full store.
  }
}

const RESERVE = 'reserve';
const RESERVE_BYTES = 256 * 1024;

/** Holds a little room back, so that a full phone can still write down what it has sent. */
export async function keepReserve(): Promise<void> {
  const held = await readKept<ArrayBuffer | null>(RESERVE);
  // Zeros would be packed to nothing.
  if (!held?.value) await keep(RESERVE, noise(RESERVE_BYTES));
}

export async function giveUpReserve(): Promise<void> {
  await (await fieldDb()).delete('kept', RESERVE).catch(() => undefined);
}

function noise(bytes: number): ArrayBuffer {
  const out = new Uint8Array(bytes);
  // The browser gives at most 64 KB of noise at a time.
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(out.subarray(at, Math.min(bytes, at + 65_536)));
  return out.buffer;
}

/** Whether a write failed for want of room. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

export interface Room {
  readonly usedBytes: number;
  readonly freeBytes: number | null;
}

/** Bytes of photos that wait here, and what the browser still gives. */
export async function roomLeft(): Promise<Room> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const quota = estimate?.quota ?? null;
  return {
    usedBytes: estimate?.usage ?? 0,
    freeBytes: quota === null ? null : Math.max(0, quota - (estimate?.usage ?? 0)),
  };
}

/** Asks the browser once not to throw the phone's work away when room is short. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}
