import { type Calendar, SLICE_MS } from './calendar.ts';

/** The working spans [from, to) that touch a stretch of time, cut to it, ascending; instants epoch ms. */
export function workingSpans(cal: Calendar, from: number, to: number): [number, number][] {
  const spans: [number, number][] = [];
  for (let index = Math.floor(from / SLICE_MS); index * SLICE_MS < to; index++) {
    const { starts, before } = cal.slice(index);
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i]!;
      const end = start + before[i + 1]! - before[i]!;
      if (end > from && start < to) spans.push([Math.max(start, from), Math.min(end, to)]);
    }
  }
  return spans;
}
