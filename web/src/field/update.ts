import { useSyncExternalStore } from 'react';

type Update = 'none' | 'ready';
let state: Update = 'none';
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Registers the worker that opens this page without a network; a new version waits until it is taken. */
export function startOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // After the page stands: saving the files must not compete with loading them.
  const start = () => void register().catch(() => undefined);
  if (document.readyState === 'complete') start();
  else window.addEventListener('load', start, { once: true });
}

export function useUpdate(): Update {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Takes the new version: outbox and draft lie in the phone's database and stay. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take');
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/field-sw.js', {
    scope: '/field',
    updateViaCache: 'none',
  });
  const look = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    state = 'ready';
    for (const listener of listeners) listener();
  };
  look();
  // The map's files, as far as the line allows; asked for again at each opening.
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('save-later'));
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  });
}
