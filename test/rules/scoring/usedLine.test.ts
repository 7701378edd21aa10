import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readScoreInput } from '../../../core/contract/interchange/score.ts';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import { workingSpans } from '../../../core/rules/clock/spans.ts';
import { assignmentsOfCase } from '../../../core/rules/scoring/assignments.ts';
import { explainItem } from '../../../core/rules/scoring/explain.ts';
import { compileScorePolicy } from '../../../core/rules/scoring/policy.ts';
import { type GrantDecision, NOTHING_RECOGNISED } from '../../../core/rules/scoring/recognition.ts';
import { cutAt, usedLine } from '../../../web/src/score/usedLine.ts';

const yes: GrantDecision = { recognised: true, cost: 1, usedBefore: 0, place: 1, quota: 9, n0: 300 };
const ALL = { deferral: yes, extension: yes, repeat: yes };
const DAY = 86_400_000;

/** Every assignment of the published cases, explained with and without what was asked for being recognised. */
function* explained() {
  const data = readScoreInput(
    readFileSync(new URL('../../vectors/score-wide.input.json', import.meta.url), 'utf8'),
  );
  const calendar = compileCalendar(data.calendar);
  const policy = compileScorePolicy(data.policy);
  const settings = {
    calendar,
    commandDutyUnits: new Set(data.commandDutyUnits),
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  for (const scoreCase of data.cases.slice(0, 700)) {
    for (const fact of assignmentsOfCase(scoreCase, settings)) {
      const last = Math.max(fact.startAt, ...fact.segments.map((segment) => segment.to ?? segment.from));
      for (const recognition of [ALL, NOTHING_RECOGNISED]) {
        const explanation = explainItem(fact, recognition, 'allowance', calendar, last);
        const to = Math.max(last, explanation.redAfter ?? 0) + DAY;
        yield {
          explanation,
          clock: fact.clock,
          asOf: last,
          working: workingSpans(calendar, fact.startAt - DAY, to),
        };
      }
    }
  }
}

test('the drawn line of every published case ends at the time used and crosses the limit where it turns red', () => {
  let lines = 0;
  let crossings = 0;
  for (const one of explained()) {
    const line = usedLine(one);
    const { used, redAfter, limit, segments } = one.explanation;
    expect(line.at(-1)!.points.at(-1)!.usedMs).toBe(used.usedMs);
    const points = line.flatMap((stretch) => stretch.points);
    expect(
      points.every(
        (point, i) => i === 0 || (point.at >= points[i - 1]!.at && point.usedMs >= points[i - 1]!.usedMs),
      ),
    ).toBe(true);
    expect(
      line.filter((stretch) => !stretch.idle && stretch.points[0]!.at === segments[0]!.from),
    ).toHaveLength(1);
    lines++;
    if (redAfter === null) continue;
    const [before] = cutAt(points, redAfter);
    if (before.length === 0 || before.at(-1)!.at !== redAfter) continue;
    expect(before.at(-1)!.usedMs).toBeCloseTo(limit.allowedMs, 3);
    crossings++;
  }
  expect(lines).toBeGreaterThan(1_000);
  expect(crossings).toBeGreaterThan(100);
});
