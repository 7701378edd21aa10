import { useSyncExternalStore } from 'react';
import { asHouseError, call } from '../../api/call.ts';
import { metresBetween } from '../place/geometry.ts';
import { type Fix, subscribe as onPosition, positionNow, want } from '../place/position.ts';
import { keep, readKept } from '../store/db.ts';

export interface DutyState {
  readonly on: boolean;
  /** Epoch ms of the server when it knows, else of this phone. */
  readonly since: number | null;
  /** The server has been told; false: it will be, as soon as it is reached. */
  readonly told: boolean;
  /** The shift was as long as one can be and ended by itself. */
  readonly ended?: boolean;
}

const KEY = 'duty';
/** Spec 07: every 15 s or 20 m, on duty and while the page is seen. */
const EVERY_MS = 15_000;
const EVERY_M = 20;
/** A shift that nobody ended ends by itself. */
const LONGEST_SHIFT_MS = 12 * 3_600_000;

let state: DutyState = { on: false, since: null, told: true };
const listeners = new Set<() => void>();
let stopWork: (() => void) | null = null;
let last: { fix: Fix | null; at: number } = { fix: null, at: 0 };

export function useDuty(): DutyState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Goes on with what was chosen before the page was closed. Returns how to stop. */
export function startDuty(): () => void {
  void readKept<DutyState>(KEY).then((kept) => {
    if (!kept) return;
    const over = kept.value.since !== null && Date.now() - kept.value.since > LONGEST_SHIFT_MS;
    set(
      over
        ? { on: false, since: null, told: false, ended: true }
        : { ...kept.value, told: !kept.value.on && kept.value.told },
    );
    work();
    void tell();
  });
  const back = () => void tell();
  window.addEventListener('online', back);
  return () => {
    window.removeEventListener('online', back);
    stopWork?.();
    stopWork = null;
  };
}

/** On or off duty, at once on the phone; the server hears it as soon as it is reached. */
export function chooseDuty(on: boolean, ended = false): void {
  set({ on, since: on ? Date.now() : null, told: false, ended });
  work();
  void tell();
}

/** While on duty the position is watched and sent; off duty nothing of it runs. */
function work(): void {
  stopWork?.();
  stopWork = null;
  if (!state.on) return;
  const stopWanting = want();
  const stopHearing = onPosition(() => void moved());
  const timer = setInterval(() => void moved(), EVERY_MS / 3);
  stopWork = () => {
    stopWanting();
    stopHearing();
    clearInterval(timer);
  };
}

async function moved(): Promise<void> {
  const { fix } = positionNow();
  if (document.visibilityState !== 'visible' || !state.on) return;
  if (state.since !== null && Date.now() - state.since > LONGEST_SHIFT_MS) return chooseDuty(false, true);
  const due = Date.now() - last.at >= EVERY_MS;
  const far = fix && last.fix && metresBetween(fix, last.fix) >= EVERY_M && Date.now() - last.at > 2_000;
  if (!fix || !(due || far)) return;
  await tell();
}

/** Tells the server; what it does not hear is a gap, never an absence: positions are not queued. */
async function tell(): Promise<void> {
  const { on } = state;
  const { fix } = positionNow();
  last = { fix, at: Date.now() };
  const where = on && fix ? { lon: fix.lon, lat: fix.lat, accuracyM: Math.min(fix.accuracyM, 100_000) } : {};
  try {
    const said = await call('duty', { on, ...where }, { signal: AbortSignal.timeout(15_000) });
    if (state.on === on) set({ ...state, since: said.since ?? state.since, told: true });
  } catch (error) {
    // Not logged in or no network: the outbox says so; the wish stays and is told later.
    if (asHouseError(error).code === 'forbidden') await call('me', {}).catch(() => null);
    if (!state.on && state.told === false) setTimeout(() => void (state.told || tell()), EVERY_MS);
  }
}

function set(next: DutyState): void {
  state = next;
  void keep(KEY, next);
  for (const listener of listeners) listener();
}
