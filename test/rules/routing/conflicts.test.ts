import { describe, expect, test } from 'vitest';
import { conflicts } from '../../../core/rules/routing/conflicts.ts';
import { dryRun } from '../../../core/rules/routing/dryRun.ts';
import type { RoutingRule } from '../../../core/rules/routing/facts.ts';
import { coversAll, overlap } from '../../../core/rules/routing/validity.ts';
import { areaOf, componentOf, factsOf, ruleOf, subjectOf, unitOf, unitsOf } from './world.ts';

const areas = [{ id: 'a' }, { id: 'b' }];
const categories = ['01001', '01002'].map((code) => {
  return { kind: 'component' as const, scheme: 'gbt2026', majorCode: '01', code };
});
const found = (...rules: RoutingRule[]) => conflicts(rules, { areas, categories, units: unitsOf() });

describe('conflicting rules', () => {
  test('equally specific, both valid, different units', () => {
    const rules = [
      ruleOf('r2', 'police', { validFrom: '2026-01-01' }),
      ruleOf('r1', 'water', { validTo: '2026-06-30' }),
    ];
    expect(found(...rules).conflicts).toEqual([
      { ruleIds: ['r1', 'r2'], units: ['water', 'police'], from: '2026-01-01', to: '2026-06-30' },
    ]);
  });

  test.each([
    ['the same unit', { unit: 'water' }],
    ['another order', { order: 1 }],
    ['another code', { code: '01001' }],
    ['another area', { areaId: 'a' }],
    ['another kind', { kind: 'incident' as const }],
    ['another scheme', { scheme: 'yuncheng2013' }],
    ['never valid together', { validFrom: '2026-07-01' }],
  ])('none: %s', (_, part) => {
    const rules = [ruleOf('r1', 'water', { validTo: '2026-06-30' }), ruleOf('r2', 'police', part)];
    expect(found(...rules).conflicts).toEqual([]);
  });

  test('a rule for every scheme meets one for its own', () => {
    expect(found(ruleOf('r1', 'water'), ruleOf('r2', 'police', { scheme: null })).conflicts).toHaveLength(1);
  });

  test('each reported pair makes the routing uncertain, and no other does', () => {
    const rules = [ruleOf('r1', 'water'), ruleOf('r2', 'police'), ruleOf('r3', 'power', { order: 200 })];
    expect(found(...rules).conflicts.map((one) => one.ruleIds)).toEqual([['r1', 'r2']]);
    const run = dryRun([{ id: 'c', subject: subjectOf(), facts: factsOf() }], rules, rules.slice(1));
    expect(run.changed).toEqual([
      { id: 'c', before: { unit: null, reason: 'rules-disagree' }, after: { unit: 'police', reason: null } },
    ]);
  });
});

describe('unreachable rules', () => {
  const whys = (...rules: RoutingRule[]) =>
    found(...rules).unreachable.map((one) => [one.ruleId, one.why, one.by.join(' ')].join(' ').trim());

  test.each([
    ['never valid', { validFrom: '2026-01-02', validTo: '2026-01-01' }, 'never-valid'],
    ['a class without an area', { level: 'class' as const, code: null }, 'class-without-area'],
    ['an area that is not there', { areaId: 'gone' }, 'area-unknown'],
    ['a category that is not there', { code: '01099' }, 'category-unknown'],
    ['a unit that is not there', { unit: 'gone' }, 'unit-unknown'],
  ])('%s', (_, part, why) => {
    expect(whys(ruleOf('r1', 'water', part))).toEqual([`r1 ${why}`]);
  });

  test.each([
    [{ closed: true }, 'unit-closed'],
    [{ hasLiaison: false }, 'unit-no-liaison'],
    [{ neverResponsible: true }, 'unit-never-responsible'],
  ])('a unit that is %j', (part, why) => {
    const report = conflicts([ruleOf('r1', 'water')], { areas, units: unitsOf(unitOf('water', part)) });
    expect(report.unreachable).toEqual([{ ruleId: 'r1', why, by: [] }]);
  });

  test('an earlier order that is always valid shadows', () => {
    expect(whys(ruleOf('r1', 'water', { order: 1 }), ruleOf('r2', 'police'))).toEqual(['r2 shadowed r1']);
  });

  test('an equal order conflicts, it does not shadow', () => {
    expect(whys(ruleOf('r1', 'water'), ruleOf('r2', 'police'))).toEqual([]);
  });

  test('two earlier ones without a gap shadow together, with a gap they do not', () => {
    const first = ruleOf('r1', 'water', { order: 1, validTo: '2025-12-31' });
    const rest = ruleOf('r2', 'police');
    const next = (validFrom: string) => ruleOf('r3', 'power', { order: 2, validFrom });
    expect(whys(first, rest, next('2026-01-01'))).toEqual(['r2 shadowed r1 r3']);
    expect(whys(first, rest, next('2026-01-02'))).toEqual([]);
  });

  test('a major category whose every minor has a rule of its own', () => {
    const minors = [ruleOf('m1', 'water', { code: '01001' }), ruleOf('m2', 'power', { code: '01002' })];
    const major = ruleOf('z', 'police', { level: 'major', areaId: 'a' });
    expect(whys(...minors, major)).toEqual(['z shadowed m1 m2']);
    expect(whys(minors[0]!, major)).toEqual([]);
  });

  test('a rule of another area, or a less specific one, does not shadow', () => {
    const wide = ruleOf('w', 'water', { level: 'major', order: 1 });
    const other = ruleOf('o', 'water', { areaId: 'b', order: 1 });
    expect(whys(wide, other, ruleOf('r', 'police'), ruleOf('s', 'police', { areaId: 'a' }))).toEqual([]);
  });

  test('a rule with an area goes before one without, and the other way round nothing is lost', () => {
    expect(whys(ruleOf('r1', 'water', { areaId: 'a', order: 1 }), ruleOf('r2', 'police'))).toEqual([]);
  });
});

describe('dates', () => {
  const range = (from: string, to: string | null) => ({ from, to });
  test('cover across the end of a month and of a leap year', () => {
    const parts = [
      range('2024-02-29', '2024-12-31'),
      range('2024-01-01', '2024-02-28'),
      range('2025-01-01', null),
    ];
    expect(coversAll(range('2024-01-01', null), parts)).toBe(true);
    expect(coversAll(range('2023-12-31', null), parts)).toBe(false);
    expect(coversAll(range('2024-01-01', null), parts.slice(0, 2))).toBe(false);
    expect(coversAll(range('2024-01-01', '2024-12-31'), parts.slice(0, 2))).toBe(true);
  });

  test('overlap on a single day', () => {
    expect(overlap(range('2024-01-01', '2024-02-01'), range('2024-02-01', null))).toEqual(
      range('2024-02-01', '2024-02-01'),
    );
    expect(overlap(range('2024-01-01', '2024-01-31'), range('2024-02-01', null))).toBeNull();
  });
});

describe('dry run', () => {
  const cases = [
    { id: 'c1', subject: subjectOf(), facts: factsOf() },
    { id: 'c2', subject: subjectOf({ code: '01001' }), facts: factsOf() },
    { id: 'c3', subject: subjectOf(), facts: factsOf({ component: componentOf({ ownerUnit: 'power' }) }) },
    { id: 'c4', subject: subjectOf(), facts: factsOf({ areas: [areaOf('a', 1)] }) },
  ];

  test('who would get them now: only what changes hands is listed and counted', () => {
    const before = [ruleOf('r1', 'water')];
    const after = [
      ruleOf('r9', 'police'),
      ruleOf('r8', 'water', { areaId: 'a' }),
      ruleOf('r7', 'power', { code: '01001' }),
    ];
    expect(dryRun(cases, before, after)).toEqual({
      total: 4,
      same: 2,
      changed: [
        { id: 'c1', before: { unit: 'water', reason: null }, after: { unit: 'police', reason: null } },
        { id: 'c2', before: { unit: null, reason: 'no-rule' }, after: { unit: 'power', reason: null } },
      ],
      moves: [
        { from: 'water', to: 'police', count: 1 },
        { from: null, to: 'power', count: 1 },
      ],
    });
  });

  test('the rules in the facts themselves do not count', () => {
    const facts = factsOf({ rules: [ruleOf('x', 'builder')] });
    const run = dryRun([{ id: 'c', subject: subjectOf(), facts }], [], [ruleOf('r1', 'water')]);
    expect(run.moves).toEqual([{ from: null, to: 'water', count: 1 }]);
  });
});
