import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report, ReportCharts } from '../../core/contract/api/reports.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { PaperFont } from './font.ts';
import type { Lang } from './words.ts';

interface ChartsOrder {
  readonly what: 'charts';
  readonly figures: Report['figures'];
  readonly lang: Lang;
}

export interface PdfOrder extends Omit<ChartsOrder, 'what'>, Pick<Report, 'kind' | 'texts'> {
  readonly what: 'pdf';
  readonly font: PaperFont;
  /** When it was published, in the city's time; null for a draft. */
  readonly publishedAt: string | null;
}

export type Order = ChartsOrder | PdfOrder;

const PATIENCE_MS = 60_000;
// Two cores are the smallest machine: one paper at a time leaves the other to the doors.
const AT_ONCE = 1;
const MOST_WAITING = 20;
let running = 0;
const waiting: (() => void)[] = [];

/** Draws charts or a whole PDF in a process of its own, so that the server goes on answering. @throws HouseError unavailable */
export async function paint(order: ChartsOrder): Promise<ReportCharts['charts']>;
export async function paint(order: PdfOrder): Promise<Uint8Array>;
export async function paint(order: Order): Promise<unknown> {
  if (waiting.length >= MOST_WAITING)
    throw new HouseError('unavailable', 'Many papers are being drawn now. Try again in a minute.', {
      retryAfterS: 60,
    });
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await inProcess(order);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function inProcess(order: Order): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./painter.ts', import.meta.url)), [], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      // The order is all that it needs: no address of a database, no secret.
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    });
    const end = (answer: unknown) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
    };
    const timer = setTimeout(() => end(new Error('A paper took too long to draw')), PATIENCE_MS);
    child.once('message', end);
    child.once('error', end);
    child.once('exit', (code) => end(new Error(`The process that draws papers ended (${code})`)));
    child.send(order);
  });
}
