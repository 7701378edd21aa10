import type { CaseState } from './state.ts';
import { FINAL_STATUSES } from './status.ts';

const DAY_MS = 86_400_000;

/**
 * From when on a case's personal texts are blanked (spec 06: after the retention time), epoch ms: that long
 * after the last act on a case that has ended. Null while it is open, or when nothing is left to blank.
 */
export function blankFrom(state: CaseState, personDays: number): number | null {
  const ended = FINAL_STATUSES.includes(state.status) || state.status === 'rejected';
  return ended && !state.blanked ? state.lastAt + personDays * DAY_MS : null;
}
