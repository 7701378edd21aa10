import type { EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { ENDPOINTS } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../../core/rules/clock/calendar.ts';
import { calendarFaults } from '../../core/rules/clock/calendarData.ts';
import { elapsed } from '../../core/rules/clock/workingTime.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { addCalendar, lockVersions, readCalendar } from '../../db/queries/policies.ts';
import type { Deed } from '../run.ts';
import { refuseOlder } from './newVersion.ts';

const YEAR_MS = 366 * 86_400_000;

/** Adds a version of the calendar, in force at once; the deadlines of running clocks follow it (spec 03). */
export const publishCalendar: Deed<
  typeof ENDPOINTS.publishCalendar.input,
  EndpointAnswer['publishCalendar']
> = {
  name: 'publish-calendar',
  right: ENDPOINTS.publishCalendar.right,
  input: ENDPOINTS.publishCalendar.input,
  async run({ tx, actor, now, settings }, { base, data, note }) {
    usableCalendar(data, now, settings.city.timezone);
    await lockVersions(tx, 'calendar');
    const newest = await readCalendar(tx, null);
    refuseOlder(base, newest?.version ?? 0);
    const version = (newest?.version ?? 0) + 1;
    const name = newest?.name ?? settings.city.en;
    await addCalendar(tx, { version, name, data: sorted(data), at: now, by: actor.id, note });
    const target = String(version);
    await writeAudit(tx, { actor: actor.id, what: 'publish-calendar', target, source: null, result: 'ok' });
    return { version };
  },
};

/** The calendar compiled, if work can be done by it in the year ahead. @throws HouseError bad-input, refused */
export function usableCalendar(data: CalendarData, now: number, timezone: string): Calendar {
  const faults = calendarFaults(data);
  if (faults.length)
    throw new HouseError('bad-input', 'This calendar cannot be used. Nothing was changed.', {
      fields: faults.map(({ path, why }) => ({ path: path.join('.'), message: why })),
    });
  if (data.timezone !== timezone)
    throw new HouseError('refused', `The calendar must be in the city's time zone, ${timezone}.`, {
      clause: '03.calendar.zone',
    });
  const calendar = compileCalendar(data);
  if (elapsed(calendar, now, now + YEAR_MS) === 0)
    throw new HouseError('refused', 'This calendar has no working time in the year ahead.', {
      clause: '03.calendar.empty',
    });
  return calendar;
}

/** Dates in order and each once, whoever typed them. */
function sorted(data: CalendarData): CalendarData {
  const once = (dates: readonly string[]) => [...new Set(dates)].sort();
  return { ...data, holidays: once(data.holidays), makeupWorkdays: once(data.makeupWorkdays) };
}
