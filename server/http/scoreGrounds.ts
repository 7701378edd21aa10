import { scorePolicyOf } from '../../actions/scoreWorking.ts';
import type { ScorePage } from '../../core/contract/api/answers.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../../core/rules/clock/calendar.ts';
import { type Chain, settlementOf } from '../../core/rules/scoring/periods.ts';
import {
  compileScorePolicy,
  DEFAULT_SCORE_POLICY,
  type ScorePolicy,
  type ScorePolicyData,
} from '../../core/rules/scoring/policy.ts';
import { readPeriod } from '../../db/queries/periods.ts';
import {
  type KeptPeriod,
  readCalendarVersion,
  readPeriods,
  readPolicyVersion,
} from '../../db/queries/score.ts';
import type { Doors } from './doors.ts';

const UNIT_ROLES = new Set<Role>(['liaison', 'unit-head', 'unit-dispatcher']);

/** What a period is scored with: kept versions of a settled one, what is in force for an open one. */
export interface Grounds {
  readonly period: KeptPeriod;
  readonly before: KeptPeriod | null;
  readonly all: readonly KeptPeriod[];
  readonly policyData: ScorePolicyData;
  readonly policy: ScorePolicy;
  readonly calendar: Calendar;
  readonly versions: ScorePage['scoredWith'];
  /** The instant up to which the log exists for it. */
  readonly cutoff: number;
  readonly settled: boolean;
}

/** The period that was asked for with its chain, by default the one of `chain` that runs. @throws HouseError not-found */
export async function groundsOf(
  { house }: Pick<Doors, 'house'>,
  wanted: number | null,
  chain: Chain = 'month',
): Promise<Grounds> {
  const asked = wanted === null ? null : await readPeriod(house.pool, wanted);
  const [settings, all] = await Promise.all([
    house.settings(),
    readPeriods(house.pool, asked?.chain ?? chain),
  ]);
  const now = house.now();
  const index =
    wanted === null
      ? Math.max(
          0,
          all.findIndex((one) => one.from_at <= now && now < one.to_at),
        )
      : all.findIndex((one) => one.id === wanted);
  const period = all[index];
  if (!period) throw new HouseError('not-found', 'There is no such period.');
  const { policyData, calendar, ...versions } = await keptVersions({ house }, period, {
    policyData: scorePolicyOf(settings),
    calendar: settings.calendar,
    policyVersion: settings.scorePolicyVersion,
    calendarVersion: settings.calendarVersion,
  });
  const policy = compileScorePolicy(policyData);
  const settlesAt =
    period.settled_at ??
    settlementOf(
      { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 },
      policy.settleWorkdays,
      period.to_at,
    );
  return {
    period,
    all,
    before: all[index + 1] ?? null,
    policyData,
    policy,
    calendar,
    versions: { ...versions, logPosition: period.log_position },
    cutoff: Math.min(settlesAt, now),
    settled: period.state !== 'open',
  };
}

interface Versions {
  readonly policyData: ScorePolicyData;
  readonly calendar: Calendar;
  readonly policyVersion: number;
  readonly calendarVersion: number;
}

async function keptVersions(
  { house }: Pick<Doors, 'house'>,
  period: KeptPeriod,
  inForce: Versions,
): Promise<Versions> {
  const policyVersion = period.policy_version ?? inForce.policyVersion;
  const calendarVersion = period.calendar_version ?? inForce.calendarVersion;
  const policyData =
    policyVersion === inForce.policyVersion
      ? inForce.policyData
      : await readPolicyVersion(house.pool, 'score', policyVersion);
  const calendarData =
    calendarVersion === inForce.calendarVersion
      ? null
      : await readCalendarVersion(house.pool, calendarVersion);
  return {
    policyData: { ...DEFAULT_SCORE_POLICY, ...policyData } as ScorePolicyData,
    calendar: calendarData ? compileCalendar(calendarData as CalendarData) : inForce.calendar,
    policyVersion,
    calendarVersion,
  };
}

export function periodOf({ period, policy, calendar }: Grounds): ScorePage['period'] {
  const settlesAt =
    period.settled_at ??
    settlementOf(
      { calendar, workdayMs: calendar.data.workdayMinutes * 60_000 },
      policy.settleWorkdays,
      period.to_at,
    );
  return {
    id: period.id,
    name: period.name,
    from: period.from_at,
    to: period.to_at,
    state: period.state,
    formal: period.formal,
    settlesAt,
  };
}

/** A unit's people see the items of their own unit only. @throws HouseError not-found */
export function refuseOtherUnit(actor: Actor, unit: string): void {
  if (isOfUnits(actor) && actor.unit !== unit)
    throw new HouseError('not-found', 'There is no such unit for you.');
}

export function isOfUnits(actor: Actor): boolean {
  return UNIT_ROLES.has(actor.role);
}
