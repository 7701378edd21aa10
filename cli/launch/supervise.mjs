import { setTimeout as pause } from 'node:timers/promises';
import { stop } from './processes.mjs';
import { endingOf } from './say.mjs';

/** @typedef {import('./processes.mjs').Running} Running */
/** @typedef {import('./processes.mjs').Ending} Ending */
/** @typedef {{ stop: (steps: import('./processes.mjs').StopSteps) => Promise<void> }} Kept */

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const STEADY_MS = 60_000;

/**
 * The wait before the next start: twice the last one, from the beginning again after a minute of steady running.
 * @param {number} lastDelayMs 0 before the first
 * @param {number} ranMs
 */
export function nextDelay(lastDelayMs, ranMs) {
  if (lastDelayMs === 0 || ranMs >= STEADY_MS) return FIRST_DELAY_MS;
  return Math.min(lastDelayMs * 2, LONGEST_DELAY_MS);
}

/**
 * Starts a process again when it ends by itself, with a growing wait and one line each time.
 * @param {object} options
 * @param {string} options.name as the line says it
 * @param {Running} options.first already running
 * @param {(stopped: AbortSignal) => Promise<Running>} options.begin resolves when the new one is ready
 * @param {import('./say.mjs').Say} options.say
 * @param {(ending: Ending) => boolean} [options.isFinal] whether no other start helps after this ending; it is told there
 * @returns {Kept}
 */
export function keepRunning({ name, first, begin, say, isFinal = () => false }) {
  const stopped = new AbortController();
  let current = first;
  /** @type {Promise<unknown>} */
  let beginning = Promise.resolve();

  async function watch() {
    let delayMs = 0;
    let startedAt = Date.now();
    for (;;) {
      const ending = await current.exited;
      if (stopped.signal.aborted || isFinal(ending)) return;
      delayMs = nextDelay(delayMs, Date.now() - startedAt);
      say(`${name} ended by itself (${wordsFor(ending)}); starting it again in ${delayMs / 1000} s.`);
      await pause(delayMs, undefined, { signal: stopped.signal }).catch(() => {});
      if (stopped.signal.aborted) return;
      startedAt = Date.now();
      beginning = begin(stopped.signal).then(
        (next) => {
          current = next;
          say(`${name} runs again.`);
        },
        (error) => {
          if (!stopped.signal.aborted) say(endingOf(error).line);
          current = { ...current, exited: Promise.resolve({ code: endingOf(error).exitCode, signal: null }) };
        },
      );
      await beginning;
    }
  }

  const watching = watch();
  return {
    async stop(steps) {
      stopped.abort();
      await beginning;
      await stop(current, steps);
      await watching;
    },
  };
}

/** @param {Ending} ending */
function wordsFor({ code, signal }) {
  if (signal) return signal;
  return code === null ? 'unknown reason' : `exit ${code}`;
}
