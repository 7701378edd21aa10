import type { Chain } from '../core/rules/scoring/periods.ts';

/** The instant of the last midnight in a zone, epoch ms. */
export function cityMidnight(atMs: number, timezone: string): number {
  const parts = partsIn(atMs, timezone);
  const guess = atMs - ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 - (atMs % 1000);
  // A change of the clock between midnight and now moves the guess; correct it by what it shows.
  const shown = partsIn(guess, timezone);
  const off = shown.hour * 60 + shown.minute;
  return off === 0 ? guess : guess - (off > 720 ? off - 1_440 : off) * 60_000;
}

/** The local date of an instant in a zone, `2026-11-20`. */
export function cityDate(atMs: number, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(atMs);
}

function partsIn(atMs: number, timezone: string): { hour: number; minute: number; second: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { hour: of('hour'), minute: of('minute'), second: of('second') };
}

const MONTHS: Readonly<Record<Chain, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * Calendar months, quarters or years in a zone as periods, from the one that contains `fromMs` (default: the
 * present one) to the one after the present. Names: `2026-05`, `2026-Q2`, `2026`.
 */
export function periodsAround(
  chain: Chain,
  nowMs: number,
  timezone: string,
  fromMs = nowMs,
): { name: string; from: number; to: number }[] {
  const many = MONTHS[chain];
  const blockOf = (atMs: number) => Math.floor(monthIndex(atMs, timezone) / many);
  const start = (block: number) => monthStart(monthName(block * many), timezone);
  const last = blockOf(nowMs) + 1;
  const first = Math.min(blockOf(fromMs), last);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).map((block) => ({
    name: nameOf(chain, block),
    from: start(block),
    to: start(block + 1),
  }));
}

function nameOf(chain: Chain, block: number): string {
  if (chain === 'year') return String(block);
  return chain === 'quarter' ? `${Math.floor(block / 4)}-Q${(block % 4) + 1}` : monthName(block);
}

/** Months since the year 0. */
function monthIndex(atMs: number, timezone: string): number {
  const [year, month] = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
  })
    .format(atMs)
    .split('-')
    .map(Number);
  return year! * 12 + month! - 1;
}

function monthName(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The first midnight of a month `YYYY-MM` in a zone: noon of its first day lies within that day anywhere. */
function monthStart(name: string, timezone: string): number {
  return cityMidnight(Date.parse(`${name}-01T12:00:00Z`), timezone);
}
