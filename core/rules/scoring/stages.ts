import { add } from '../clock/workingTime.ts';
import type { ScoreCalendar } from './periods.ts';

/** How a period goes: at its settlement, then by the evaluator (spec 05, Periods). */
export const PERIOD_STATES = ['open', 'settled', 'in-review', 'published'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

export interface PeriodStage {
  readonly state: PeriodState;
  readonly settlesAt: number;
  /** Until when units look, comment and appeal before publication; null before the review. */
  readonly reviewUntil: number | null;
  /** The last instant for an appeal; null before publication. */
  readonly appealsUntil: number | null;
}

type Said = { readonly ok: true } | { readonly ok: false; readonly why: string; readonly clause: string };
const YES: Said = { ok: true };
const no = (clause: string, why: string): Said => ({ ok: false, why, clause: `05.${clause}` });

/** The review lasts this long: 3 working days (spec 05); ms epoch of its last instant. */
export function reviewUntil(working: ScoreCalendar, from: number, workdays = 3): number {
  return add(working.calendar, from, workdays * working.workdayMs);
}

/** Appeals are taken until publication + 5 working days (spec 05). */
export function appealsUntil(working: ScoreCalendar, publishedAt: number, workdays = 5): number {
  return add(working.calendar, publishedAt, workdays * working.workdayMs);
}

/** Whether a period may go to its next stage now; it goes one stage at a time and never back. */
export function mayMoveTo(stage: PeriodStage, to: PeriodState, now: number): Said {
  const [at, next] = [PERIOD_STATES.indexOf(stage.state), PERIOD_STATES.indexOf(to)];
  if (next !== at + 1)
    return no('period.order', `The period is ${stage.state}; from there it does not become ${to}.`);
  if (to === 'settled' && now < stage.settlesAt)
    return no('period.cutoff', 'The period is settled at its cutoff, not before.');
  if (to === 'published' && stage.reviewUntil !== null && now < stage.reviewUntil)
    return no('period.review', 'The review still runs; the period is published after it.');
  return YES;
}

/** A period is marked trial or formal while it is open: units know beforehand what counts. */
export function mayMark(stage: PeriodStage): Said {
  return stage.state === 'open' ? YES : no('period.mark', 'Trial or formal is said while a period is open.');
}

/** The item that a unit appeals, as far as the rule looks at it. */
export interface AppealedItem {
  readonly moved: string | null;
  readonly timely: boolean | null;
  readonly excluded: boolean;
}

/**
 * Whether a unit may appeal an item now: in review, or published and within five working days; an item that
 * was judged not timely in this period (one that moved on is judged where it counts); once.
 */
export function mayAppeal(stage: PeriodStage, item: AppealedItem, before: boolean, now: number): Said {
  if (stage.state === 'open' || stage.state === 'settled')
    return no('appeal.early', 'Appeals are taken from the review of the period on.');
  if (stage.appealsUntil !== null && now > stage.appealsUntil)
    return no('appeal.late', 'Appeals are taken until five working days after publication.');
  if (item.moved !== null)
    return no('appeal.moved', 'This case moved on: it is judged, and can be appealed, where it counts.');
  if (item.timely || item.excluded) return no('appeal.timely', 'This case costs no points in this period.');
  return before ? no('appeal.once', 'This item has been appealed already in this period.') : YES;
}
