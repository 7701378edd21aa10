import { breakRuns } from './processes.mjs';

/** npm passes a Ctrl-C on although the terminal has sent it already: what comes at once is the same key. */
const SAME_KEY_MS = 1_000;
const PARENT_LOOK_MS = 500;
/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Thrown between two steps of a preparation that a person has interrupted. */
export class Interrupted extends Error {}

/**
 * The first Ctrl-C (or SIGTERM, or a closed terminal) aborts the signal, the second one calls `force`.
 * @param {() => void} force
 * @returns {{ signal: AbortSignal, happened: Promise<void>, check: () => void }} `check` throws once it has happened
 */
export function onInterrupt(force) {
  const controller = new AbortController();
  let firstAt = 0;
  const hear = () => {
    if (firstAt === 0) {
      firstAt = Date.now();
      controller.abort();
      breakRuns();
    } else if (Date.now() - firstAt > SAME_KEY_MS) force();
  };
  for (const name of SIGNALS) process.on(name, hear);
  whenNpmIsGone(hear);
  return {
    signal: controller.signal,
    happened: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(), { once: true });
    }),
    check() {
      if (controller.signal.aborted) throw new Interrupted();
    },
  };
}

/**
 * A killed npm passes nothing on: what it started would run on with nobody to stop it.
 * @param {() => void} hear
 */
function whenNpmIsGone(hear) {
  if (!process.env['npm_lifecycle_event']) return;
  const npm = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(look);
    hear();
  }, PARENT_LOOK_MS);
  look.unref();
}

/**
 * What was started, to be stopped in mirrored order. Closing twice is harmless: the second time may insist.
 * @typedef {{ add: (close: (force: boolean) => Promise<void> | void) => void, close: (force?: boolean) => Promise<void> }} Closing
 */

/** @returns {Closing} */
export function closingStack() {
  /** @type {((force: boolean) => Promise<void> | void)[]} */
  const closers = [];
  return {
    add(close) {
      closers.push(close);
    },
    async close(force = false) {
      for (const close of [...closers].reverse()) await close(force);
    },
  };
}
