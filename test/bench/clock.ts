import { compileCalendar } from '../../core/rules/clock/calendar.ts';
import { add, elapsed, latest } from '../../core/rules/clock/workingTime.ts';
import vectors from '../vectors/clock.json' with { type: 'json' };

/** `npm run bench -- clock`: a million questions over spans of up to one year, on each calendar. */
const QUESTIONS = 1_000_000;
const YEAR = 365 * 86_400_000;
const FROM = Date.UTC(2026, 0, 1);

for (const [name, data] of Object.entries(vectors.calendars)) {
  const cal = compileCalendar(data as Parameters<typeof compileCalendar>[0]);
  const random = seeded(7);
  const starts = Array.from({ length: QUESTIONS }, () => FROM + Math.floor(random() * YEAR));
  const spans = Array.from({ length: QUESTIONS }, () => Math.floor(random() * YEAR));
  const work = elapsed(cal, FROM, FROM + YEAR);
  const limits = spans.map((span) => Math.floor((span / YEAR) * work));
  const took = [
    measure(() => starts.map((a, i) => latest(cal, a, limits[i]!))),
    measure(() => starts.map((a, i) => add(cal, a, limits[i]!))),
    measure(() => starts.map((a, i) => elapsed(cal, a, a + spans[i]!))),
  ];
  console.log(`${name.padEnd(12)} latest ${took[0]} ms, add ${took[1]} ms, elapsed ${took[2]} ms a million`);
}

function measure(run: () => unknown): number {
  const start = performance.now();
  run();
  return Math.round(performance.now() - start);
}

/** mulberry32: the same questions in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
