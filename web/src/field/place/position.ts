import { useEffect, useSyncExternalStore } from 'react';

export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number;
  /** Device time, epoch ms. */
  readonly at: number;
}

export interface PositionState {
  readonly fix: Fix | null;
  readonly trouble: 'denied' | 'unavailable' | 'insecure' | null;
  /** The phone is being located now: shown wherever it is so. */
  readonly watching: boolean;
}

let state: PositionState = { fix: null, trouble: null, watching: false };
const listeners = new Set<() => void>();
let wanted = 0;
let watch: number | null = null;

/** A worse fix replaces a better one only after this. */
const BETTER_HOLDS_MS = 8_000;

/** The phone's position while `on` and while the page is seen; never in the background (spec 06). */
export function usePosition(on: boolean): PositionState {
  useEffect(() => (on ? want() : undefined), [on]);
  return useSyncExternalStore(subscribe, () => state);
}

export function positionNow(): PositionState {
  return state;
}

/** Hears every change of the position. Returns how to stop. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks for the position. Returns how to stop asking; with the last one the phone is no longer located. */
export function want(): () => void {
  wanted += 1;
  settle();
  if (wanted === 1) document.addEventListener('visibilitychange', settle);
  return () => {
    wanted -= 1;
    if (wanted === 0) document.removeEventListener('visibilitychange', settle);
    settle();
  };
}

function settle(): void {
  const on = wanted > 0 && document.visibilityState === 'visible';
  if (on && watch === null) begin();
  if (!on && watch !== null) {
    navigator.geolocation.clearWatch(watch);
    watch = null;
    say({ watching: false });
  }
}

function begin(): void {
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    say({ trouble: 'insecure' });
    return;
  }
  watch = navigator.geolocation.watchPosition(take, fail, {
    enableHighAccuracy: true,
    maximumAge: 5_000,
    timeout: 30_000,
  });
  say({ watching: true, trouble: null });
}

function take({ coords, timestamp }: GeolocationPosition): void {
  const fix = {
    lon: coords.longitude,
    lat: coords.latitude,
    accuracyM: Math.round(coords.accuracy),
    at: timestamp,
  };
  const { fix: before } = state;
  const worse = before && fix.accuracyM > before.accuracyM * 2 && fix.at - before.at < BETTER_HOLDS_MS;
  if (!worse) say({ fix, trouble: null });
}

function fail(error: GeolocationPositionError): void {
  say({ trouble: error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable' });
}

function say(change: Partial<PositionState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
