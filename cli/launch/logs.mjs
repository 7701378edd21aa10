import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const TAIL_BYTES = 64 * 1024;
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * The lines at the end of a log file from a position on; none when there is no file.
 * @param {string} file
 * @param {number} [from] bytes; the position that an earlier call gave
 * @returns {{ lines: string[], position: number }}
 */
export function logTail(file, from = 0) {
  try {
    const fd = openSync(file, 'r');
    const { size } = fstatSync(fd);
    const start = Math.max(from <= size ? from : 0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - start);
    readSync(fd, bytes, 0, bytes.length, start);
    closeSync(fd);
    return { lines: bytes.toString('utf8').split('\n').filter(Boolean), position: size };
  } catch {
    return { lines: [], position: 0 };
  }
}

/**
 * Keeps one old part of a log that has grown too long. Its writer appends, so it goes on at the new beginning.
 * @param {string} file
 */
export function shortenLog(file) {
  try {
    if (statSync(file).size < MOST_BYTES) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // No log yet.
  }
}
