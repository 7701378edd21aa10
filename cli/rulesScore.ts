import { BadInput } from '../core/contract/interchange/badInput.ts';
import { readScoreInput } from '../core/contract/interchange/score.ts';
import { CalendarError, compileCalendar } from '../core/rules/clock/calendar.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreOutput } from '../core/rules/scoring/interchange.ts';
import { contextsOf } from '../core/rules/scoring/periods.ts';
import { compileScorePolicy } from '../core/rules/scoring/policy.ts';
import { type ScoreInput, scoreAll } from '../core/rules/scoring/scoreAll.ts';

/**
 * Scores an interchange input: `{periods, items}` as text (spec 05, Interchange). All periods settled.
 * @throws BadInput with the path of the bad field.
 */
export async function runScore(stdin: string): Promise<string> {
  const data = readScoreInput(stdin);
  const input: ScoreInput = {
    working: { calendar: compileCalendar(data.calendar), workdayMs: data.calendar.workdayMinutes * 60_000 },
    policy: compileScorePolicy(data.policy),
    commandDutyUnits: new Set(data.commandDutyUnits),
    periods: data.periods,
    cases: data.cases,
    now: null,
  };
  try {
    return scoreOutput(scoreAll(input));
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw new BadInput(pathOfFault(input), error.message);
  }
}

/** The calendar when no period can be settled by it, else the first case it cannot reckon. */
function pathOfFault({ working, policy, commandDutyUnits, periods, cases }: ScoreInput): string {
  const settings = { calendar: working.calendar, commandDutyUnits, dispatchLimitMs: policy.dispatchLimitMs };
  if (fails(() => contextsOf(working, policy.settleWorkdays, periods, null))) return 'calendar';
  const index = cases.findIndex((scoreCase) => fails(() => assignmentsOfCase(scoreCase, settings)));
  return index < 0 ? 'calendar' : `cases.${index}`;
}

function fails(reckon: () => unknown): boolean {
  try {
    reckon();
    return false;
  } catch {
    return true;
  }
}
