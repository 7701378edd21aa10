import type { CaseState } from '../core/rules/case/state.ts';
import type { RoutingAnswer } from '../core/rules/routing/answer.ts';
import { accuracyRadiusM, type RoutingFacts, type RoutingSubject } from '../core/rules/routing/facts.ts';
import { route } from '../core/rules/routing/route.ts';
import type { Db } from '../db/pool.ts';
import { categoryOf } from '../db/queries/catalogue.ts';
import { routingRows } from '../db/queries/routing.ts';
import { componentByCode } from '../db/queries/space.ts';
import type { Settings } from './house.ts';
import type { DeedContext } from './run.ts';

/** What the router looks its facts up with: a deed's context, or a query's. */
interface RoutingContext extends Pick<DeedContext, 'settings' | 'now'> {
  readonly tx: Db;
}

/** The router's answer for a filed case at this instant, from PostGIS facts (spec 04). */
export async function routeOf(ctx: RoutingContext, state: CaseState): Promise<RoutingAnswer> {
  const question = await routingQuestion(ctx.tx, ctx.settings, ctx.now, state);
  if (!question) throw new Error(`Case ${state.id} has no category to route by`);
  return route(question.subject, question.facts);
}

/** What the router is asked for a case, with everything that it may look at; null without a category. */
export async function routingQuestion(
  db: Db,
  settings: Pick<Settings, 'city' | 'minAccuracyM'>,
  now: number,
  state: Pick<CaseState, 'categoryKey' | 'component' | 'place' | 'urgency'>,
  moreUnits: readonly string[] = [],
): Promise<{ subject: RoutingSubject; facts: RoutingFacts } | null> {
  const category = state.categoryKey ? await categoryOf(db, state.categoryKey) : null;
  if (!category) return null;
  const component = state.component ? await componentByCode(db, state.component) : null;
  const { minAccuracyM } = settings;
  const recorded = [component?.custodian_unit, component?.maintainer_unit, component?.owner_unit];
  const rows = await routingRows(db, {
    lon: state.place.lon,
    lat: state.place.lat,
    radiusM: accuracyRadiusM(state.place.accuracyM, minAccuracyM),
    kind: category.kind,
    code: category.code,
    majorCode: category.major_code,
    recordUnits: [...recorded, ...moreUnits].filter((code) => typeof code === 'string'),
  });
  const subject: RoutingSubject = {
    kind: category.kind,
    scheme: category.scheme,
    majorCode: category.major_code,
    code: category.code,
    names: { zh: category.short_zh, en: category.short_en },
    territorial: category.territorial,
    urgency: state.urgency,
    accuracyM: state.place.accuracyM,
    today: cityDate(now, settings.city.timezone),
  };
  const facts: RoutingFacts = {
    ...rows,
    minAccuracyM,
    units: new Map(rows.units.map((unit) => [unit.code, unit])),
    component: state.component
      ? {
          code: state.component,
          found: component !== null,
          custodianUnit: component?.custodian_unit ?? null,
          custodyUntil: component?.custody_until ?? null,
          maintainerUnit: component?.maintainer_unit ?? null,
          ownerUnit: component?.owner_unit ?? null,
        }
      : null,
  };
  return { subject, facts };
}

/** The calendar date in the city, `YYYY-MM-DD`. */
export function cityDate(atMs: number, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(atMs);
}
