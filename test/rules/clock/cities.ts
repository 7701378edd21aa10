import {
  type Calendar,
  type CalendarData,
  compileCalendar,
  type Period,
} from '../../../core/rules/clock/calendar.ts';

/** A calendar of every day with the given periods; the rest as told. */
export function calendarOf(timezone: string, periods: Period[], rest: Partial<CalendarData> = {}): Calendar {
  return compileCalendar({
    timezone,
    restWeekdays: [],
    seasons: [{ from: '01-01', to: '12-31', periods }],
    holidays: [],
    makeupWorkdays: [],
    workdayMinutes: 480,
    ...rest,
  });
}

/** Boston's working time of 2015 and its holidays (spec 03). */
export const boston: CalendarData = {
  timezone: 'America/New_York',
  restWeekdays: [6, 7],
  seasons: [{ from: '01-01', to: '12-31', periods: [['08:30', '17:00']] }],
  holidays: [
    ...['01-01', '01-19', '02-16', '04-20', '05-25', '09-07', '10-12', '11-11', '11-26', '12-25'].map(
      (day) => `2015-${day}`,
    ),
    '2016-01-01',
    '2016-01-18',
  ],
  makeupWorkdays: [],
  workdayMinutes: 510,
};

/** The demo city's working time without its holidays. */
export const qilihe: CalendarData = {
  timezone: 'Asia/Shanghai',
  restWeekdays: [7],
  seasons: [
    {
      from: '05-01',
      to: '09-30',
      periods: [
        ['08:30', '11:30'],
        ['14:00', '17:30'],
      ],
    },
    {
      from: '10-01',
      to: '04-30',
      periods: [
        ['08:30', '11:30'],
        ['13:30', '17:00'],
      ],
    },
  ],
  holidays: ['2026-10-01', '2026-10-02'],
  makeupWorkdays: ['2026-10-04'],
  workdayMinutes: 390,
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function ms(iso: string): number {
  return Date.parse(iso);
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
