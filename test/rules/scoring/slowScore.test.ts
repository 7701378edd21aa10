import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_SCORE_POLICY, type ScorePolicyData } from '../../../core/rules/scoring/policy.ts';
import { slowClock } from '../clock/slowClock.ts';
import { at, calendar, MONTHS, score, settings } from './logs.ts';
import { anyCases } from './randomHistory.ts';
import { slowScore } from './slowScore.ts';

const anyPolicy: fc.Arbitrary<Partial<ScorePolicyData>> = fc.record({
  allowance: fc.record({
    deferral: fc.constantFrom('0', '0.1', '0.29', '1'),
    extension: fc.constantFrom('0', '0.1', '0.29', '1'),
    repeat: fc.constantFrom('0', '0.1', '0.29', '2'),
  }),
  timelyRule: fc.constantFrom('allowance', 'allowance', 'strict'),
});

const SEED = 5;

it('another reading of the spec, slow and of its own, gives every item and every sum on random histories', () => {
  // Walking minute by minute once is enough: sums of minutes are kept.
  const walked = slowClock(calendar.data, at('03-01 00:00'), at('12-31 00:00') + 300 * 86_400_000);
  const clock = { ...walked, elapsed: summed(walked.elapsed) };
  const seen = { timely: 0, moved: 0, clauses: new Set<string>() };
  const oneReading = fc.property(anyCases(), anyPolicy, (cases, change) => {
    const slow = slowScore(cases, {
      clock,
      duty: settings.commandDutyUnits,
      policy: { ...DEFAULT_SCORE_POLICY, ...change },
      workdayMs: 480 * 60_000,
      periods: MONTHS,
    });
    const fast = score(cases, change);
    const items = fast.flatMap(({ period, units }) =>
      units.flatMap(({ unit, items: of }) =>
        of.map((item) => {
          const head = `${period.name} ${unit} ${item.caseId}/${item.no}`;
          if (item.moved !== null) seen.moved += 1;
          else for (const clause of item.clauses) seen.clauses.add(clause);
          if (item.moved === null && item.timely) seen.timely += 1;
          return item.moved === null
            ? `${head} ${item.resolved} ${item.clauses.join(',')}`
            : `${head} ${item.moved}`;
        }),
      ),
    );
    expect(items).toEqual(slow.items);
    const sums = fast.flatMap(({ period, units }) =>
      units.map(
        (one) =>
          `${period.name} ${one.unit} ${one.shouldResolve} ${one.resolved} ${one.timely} ${one.movedOut} ${one.carriedIn} ${one.score}`,
      ),
    );
    expect(sums).toEqual(slow.sums);
  });
  fc.assert(oneReading, { numRuns: 40 });
  // Every clause comes up in these; histories of chance may go without one.
  fc.assert(oneReading, { seed: SEED, numRuns: 120 });
  expect(Math.min(seen.timely, seen.moved)).toBeGreaterThan(20);
  expect(seen.clauses.size).toBe(6);
});

/** Elapsed as a difference of counts from one far minute, each counted once. */
function summed(elapsed: (a: number, b: number) => number): (a: number, b: number) => number {
  const origin = at('03-01 00:00');
  const known = new Map<number, number>();
  const upTo = (b: number) => {
    const found = known.get(b) ?? elapsed(origin, b);
    known.set(b, found);
    return found;
  };
  return (a, b) => (b <= a ? 0 : upTo(b) - upTo(a));
}
