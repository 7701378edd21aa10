import type { CalendarData } from '../core/rules/clock/calendar.ts';
import { compileCalendar } from '../core/rules/clock/calendar.ts';
import { contextsOf, settlementOf } from '../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicyData,
} from '../core/rules/scoring/policy.ts';
import type { ChainPeriod } from '../core/rules/scoring/scoreAll.ts';
import type { Db } from '../db/pool.ts';
import { type KeptPeriod, readCalendarVersion, readPolicyVersion } from '../db/queries/score.ts';
import { chainPeriods, commandDutyUnits } from '../db/queries/scoring.ts';
import type { Settings } from './house.ts';
import { scorePolicyOf } from './scoreWorking.ts';

export interface ChainRow extends ChainPeriod {
  readonly row: KeptPeriod;
}

/**
 * The periods of a chain, each with what it is scored with: a settled one with its kept policy, calendar,
 * command duty, cutoff and log position, an open one with what is in force.
 */
export async function chainRows(db: Db, settings: Settings, chain: string, now: number): Promise<ChainRow[]> {
  const rows = await chainPeriods(db, chain);
  const duty = await commandDutyUnits(db);
  const versions = versionReader(db, settings);
  const spans = rows.map(({ name, from_at: from, to_at: to }) => ({ name, from, to }));
  const chained: ChainRow[] = [];
  for (const [i, row] of rows.entries()) {
    const open = row.state === 'open';
    const { policyData, calendar } = await versions(
      open ? null : row.policy_version,
      open ? null : row.calendar_version,
    );
    const policy = compileScorePolicy(policyData);
    const working = { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 };
    const context = contextsOf(working, policy.settleWorkdays, spans, open ? now : null)[i]!;
    chained.push({
      row,
      policy,
      period: row.settled_at === null || open ? context : { ...context, cutoff: row.settled_at },
      settings: {
        calendar,
        commandDutyUnits: open || row.command_duty === null ? duty : new Set(row.command_duty),
        dispatchLimitMs: policy.dispatchLimitMs,
      },
      upToPosition: open ? null : row.log_position,
    });
  }
  return chained;
}

/** Kept versions of policy and calendar, each read and compiled once; null is what is in force. */
function versionReader(db: Db, settings: Settings) {
  const policies = new Map<number, Promise<ScorePolicyData>>();
  const calendars = new Map<number, Promise<Settings['calendar']>>();
  const policyOf = async (version: number) =>
    ({ ...DEFAULT_SCORE_POLICY, ...(await readPolicyVersion(db, 'score', version)) }) as ScorePolicyData;
  const calendarOf = async (version: number) => {
    const data = await readCalendarVersion(db, version);
    return data === null ? settings.calendar : compileCalendar(data as CalendarData);
  };
  return async (policy: number | null, calendar: number | null) => {
    const policyVersion = policy ?? settings.scorePolicyVersion;
    const calendarVersion = calendar ?? settings.calendarVersion;
    if (!policies.has(policyVersion))
      policies.set(
        policyVersion,
        policyVersion === settings.scorePolicyVersion
          ? Promise.resolve(scorePolicyOf(settings))
          : policyOf(policyVersion),
      );
    if (!calendars.has(calendarVersion))
      calendars.set(
        calendarVersion,
        calendarVersion === settings.calendarVersion
          ? Promise.resolve(settings.calendar)
          : calendarOf(calendarVersion),
      );
    return {
      policyData: await policies.get(policyVersion)!,
      calendar: await calendars.get(calendarVersion)!,
    };
  };
}

/** Where a period stands for the rules of its stages; `settlesAt` by what is in force while it is open. */
export function stageOf({ row, period, policy, settings }: ChainRow) {
  const { calendar } = settings;
  const working = { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 };
  return {
    state: row.state,
    settlesAt: row.settled_at ?? settlementOf(working, policy.settleWorkdays, period.to),
    reviewUntil: row.review_until,
    appealsUntil: row.appeals_until,
    working,
  };
}
