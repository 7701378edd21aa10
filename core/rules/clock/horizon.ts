import type { Calendar } from './calendar.ts';
import { localDate } from './zone.ts';

/** How far a calendar's holidays are announced, seen from `now` (spec 03, Working time). */
export interface Horizon {
  /** `YYYY-MM-DD`, the last known day. */
  knownUntil: string;
  /** Whole days after today's until then; negative when it has passed. */
  daysLeft: number;
  /** The administrator is to be warned. */
  warn: boolean;
}

/** Whether a deadline lies beyond the calendar's last known day, so that it may still change. */
export function provisional(cal: Calendar, instant: number): boolean {
  return cal.knownEnd !== null && instant > cal.knownEnd;
}

/** The calendar's horizon; null when it is known for good. Warns `warnDays` before (spec 03: 60). */
export function horizon(cal: Calendar, now: number, warnDays = 60): Horizon | null {
  const { knownUntil } = cal.data;
  if (knownUntil === undefined) return null;
  const daysLeft = (Date.parse(knownUntil) - Date.parse(localDate(cal.zone, now))) / 86_400_000;
  return { knownUntil, daysLeft, warn: daysLeft <= warnDays };
}
