import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { figureFactOf } from '../core/rules/scoring/figureFact.ts';
import { figureRowsOf } from '../core/rules/scoring/figureRows.ts';
import { scoreCaseOf } from '../core/rules/scoring/fromLog.ts';
import { compileScorePolicy } from '../core/rules/scoring/policy.ts';
import { type Recurring, recurrencePairs } from '../core/rules/scoring/recurrence.ts';
import { canonicalJson } from '../db/eventHash.ts';
import type { Tx } from '../db/pool.ts';
import {
  type CaseFigures,
  figuresAsKept,
  readFigures,
  readRecurrences,
  recurringOf,
} from '../db/queries/keepFigures.ts';
import { type LoggedCase, readLogPage } from '../db/queries/logCheck.ts';
import { commandDutyUnits } from '../db/queries/scoring.ts';
import type { Settings } from './house.ts';
import { scorePolicyOf } from './scoreWorking.ts';

const PAGE = 1_000;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * What every case adds to the further figures, computed again from the whole log, against what is kept: one
 * line a difference.
 */
export async function compareFigures(tx: Tx, settings: Settings): Promise<string[]> {
  const assignments = {
    calendar: settings.calendar,
    commandDutyUnits: await commandDutyUnits(tx),
    dispatchLimitMs: compileScorePolicy(scorePolicyOf(settings)).dispatchLimitMs,
  };
  const differences: string[] = [];
  const recurring: Recurring[] = [];
  for (let after = FIRST_KEY; ; ) {
    const page = await readLogPage(tx, after, PAGE);
    const full = page.flatMap((logged) => figuresOfLog(logged, assignments) ?? []);
    const kept = await readFigures(
      tx,
      full.map((one) => one.caseId),
    );
    for (const one of full) {
      if (canonicalJson(kept.get(one.caseId) ?? null) !== canonicalJson(figuresAsKept(one)))
        differences.push(`figures of case ${one.caseId}: what is kept is not what the log gives`);
      recurring.push(recurringOf(one));
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  const pairs = recurrencePairs(recurring, settings.assessment.recurrence)
    .map((pair) => pair.join(' '))
    .sort();
  if (pairs.join('\n') !== (await readRecurrences(tx)).sort().join('\n'))
    differences.push(`recurrences: the log gives ${pairs.length}, others are kept`);
  return differences;
}

function figuresOfLog(
  { id, number, events }: LoggedCase,
  assignments: Parameters<typeof assignmentsOfCase>[1],
): CaseFigures | null {
  if (number === null) return null;
  const fact = figureFactOf(id, events, assignmentsOfCase(scoreCaseOf(number, events), assignments));
  return fact && { caseId: id, ...figureRowsOf(fact) };
}
