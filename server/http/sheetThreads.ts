import { Worker } from 'node:worker_threads';
import { HouseError } from '../../core/contract/errors.ts';
import type { Sheet } from './drawSheet.ts';

const WITHIN_MS = 60_000;

type Answer = { readonly id: number; readonly pdf?: Uint8Array; readonly error?: string };
interface Waiting {
  readonly done: (pdf: Buffer) => void;
  readonly fail: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

let thread: Thread | null = null;
let lastId = 0;

/**
 * Draws a sheet in a thread of its own: a font of many thousand signs takes a good part of a second, in which
 * no other request would be answered. The thread begins with the first sheet and holds no process back.
 * @throws HouseError unavailable
 */
export async function drawInThread(sheet: Sheet): Promise<Buffer> {
  thread ??= open();
  const { worker, waiting } = thread;
  const id = ++lastId;
  const drawn = new Promise<Buffer>((done, fail) => waiting.set(id, { done, fail }));
  const end = setTimeout(() => void worker.terminate(), WITHIN_MS);
  worker.ref();
  worker.postMessage({ id, sheet });
  try {
    return await drawn;
  } finally {
    clearTimeout(end);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  }
}

function open(): Thread {
  const worker = new Worker(new URL('./sheetThread.mjs', import.meta.url), { execArgv: [] });
  const made: Thread = { worker, waiting: new Map() };
  worker.on('message', ({ id, pdf, error }: Answer) => {
    if (pdf) made.waiting.get(id)?.done(Buffer.from(pdf));
    else made.waiting.get(id)?.fail(broken(error ?? 'no answer'));
  });
  const gone = (why: string) => {
    if (thread === made) thread = null;
    for (const one of made.waiting.values()) one.fail(broken(why));
  };
  worker.on('error', (error) => gone(String(error)));
  worker.on('exit', () => gone('the thread ended'));
  return made;
}

function broken(why: string): HouseError {
  return new HouseError('unavailable', `The sheet could not be drawn (${why}). Please try again.`, {
    retryAfterS: 5,
  });
}
