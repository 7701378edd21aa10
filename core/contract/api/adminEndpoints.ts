import { z } from 'zod';
import type { Role } from '../../rules/case/people.ts';
import { QUEUES } from '../jobs.ts';
import type {
  CalendarPreview,
  CalendarVersions,
  OfficialDays,
  PolicyPreview,
  PolicyVersions,
  Published,
  StoredCalendar,
} from './admin.ts';
import type { SystemHealth } from './adminHealth.ts';
import { ADMIN_ROUTES } from './adminRoutes.ts';
import { POLICY_KINDS } from './policyFields.ts';
import { instantMs, text, version } from './shapes.ts';

/** Spec 06: configuration is the administrator's. */
const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[];
/** The evaluator drafts policies: may look and try, not publish. */
const POLICY_READERS = ['administrator', 'evaluator'] as const satisfies readonly Role[];

const note = text(300).default('');
const whole = (max: number) => z.coerce.number().pipe(z.number().int().min(0).max(max));
/** Checked value by value against the table of fields; here only its size is bounded. */
const policyData = z
  .record(z.string().max(40), z.unknown())
  .refine((data) => JSON.stringify(data).length <= 8_000, 'is too large');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is no date');
const periods = z
  .array(z.tuple([z.string().max(5), z.string().max(5)]))
  .max(6)
  .transform((list) => list as [string, string][]);

const calendarData = z.object({
  timezone: z.string().max(60),
  restWeekdays: z.array(z.number().int()).max(7),
  seasons: z
    .array(z.object({ from: z.string().max(5), to: z.string().max(5), periods }))
    .min(1, 'has no season')
    .max(12),
  holidays: z.array(date).max(1_500),
  makeupWorkdays: z.array(date).max(1_500),
  workdayMinutes: z.number().int(),
  dates: z
    .record(date, periods)
    .refine((days) => Object.keys(days).length <= 1_000, 'has too many days')
    .optional(),
  knownUntil: date.optional(),
});

const policyWish = { kind: z.enum(POLICY_KINDS), base: version, data: policyData };
const calendarWish = { base: version, data: calendarData };

/** Every endpoint of `/admin`; merged into ENDPOINTS. */
export const ADMIN_ENDPOINTS = {
  adminPolicies: { ...ADMIN_ROUTES.adminPolicies, right: POLICY_READERS, input: z.object({}) },
  previewPolicy: { ...ADMIN_ROUTES.previewPolicy, right: POLICY_READERS, input: z.object(policyWish) },
  publishPolicy: {
    ...ADMIN_ROUTES.publishPolicy,
    right: ADMINISTRATOR,
    input: z.object({ ...policyWish, validFrom: instantMs.nullable().default(null), note }),
  },
  adminCalendars: { ...ADMIN_ROUTES.adminCalendars, right: ADMINISTRATOR, input: z.object({}) },
  adminCalendar: {
    ...ADMIN_ROUTES.adminCalendar,
    right: ADMINISTRATOR,
    input: z.object({ version: whole(100_000) }),
  },
  officialDays: {
    ...ADMIN_ROUTES.officialDays,
    right: ADMINISTRATOR,
    input: z.object({ year: whole(9_999) }),
  },
  previewCalendar: { ...ADMIN_ROUTES.previewCalendar, right: ADMINISTRATOR, input: z.object(calendarWish) },
  publishCalendar: {
    ...ADMIN_ROUTES.publishCalendar,
    right: ADMINISTRATOR,
    input: z.object({ ...calendarWish, note }),
  },
  adminHealth: { ...ADMIN_ROUTES.adminHealth, right: ADMINISTRATOR, input: z.object({}) },
  /** Without an id all failed jobs of the queue. */
  retryJobs: {
    ...ADMIN_ROUTES.retryJobs,
    right: ADMINISTRATOR,
    input: z.object({ queue: z.enum(QUEUES), id: z.string().min(1).max(200).nullable().default(null) }),
  },
} as const;

/** What they answer. */
export interface AdminAnswers {
  adminPolicies: PolicyVersions;
  previewPolicy: PolicyPreview;
  publishPolicy: Published;
  adminCalendars: CalendarVersions;
  adminCalendar: StoredCalendar;
  officialDays: OfficialDays;
  previewCalendar: CalendarPreview;
  publishCalendar: Published;
  adminHealth: SystemHealth;
  retryJobs: { readonly retried: number };
}
