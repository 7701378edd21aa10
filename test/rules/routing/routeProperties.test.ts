import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoutingAnswer } from '../../../core/rules/routing/answer.ts';
import type {
  RoutingArea,
  RoutingFacts,
  RoutingRule,
  RoutingSubject,
} from '../../../core/rules/routing/facts.ts';
import { route } from '../../../core/rules/routing/route.ts';
import { areaOf, componentOf, factsOf, ruleOf, subjectOf, UNIT_CODES, unitOf } from './world.ts';

const unitCode = fc.constantFrom(...UNIT_CODES);
const maybeUnit = fc.option(unitCode, { nil: null });
const date = fc.constantFrom('2024-01-01', '2026-03-09', '2026-03-10', '2026-03-11', '2030-01-01');
const areaIds = ['a', 'b', 'c', 'far'];

const ruleShape = fc.record({
  kind: fc.constantFrom('component' as const, 'component' as const, 'incident' as const),
  scheme: fc.constantFrom('gbt2026', 'gbt2026', null, 'yuncheng2013'),
  level: fc.constantFrom('minor' as const, 'major' as const, 'class' as const),
  other: fc.integer({ min: 0, max: 4 }),
  areaId: fc.option(fc.constantFrom(...areaIds), { nil: null }),
  unit: unitCode,
  validFrom: date,
  validTo: fc.option(date, { nil: null }),
  order: fc.constantFrom(1, 1, 2),
});

const rules: fc.Arbitrary<RoutingRule[]> = fc.array(ruleShape, { maxLength: 12 }).map((shapes) =>
  shapes.map(({ other, ...shape }, at) => {
    const code =
      shape.level === 'class' ? null : shape.level === 'major' ? '01' : other === 0 ? '01001' : '01002';
    return { ...shape, id: `r${at}`, version: 1, code };
  }),
);

const areas = fc
  .tuple(
    ...['a', 'b', 'c'].map((id) =>
      fc.tuple(fc.constant(id), fc.constantFrom(5, 9, 9), fc.boolean(), fc.boolean()),
    ),
  )
  .map((list) =>
    list.map(([id, size, containsPoint, crossesAccuracy]) =>
      areaOf(id, size, { containsPoint, crossesAccuracy }),
    ),
  );

const units = fc
  .array(fc.record({ closed: fc.boolean(), hasLiaison: fc.boolean(), neverResponsible: fc.boolean() }), {
    minLength: UNIT_CODES.length,
    maxLength: UNIT_CODES.length,
  })
  .map((parts) => new Map(UNIT_CODES.map((code, at) => [code, unitOf(code, at % 2 ? parts[at] : {})])));

const component = fc.option(
  fc
    .record({
      found: fc.boolean(),
      custodianUnit: maybeUnit,
      custodyUntil: fc.option(date, { nil: null }),
      maintainerUnit: maybeUnit,
      ownerUnit: maybeUnit,
    })
    .map(componentOf),
  { nil: null },
);

const facts: fc.Arbitrary<RoutingFacts> = fc.record({
  component,
  areas,
  rules,
  units,
  subdistrictUnit: maybeUnit,
  subdistrictCrosses: fc.boolean(),
  neighbourUnits: fc.array(unitCode, { maxLength: 2 }),
  minAccuracyM: fc.constant(15),
});

const subject: fc.Arbitrary<RoutingSubject> = fc
  .record({ territorial: fc.boolean(), urgency: fc.constantFrom('general' as const, 'emergency' as const) })
  .map(subjectOf);

const check = (property: fc.IProperty<[RoutingSubject, RoutingFacts]>) =>
  fc.assert(property, { numRuns: 1000 });

describe('routing, whatever the facts', () => {
  test('the order of the lists does not matter', () => {
    fc.assert(
      fc.property(
        subject,
        facts,
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (about, known, keys) => {
          const shuffle = <T>(list: readonly T[]): T[] =>
            list
              .map((value, at) => ({ value, key: keys[at % keys.length] ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ value }) => value);
          const mixed = { ...known, rules: shuffle(known.rules), areas: shuffle(known.areas) };
          expect(route(about, mixed)).toEqual(route(about, known));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a case goes only to a unit that is there, open, with a liaison and may be responsible', () => {
    check(
      fc.property(subject, facts, (about, known) => {
        const answer = route(about, known);
        if (!answer.ok) return;
        expect(known.units.get(answer.unit)).toMatchObject({
          closed: false,
          hasLiaison: true,
          neverResponsible: false,
        });
      }),
    );
  });

  test('a decision is explained by a step that names its unit; uncertainty has a reason and sorted candidates', () => {
    check(
      fc.property(subject, facts, (about, known) => {
        const answer = route(about, known);
        if (answer.ok) {
          expect(answer.explanation).toContain(answer.deciding.explanation);
          expect(answer.deciding.explanation.params.unit).toBe(answer.unit);
          return;
        }
        const candidates = answer.candidates.map((one) => one.unit);
        expect(candidates).toEqual([...new Set(candidates)].sort());
        expect(answer.clause).toBe(`04.${answer.reason}`);
        expect(answer.alarm).toBe(about.urgency === 'emergency');
      }),
    );
  });

  test('a component record with a unit decides, whatever rules and areas say', () => {
    check(
      fc.property(subject, facts, (about, known) => {
        const record = componentOf({ ownerUnit: 'water' });
        expect(route(about, { ...known, component: record, units: factsOf().units })).toMatchObject({
          unit: 'water',
        });
      }),
    );
  });

  test('a rule that is more specific, certain and usable wins over all that is there', () => {
    const own = areaOf('own', 1);
    const rule = ruleOf('own', 'water', { areaId: 'own', order: 0 });
    check(
      fc.property(subject, facts, (about, known) => {
        const wider = {
          ...known,
          component: null,
          units: factsOf().units,
          areas: [...known.areas, own],
          rules: [...known.rules, rule],
        };
        expect(route(about, wider)).toMatchObject({ ok: true, unit: 'water', deciding: { ruleId: 'own' } });
      }),
    );
  });

  test('a smaller area beats a larger one, whatever its order', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }), (given, orders) => {
        const all = given.map((size) => areaOf(`s${size}`, size));
        const about = given.map((size, at) =>
          ruleOf(`r${size}`, at % 2 ? 'water' : 'police', { areaId: `s${size}`, order: orders[at] ?? 0 }),
        );
        const answer = route(subjectOf(), factsOf({ areas: all, rules: about }));
        expect(answer.ok && answer.deciding.ruleId).toBe(`r${Math.min(...given)}`);
      }),
    );
  });

  test('borders within the accuracy: an answer stands only if it is the same on every side', () => {
    check(
      fc.property(subject, facts, (about, known) => {
        const still = { ...known, component: null, subdistrictCrosses: false, neighbourUnits: [] };
        const outcomes = new Set(
          sides(still.areas).map((sure) => outcome(route(about, { ...still, areas: sure }))),
        );
        const answer = route(about, still);
        if (outcomes.size === 1) expect([...outcomes]).toEqual([outcome(answer)]);
        else expect(answer.ok ? answer.unit : answer.reason).toMatch(/^(border|rules-disagree)$/);
      }),
    );
  });
});

/** Every way in which the point may lie inside or outside of the areas whose border is near. */
function sides(areas: readonly RoutingArea[]): RoutingArea[][] {
  return areas.reduce<RoutingArea[][]>(
    (worlds, area) => {
      const inside = area.crossesAccuracy ? [true, false] : [area.containsPoint];
      return worlds.flatMap((world) =>
        inside.map((containsPoint) => [...world, { ...area, containsPoint, crossesAccuracy: false }]),
      );
    },
    [[]],
  );
}

function outcome(answer: RoutingAnswer): string {
  return answer.ok ? answer.unit : JSON.stringify([answer.reason, answer.candidates]);
}
