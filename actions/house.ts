import { v7 } from 'uuid';
import type { AssessmentPolicy } from '../core/contract/api/policyFields.ts';
import type { CasePolicy } from '../core/rules/case/policy.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../core/rules/clock/calendar.ts';
import type { Pool } from '../db/pool.ts';
import { type CityRow, readSettings } from '../db/queries/settings.ts';

/** The versions in force; a case and a score keep the version that they used. */
export interface Settings {
  readonly city: CityRow;
  readonly calendar: Calendar;
  readonly calendarVersion: number;
  readonly casePolicy: CasePolicy;
  readonly scorePolicy: Readonly<Record<string, unknown>>;
  readonly scorePolicyVersion: number;
  /** Review, appeals, recurrence, award list. */
  readonly assessment: AssessmentPolicy;
  readonly minAccuracyM: number;
  /** Days before the calendar's end from which on the administrator is warned. */
  readonly calendarWarnDays: number;
}

/** Everything that a deed needs from outside: the database, the instant, the settings, new keys. */
export interface House {
  readonly pool: Pool;
  /** The present for what is only shown, epoch ms. */
  readonly now: () => number;
  /** A clock of its own for deeds (tests, importer); without it they use the database's. */
  readonly deedNow: (() => number) | null;
  readonly settings: () => Promise<Settings>;
  /** A time-ordered key (UUID version 7) of the instant. */
  readonly newId: (atMs: number) => string;
}

// A settings change is seen by every process within this time, without a query in every deed.
const SETTINGS_FRESH_MS = 1_000;

export function openHouse(pool: Pool, options: { now?: () => number } = {}): House {
  const now = options.now ?? Date.now;
  let kept: { at: number; settings: Promise<Settings> } | null = null;
  const settings = () => {
    if (!kept || Date.now() - kept.at > SETTINGS_FRESH_MS) {
      const loading = load(pool, kept?.settings);
      const fresh = { at: Date.now(), settings: loading };
      kept = fresh;
      loading.catch(() => {
        if (kept === fresh) kept = null;
      });
    }
    return kept.settings;
  };
  return {
    pool,
    now,
    deedNow: options.now ?? null,
    settings,
    newId: (atMs) => v7({ msecs: Math.max(0, Math.floor(atMs)) }),
  };
}

const EMPTY_CITY: CityRow = {
  zh: '未命名城市',
  en: 'Unnamed city',
  adcode: '000000',
  timezone: 'Asia/Shanghai',
  lon: 103.786,
  lat: 36.066,
  scheme: 'gbt2026',
  demo: false,
};

/** Until a city has a calendar of its own every day is worked from 08:30 to 17:30. */
const EMPTY_CALENDAR: CalendarData = {
  timezone: 'Asia/Shanghai',
  restWeekdays: [6, 7],
  holidays: [],
  makeupWorkdays: [],
  workdayMinutes: 480,
  seasons: [
    {
      from: '01-01',
      to: '12-31',
      periods: [
        ['08:30', '12:00'],
        ['13:00', '17:30'],
      ],
    },
  ],
};

async function load(pool: Pool, before: Promise<Settings> | undefined): Promise<Settings> {
  const [row, last] = await Promise.all([readSettings(pool), before?.catch(() => undefined)]);
  // A compiled calendar remembers what it worked out: keep it while its version stands.
  const calendar =
    last && last.calendarVersion === row.calendarVersion
      ? last.calendar
      : compileCalendar(row.calendar ?? EMPTY_CALENDAR);
  return {
    city: row.city ?? EMPTY_CITY,
    calendar,
    calendarVersion: row.calendarVersion,
    casePolicy: row.casePolicy,
    scorePolicy: row.scorePolicy,
    scorePolicyVersion: row.scorePolicyVersion,
    assessment: row.assessmentPolicy,
    minAccuracyM: row.routingPolicy.minAccuracyM,
    calendarWarnDays: row.noticePolicy.calendarWarnDays,
  };
}
