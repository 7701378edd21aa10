import type { RuleContent, StoredRule } from '../../core/contract/api/adminRouting.ts';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { conflicts, type RuleReport, type UnreachableWhy } from '../../core/rules/routing/conflicts.ts';
import type { RoutingRule } from '../../core/rules/routing/facts.ts';
import type { Db } from '../../db/pool.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { addRule, changeRule, nextRuleId, readRule, readSurroundings } from '../../db/queries/rules.ts';
import type { Deed } from '../run.ts';
import { nextRecord } from './newVersion.ts';

/** Faults with which a rule can never decide; what only warns (shadowed, no liaison) may be published. */
const REFUSED: ReadonlySet<UnreachableWhy> = new Set([
  'never-valid',
  'class-without-area',
  'area-unknown',
  'category-unknown',
  'unit-unknown',
  'unit-closed',
  'unit-never-responsible',
]);
export const DRAFT_ID = 'draft';

/** Adds a routing rule, changes one, or withdraws it (`rule` null); each is a new version (spec 04). */
export const saveRule: Deed<typeof ENDPOINTS.saveRule.input, EndpointAnswer['saveRule']> = {
  name: 'save-rule',
  right: ENDPOINTS.saveRule.right,
  input: ENDPOINTS.saveRule.input,
  async run(ctx, { id: given, base, rule, note }) {
    const { tx, actor, now } = ctx;
    const stored = given === null ? null : await ruleOr404(tx, given);
    const content = rule ?? (stored && contentOf(stored));
    if (!content) throw new HouseError('bad-input', 'Nothing is said about the rule. Nothing was changed.');
    if (rule) await refuseUseless(tx, rule);
    const id = given ?? (await nextRuleId(tx));
    const version = await nextRecord(ctx, {
      kind: 'routing-rule',
      key: String(id),
      base,
      note,
      before: async () => {
        const before = given === null ? null : await readRule(tx, id);
        return before && { ...contentOf(before), withdrawn: before.withdrawn };
      },
      after: { ...content, withdrawn: rule === null },
    });
    if (given === null) await addRule(tx, id, content, actor.id);
    else await changeRule(tx, id, version, content, rule === null ? now : null);
    const target = `${id} ${version}`;
    await writeAudit(tx, { actor: actor.id, what: 'save-rule', target, source: null, result: 'ok' });
    return { id, version };
  },
};

/** The rule set with one rule added, changed or taken out, as the router and the report read it. */
export function withRule(
  rules: readonly StoredRule[],
  id: number | null,
  rule: RuleContent | null,
): { before: RoutingRule[]; after: RoutingRule[] } {
  const live = rules.filter((one) => !one.withdrawn);
  const before = live.map((one) => asRoutingRule(one, String(one.id), one.version));
  const others = before.filter((one) => one.id !== String(id));
  const own = rule ? [asRoutingRule(rule, id === null ? DRAFT_ID : String(id), 0)] : [];
  return { before, after: [...others, ...own] };
}

export async function ruleOr404(db: Db, id: number): Promise<StoredRule> {
  const rule = await readRule(db, id);
  if (!rule) throw new HouseError('not-found', 'There is no such rule.');
  return rule;
}

/** @throws HouseError refused, for a rule that could never decide. */
export async function refuseUseless(db: Db, rule: RuleContent): Promise<void> {
  const surroundings = await readSurroundings(db);
  const report: RuleReport = conflicts([asRoutingRule(rule, DRAFT_ID, 0)], surroundings);
  const fault = report.unreachable.find(({ why }) => REFUSED.has(why));
  if (fault)
    throw new HouseError('refused', `This rule could never decide (${fault.why}). Nothing was changed.`, {
      clause: `04.rule.${fault.why}`,
    });
}

function contentOf({
  id: _id,
  version: _version,
  withdrawn: _withdrawn,
  ...content
}: StoredRule): RuleContent {
  return content;
}

function asRoutingRule(rule: RuleContent, id: string, version: number): RoutingRule {
  return {
    id,
    version,
    kind: rule.kind,
    scheme: rule.scheme,
    level: rule.level,
    code: rule.code,
    areaId: rule.area,
    unit: rule.unit,
    validFrom: rule.validFrom ?? '1900-01-01',
    validTo: rule.validTo,
    order: rule.order,
  };
}
