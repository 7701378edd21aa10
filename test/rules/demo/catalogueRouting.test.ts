import { describe, expect, test } from 'vitest';
import { conflicts } from '../../../core/rules/routing/conflicts.ts';
import type { RoutingFacts, RoutingRule, RoutingUnit } from '../../../core/rules/routing/facts.ts';
import { route } from '../../../core/rules/routing/route.ts';
import {
  demoCategories,
  demoConditions,
  demoRules,
  demoUnits,
  type ExpectedRouting,
  type ResponsibilitySeed,
  type ResponsibilityTarget,
  responsibilityMap,
  SCHEMES,
} from '../../../db/demo/catalogue/catalogue.ts';

const categories = new Map(SCHEMES.flatMap((scheme) => demoCategories(scheme)).map((one) => [one.key, one]));
const conditions = new Map(SCHEMES.flatMap((scheme) => demoConditions(scheme)).map((one) => [one.key, one]));

const units: ReadonlyMap<string, RoutingUnit> = new Map(
  demoUnits().map((unit) => [
    unit.code,
    {
      code: unit.code,
      names: unit,
      closed: false,
      hasLiaison: true,
      neverResponsible: unit.neverResponsible,
    },
  ]),
);

const rules: RoutingRule[] = demoRules().map((rule, at) => ({ ...rule, id: `rule-${at}`, version: 1 }));

const facts: RoutingFacts = { areas: [], rules, units, subdistrictUnit: 'xihu-street', minAccuracyM: 15 };

function ask(target: ResponsibilityTarget, part: Partial<RoutingFacts> = {}) {
  const category = categories.get(target.categoryKey);
  const condition = conditions.get(target.conditionKey);
  if (!category || !condition) throw new Error(`${target.conditionKey} is not in the catalogue`);
  const subject = {
    kind: category.kind,
    scheme: category.scheme,
    majorCode: category.majorCode,
    code: category.code,
    names: category,
    territorial: category.territorial,
    urgency: condition.urgency,
    accuracyM: 10,
    today: '2026-03-10',
  };
  return route(subject, { ...facts, ...part });
}

const component = {
  code: '6201030100210001',
  found: true,
  custodianUnit: null,
  custodyUntil: null,
  maintainerUnit: null,
  ownerUnit: null,
};

const cases = responsibilityMap().flatMap((entry) =>
  entry.targets.map((target) => ({
    name: `${entry.sort} ${entry.unit ?? ''} ${entry.zh} as ${target.conditionKey}`,
    entry,
    target,
    expected: target.expect,
  })),
);

describe('every responsibility, emergency and special condition', () => {
  test.each(cases)('$name', ({ entry, target, expected }) => {
    expectRouting(ask(target), target, entry, expected);
  });

  test('is filed as a condition of its own urgency', () => {
    for (const { entry, target } of cases) {
      const condition = conditions.get(target.conditionKey);
      expect(condition?.categoryKey).toBe(target.categoryKey);
      if (entry.sort === 'emergency' || entry.sort === 'special') expect(condition?.urgency).toBe(entry.sort);
    }
  });

  test('uncertain is only what two units share, what the regulation gives to nobody, and nothing of a unit alone', () => {
    for (const { entry, expected } of cases) {
      if ('uncertain' in expected && expected.uncertain === 'no-rule') expect(entry.unit).toBeNull();
      if ('uncertain' in expected && expected.uncertain === 'rules-disagree' && entry.unit !== null) {
        expect(expected.candidates).toContain(entry.unit);
        expect(entry.note).not.toBeNull();
      }
      if ('unit' in expected && entry.unit !== null && entry.sort !== 'assist') {
        expect(expected.unit).toBe(entry.unit);
      }
    }
  });

  test("is the component's owner's where the record names one, hydrants and telecom poles among them", () => {
    for (const { target } of cases.filter((one) => one.entry.sort !== 'custody')) {
      const answer = ask(target, { component: { ...component, ownerUnit: 'unicom' } });
      expect(answer).toMatchObject({ ok: true, unit: 'unicom', deciding: { step: 'component' } });
    }
  });

  test('uncertain emergencies raise the alarm', () => {
    const uncertain = cases.filter((one) => one.entry.sort === 'emergency').map((one) => ask(one.target));
    expect(uncertain.filter((one) => !one.ok).length).toBeGreaterThan(0);
    expect(uncertain.every((one) => one.ok || one.alarm)).toBe(true);
  });
});

function expectRouting(
  answer: ReturnType<typeof route>,
  target: ResponsibilityTarget,
  entry: ResponsibilitySeed,
  expected: ExpectedRouting,
): void {
  if ('uncertain' in expected) {
    const candidates = 'candidates' in expected ? expected.candidates : [];
    expect(answer).toMatchObject({ ok: false, reason: expected.uncertain });
    expect(answer.ok ? [] : answer.candidates.map((one) => one.unit)).toEqual([...candidates]);
    return;
  }
  if (expected.by === 'territory') {
    expect(answer).toMatchObject({ ok: true, unit: 'xihu-street', deciding: { step: 'territory' } });
    return;
  }
  if (expected.by === 'rule') {
    expect(answer).toMatchObject({ ok: true, unit: expected.unit, deciding: { step: 'rule' } });
    return;
  }
  const held = {
    ...component,
    custodianUnit: entry.unit,
    custodyUntil: '2026-03-10',
    maintainerUnit: 'power',
  };
  expect(ask(target, { component: held })).toMatchObject({
    ok: true,
    unit: expected.unit,
    deciding: { step: 'component' },
  });
  const over = { ...held, custodyUntil: '2026-03-09' };
  expect(ask(target, { component: over })).toMatchObject({ ok: true, unit: 'power' });
  expect(answer.ok && answer.unit).not.toBe(expected.unit);
}

describe('the demo rules', () => {
  test('are about categories of their scheme, for units that may be responsible', () => {
    for (const rule of demoRules()) {
      const own = demoCategories(rule.scheme).filter((one) => one.kind === rule.kind);
      expect(own.some((one) => (rule.level === 'minor' ? one.code : one.majorCode) === rule.code)).toBe(true);
      expect(units.get(rule.unit)).toMatchObject({ neverResponsible: false });
      expect(rule.source).not.toBe('');
    }
  });

  test('conflict exactly where the regulation gives one thing to two units; none is unreachable', () => {
    const report = conflicts(rules, { areas: [], units, categories: [...categories.values()] });
    const shared = new Set(
      report.conflicts
        .flatMap((one) => one.ruleIds.map((id) => rules.find((rule) => rule.id === id)))
        .map((rule) => `${rule?.scheme} ${rule?.code}`),
    );
    expect([...shared].sort()).toEqual([
      'gbt2026 01007',
      'gbt2026 01009',
      'gbt2026 01013',
      'gbt2026 01027',
      'gbt2026 01031',
      'gbt2026 01995',
      'yuncheng2013 0127',
      'yuncheng2013 0131',
    ]);
    expect(report.unreachable).toEqual([]);
  });

  test('public investment and the offices without responsibilities have no rule', () => {
    const ruled = new Set(demoRules().map((rule) => rule.unit));
    const without = demoUnits().filter((unit) => unit.type !== 'subdistrict' && !ruled.has(unit.code));
    expect(without.map((unit) => unit.code)).toEqual(['family-planning', 'public-invest', 'leading-office']);
  });
});
