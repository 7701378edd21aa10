import { BadInput } from '../core/contract/interchange/badInput.ts';
import { readScoreInput } from '../core/contract/interchange/score.ts';
import { CalendarError, compileCalendar } from '../core/rules/clock/calendar.ts';
import { assignmentsOfCase } from '../core/rules/scoring/assignments.ts';
import { scoreOutput } from '../core/rules/scoring/interchange.ts';
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

/** The first case whose instants the calendar cannot reckon, else the calendar itself. */
function pathOfFault({ working, policy, commandDutyUnits, cases }: ScoreInput): string {
  const settings = { calendar: working.calendar, commandDutyUnits, dispatchLimitMs: policy.dispatchLimitMs };
  const index = cases.findIndex((scoreCase) => {
    try {
      assignmentsOfCase(scoreCase, settings);
      return false;
    } catch {
      return true;
    }
  });
  return index < 0 ? 'calendar' : `cases.${index}`;
}
