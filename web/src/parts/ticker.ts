import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/serverClock.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

/**
 * A value that depends on the server's time, looked at once a second by one timer for the whole page.
 * `read` must give a primitive: the component draws again only when it changes.
 */
export function useTick<T extends string | number | boolean | null>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(wholeSecond()));
}

/** The server's time in whole seconds, epoch ms. */
export function useNow(): number {
  return useTick((now) => now);
}

/** The server's time in whole minutes, epoch ms, for what need not be drawn each second. */
export function useMinute(): number {
  return useTick((now) => now - (now % 60_000));
}

function wholeSecond(): number {
  return Math.floor(serverNow() / 1000) * 1000;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) arm();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}

/** Aims just behind the next whole second of the server. */
function arm(): void {
  timer = setTimeout(
    () => {
      arm();
      for (const listener of listeners) listener();
    },
    1010 - (serverNow() % 1000),
  );
}
