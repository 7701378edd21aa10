/** Server time minus the device's, ms; learned from answers, since a light is drawn by the server's clock. */
let offsetMs = 0;
/** Half the round trip of the answer that taught the offset: how wrong it may be. */
let doubtMs = Number.POSITIVE_INFINITY;
let learnedAt = 0;

/** Doubt grows by 50 ms a minute, so that a fresh slow answer wins over an old fast one in the end. */
const DRIFT_PER_MS = 50 / 60_000;

/** Takes over the server's time from an answer asked for at `sentAt` (device time), epoch ms. */
export function learnServerTime(serverTime: number, sentAt: number): void {
  const now = Date.now();
  const doubt = Math.max(0, now - sentAt) / 2;
  if (doubt > doubtMs + (now - learnedAt) * DRIFT_PER_MS) return;
  offsetMs = serverTime + doubt - now;
  doubtMs = doubt;
  learnedAt = now;
}

/** Epoch ms by the server's clock, as far as this device knows it. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
