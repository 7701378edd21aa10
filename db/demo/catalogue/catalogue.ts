import type { CalendarData } from '../../../core/rules/clock/calendarData.ts';
import type { UnitSeed } from './seeds.ts';
import { shippedCalendars, shippedUnits } from './shipped.ts';

export { componentKeyIn, demoCategories, demoConditions, olderCounterparts } from './categories.ts';
export { limitMinutes } from './limits.ts';
export { demoRules, responsibilityMap } from './responsibilities.ts';
export * from './seeds.ts';

/** The demo district's units, after its regulation. */
export function demoUnits(): UnitSeed[] {
  return shippedUnits();
}

/** Qilihe's calendar with the holidays of 2024 to 2026 (spec 03, Working time). */
export function demoCalendar(): CalendarData {
  return structuredClone(shippedCalendars().qilihe);
}

/** Boston's calendar of 2015, for the answer key of spec 03. */
export function bostonCalendar(): CalendarData {
  return structuredClone(shippedCalendars().boston);
}
