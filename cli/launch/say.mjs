/** @typedef {(line: string) => void} Say */

/** A preparation that cannot go on: the message is the one line a person reads, `exitCode` ends the process. */
export class Refusal extends Error {
  /**
   * @param {string} line
   * @param {number} [exitCode]
   */
  constructor(line, exitCode = 1) {
    super(line);
    this.exitCode = exitCode;
  }
}

/**
 * Lines for a person, on the stream given. A reader that went away (`npm start | head`) is no error.
 * @param {NodeJS.WriteStream} stream
 * @returns {Say}
 */
export function sayOn(stream) {
  stream.on('error', (error) => {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  });
  return (line) => {
    stream.write(`${line}\n`);
  };
}

/**
 * The line and exit code for whatever ended a preparation. What is not foreseen keeps its stack: it is a defect.
 * @param {unknown} error
 * @returns {{ line: string, exitCode: number }}
 */
export function endingOf(error) {
  if (error instanceof Refusal) return { line: error.message, exitCode: error.exitCode };
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { line: fullDiskLine(path), exitCode: 1 };
  return { line: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
}

/** @param {string} [where] */
export function fullDiskLine(where) {
  const place = where ? ` (${where})` : '';
  return `The disk is full${place}: free some space, or choose another folder with DATA_DIR=/path.`;
}

/** @param {number} startedAt epoch milliseconds */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
