import { usableCalendar } from '../../../actions/admin/publishCalendar.ts';
import { cityMidnight } from '../../../actions/cityTime.ts';
import { machine } from '../../../actions/machine.ts';
import type {
  CalendarPreview,
  CalendarVersions,
  OfficialDays,
  StoredCalendar,
} from '../../../core/contract/api/admin.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { decide } from '../../../core/rules/case/decide.ts';
import type { CaseState } from '../../../core/rules/case/state.ts';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { horizon } from '../../../core/rules/clock/horizon.ts';
import { elapsed } from '../../../core/rules/clock/workingTime.ts';
import { countOpen, readOpenCases } from '../../../db/queries/openCases.ts';
import { readCalendar, readCalendarLines } from '../../../db/queries/policies.ts';
import type { Seen } from '../seen.ts';
import { announcedDays } from './announcedDays.ts';

const MOST_CASES = 5_000;
const EXAMPLES = 8;
const PREVIEW_DAYS = 731;
const DAY_MS = 86_400_000;

/** The calendar with its versions, and how far it is known. */
export async function adminCalendars({ doors }: Seen): Promise<CalendarVersions> {
  const { pool, now } = doors.house;
  const settings = await doors.house.settings();
  const [versions, newest] = await Promise.all([readCalendarLines(pool), readCalendar(pool, null)]);
  return {
    versions,
    newest: newest ?? { version: 0, name: settings.city.en, data: settings.calendar.data },
    horizon: horizon(settings.calendar, now(), settings.calendarWarnDays),
  };
}

/** One version with its days. */
export async function adminCalendar(
  { doors }: Seen,
  { version }: EndpointParsed<'adminCalendar'>,
): Promise<StoredCalendar> {
  const calendar = await readCalendar(doors.house.pool, version);
  if (!calendar) throw new HouseError('not-found', 'There is no such version of the calendar.');
  return calendar;
}

/** What the State Council has announced for a year. */
export async function officialDays(
  _seen: Seen,
  { year }: EndpointParsed<'officialDays'>,
): Promise<OfficialDays> {
  return announcedDays(year);
}

/** What a calendar would change: days, and open cases that would be due at another instant. */
export async function previewCalendar(
  { doors }: Seen,
  { base, data }: EndpointParsed<'previewCalendar'>,
): Promise<CalendarPreview> {
  const { pool } = doors.house;
  const now = doors.house.now();
  const settings = await doors.house.settings();
  const after = usableCalendar(data, now, settings.city.timezone);
  const [open, cases] = await Promise.all([countOpen(pool), readOpenCases(pool, MOST_CASES)]);
  const { workdayMinutes } = data;
  const ctx = {
    now,
    actor: machine('preview'),
    calendar: after,
    // A version that no running clock has: each is reckoned again.
    calendarVersion: base + 1_000_000,
    workdayMinutes,
    policy: settings.casePolicy,
  };
  const moved = cases.flatMap(({ id, number, state }) => {
    const decision = decide(state, { type: 'recompute-deadline', why: 'preview' }, ctx);
    const event = decision.ok ? decision.events[0] : undefined;
    if (event?.type !== 'deadlineRecomputed') return [];
    const dueAfter = event.payload.to.clock?.dueAt ?? null;
    const dueBefore = dueOf(state);
    return dueAfter === dueBefore ? [] : [{ id, number, dueBefore, dueAfter }];
  });
  return {
    days: changedDays(settings.calendar, after, now),
    openCases: open.open,
    moved: moved.length,
    examples: moved.slice(0, EXAMPLES),
  };
}

function dueOf({ clock }: CaseState): number | null {
  return clock?.dueAt ?? null;
}

/** From the first of this year on: days with other working minutes. */
function changedDays(before: Calendar, after: Calendar, now: number): CalendarPreview['days'] {
  const { timezone } = after.data;
  const year = new Intl.DateTimeFormat('en', { timeZone: timezone, year: 'numeric' }).format(now);
  const first = Date.parse(`${year}-01-01T00:00:00Z`);
  return Array.from({ length: PREVIEW_DAYS }, (_, i) => first + i * DAY_MS).flatMap((day) => {
    const from = cityMidnight(day + DAY_MS / 2, timezone);
    const to = cityMidnight(day + DAY_MS * 1.5, timezone);
    const [was, is] = [before, after].map((calendar) => elapsed(calendar, from, to) / 60_000);
    if (was === is) return [];
    return [{ date: new Date(day).toISOString().slice(0, 10), before: was!, after: is! }];
  });
}
