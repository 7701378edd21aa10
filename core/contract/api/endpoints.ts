import { z } from 'zod';
import type { Role } from '../../rules/case/people.ts';
import type { Tracked } from '../../rules/case/tracking.ts';
import { RULING_EFFECTS } from '../../rules/scoring/rulings.ts';
import { PERIOD_STATES, type PeriodState } from '../../rules/scoring/stages.ts';
import { CLAUSES } from '../../rules/scoring/verdict.ts';
import { ADMIN_ENDPOINTS, type AdminAnswers } from './adminEndpoints.ts';
import type {
  CaseDetail,
  CaseList,
  CaseRouting,
  Categories,
  CommandAnswer,
  ComponentNear,
  Directory,
  FoundPlace,
  Me,
  PlaceAnswer,
  QueueCounts,
  Receipt,
  SavedFilter,
  ScoreItems,
  ScorePage,
  TaskCard,
} from './answers.ts';
import { caseFilter, caseIds } from './caseFilter.ts';
import type { Beat, DeedReceipt, MyDay, PhotoParts } from './field.ts';
import {
  type NoticeItem,
  type NoticeSettingsAnswer,
  noticeSettingsInput,
  subscriptionInput,
} from './notices.ts';
import {
  absenceInput,
  coverInput,
  handoverInput,
  type Posts,
  postInput,
  rosterInput,
  takeoverInput,
} from './posts.ts';
import {
  type ComponentProposalRow,
  proposalDecisionInput,
  proposalInput,
  type SurveyRow,
  surveyCellInput,
  surveyInput,
  trackInput,
  trackNoteInput,
  trackRateInput,
} from './records.ts';
import { ROUTES } from './routes.ts';
import {
  type Appeals,
  ITEM_SHOWS,
  type PeriodStages,
  type ScoreCase,
  type ScoreOverview,
  type ScoreUnit,
  type ScoreWhatIf,
} from './score.ts';
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

/**
 * `public`: anyone. `person`: anyone who is logged in. `wall`: a person or a wall screen's cookie. `screen`:
 * a wall screen's cookie or who sees all cases. Else the roles that may.
 */
export type Right = 'public' | 'person' | 'wall' | 'screen' | readonly Role[];

interface EndpointRow {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly right: Right;
  /** Of the query string for GET, of the body for POST; path parameters are merged in. */
  readonly input: z.ZodType;
}

const CENTRE = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
] as const satisfies readonly Role[];
const UNIT = ['liaison', 'unit-head', 'unit-dispatcher'] as const satisfies readonly Role[];
const STREET = ['collector', 'grid-head', 'courtyard-head'] as const satisfies readonly Role[];
const REPORTERS = [
  ...STREET,
  'acceptance-officer',
  'leader',
  'unit-dispatcher',
] as const satisfies readonly Role[];

const number = (shape: z.ZodNumber) => z.coerce.number().pipe(shape);
/** A decimal from 0 to 1 as text: the rule reads it exactly. */
const share = z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/);

/** Every endpoint but the case commands, which come from COMMANDS (see caseCommands.ts). */
export const ENDPOINTS = {
  me: { ...ROUTES.me, right: 'public', input: z.object({}) },
  login: {
    ...ROUTES.login,
    right: 'public',
    input: z.object({ login: text(80).min(1), password: z.string().min(1).max(200) }),
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
  proposeComponent: { ...ROUTES.proposeComponent, right: STREET, input: proposalInput },
  /** To officers the open ones; to the street what the person has proposed. */
  componentProposals: {
    ...ROUTES.componentProposals,
    right: [...STREET, 'acceptance-officer', 'supervision-officer', 'shift-lead'],
    input: z.object({}),
  },
  decideProposal: {
    ...ROUTES.decideProposal,
    right: ['acceptance-officer', 'shift-lead'],
    input: proposalDecisionInput,
  },
  openSurvey: { ...ROUTES.openSurvey, right: ['supervision-officer', 'shift-lead'], input: surveyInput },
  /** To a collector those of the own beat, with what is still to be done there. */
  surveys: {
    ...ROUTES.surveys,
    right: ['collector', 'acceptance-officer', 'supervision-officer', 'shift-lead'],
    input: z.object({}),
  },
  surveyCell: { ...ROUTES.surveyCell, right: ['collector'], input: surveyCellInput },
  /** Posts of the own unit; to the centre its own; to the administrator all. */
  posts: { ...ROUTES.posts, right: [...CENTRE, ...UNIT, 'administrator'], input: z.object({}) },
  keepPost: { ...ROUTES.keepPost, right: ['administrator'], input: postInput },
  announceAbsence: { ...ROUTES.announceAbsence, right: [...CENTRE, ...UNIT], input: absenceInput },
  cover: { ...ROUTES.cover, right: [...CENTRE, ...UNIT], input: coverInput },
  putOnDuty: { ...ROUTES.putOnDuty, right: ['shift-lead', 'unit-head'], input: rosterInput },
  giveOver: { ...ROUTES.giveOver, right: [...CENTRE, ...UNIT], input: handoverInput },
  takeOver: { ...ROUTES.takeOver, right: [...CENTRE, ...UNIT], input: takeoverInput },
  trackingCode: {
    ...ROUTES.trackingCode,
    right: ['acceptance-officer', 'shift-lead'],
    input: z.object({ caseId }),
  },
  /** By code, in the body: a code never stands in an address. */
  track: { ...ROUTES.track, right: 'public', input: trackInput },
  trackNote: { ...ROUTES.trackNote, right: 'public', input: trackNoteInput },
  trackRate: { ...ROUTES.trackRate, right: 'public', input: trackRateInput },
  uploadPhoto: { ...ROUTES.uploadPhoto, right: 'person', input: z.object({ hash: photoHash }) },
  photo: {
    ...ROUTES.photo,
    right: 'person',
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
  score: {
    ...ROUTES.score,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()).optional() }),
  },
  scoreItems: {
    ...ROUTES.scoreItems,
    right: [...CENTRE, ...UNIT],
    input: z.object({
      period: number(z.number().int()),
      unit: code,
      clause: code.optional(),
      show: z.enum(ITEM_SHOWS).default('all'),
      after: text(200).optional(),
      limit: number(z.number().int().min(1).max(500)).default(500),
    }),
  },
  scoreUnit: {
    ...ROUTES.scoreUnit,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()), unit: code }),
  },
  scoreCase: {
    ...ROUTES.scoreCase,
    right: [...CENTRE, ...UNIT],
    input: z.object({
      period: number(z.number().int()),
      unit: code,
      caseId,
      no: number(z.number().int().min(0).max(1_000)),
    }),
  },
  scoreOverview: {
    ...ROUTES.scoreOverview,
    right: CENTRE,
    input: z.object({ period: number(z.number().int()) }),
  },
  scoreWhatIf: {
    ...ROUTES.scoreWhatIf,
    right: CENTRE,
    input: z.object({
      period: number(z.number().int()),
      timely: share,
      resolved: share,
      deferral: share,
      extension: share,
      repeat: share,
      timelyRule: z.enum(['allowance', 'strict']),
    }),
  },
  periodStages: {
    ...ROUTES.periodStages,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()) }),
  },
  movePeriod: {
    ...ROUTES.movePeriod,
    right: ['evaluator'],
    input: z.object({ period: z.number().int(), to: z.enum(PERIOD_STATES).exclude(['open']) }),
  },
  markPeriod: {
    ...ROUTES.markPeriod,
    right: ['evaluator'],
    input: z.object({ period: z.number().int(), formal: z.boolean() }),
  },
  appeals: {
    ...ROUTES.appeals,
    right: [...CENTRE, ...UNIT],
    input: z.object({ period: number(z.number().int()), unit: code.optional() }),
  },
  fileAppeal: {
    ...ROUTES.fileAppeal,
    right: ['unit-head'],
    input: z.object({
      period: z.number().int(),
      caseId,
      no: z.number().int().min(0).max(1_000),
      text: text(2_000).min(1),
    }),
  },
  /** `effect` and `clauses` say what a granted appeal does to the item. */
  decideAppeal: {
    ...ROUTES.decideAppeal,
    right: ['evaluator'],
    input: z.object({
      appeal: z.uuid(),
      grant: z.boolean(),
      effect: z.enum(RULING_EFFECTS).optional(),
      clauses: z.array(z.enum(CLAUSES)).max(CLAUSES.length).default([]),
      reason: text(2_000).min(1),
    }),
  },
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
  ...ADMIN_ENDPOINTS,
} as const satisfies Record<string, EndpointRow>;

export type EndpointName = keyof typeof ENDPOINTS;
export type EndpointInput<E extends EndpointName> = z.input<(typeof ENDPOINTS)[E]['input']>;
export type EndpointParsed<E extends EndpointName> = z.output<(typeof ENDPOINTS)[E]['input']>;

/** What each endpoint answers; times in epoch ms. */
export interface EndpointAnswer extends AdminAnswers {
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
  lookAtCase: { readonly names: readonly string[] };
  findPlace: { readonly places: readonly FoundPlace[] };
  notices: { readonly notices: readonly NoticeItem[]; readonly unread: number; readonly serverTime: number };
  readNotices: { readonly ok: true };
  noticeSettings: NoticeSettingsAnswer;
  /** A new webhook's secret is shown this once. */
  keepNoticeSettings: { readonly ok: true; readonly secret: string | null };
  subscribePush: { readonly ok: true };
  unsubscribePush: { readonly ok: true };
  caseDetail: CaseDetail;
  myReports: CaseList;
  tasks: { readonly tasks: readonly TaskCard[]; readonly serverTime: number };
  duty: { readonly on: boolean; readonly since: number | null; readonly beat: string | null };
  componentsNear: { readonly components: readonly ComponentNear[] };
  place: PlaceAnswer;
  duplicates: { readonly cases: readonly (CaseList['cases'][number] & { readonly distanceM: number })[] };
  proposeComponent: { readonly id: string; readonly state: ComponentProposalRow['state'] };
  componentProposals: { readonly proposals: readonly ComponentProposalRow[] };
  decideProposal: {
    readonly id: string;
    readonly state: ComponentProposalRow['state'];
    /** Of a new component: the code that it was entered under. */
    readonly component: string | null;
  };
  openSurvey: { readonly id: string };
  surveys: { readonly surveys: readonly SurveyRow[]; readonly serverTime: number };
  surveyCell: { readonly done: true };
  posts: Posts;
  keepPost: { readonly ok: true };
  /** `gapAt`: from then on nobody holds the post, though it could not be planned so. */
  announceAbsence: { readonly id: string; readonly gapAt: number | null };
  cover: Me;
  putOnDuty: { readonly id: string };
  giveOver: { readonly id: string };
  takeOver: { readonly id: string };
  trackingCode: { readonly code: string };
  track: Tracked & { readonly serverTime: number };
  trackNote: { readonly ok: true };
  trackRate: { readonly ok: true };
  uploadPhoto: { readonly hash: string; readonly width: number; readonly height: number };
  photo: never;
  receipt: DeedReceipt;
  photoParts: PhotoParts;
  uploadPhotoPart: PhotoParts;
  beat: Beat;
  myDay: MyDay;
  consent: { readonly ok: true };
  counts: QueueCounts;
  score: ScorePage;
  scoreItems: ScoreItems;
  scoreUnit: ScoreUnit;
  scoreCase: ScoreCase;
  scoreOverview: ScoreOverview;
  scoreWhatIf: ScoreWhatIf;
  periodStages: PeriodStages;
  movePeriod: { readonly id: number; readonly state: PeriodState; readonly revision: number };
  markPeriod: { readonly id: number; readonly state: PeriodState; readonly revision: number };
  appeals: Appeals;
  fileAppeal: { readonly id: string };
  decideAppeal: { readonly id: string; readonly revision: number | null };
  wall: WallSnapshot;
  wallGround: WallGround;
  pinScene: { readonly ok: true };
  exchangeWallKey: { readonly ok: true };
}
export type CaseCommandAnswer = CommandAnswer;
