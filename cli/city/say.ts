/** For people; standard output is kept for the answer alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const BAR = 30;
const EVERY_MS = 200;

/** A progress line on a terminal, and a line now and then elsewhere. */
export function progress(what: string): {
  at: (done: number, total: number | null) => void;
  end: () => void;
} {
  const startedAt = Date.now();
  let shownAt = 0;
  let last: [number, number | null] = [0, null];
  const terminal = process.stderr.isTTY;
  const show = ([done, total]: [number, number | null]) => {
    const rate = Math.round((done * 1000) / Math.max(1, Date.now() - startedAt));
    const share = total ? Math.min(1, done / total) : null;
    const bar =
      share === null
        ? ''
        : `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}] ${Math.floor(share * 100)} % `;
    process.stderr.write(`${terminal ? '\r' : ''}${what} ${bar}${done} (${rate}/s)${terminal ? '' : '\n'}`);
  };
  return {
    at(done, total) {
      last = [done, total];
      if (Date.now() - shownAt < (terminal ? EVERY_MS : EVERY_MS * 25)) return;
      shownAt = Date.now();
      show(last);
    },
    end() {
      show(last);
      if (terminal) process.stderr.write('\n');
    },
  };
}
