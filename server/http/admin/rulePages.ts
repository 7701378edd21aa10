import { rehearse } from '../../../actions/admin/rehearse.ts';
import { refuseUseless, ruleOr404, withRule } from '../../../actions/admin/saveRule.ts';
import { routingQuestion } from '../../../actions/routing.ts';
import type {
  AdminRules,
  RouteTest,
  RulePreview,
  RuleVersions,
} from '../../../core/contract/api/adminRouting.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { conflicts, type RuleReport } from '../../../core/rules/routing/conflicts.ts';
import { route } from '../../../core/rules/routing/route.ts';
import { readRecords } from '../../../db/queries/records.ts';
import { countOverrides } from '../../../db/queries/routing.ts';
import { readCasesAbout, readRules, readSurroundings } from '../../../db/queries/rules.ts';
import { addressAt, placeFacts } from '../../../db/queries/space.ts';
import type { Seen } from '../seen.ts';

// More would keep the person waiting; the newest cases tell enough.
const REHEARSED = 300;

/** All rules, with those that disagree and those that can never decide. */
export async function adminRules({ doors }: Seen): Promise<AdminRules> {
  const { pool } = doors.house;
  const [rules, surroundings, overrides] = await Promise.all([
    readRules(pool),
    readSurroundings(pool),
    countOverrides(pool),
  ]);
  return { rules, overrides, report: conflicts(withRule(rules, null, null).before, surroundings) };
}

/** Who would be routed otherwise by a new, changed or withdrawn rule, and which conflicts it would make. */
export async function previewRule(
  { doors }: Seen,
  { id, rule }: EndpointParsed<'previewRule'>,
): Promise<RulePreview> {
  const { house } = doors;
  const { pool } = house;
  const stored = id === null ? null : await ruleOr404(pool, id);
  if (rule) await refuseUseless(pool, rule);
  const [rules, surroundings] = await Promise.all([readRules(pool), readSurroundings(pool)]);
  const sets = withRule(rules, id, rule);
  const about = [stored, rule].filter((one) => one !== null);
  const cases = await readCasesAbout(
    pool,
    about.map(({ kind, level, code }) => ({ kind, level, code })),
    REHEARSED,
  );
  const units = about.map((one) => one.unit);
  return {
    routing: await rehearse(pool, await house.settings(), house.now(), cases, { rules: sets, units }),
    report: added(conflicts(sets.before, surroundings), conflicts(sets.after, surroundings)),
  };
}

/** What the second report has and the first has not. */
function added(before: RuleReport, after: RuleReport): RuleReport {
  const had = new Set([...before.conflicts, ...before.unreachable].map((one) => JSON.stringify(one)));
  const isNew = (one: object) => !had.has(JSON.stringify(one));
  return { conflicts: after.conflicts.filter(isNew), unreachable: after.unreachable.filter(isNew) };
}

export async function ruleVersions(
  { doors }: Seen,
  { id }: EndpointParsed<'ruleVersions'>,
): Promise<RuleVersions> {
  const kept = await readRecords<RuleVersions['versions'][number]['rule']>(
    doors.house.pool,
    'routing-rule',
    String(id),
  );
  return { versions: kept.map(({ data, ...line }) => ({ ...line, rule: data })) };
}

/** Who would get this? The same question and the same router as for a case (spec 07, /admin). */
export async function routeTest({ doors }: Seen, input: EndpointParsed<'routeTest'>): Promise<RouteTest> {
  const { pool, now, settings } = doors.house;
  const { lon, lat, categoryKey, component, accuracyM } = input;
  const [place, address, question] = await Promise.all([
    placeFacts(pool, lon, lat),
    addressAt(pool, lon, lat),
    routingQuestion(pool, await settings(), now(), {
      categoryKey,
      component: component ?? null,
      place: { lon, lat, accuracyM: accuracyM ?? null, address: null },
      urgency: 'general',
    }),
  ]);
  if (!question) throw new HouseError('not-found', 'There is no such category.');
  const answer = route(question.subject, question.facts);
  return {
    unit: answer.ok ? answer.unit : null,
    reason: answer.ok ? null : answer.reason,
    candidates: answer.ok ? [] : answer.candidates,
    explanation: answer.explanation,
    inside: place.inside,
    address,
  };
}
