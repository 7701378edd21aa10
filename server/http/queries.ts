import type { EndpointAnswer, EndpointName, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { Actor, Role } from '../../core/rules/case/people.ts';
import { readAdminUnits, readPeople, readWallKeys } from '../../db/queries/accounts.ts';
import { readApiKeys } from '../../db/queries/apiKeys.ts';
import { listProposals, listProposalsOf } from '../../db/queries/components.ts';
import { readAreas, readCategories, readUnits } from '../../db/queries/directory.ts';
import { findPlaces } from '../../db/queries/findPlace.ts';
import { listCases, listDuplicates, listReportsOf, listTasks } from '../../db/queries/lists.ts';
import { savedFiltersOf } from '../../db/queries/savedFilters.ts';
import { addressAt, componentsNear, placeFacts } from '../../db/queries/space.ts';
import { listSurveys, surveyCells } from '../../db/queries/surveys.ts';
import { systemHealth } from '../health/system.ts';
import { adminArea, adminAreas, previewArea } from './admin/areaPages.ts';
import { adminCalendar, adminCalendars, officialDays, previewCalendar } from './admin/calendarPages.ts';
import { adminCategories, adminCategory, previewCategory } from './admin/categoryPages.ts';
import { adminImport, adminImports } from './admin/importJobs.ts';
import { retryJobs } from './admin/jobPages.ts';
import { adminPolicies, previewPolicy } from './admin/policyPages.ts';
import { adminRules, previewRule, routeTest, ruleVersions } from './admin/rulePages.ts';
import { cameras } from './cameras.ts';
import { caseDetail, componentNear } from './caseDetail.ts';
import { caseCollectors, caseRouting } from './casePages.ts';
import { coordination, emergencies } from './coordination.ts';
import { myExports } from './exportJobs.ts';
import { beat, myDay, receipt } from './fieldPages.ts';
import { figureCases, figures } from './figurePages.ts';
import { fund } from './fundPage.ts';
import { meOf } from './me.ts';
import { noticeSettings, notices } from './noticePages.ts';
import { appeals, periodStages } from './periodPages.ts';
import { photoParts } from './photoParts.ts';
import { handoverMatters, posts } from './posts.ts';
import { queueCounts } from './queueCounts.ts';
import { paper, paperCharts, papers } from './reports/pages.ts';
import { scoreCasePage } from './scoreCasePage.ts';
import { scoreItems, scorePage } from './scorePages.ts';
import { scoreOverview, scoreUnit } from './scoreUnitPages.ts';
import { scoreWhatIf } from './scoreWhatIf.ts';
import type { Seen } from './seen.ts';
import { wallGround, wallPicture } from './wallPages.ts';

type Queries = { [E in EndpointName]?: (seen: Seen, input: EndpointParsed<E>) => Promise<EndpointAnswer[E]> };

const PAGE = 50;
const PEOPLE = 200;

const TABLE: Queries = {
  me: ({ doors, visitor }) => meOf(doors, visitor),
  async categories({ doors, response }) {
    const { city } = await doors.house.settings();
    response.setHeader('Cache-Control', 'no-cache');
    return { scheme: city.scheme, categories: await readCategories(doors.house.pool, city.scheme) };
  },
  async directory({ doors }) {
    const { calendar, casePolicy } = await doors.house.settings();
    const [units, areas] = await Promise.all([readUnits(doors.house.pool), readAreas(doors.house.pool)]);
    return { units, areas, calendar: calendar.data, policy: casePolicy };
  },
  async listCases({ doors, visitor }, input) {
    const atMs = doors.house.now();
    const { notSolvedDays } = (await doors.house.settings()).casePolicy;
    const listed = await listCases(doors.house.pool, visitor.actor!, { ...input, atMs, notSolvedDays });
    return { ...listed, serverTime: atMs };
  },
  caseDetail,
  caseRouting,
  emergencies,
  coordination,
  cameras,
  myExports,
  caseCollectors,
  async savedFilters({ doors, visitor }) {
    return { filters: await savedFiltersOf(doors.house.pool, visitor.actor!.id) };
  },
  async findPlace({ doors }, { q }) {
    return { places: await findPlaces(doors.house.pool, q) };
  },
  async myReports({ doors, visitor }, input) {
    return {
      ...(await listReportsOf(doors.house.pool, visitor.actor!.id, input.after, PAGE)),
      serverTime: doors.house.now(),
    };
  },
  async tasks({ doors, visitor }) {
    return { tasks: await listTasks(doors.house.pool, visitor.actor!.id), serverTime: doors.house.now() };
  },
  async componentsNear({ doors }, input) {
    return {
      components: (await componentsNear(doors.house.pool, input.lon, input.lat, input.radius)).map(
        componentNear,
      ),
    };
  },
  async place({ doors }, input) {
    const [{ inside, areas }, address] = await Promise.all([
      placeFacts(doors.house.pool, input.lon, input.lat),
      addressAt(doors.house.pool, input.lon, input.lat),
    ]);
    return { inside, cell: areas.cell, subdistrict: areas.subdistrict, beat: areas.beat, address };
  },
  async duplicates({ doors, visitor }, input) {
    const { radiusM, days } = (await doors.house.settings()).casePolicy.duplicates;
    const since = doors.house.now() - days * 86_400_000;
    return {
      cases: await listDuplicates(doors.house.pool, visitor.actor!, {
        ...input,
        radiusM,
        since,
      }),
    };
  },
  notices,
  noticeSettings,
  componentProposals: async ({ doors, visitor }, question) => ({
    proposals: await proposalsFor(doors.house.pool, visitor.actor!, question),
  }),
  surveyCells: async ({ doors }, { id }) => ({ cells: await surveyCells(doors.house.pool, id) }),
  surveys: async ({ doors, visitor }) => ({
    surveys: await listSurveys(
      doors.house.pool,
      visitor.actor!.role === 'collector' ? visitor.actor!.areas : null,
    ),
    serverTime: doors.house.now(),
  }),
  posts,
  handoverMatters,
  receipt,
  photoParts,
  beat,
  myDay,
  counts: queueCounts,
  score: scorePage,
  scoreItems,
  scoreUnit,
  scoreCase: scoreCasePage,
  scoreOverview,
  fund,
  figures,
  figureCases,
  scoreWhatIf,
  periodStages,
  papers,
  paper,
  paperCharts,
  appeals,
  wall: wallPicture,
  wallGround,
  adminPolicies,
  previewPolicy,
  adminCalendars,
  adminCalendar,
  officialDays,
  previewCalendar,
  adminHealth: ({ doors }) => systemHealth(doors),
  retryJobs,
  adminRules,
  previewRule,
  ruleVersions,
  routeTest,
  adminAreas,
  adminArea,
  previewArea,
  adminImports,
  adminImport,
  adminPeople: ({ doors }, { q }) => readPeople(doors.house.pool, q, PEOPLE),
  async adminUnits({ doors }) {
    return { units: await readAdminUnits(doors.house.pool) };
  },
  async adminApiKeys({ doors }) {
    return { keys: await readApiKeys(doors.house.pool) };
  },
  async adminWallKeys({ doors }) {
    return { keys: await readWallKeys(doors.house.pool) };
  },
  adminCategories,
  adminCategory,
  previewCategory,
};

const DECIDE = new Set<Role>(['acceptance-officer', 'supervision-officer', 'shift-lead']);
async function proposalsFor(
  pool: Parameters<typeof listProposals>[0],
  actor: Actor,
  question: EndpointParsed<'componentProposals'>,
) {
  const rows = DECIDE.has(actor.role)
    ? await listProposals(pool, question)
    : await listProposalsOf(pool, actor.id);
  return rows.map(({ proposedBy: _person, cell: _cell, ...row }) => row);
}

export const QUERIES = TABLE as Partial<Record<EndpointName, (seen: Seen, input: never) => Promise<unknown>>>;
