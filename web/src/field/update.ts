import { useSyncExternalStore } from 'react';
import { behindThePage } from '../parts/i18n.ts';

/** `ready`: a new version waits; `refused`: this browser does not let the page open without a network. */
type Update = 'none' | 'ready' | 'refused';
let state: Update = 'none';
/** Set for the moment between two versions, so that the new one can say what is still here. */
const TAKEN = 'field-update-taken';
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Registers the worker that opens this page without a network; a new version waits until it is taken. */
export function startOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // After the page stands: saving the files must not compete with loading them.
  const start = () => void register().catch(refused);
  const refresh = () =>
    void navigator.serviceWorker
      .getRegistration('/field')
      .then((one) => one?.update())
      .catch(() => undefined);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
  if (document.readyState === 'complete') start();
  else behindThePage(start);
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
  sessionStorage.setItem(TAKEN, 'yes');
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take');
}

/** Whether this page is the first one of a version that was just taken; true once. */
export function justUpdated(): boolean {
  const taken = sessionStorage.getItem(TAKEN) !== null;
  sessionStorage.removeItem(TAKEN);
  return taken;
}

/** A bad line broke the saving off: again after this, until the page opens without a network. */
const TRY_AGAIN_MS = 20_000;

function tryAgain(): void {
  setTimeout(() => void register().catch(refused), TRY_AGAIN_MS);
}

/** A certificate that the phone does not trust is told; all else may be better the next time. */
function refused(error: unknown): void {
  if (error instanceof DOMException && error.name === 'SecurityError') say('refused');
  else tryAgain();
}

function say(next: Update): void {
  state = next;
  for (const listener of listeners) listener();
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/field-sw.js', {
    scope: '/field',
    updateViaCache: 'none',
  });
  const look = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    say('ready');
  };
  look();
  // The map's files, as far as the line allows; asked for again at each opening.
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('save-later'));
  // Without any version that stands, a failed saving leaves nothing that would be tried again by itself.
  const first = registration.active ? null : registration.installing;
  first?.addEventListener('statechange', () => first.state === 'redundant' && tryAgain());
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
}
