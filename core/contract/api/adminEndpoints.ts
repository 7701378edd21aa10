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
import type { AdminArea, AdminAreas, AreaPreview } from './adminAreas.ts';
import type { SystemHealth } from './adminHealth.ts';
import { AREA_KINDS, IMPORTS, type ImportJob, type ImportLine, importWish } from './adminImports.ts';
import {
  ACCOUNT_ROLES,
  type AdminPeople,
  type AdminUnits,
  type ApiKeys,
  type Secret,
  type WallKeys,
} from './adminPeople.ts';
import { ADMIN_ROUTES } from './adminRoutes.ts';
import {
  type AdminCategories,
  type AdminCategory,
  type AdminRules,
  type CategoryPreview,
  LIMIT_UNITS,
  type RouteTest,
  type RulePreview,
  type RuleVersions,
} from './adminRouting.ts';
import { API_SCOPES } from './endpointRow.ts';
import { POLICY_KINDS } from './policyFields.ts';
import { code, componentCode, instantMs, lat, lon, text, version } from './shapes.ts';

/** Spec 06: configuration is the administrator's. */
const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[];
/** The evaluator drafts policies: may look and try, not publish. */
const POLICY_READERS = ['administrator', 'evaluator'] as const satisfies readonly Role[];

const note = text(300).default('');
/** Codes of areas come from the city's own registers. */
const areaCode = text(80).min(1);
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

const rule = z.object({
  kind: z.enum(['component', 'incident']),
  level: z.enum(['minor', 'major', 'class']),
  scheme: code.nullable().default(null),
  code: code.nullable().default(null),
  area: code.nullable().default(null),
  unit: code,
  order: z.number().int().min(-1_000).max(1_000).default(0),
  validFrom: date.nullable().default(null),
  validTo: date.nullable().default(null),
  source: text(300).default(''),
});
/** Without an id a new rule; without a rule the withdrawal of one. */
const ruleWish = { id: z.number().int().positive().nullable(), rule: rule.nullable() };
const person = {
  name: text(80).min(1),
  role: z.enum(ACCOUNT_ROLES),
  unit: code.nullable().default(null),
  areas: z.array(code).max(200).default([]),
  beat: code.nullable().default(null),
  trusted: z.boolean().default(false),
};
const areaContent = {
  code: areaCode,
  zh: text(80).min(1),
  en: text(80).min(1),
  unit: code.nullable().default(null),
};
const standardContent = {
  urgency: z.enum(['general', 'emergency', 'special']),
  limitValue: z.number().min(0.25).max(1_000),
  limitUnit: z.enum(LIMIT_UNITS),
  photoRequired: z.boolean(),
  closingZh: text(300).min(1),
  closingEn: text(300).min(1),
};
const conditionContent = { zh: text(300).min(1), en: text(300).min(1) };
const categoryContent = {
  zh: text(80).min(1),
  en: text(80).min(1),
  shortZh: text(40).min(1),
  shortEn: text(40).min(1),
  territorial: z.boolean(),
  openToResidents: z.boolean(),
  active: z.boolean(),
};
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
  adminRules: { ...ADMIN_ROUTES.adminRules, right: ADMINISTRATOR, input: z.object({}) },
  previewRule: { ...ADMIN_ROUTES.previewRule, right: ADMINISTRATOR, input: z.object(ruleWish) },
  saveRule: {
    ...ADMIN_ROUTES.saveRule,
    right: ADMINISTRATOR,
    input: z.object({ ...ruleWish, base: version, note }),
  },
  ruleVersions: {
    ...ADMIN_ROUTES.ruleVersions,
    right: ADMINISTRATOR,
    input: z.object({ id: whole(2_000_000_000) }),
  },
  routeTest: {
    ...ADMIN_ROUTES.routeTest,
    right: ADMINISTRATOR,
    input: z.object({
      lon: z.coerce.number().pipe(lon),
      lat: z.coerce.number().pipe(lat),
      categoryKey: code,
      component: componentCode.optional(),
      accuracyM: z.coerce.number().pipe(z.number().min(0).max(1_000)).optional(),
    }),
  },
  adminCategory: { ...ADMIN_ROUTES.adminCategory, right: ADMINISTRATOR, input: z.object({ key: code }) },
  saveStandard: {
    ...ADMIN_ROUTES.saveStandard,
    right: ADMINISTRATOR,
    input: z.object({
      conditionKey: code,
      base: version,
      ...standardContent,
      area: code.nullable().default(null),
      validFrom: instantMs.nullable().default(null),
      note,
    }),
  },
  adminCategories: { ...ADMIN_ROUTES.adminCategories, right: ADMINISTRATOR, input: z.object({}) },
  /** A category of the city's own, with a first condition and its standard; without a code it gets the next free one. */
  createCategory: {
    ...ADMIN_ROUTES.createCategory,
    right: ADMINISTRATOR,
    input: z.object({
      kind: z.enum(['component', 'incident']),
      major: z.string().regex(/^\d{2}$/, 'is no code of a major category'),
      code: code.nullable().default(null),
      ...categoryContent,
      condition: z.object({ ...conditionContent, ...standardContent }),
      note,
    }),
  },
  saveCategory: {
    ...ADMIN_ROUTES.saveCategory,
    right: ADMINISTRATOR,
    input: z.object({ key: code, base: version, ...categoryContent, note }),
  },
  previewCategory: {
    ...ADMIN_ROUTES.previewCategory,
    right: ADMINISTRATOR,
    input: z.object({ key: code, ...categoryContent }),
  },
  createCondition: {
    ...ADMIN_ROUTES.createCondition,
    right: ADMINISTRATOR,
    input: z.object({ category: code, ...conditionContent, ...standardContent, note }),
  },
  /** Words of a condition; out of use nothing is filed by it any more, what is filed keeps it. */
  saveCondition: {
    ...ADMIN_ROUTES.saveCondition,
    right: ADMINISTRATOR,
    input: z.object({ key: code, base: version, ...conditionContent, active: z.boolean(), note }),
  },
  adminPeople: {
    ...ADMIN_ROUTES.adminPeople,
    right: ADMINISTRATOR,
    input: z.object({ q: text(80).default('') }),
  },
  createPerson: {
    ...ADMIN_ROUTES.createPerson,
    right: ADMINISTRATOR,
    input: z.object({
      login: z.string().regex(/^[A-Za-z0-9._-]{2,40}$/, 'is no user name (2 to 40 letters, digits, . _ -)'),
      ...person,
      note,
    }),
  },
  savePerson: {
    ...ADMIN_ROUTES.savePerson,
    right: ADMINISTRATOR,
    input: z.object({ id: z.uuid(), base: version, ...person, disabled: z.boolean(), note }),
  },
  resetPassword: { ...ADMIN_ROUTES.resetPassword, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
  adminUnits: { ...ADMIN_ROUTES.adminUnits, right: ADMINISTRATOR, input: z.object({}) },
  saveUnit: {
    ...ADMIN_ROUTES.saveUnit,
    right: ADMINISTRATOR,
    input: z.object({
      code: z.string().regex(/^[a-z0-9-]{2,40}$/, 'is no code (2 to 40 small letters, digits, -)'),
      base: version,
      zh: text(80).min(1),
      en: text(80).min(1),
      shortZh: text(40).min(1),
      shortEn: text(40).min(1),
      type: z.enum(['bureau', 'utility', 'subdistrict', 'office']),
      level: z.enum(['district', 'municipal', 'private']),
      commandDuty: z.boolean(),
      neverResponsible: z.boolean(),
      closed: z.boolean(),
      /** Shown on the unit's cases to the centre. */
      phone: text(40).nullable().default(null),
      note,
    }),
  },
  adminWallKeys: { ...ADMIN_ROUTES.adminWallKeys, right: ADMINISTRATOR, input: z.object({}) },
  createWallKey: {
    ...ADMIN_ROUTES.createWallKey,
    right: ADMINISTRATOR,
    input: z.object({ name: text(80).min(1) }),
  },
  revokeWallKey: { ...ADMIN_ROUTES.revokeWallKey, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
  adminImports: { ...ADMIN_ROUTES.adminImports, right: ADMINISTRATOR, input: z.object({}) },
  adminImport: { ...ADMIN_ROUTES.adminImport, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
  /** Announces a file; its bytes follow in parts, and with the last one it is checked. */
  startImport: {
    ...ADMIN_ROUTES.startImport,
    right: ADMINISTRATOR,
    input: importWish.extend({
      what: z.enum(IMPORTS),
      file: text(120).min(1),
      bytes: z.number().int().min(1).max(1e12),
    }),
  },
  /** A stretch of the file's bytes, multipart field `part`, to stand at `offset`. */
  importPart: {
    ...ADMIN_ROUTES.importPart,
    right: ADMINISTRATOR,
    input: z.object({ id: z.uuid(), offset: whole(1e12) }),
  },
  /** Checks the file again, read otherwise. */
  checkImport: {
    ...ADMIN_ROUTES.checkImport,
    right: ADMINISTRATOR,
    input: importWish.extend({ id: z.uuid() }),
  },
  /** Takes all of a checked file. */
  takeImport: { ...ADMIN_ROUTES.takeImport, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
  dropImport: { ...ADMIN_ROUTES.dropImport, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
  /** Passwords for imported people who have none, in this answer alone. */
  firstPasswords: { ...ADMIN_ROUTES.firstPasswords, right: ADMINISTRATOR, input: z.object({}) },
  adminAreas: {
    ...ADMIN_ROUTES.adminAreas,
    right: ADMINISTRATOR,
    input: z.object({
      kind: z
        .enum(['all', ...AREA_KINDS])
        .default('all')
        .transform((kind) => (kind === 'all' ? null : kind)),
      q: text(80).default(''),
    }),
  },
  adminArea: { ...ADMIN_ROUTES.adminArea, right: ADMINISTRATOR, input: z.object({ code: areaCode }) },
  previewArea: { ...ADMIN_ROUTES.previewArea, right: ADMINISTRATOR, input: z.object(areaContent) },
  saveArea: {
    ...ADMIN_ROUTES.saveArea,
    right: ADMINISTRATOR,
    input: z.object({ ...areaContent, base: version, note }),
  },
  adminApiKeys: { ...ADMIN_ROUTES.adminApiKeys, right: ADMINISTRATOR, input: z.object({}) },
  createApiKey: {
    ...ADMIN_ROUTES.createApiKey,
    right: ADMINISTRATOR,
    input: z.object({ name: text(80).min(1), scopes: z.array(z.enum(API_SCOPES)).min(1).max(10) }),
  },
  revokeApiKey: { ...ADMIN_ROUTES.revokeApiKey, right: ADMINISTRATOR, input: z.object({ id: z.uuid() }) },
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
  adminRules: AdminRules;
  previewRule: RulePreview;
  saveRule: Published & { readonly id: number };
  ruleVersions: RuleVersions;
  routeTest: RouteTest;
  adminCategory: AdminCategory;
  saveStandard: Published;
  saveCategory: Published;
  adminCategories: AdminCategories;
  createCategory: Published & { readonly key: string };
  previewCategory: CategoryPreview;
  createCondition: Published & { readonly key: string };
  saveCondition: Published;
  adminPeople: AdminPeople;
  createPerson: Secret;
  savePerson: Published;
  resetPassword: Secret;
  adminUnits: AdminUnits;
  saveUnit: Published;
  adminWallKeys: WallKeys;
  createWallKey: Secret;
  revokeWallKey: { readonly ok: true };
  adminApiKeys: ApiKeys;
  createApiKey: Secret;
  revokeApiKey: { readonly ok: true };
  adminAreas: AdminAreas;
  adminArea: AdminArea;
  previewArea: AreaPreview;
  saveArea: Published;
  adminImports: { readonly imports: readonly ImportLine[]; readonly withoutPassword: number };
  adminImport: ImportJob;
  startImport: { readonly id: string };
  importPart: { readonly received: number };
  checkImport: { readonly ok: true };
  takeImport: { readonly ok: true };
  dropImport: { readonly ok: true };
  firstPasswords: { readonly people: readonly { readonly login: string; readonly secret: string }[] };
}
