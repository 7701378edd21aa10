import type {
  ComponentFacts,
  RoutingArea,
  RoutingFacts,
  RoutingRule,
  RoutingSubject,
  RoutingUnit,
} from '../../../core/rules/routing/facts.ts';

/** A case about a sewage manhole cover on 10 March 2026. */
export function subjectOf(part: Partial<RoutingSubject> = {}): RoutingSubject {
  return {
    kind: 'component',
    scheme: 'gbt2026',
    majorCode: '01',
    code: '01002',
    names: { zh: '污水井盖', en: 'sewage manhole cover' },
    territorial: false,
    urgency: 'general',
    accuracyM: 8,
    today: '2026-03-10',
    ...part,
  };
}

export function ruleOf(id: string, unit: string, part: Partial<RoutingRule> = {}): RoutingRule {
  return {
    id,
    unit,
    version: 1,
    kind: 'component',
    scheme: 'gbt2026',
    level: 'minor',
    code: part.level === 'major' ? '01' : '01002',
    validFrom: '2024-01-01',
    order: 100,
    ...part,
  };
}

export function areaOf(id: string, areaM2: number, part: Partial<RoutingArea> = {}): RoutingArea {
  return {
    id,
    code: id,
    names: { zh: `区域${id}`, en: `area ${id}` },
    level: 'custom',
    areaM2,
    containsPoint: true,
    crossesAccuracy: false,
    ...part,
  };
}

export function unitOf(code: string, part: Partial<RoutingUnit> = {}): RoutingUnit {
  return {
    code,
    names: { zh: `${code}局`, en: `${code} bureau` },
    closed: false,
    hasLiaison: true,
    neverResponsible: false,
    ...part,
  };
}

export const UNIT_CODES = ['water', 'police', 'power', 'builder', 'xihu', 'xizhan'];

export function unitsOf(...changed: RoutingUnit[]): Map<string, RoutingUnit> {
  const units = [...UNIT_CODES.map((code) => unitOf(code)), ...changed];
  return new Map(units.map((unit) => [unit.code, unit]));
}

export function factsOf(part: Partial<RoutingFacts> = {}): RoutingFacts {
  return { areas: [], rules: [], units: unitsOf(), minAccuracyM: 15, ...part };
}

export function componentOf(part: Partial<ComponentFacts> = {}): ComponentFacts {
  return {
    code: '6201030100210001',
    found: true,
    custodianUnit: null,
    custodyUntil: null,
    maintainerUnit: null,
    ownerUnit: null,
    ...part,
  };
}
