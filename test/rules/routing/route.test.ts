import { describe, expect, test } from 'vitest';
import type { RoutingAnswer } from '../../../core/rules/routing/answer.ts';
import { explainText } from '../../../core/rules/routing/explain.ts';
import {
  accuracyRadiusM,
  type RoutingFacts,
  type RoutingSubject,
} from '../../../core/rules/routing/facts.ts';
import { route } from '../../../core/rules/routing/route.ts';
import { areaOf, componentOf, factsOf, ruleOf, subjectOf, unitOf, unitsOf } from './world.ts';

/** The unit, or `reason: candidates` when uncertain. */
function said(answer: RoutingAnswer): string {
  if (answer.ok) return `${answer.unit} by ${answer.deciding.ruleId ?? answer.deciding.step}`;
  return `${answer.reason}: ${answer.candidates.map((one) => one.unit).join(' ')}`.trim();
}

type Row = [sentence: string, subject: Partial<RoutingSubject>, facts: Partial<RoutingFacts>, answer: string];

function table(rows: Row[]): void {
  test.each(rows)('%s', (_, subject, facts, answer) => {
    expect(said(route(subjectOf(subject), factsOf(facts)))).toBe(answer);
  });
}

const all = { custodianUnit: 'builder', maintainerUnit: 'water', ownerUnit: 'power' };

describe("1. the component's own record", () => {
  table([
    [
      'custodian before the last day',
      {},
      { component: componentOf({ ...all, custodyUntil: '2026-03-11' }) },
      'builder by component',
    ],
    [
      'custodian on the last day',
      {},
      { component: componentOf({ ...all, custodyUntil: '2026-03-10' }) },
      'builder by component',
    ],
    [
      'maintainer once custody has ended',
      {},
      { component: componentOf({ ...all, custodyUntil: '2026-03-09' }) },
      'water by component',
    ],
    ['custodian without a known end', {}, { component: componentOf(all) }, 'builder by component'],
    [
      'maintainer before owner',
      {},
      { component: componentOf({ ...all, custodianUnit: null }) },
      'water by component',
    ],
    ['else the owner', {}, { component: componentOf({ ownerUnit: 'power' }) }, 'power by component'],
    [
      'the owner once custody has ended',
      {},
      {
        component: componentOf({ custodianUnit: 'builder', custodyUntil: '2025-01-01', ownerUnit: 'power' }),
      },
      'power by component',
    ],
    [
      'the record goes before every rule',
      {},
      { component: componentOf({ ownerUnit: 'power' }), rules: [ruleOf('r1', 'water')] },
      'power by component',
    ],
    [
      'it does not depend on areas',
      { accuracyM: 900 },
      { component: componentOf({ ownerUnit: 'power' }), areas: [areaOf('a', 1, { crossesAccuracy: true })] },
      'power by component',
    ],
    [
      'a record that names nobody leaves it to the rules',
      {},
      { component: componentOf(), rules: [ruleOf('r1', 'water')] },
      'water by r1',
    ],
    ['a record that names nobody, and no rule', {}, { component: componentOf() }, 'component-without-owner:'],
    [
      'a component the register lacks leaves it to the rules',
      {},
      { component: componentOf({ ...all, found: false }), rules: [ruleOf('r1', 'water')] },
      'water by r1',
    ],
    [
      'a component the register lacks, and no rule',
      {},
      { component: componentOf({ ...all, found: false }) },
      'component-not-found:',
    ],
    [
      'a record that names nobody leaves it to the territory',
      { territorial: true },
      { component: componentOf(), subdistrictUnit: 'xihu' },
      'xihu by territory',
    ],
  ]);
});

const small = areaOf('small', 10);
const large = areaOf('large', 1000);
const ladder = [
  ruleOf('minor+small', 'u1', { areaId: 'small' }),
  ruleOf('minor+large', 'u2', { areaId: 'large' }),
  ruleOf('minor', 'u3'),
  ruleOf('major+area', 'u4', { level: 'major', areaId: 'large' }),
  ruleOf('major', 'u5', { level: 'major' }),
  ruleOf('class+area', 'u6', { level: 'class', code: null, areaId: 'large' }),
];

describe('2. rules', () => {
  const units = unitsOf(...['u1', 'u2', 'u3', 'u4', 'u5', 'u6'].map((code) => unitOf(code)));
  test.each(ladder.map((rule, at) => [rule.id, at] as const))(
    '%s goes before what is less specific',
    (id, at) => {
      const facts = factsOf({ rules: ladder.slice(at), areas: [small, large], units });
      expect(said(route(subjectOf(), facts))).toBe(`u${at + 1} by ${id}`);
    },
  );

  table([
    [
      'a rule of another kind is not about it',
      { kind: 'incident' },
      { rules: [ruleOf('r1', 'water')] },
      'no-rule:',
    ],
    [
      'a rule of another scheme is not about it',
      { scheme: 'yuncheng2013' },
      { rules: [ruleOf('r1', 'water')] },
      'no-rule:',
    ],
    [
      'a rule without a scheme is about every one',
      { scheme: 'yuncheng2013' },
      { rules: [ruleOf('r1', 'water', { scheme: null })] },
      'water by r1',
    ],
    [
      'a rule whose area is elsewhere does not apply',
      {},
      { rules: [ruleOf('r1', 'water', { areaId: 'far' })] },
      'no-rule:',
    ],
    [
      'nor one whose area the point is outside of',
      {},
      { areas: [areaOf('a', 9, { containsPoint: false })], rules: [ruleOf('r1', 'water', { areaId: 'a' })] },
      'no-rule:',
    ],
    [
      'valid from its first day',
      { today: '2026-04-01' },
      { rules: [ruleOf('r1', 'water', { validFrom: '2026-04-01' })] },
      'water by r1',
    ],
    [
      'not before its first day',
      { today: '2026-03-31' },
      { rules: [ruleOf('r1', 'water', { validFrom: '2026-04-01' })] },
      'no-rule:',
    ],
    [
      'valid on its last day',
      { today: '2026-04-01' },
      { rules: [ruleOf('r1', 'water', { validTo: '2026-04-01' })] },
      'water by r1',
    ],
    [
      'not after its last day',
      { today: '2026-04-02' },
      { rules: [ruleOf('r1', 'water', { validTo: '2026-04-01' })] },
      'no-rule:',
    ],
    [
      'an expired rule makes room for the next',
      {},
      {
        rules: [
          ruleOf('old', 'water', { validTo: '2026-01-01' }),
          ruleOf('all', 'power', { level: 'major' }),
        ],
      },
      'power by all',
    ],
    [
      'the order breaks a tie, the lower first',
      {},
      { rules: [ruleOf('r1', 'water', { order: 2 }), ruleOf('r2', 'police', { order: 1 })] },
      'police by r2',
    ],
    [
      'the order does not beat specificity',
      {},
      { rules: [ruleOf('r1', 'water'), ruleOf('r2', 'police', { order: 1, level: 'major' })] },
      'water by r1',
    ],
    [
      'two equally specific rules that disagree',
      {},
      { rules: [ruleOf('r1', 'water'), ruleOf('r2', 'police')] },
      'rules-disagree: police water',
    ],
    [
      'two equally specific rules that agree',
      {},
      { rules: [ruleOf('r2', 'water'), ruleOf('r1', 'water')] },
      'water by r1',
    ],
    [
      'areas of the same size tie',
      {},
      {
        areas: [areaOf('a', 9), areaOf('b', 9)],
        rules: [ruleOf('r1', 'water', { areaId: 'a' }), ruleOf('r2', 'police', { areaId: 'b' })],
      },
      'rules-disagree: police water',
    ],
    [
      'a rule for a class without an area never applies',
      {},
      { rules: [ruleOf('r1', 'water', { level: 'class', code: null })] },
      'no-rule:',
    ],
    [
      "what two units share is the component's own record's to decide",
      {},
      {
        component: componentOf({ ownerUnit: 'water' }),
        rules: [ruleOf('r1', 'water'), ruleOf('r2', 'police')],
      },
      'water by component',
    ],
  ]);
});

describe('3. the territorial principle', () => {
  table([
    [
      'the subdistrict that contains the point',
      { territorial: true },
      { subdistrictUnit: 'xihu' },
      'xihu by territory',
    ],
    ['only where the standard allows it', {}, { subdistrictUnit: 'xihu' }, 'no-rule:'],
    [
      'after the rules',
      { territorial: true },
      { subdistrictUnit: 'xihu', rules: [ruleOf('r1', 'water', { level: 'major' })] },
      'water by r1',
    ],
    ['outside of every subdistrict', { territorial: true }, {}, 'outside-subdistricts:'],
  ]);
});

describe('borders within the accuracy of the point', () => {
  const near = areaOf('a', 9, { crossesAccuracy: true });
  const across = areaOf('b', 9, { containsPoint: false, crossesAccuracy: true });
  const inA = ruleOf('in-a', 'water', { areaId: 'a' });
  const inB = ruleOf('in-b', 'police', { areaId: 'b' });
  table([
    [
      'both sides have rules: both candidates',
      {},
      { areas: [near, across], rules: [inA, inB] },
      'border: police water',
    ],
    [
      'the other side has the general rule',
      {},
      { areas: [near], rules: [inA, ruleOf('g', 'power')] },
      'border: power water',
    ],
    [
      'the other side has the territory',
      { territorial: true },
      { areas: [near], rules: [inA], subdistrictUnit: 'xihu' },
      'border: water xihu',
    ],
    ['the other side has nobody', {}, { areas: [near], rules: [inA] }, 'border: water'],
    [
      'just outside of an area with a rule of its own',
      {},
      { areas: [across], rules: [inB, ruleOf('g', 'power')] },
      'border: police power',
    ],
    [
      'the same unit on both sides',
      {},
      { areas: [near], rules: [inA, ruleOf('g', 'water')] },
      'water by in-a',
    ],
    [
      'the same unit beyond the border',
      {},
      { areas: [across], rules: [inB, ruleOf('g', 'police')] },
      'police by g',
    ],
    [
      'the same unit by rule and by territory',
      { territorial: true },
      { areas: [near], rules: [inA], subdistrictUnit: 'water' },
      'water by in-a',
    ],
    [
      'the same unit by territory, the rule being beyond',
      { territorial: true },
      { areas: [across], rules: [inB], subdistrictUnit: 'police' },
      'police by territory',
    ],
    [
      'an area whose rule does not decide may cross',
      {},
      { areas: [areaOf('in', 5), near], rules: [ruleOf('r', 'power', { areaId: 'in' }), inA] },
      'power by r',
    ],
    [
      'a smaller area far from the border decides',
      {},
      { areas: [near, areaOf('c', 3)], rules: [inA, ruleOf('c', 'power', { areaId: 'c' })] },
      'power by c',
    ],
    [
      'a wider rule of the same area never decides beside it',
      {},
      {
        areas: [near],
        rules: [
          inA,
          ruleOf('w', 'power', { areaId: 'a', level: 'major' }),
          ruleOf('g', 'water', { level: 'major' }),
        ],
      },
      'water by in-a',
    ],
    [
      'territory: the neighbours are candidates',
      { territorial: true },
      { subdistrictUnit: 'xihu', subdistrictCrosses: true, neighbourUnits: ['xizhan'] },
      'border: xihu xizhan',
    ],
    [
      'territory: one unit for both subdistricts',
      { territorial: true },
      { subdistrictUnit: 'xihu', subdistrictCrosses: true, neighbourUnits: ['xihu'] },
      'xihu by territory',
    ],
    [
      'territory: the border of the city',
      { territorial: true },
      { subdistrictUnit: 'xihu', subdistrictCrosses: true },
      'border: xihu',
    ],
    [
      'territory: just outside of the city',
      { territorial: true },
      { neighbourUnits: ['xihu'] },
      'border: xihu',
    ],
    [
      'disagreement at the point goes before the border',
      {},
      { areas: [near], rules: [inA, ruleOf('in-a2', 'power', { areaId: 'a' })] },
      'rules-disagree: power water',
    ],
  ]);

  test.each([
    [null, 15],
    [3, 15],
    [15, 15],
    [40, 40],
  ])('accuracy %s m gives a circle of %s m', (accuracy, radius) => {
    expect(accuracyRadiusM(accuracy, 15)).toBe(radius);
  });
});

describe('units that are never routed to', () => {
  const rules = [ruleOf('r1', 'water')];
  const water = (part: object) => unitsOf(unitOf('water', part));
  table([
    ['closed', {}, { rules, units: water({ closed: true }) }, 'unit-closed: water'],
    ['without any liaison', {}, { rules, units: water({ hasLiaison: false }) }, 'unit-no-liaison: water'],
    [
      'never responsible',
      {},
      { rules, units: water({ neverResponsible: true }) },
      'unit-never-responsible: water',
    ],
    ['unknown', {}, { rules: [ruleOf('r1', 'nobody')] }, 'unit-unknown: nobody'],
    [
      'named by the component record',
      {},
      { component: componentOf({ ownerUnit: 'water' }), units: water({ closed: true }) },
      'unit-closed: water',
    ],
    [
      'a closed custodian does not fall through to the owner',
      {},
      {
        component: componentOf({ custodianUnit: 'water', ownerUnit: 'power' }),
        units: water({ closed: true }),
      },
      'unit-closed: water',
    ],
    [
      'by territory',
      { territorial: true },
      { subdistrictUnit: 'water', units: water({ closed: true }) },
      'unit-closed: water',
    ],
    [
      'a name of every object is no unit',
      {},
      { rules: [ruleOf('r1', '__proto__')] },
      'unit-unknown: __proto__',
    ],
  ]);
});

describe('the answer', () => {
  test('an uncertain emergency is for the shift lead at once', () => {
    expect(route(subjectOf({ urgency: 'emergency' }), factsOf())).toMatchObject({ ok: false, alarm: true });
    expect(route(subjectOf({ urgency: 'special' }), factsOf())).toMatchObject({ ok: false, alarm: false });
  });

  test('a refusal has its clause and words, the empty record among them', () => {
    const rules = [ruleOf('r1', 'water'), ruleOf('r2', 'police')];
    const answer = route(subjectOf(), factsOf({ component: componentOf(), rules }));
    expect(answer).toMatchObject({ clause: '04.rules-disagree' });
    expect(answer.ok ? '' : answer.why).toMatch(/names no custodian.*different units/);
  });

  test('every rule about the category is explained, the one that decided among them', () => {
    const rules = [
      ruleOf('far', 'power', { areaId: 'far' }),
      ruleOf('old', 'police', { validTo: '2025-01-01' }),
      ruleOf('soon', 'police', { validFrom: '2027-01-01' }),
      ruleOf('yes', 'water'),
      ruleOf('also', 'water', { id: 'z-also' }),
      ruleOf('wide', 'power', { level: 'major' }),
      ruleOf('other', 'power', { code: '01001' }),
    ];
    const answer = route(subjectOf(), factsOf({ rules }));
    const steps = answer.explanation.map((step) => [step.params.ruleId ?? '', step.code, step.matched]);
    expect(steps).toEqual([
      ['', 'component-none', false],
      ['far', 'rule-outside', false],
      ['old', 'rule-expired', false],
      ['soon', 'rule-not-yet', false],
      ['yes', 'rule-decides', true],
      ['z-also', 'rule-agrees', true],
      ['wide', 'rule-less-specific', true],
    ]);
    expect(answer.ok && answer.deciding).toMatchObject({ step: 'rule', ruleId: 'yes', ruleVersion: 1 });
    expect(answer.ok && answer.deciding.explanation).toBe(answer.explanation[4]);
  });

  test('the component record reads as in the specification', () => {
    const component = componentOf({ custodianUnit: 'builder', custodyUntil: '2027-03-01' });
    const step = route(subjectOf(), factsOf({ component })).explanation[0];
    expect(step && explainText(step, 'en')).toBe(
      '01002 sewage manhole cover #6201030100210001: custodian builder bureau until 2027-03-01 (component record)',
    );
    expect(step && explainText(step, 'zh')).toBe(
      '01002 污水井盖 #6201030100210001：养护单位 builder局，养护期至 2027-03-01（部件档案）',
    );
  });

  test('an explanation is plain data', () => {
    const facts = factsOf({ rules: ladder, areas: [small, large], component: componentOf() });
    const { explanation } = route(subjectOf(), facts);
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });
});
