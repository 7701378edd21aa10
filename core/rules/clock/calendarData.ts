/** A period of one day in local time, `['08:30', '11:30']`; the end may be `24:00`. */
export type Period = [from: string, to: string];

/** A season of the year with its daily periods; `from` and `to` are `MM-DD`, both included, and may wrap. */
export interface Season {
  from: string;
  to: string;
  periods: Period[];
}

/** A calendar as stored and interchanged (spec 03, Working time). Dates are `YYYY-MM-DD` in local time. */
export interface CalendarData {
  timezone: string;
  /** ISO weekdays, 1 = Monday to 7 = Sunday. */
  restWeekdays: number[];
  seasons: Season[];
  holidays: string[];
  makeupWorkdays: string[];
  workdayMinutes: number;
  /** Days with periods of their own; they win over everything else. */
  dates?: Record<string, Period[]>;
  /** The last date for which holidays are announced; absent: known for good. */
  knownUntil?: string;
}

export interface CalendarFault {
  path: (string | number)[];
  why: string;
}

/** A calendar that cannot be used, or an answer it does not have; `path` names the field where there is one. */
export class CalendarError extends Error {
  readonly path: (string | number)[];
  constructor(why: string, path: (string | number)[] = []) {
    super(path.length > 0 ? `calendar ${path.join('.')}: ${why}` : why);
    this.name = 'CalendarError';
    this.path = path;
  }
}

/** Everything that is wrong with a calendar of the right shape, each with the field it is about. */
export function calendarFaults(data: CalendarData): CalendarFault[] {
  return [
    ...(isZone(data.timezone) ? [] : [{ path: ['timezone'], why: `unknown time zone ${data.timezone}` }]),
    ...data.restWeekdays.flatMap((day, i) =>
      Number.isInteger(day) && day >= 1 && day <= 7
        ? []
        : [{ path: ['restWeekdays', i], why: 'must be a weekday from 1 (Monday) to 7 (Sunday)' }],
    ),
    ...data.seasons.flatMap((season, i) => seasonFaults(season, ['seasons', i])),
    ...data.holidays.flatMap((date, i) => dateFaults(date, ['holidays', i])),
    ...data.makeupWorkdays.flatMap((date, i) => dateFaults(date, ['makeupWorkdays', i])),
    ...(data.workdayMinutes > 0 && data.workdayMinutes <= 1440
      ? []
      : [{ path: ['workdayMinutes'], why: 'must be more than 0 and at most 1440' }]),
    ...Object.entries(data.dates ?? {}).flatMap(([date, periods]) => [
      ...dateFaults(date, ['dates', date]),
      ...periodFaults(periods, ['dates', date]),
    ]),
    ...(data.knownUntil === undefined ? [] : dateFaults(data.knownUntil, ['knownUntil'])),
  ];
}

/** Minutes since midnight of `HH:MM` (00:00 to 24:00), or null. */
export function minutesOfDay(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return time === '24:00' ? 1440 : null;
}

/** The number of days since 1970-01-01 of a real date `YYYY-MM-DD`, or null. */
export function epochDay(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : ms / 86_400_000;
}

/** Month × 100 + day of `MM-DD` (29 February included), or null. */
export function monthDay(text: string): number | null {
  return epochDay(`2024-${text}`) === null ? null : Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
}

function seasonFaults(season: Season, path: (string | number)[]): CalendarFault[] {
  const edges = (['from', 'to'] as const).flatMap((edge) =>
    monthDay(season[edge]) === null ? [{ path: [...path, edge], why: 'must be a day MM-DD' }] : [],
  );
  return [...edges, ...periodFaults(season.periods, [...path, 'periods'])];
}

function dateFaults(date: string, path: (string | number)[]): CalendarFault[] {
  return epochDay(date) === null ? [{ path, why: 'must be a date YYYY-MM-DD' }] : [];
}

function periodFaults(periods: Period[], path: (string | number)[]): CalendarFault[] {
  return periods.flatMap(([from, to], i) => {
    const [start, end] = [minutesOfDay(from), minutesOfDay(to)];
    if (start === null) return [{ path: [...path, i, 0], why: 'must be a time HH:MM' }];
    if (end === null) return [{ path: [...path, i, 1], why: 'must be a time HH:MM, at most 24:00' }];
    return end > start ? [] : [{ path: [...path, i], why: 'must end after it begins' }];
  });
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
