import { z } from 'zod';
import { ADMIN_ENDPOINTS, type AdminAnswers } from './adminEndpoints.ts';
import type {
  CaseDetail,
  CaseList,
  CaseRouting,
  Categories,
  CollectorChoice,
  CommandAnswer,
  ComponentNear,
  Directory,
  FoundPlace,
  Me,
  PlaceAnswer,
  QueueCounts,
  Receipt,
  SavedFilter,
  TaskCard,
} from './answers.ts';
import { caseFilter, caseIds } from './caseFilter.ts';
import { DESK_ENDPOINTS, type DeskAnswers } from './deskEndpoints.ts';
import { CENTRE, type EndpointRow, number, REPORTERS, STREET, UNIT } from './endpointRow.ts';
import type { Beat, DeedReceipt, MyDay, PhotoParts } from './field.ts';
import {
  type NoticeItem,
  type NoticeSettingsAnswer,
  noticeSettingsInput,
  subscriptionInput,
} from './notices.ts';
import { RECORD_ENDPOINTS, type RecordAnswers } from './recordEndpoints.ts';
import { REPORT_ENDPOINTS, type ReportAnswers } from './reportEndpoints.ts';
import { ROUTES } from './routes.ts';
import { SCORE_ENDPOINTS, type ScoreAnswers } from './scoreEndpoints.ts';
import {
  caseId,
  code,
  componentCode,
  instantMs,
  lat,
  lon,
  photoHash,
  reportInput,
  text,
  wallScene,
} from './shapes.ts';
import type { WallGround, WallSnapshot } from './wall.ts';

/** Every endpoint but the case commands, which come from COMMANDS (see caseCommands.ts). */
export const ENDPOINTS = {
  me: { ...ROUTES.me, right: 'public', input: z.object({}) },
  login: {
    ...ROUTES.login,
    right: 'public',
    input: z.object({
      login: text(80).min(1),
      password: z.string().min(1).max(200),
      /** Asked for (clause `login.change`) when the password was for the first login only. */
      newPassword: z.string().min(12).max(200).optional(),
    }),
  },
  logout: { ...ROUTES.logout, right: 'person', input: z.object({}) },
  categories: { ...ROUTES.categories, right: 'public', input: z.object({}) },
  directory: { ...ROUTES.directory, right: 'wall', input: z.object({}) },
  report: { ...ROUTES.report, right: REPORTERS, input: reportInput },
  listCases: {
    ...ROUTES.listCases,
    right: [...CENTRE, ...UNIT],
    input: caseFilter.extend({
      /** Of these cases alone, keys with commas: what a page that holds a list asks after a hint. */
      ids: caseIds.optional(),
      after: z.string().max(200).optional(),
      limit: number(z.number().int().min(1).max(200)).default(100),
    }),
  },
  savedFilters: { ...ROUTES.savedFilters, right: [...CENTRE, ...UNIT], input: z.object({}) },
  saveFilter: {
    ...ROUTES.saveFilter,
    right: [...CENTRE, ...UNIT],
    input: z.object({ name: text(60).min(1), filter: caseFilter }),
  },
  dropFilter: { ...ROUTES.dropFilter, right: [...CENTRE, ...UNIT], input: z.object({ id: z.uuid() }) },
  /** A whole list as a file, streamed; formulas in its texts are neutralised. */
  exportCases: {
    ...ROUTES.exportCases,
    right: [...CENTRE, ...UNIT],
    input: caseFilter.extend({ format: z.enum(['xlsx', 'csv']), lang: z.enum(['zh', 'en']).default('zh') }),
  },
  /** One case on paper, PDF. */
  caseSheet: {
    ...ROUTES.caseSheet,
    right: [...CENTRE, ...UNIT],
    input: z.object({ id: caseId, lang: z.enum(['zh', 'en']).default('zh') }),
  },
  /** Who the router would send the case to now, and why. */
  caseRouting: { ...ROUTES.caseRouting, right: CENTRE, input: z.object({ id: caseId }) },
  /** Whom a verification or check can be given to instead: people on duty first, the near ones before. */
  caseCollectors: {
    ...ROUTES.caseCollectors,
    right: ['supervision-officer'],
    input: z.object({ id: caseId }),
  },
  /** Says again and again which case a desk has open; answers which colleagues have it open too. */
  lookAtCase: {
    ...ROUTES.lookAtCase,
    right: [...CENTRE, 'unit-dispatcher'],
    input: z.object({ id: caseId }),
  },
  /** Places by address, name or component number, for who sets a place by hand. */
  findPlace: {
    ...ROUTES.findPlace,
    right: [...REPORTERS, 'shift-lead', 'dispatcher', 'supervision-officer'],
    input: z.object({ q: text(80).min(1) }),
  },
  notices: { ...ROUTES.notices, right: 'person', input: z.object({}) },
  /** All notices up to an instant have been read. */
  readNotices: { ...ROUTES.readNotices, right: 'person', input: z.object({ upTo: instantMs }) },
  noticeSettings: { ...ROUTES.noticeSettings, right: 'person', input: z.object({}) },
  keepNoticeSettings: { ...ROUTES.keepNoticeSettings, right: 'person', input: noticeSettingsInput },
  subscribePush: { ...ROUTES.subscribePush, right: 'person', input: subscriptionInput },
  unsubscribePush: {
    ...ROUTES.unsubscribePush,
    right: 'person',
    input: z.object({ endpoint: z.string().max(1_000) }),
  },
  /** The voice note of a case's report. */
  caseVoice: { ...ROUTES.caseVoice, right: 'person', input: z.object({ id: caseId }) },
  caseDetail: { ...ROUTES.caseDetail, right: 'person', input: z.object({ id: caseId }) },
  myReports: {
    ...ROUTES.myReports,
    right: STREET,
    input: z.object({ after: z.string().max(200).optional() }),
  },
  tasks: { ...ROUTES.tasks, right: ['collector'], input: z.object({}) },
  duty: {
    ...ROUTES.duty,
    right: ['collector'],
    input: z.object({
      on: z.boolean(),
      lon: lon.optional(),
      lat: lat.optional(),
      accuracyM: z.number().min(0).max(100_000).optional(),
    }),
  },
  componentsNear: {
    ...ROUTES.componentsNear,
    right: 'person',
    input: z.object({
      lon: number(lon),
      lat: number(lat),
      radius: number(z.number().min(1).max(200)).default(30),
    }),
  },
  place: {
    ...ROUTES.place,
    right: 'person',
    input: z.object({ lon: number(lon), lat: number(lat) }),
  },
  duplicates: {
    ...ROUTES.duplicates,
    right: [...REPORTERS, 'shift-lead', 'dispatcher'],
    input: z.object({
      categoryKey: code,
      lon: number(lon),
      lat: number(lat),
      component: componentCode.optional(),
      except: caseId.optional(),
    }),
  },
  uploadPhoto: { ...ROUTES.uploadPhoto, right: 'person', input: z.object({ hash: photoHash }) },
  /** To a wall's screen only what has been released. */
  photo: {
    ...ROUTES.photo,
    right: 'wall',
    input: z.object({ hash: photoHash, size: z.enum(['full', 'thumb']).default('full') }),
  },
  /** What the server holds of a deed that this person sent under `key`; `photos` is a list with commas. */
  receipt: {
    ...ROUTES.receipt,
    right: 'person',
    input: z.object({
      key: z.uuid(),
      photos: z
        .string()
        .regex(/^([0-9a-f]{64}(,[0-9a-f]{64}){0,11})?$/, 'is no list of photo hashes')
        .default(''),
    }),
  },
  photoParts: { ...ROUTES.photoParts, right: 'person', input: z.object({ hash: photoHash }) },
  /** A stretch of a photo's bytes, multipart field `part`, to stand at `offset` of `total` bytes. */
  uploadPhotoPart: {
    ...ROUTES.uploadPhotoPart,
    right: 'person',
    input: z.object({
      hash: photoHash,
      offset: number(z.number().int().min(0)),
      total: number(z.number().int().min(1)),
    }),
  },
  beat: { ...ROUTES.beat, right: STREET, input: z.object({}) },
  myDay: { ...ROUTES.myDay, right: STREET, input: z.object({}) },
  /** The person has read and agreed to the notice of being located, of a version. */
  consent: {
    ...ROUTES.consent,
    right: STREET,
    input: z.object({ version: z.number().int().min(1).max(10_000) }),
  },
  counts: { ...ROUTES.counts, right: [...CENTRE, ...UNIT], input: z.object({}) },
  wall: { ...ROUTES.wall, right: 'screen', input: z.object({}) },
  wallGround: { ...ROUTES.wallGround, right: 'screen', input: z.object({}) },
  pinScene: {
    ...ROUTES.pinScene,
    right: CENTRE.filter((role) => role !== 'evaluator'),
    input: z.object({ scene: wallScene.nullable() }),
  },
  exchangeWallKey: {
    ...ROUTES.exchangeWallKey,
    right: 'public',
    input: z.object({ key: z.string().min(20).max(200) }),
  },
  ...RECORD_ENDPOINTS,
  ...SCORE_ENDPOINTS,
  ...DESK_ENDPOINTS,
  ...REPORT_ENDPOINTS,
  ...ADMIN_ENDPOINTS,
} as const satisfies Record<string, EndpointRow>;

export type EndpointName = keyof typeof ENDPOINTS;
export type EndpointInput<E extends EndpointName> = z.input<(typeof ENDPOINTS)[E]['input']>;
export type EndpointParsed<E extends EndpointName> = z.output<(typeof ENDPOINTS)[E]['input']>;

/** What each endpoint answers; times in epoch ms. */
export interface EndpointAnswer
  extends DeskAnswers,
    AdminAnswers,
    RecordAnswers,
    ScoreAnswers,
    ReportAnswers {
  me: Me;
  login: Me;
  logout: { readonly ok: true };
  categories: Categories;
  directory: Directory;
  report: Receipt;
  listCases: CaseList;
  savedFilters: { readonly filters: readonly SavedFilter[] };
  saveFilter: { readonly ok: true };
  dropFilter: { readonly ok: true };
  exportCases: never;
  caseSheet: never;
  caseRouting: CaseRouting;
  caseCollectors: { readonly collectors: readonly CollectorChoice[] };
  lookAtCase: { readonly names: readonly string[] };
  findPlace: { readonly places: readonly FoundPlace[] };
  notices: { readonly notices: readonly NoticeItem[]; readonly unread: number; readonly serverTime: number };
  readNotices: { readonly ok: true };
  noticeSettings: NoticeSettingsAnswer;
  /** A new webhook's secret is shown this once. */
  keepNoticeSettings: { readonly ok: true; readonly secret: string | null };
  subscribePush: { readonly ok: true };
  unsubscribePush: { readonly ok: true };
  caseVoice: never;
  caseDetail: CaseDetail;
  myReports: CaseList;
  tasks: { readonly tasks: readonly TaskCard[]; readonly serverTime: number };
  duty: { readonly on: boolean; readonly since: number | null; readonly beat: string | null };
  componentsNear: { readonly components: readonly ComponentNear[] };
  place: PlaceAnswer;
  duplicates: { readonly cases: readonly (CaseList['cases'][number] & { readonly distanceM: number })[] };
  uploadPhoto: { readonly hash: string; readonly width: number; readonly height: number };
  photo: never;
  receipt: DeedReceipt;
  photoParts: PhotoParts;
  uploadPhotoPart: PhotoParts;
  beat: Beat;
  myDay: MyDay;
  consent: { readonly ok: true };
  counts: QueueCounts;
  wall: WallSnapshot;
  wallGround: WallGround;
  pinScene: { readonly ok: true };
  exchangeWallKey: { readonly ok: true };
}
export type CaseCommandAnswer = CommandAnswer;
