import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawnLight } from '../../../core/rules/case/worst.ts';
import { assignmentsOfCase } from '../../../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../../../core/rules/scoring/fromLog.ts';
import { bench, CALENDAR, MINUTE, MONDAY } from '../case/bench.ts';
import { begin, chosen, policies, steps, unitWalkAt } from '../case/histories.ts';

const SETTINGS = {
  calendar: CALENDAR,
  commandDutyUnits: new Set(['street']),
  dispatchLimitMs: 30 * MINUTE,
};

it('the light that the unit saw when it fed back is the verdict of the score, quotas apart', () => {
  const seen = { red: 0, other: 0 };
  fc.assert(
    fc.property(steps, policies, (path, policy) => {
      const it_ = bench(MONDAY, policy);
      begin(it_, path[0]?.pick ?? 0);
      for (const step of path) {
        it_.after(step.waitMs);
        const move = chosen(unitWalkAt(it_), it_, step);
        if (!move || !it_.ask(...move).ok) continue;
        const { clock } = it_.state;
        const types = it_.tell(...move);
        const ended = it_.events.at(-1)!;
        const handed = types.includes('feedback') || types.includes('returned');
        if (!handed || clock?.stage !== 'handling' || clock.parkedAt !== null) continue;
        const fact = assignmentsOfCase(scoreCaseOf('C', it_.events), SETTINGS).at(-1);
        // Standby work is not scored.
        if (fact?.segments.at(-1)?.to !== ended.at || fact.state === 'substituted') continue;
        const red = drawnLight(clock, ended.at).light === 'red';
        const overtime = fact.timeUsedMs - fact.deferredMs > fact.limitMs + fact.extensionMs;
        if (red !== overtime) expect([ended.seq, red]).toEqual([ended.seq, overtime]);
        seen[red ? 'red' : 'other'] += 1;
      }
    }),
    { numRuns: 120 },
  );
  expect(Math.min(seen.red, seen.other)).toBeGreaterThan(30);
});
