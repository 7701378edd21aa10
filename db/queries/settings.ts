import {
  type AssessmentPolicy,
  DEFAULT_ASSESSMENT_POLICY,
  DEFAULT_NOTICE_POLICY,
  DEFAULT_RETENTION_POLICY,
  DEFAULT_ROUTING_POLICY,
} from '../../core/contract/api/policyFields.ts';
import { type CasePolicy, DEFAULT_CASE_POLICY } from '../../core/rules/case/policy.ts';
import type { CalendarData } from '../../core/rules/clock/calendar.ts';
import type { Db } from '../pool.ts';

export interface CityRow {
  readonly zh: string;
  readonly en: string;
  readonly adcode: string;
  readonly timezone: string;
  readonly lon: number;
  readonly lat: number;
  readonly scheme: string;
  readonly demo: boolean;
}

export interface SettingsRow {
  readonly city: CityRow | null;
  readonly calendarVersion: number;
  readonly calendar: CalendarData | null;
  readonly casePolicy: CasePolicy;
  readonly scorePolicyVersion: number;
  readonly scorePolicy: Readonly<Record<string, unknown>>;
  readonly assessmentPolicy: AssessmentPolicy;
  readonly routingPolicy: { readonly minAccuracyM: number };
  readonly retentionPolicy: Readonly<Record<keyof typeof DEFAULT_RETENTION_POLICY, number>>;
  readonly noticePolicy: Readonly<Record<keyof typeof DEFAULT_NOTICE_POLICY, number>>;
}

/** The versions in force, in one round trip. A city without rows gets the spec's defaults. */
export async function readSettings(db: Db): Promise<SettingsRow> {
  const { rows } = await db.query<{
    city: CityRow | null;
    calendar: { version: number; data: CalendarData } | null;
    policies: Record<string, { version: number; data: Record<string, unknown> }> | null;
  }>(`
    SELECT (SELECT to_jsonb(city) FROM city) AS city,
      (SELECT jsonb_build_object('version', version, 'data', data) FROM calendar ORDER BY version DESC LIMIT 1) AS calendar,
      (SELECT jsonb_object_agg(kind, jsonb_build_object('version', version, 'data', data))
         FROM (SELECT DISTINCT ON (kind) kind, version, data FROM policy
               WHERE valid_from <= now() ORDER BY kind, version DESC) AS latest) AS policies`);
  const { city, calendar, policies } = rows[0]!;
  const policy = (kind: string) => policies?.[kind] ?? { version: 0, data: {} };
  return {
    city,
    calendarVersion: calendar?.version ?? 0,
    calendar: calendar?.data ?? null,
    casePolicy: {
      ...DEFAULT_CASE_POLICY,
      ...policy('case').data,
      version: policy('case').version,
    } as CasePolicy,
    scorePolicyVersion: policy('score').version,
    scorePolicy: policy('score').data,
    assessmentPolicy: { ...DEFAULT_ASSESSMENT_POLICY, ...policy('assessment').data },
    routingPolicy: { ...DEFAULT_ROUTING_POLICY, ...policy('routing').data },
    retentionPolicy: { ...DEFAULT_RETENTION_POLICY, ...policy('retention').data },
    noticePolicy: { ...DEFAULT_NOTICE_POLICY, ...policy('notice').data },
  };
}
