import { useSyncExternalStore } from 'react';
import { backOffMs } from './item.ts';

export interface LineState {
  readonly state: 'idle' | 'sending' | 'line-down' | 'signed-out';
  /** Device time of the last answer of the server, epoch ms. */
  readonly lastOnlineAt: number | null;
  /** Who is logged in on the server; null: nobody, undefined: not known yet. */
  readonly userId: string | null | undefined;
  /** Device time minus the server's, ms, once it is known. */
  readonly clockOffMs: number | null;
  /** The line is not tried again before this, device time, epoch ms. */
  readonly nextAt: number;
}

let line: LineState = { state: 'idle', lastOnlineAt: null, userId: undefined, clockOffMs: null, nextAt: 0 };
const listeners = new Set<() => void>();
/** Failed tries of the line one after another; an item's own failures are counted on the item. */
let tries = 0;
const LONGEST_WAIT_MS = 60_000;

/** The state of the line as the outbox knows it. */
export function useLineState(): LineState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}

export function lineNow(): LineState {
  return line;
}

/** The line as a whole waits longer each time, up to a minute; a person, the network or any answer ends it. */
export function lineFailed(retryAfterMs: number | null): void {
  tries += 1;
  const wait = Math.max(retryAfterMs ?? 0, Math.min(LONGEST_WAIT_MS, backOffMs(tries, Math.random())));
  say({ state: 'line-down', nextAt: Date.now() + wait });
}

/** An answer has come: the next failure begins to count anew. */
export function lineWorked(): void {
  tries = 0;
  say({ lastOnlineAt: Date.now() });
}

/** The line may be tried at once. */
export function tryLineNow(): void {
  tries = 0;
  say({ nextAt: 0 });
}

/** Changes the state of the line and tells everyone who watches. */
export function say(change: Partial<LineState>): void {
  line = { ...line, ...change };
  for (const listener of listeners) listener();
}
