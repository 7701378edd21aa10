import type { Refusal } from '../case/policy.ts';
import { badInput, firstRefusal, noRight, notNow } from '../case/refusal.ts';

interface SurveyTask {
  readonly beat: string | null;
  readonly doneAt: number | null;
}

interface SurveyWork {
  /** Components of the category that the register has in the cell, removed ones apart. */
  readonly recorded: readonly string[];
  /** Found as recorded. */
  readonly seen: readonly string[];
  /** Found otherwise: those on which this survey has brought a proposal. */
  readonly proposed: readonly string[];
}

/**
 * Whether a collector's survey of a cell (spec 02, Components: the third task) is done: the cell is of the
 * own beat, and every recorded component has been seen or proposed to be otherwise.
 */
export function refuseSurveyDone(
  task: SurveyTask,
  { recorded, seen, proposed }: SurveyWork,
  beats: readonly string[],
): Refusal | null {
  const known = new Set(recorded);
  const missing = recorded.filter((code) => !seen.includes(code) && !proposed.includes(code));
  const strange = seen.filter((code) => !known.has(code));
  return firstRefusal(
    (task.beat === null || !beats.includes(task.beat)) &&
      noRight('survey-cell', 'own', 'This cell is of another collector’s beat.'),
    task.doneAt !== null && notNow('survey-cell', 'done', 'This cell has been surveyed.'),
    strange.length > 0 &&
      badInput(
        'survey-cell',
        'strange',
        `Not of this survey in this cell: ${strange.slice(0, 3).join(', ')}.`,
      ),
    missing.length > 0 &&
      badInput(
        'survey-cell',
        'missing',
        `${missing.length} recorded components are neither seen nor proposed: ${missing.slice(0, 3).join(', ')}.`,
      ),
  );
}
