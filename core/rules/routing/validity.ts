import type { RoutingRule } from './facts.ts';

/** City dates `YYYY-MM-DD`, both included; no end: until changed. */
export interface DayRange {
  readonly from: string;
  readonly to: string | null;
}

export function rangeOf(rule: Pick<RoutingRule, 'validFrom' | 'validTo'>): DayRange {
  return { from: rule.validFrom, to: rule.validTo ?? null };
}

/** The days that both ranges have, or null. */
export function overlap(a: DayRange, b: DayRange): DayRange | null {
  const from = later(a.from, b.from);
  const to = earlier(a.to, b.to);
  return to !== null && to < from ? null : { from, to };
}

/** Every day of `range` is in one of `parts`. An empty range counts as not covered. */
export function coversAll(range: DayRange, parts: readonly DayRange[]): boolean {
  if (range.to !== null && range.to < range.from) return false;
  let next = range.from;
  for (const part of [...parts].sort((a, b) => a.from.localeCompare(b.from))) {
    if (part.from > next) return false;
    if (part.to === null) return true;
    if (part.to >= next) next = dayAfter(part.to);
    if (range.to !== null && next > range.to) return true;
  }
  return false;
}

function later(a: string, b: string): string {
  if (a > b) return a;
  return b;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
