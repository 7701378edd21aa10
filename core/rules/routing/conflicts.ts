import type { Kind } from '../case/people.ts';
import type { RoutingRule, RoutingUnit } from './facts.ts';
import { hasArea } from './ruleMatch.ts';
import { coversAll, type DayRange, overlap, rangeOf } from './validity.ts';

/** Two equally specific rules that disagree: their cases are uncertain while both are valid. */
export interface RuleConflict {
  readonly ruleIds: readonly [string, string];
  readonly units: readonly [string, string];
  /** City dates, both included; null: until changed. */
  readonly from: string;
  readonly to: string | null;
}

export type UnreachableWhy =
  | 'never-valid'
  | 'class-without-area'
  | 'area-unknown'
  | 'category-unknown'
  | 'unit-unknown'
  | 'unit-closed'
  | 'unit-no-liaison'
  | 'unit-never-responsible'
  | 'shadowed';

export interface UnreachableRule {
  readonly ruleId: string;
  readonly why: UnreachableWhy;
  /** The rules that always go before a shadowed one. */
  readonly by: readonly string[];
}

export interface RuleReport {
  readonly conflicts: readonly RuleConflict[];
  readonly unreachable: readonly UnreachableRule[];
}

/** What the report may check rules against; what is absent is not checked. */
export interface RuleSurroundings {
  readonly areas: readonly { readonly id: string }[];
  readonly units?: ReadonlyMap<string, RoutingUnit>;
  readonly categories?: readonly RuledCategory[];
}

export interface RuledCategory {
  readonly kind: Kind;
  readonly scheme: string;
  readonly majorCode: string;
  readonly code: string;
}

/**
 * Report on a rule set (spec 04): pairs that make a routing uncertain, and rules that can never
 * decide. Overlaps of different areas are geometry and not looked at; the smaller area decides there.
 */
export function conflicts(rules: readonly RoutingRule[], surroundings: RuleSurroundings): RuleReport {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    conflicts: groupsOfEquals(sorted).flatMap(pairsInConflict),
    unreachable: sorted.flatMap((rule) => {
      const found = fault(rule, surroundings) ?? shadow(rule, sorted, surroundings.categories ?? []);
      return found === null ? [] : [{ ruleId: rule.id, ...found }];
    }),
  };
}

function groupsOfEquals(rules: readonly RoutingRule[]): RoutingRule[][] {
  const groups = new Map<string, RoutingRule[]>();
  for (const rule of rules) {
    const { kind, level } = rule;
    const key = JSON.stringify([
      kind,
      level,
      level === 'class' ? null : rule.code,
      rule.areaId ?? null,
      rule.order,
    ]);
    const group = groups.get(key);
    if (group) group.push(rule);
    else groups.set(key, [rule]);
  }
  return [...groups.values()];
}

function pairsInConflict(group: readonly RoutingRule[]): RuleConflict[] {
  return group.flatMap((a, at) =>
    group.slice(at + 1).flatMap((b): RuleConflict[] => {
      if (a.unit === b.unit || !schemesMeet(a, b)) return [];
      if (a.level === 'class' && !hasArea(a)) return [];
      const both = overlap(rangeOf(a), rangeOf(b));
      if (both === null) return [];
      return [{ ruleIds: [a.id, b.id], units: [a.unit, b.unit], ...both }];
    }),
  );
}

function fault(
  rule: RoutingRule,
  { areas, units, categories }: RuleSurroundings,
): Omit<UnreachableRule, 'ruleId'> | null {
  const because = (why: UnreachableWhy) => ({ why, by: [] });
  const { from, to } = rangeOf(rule);
  if (to !== null && to < from) return because('never-valid');
  if (rule.level === 'class' && !hasArea(rule)) return because('class-without-area');
  if (hasArea(rule) && !areas.some((area) => area.id === rule.areaId)) return because('area-unknown');
  if (categories !== undefined && !categories.some((category) => isAbout(rule, category))) {
    return because('category-unknown');
  }
  if (units === undefined) return null;
  const unit = units.get(rule.unit);
  if (unit === undefined) return because('unit-unknown');
  if (unit.closed) return because('unit-closed');
  if (unit.neverResponsible) return because('unit-never-responsible');
  return unit.hasLiaison ? null : because('unit-no-liaison');
}

/** Rules that go before this one on every day and in every category it is about. */
function shadow(
  rule: RoutingRule,
  rules: readonly RoutingRule[],
  categories: readonly RuledCategory[],
): Omit<UnreachableRule, 'ruleId'> | null {
  const before = rules.filter((other) => other !== rule && goesBefore(other, rule));
  const peers = before.filter((other) => other.level === rule.level && coversScheme(other, rule));
  if (coversAll(rangeOf(rule), ranges(peers))) return { why: 'shadowed', by: peers.map((other) => other.id) };
  const mine = categories.filter((category) => isAbout(rule, category));
  const takers = mine.map((category) => before.filter((other) => isAbout(other, category)));
  if (mine.length === 0 || !takers.every((some) => coversAll(rangeOf(rule), ranges(some)))) return null;
  return { why: 'shadowed', by: [...new Set(takers.flat().map((other) => other.id))] };
}

/** `other` decides wherever both apply, and applies in the whole area of `rule`. */
function goesBefore(other: RoutingRule, rule: RoutingRule): boolean {
  if (other.kind !== rule.kind || (other.level === 'class' && !hasArea(other))) return false;
  if (hasArea(other) && other.areaId !== rule.areaId) return false;
  const rank = { minor: 0, major: 1, class: 2 };
  if (other.level !== rule.level) return rank[other.level] < rank[rule.level];
  if (other.level !== 'class' && other.code !== rule.code) return false;
  return hasArea(other) === hasArea(rule) && other.order < rule.order;
}

function isAbout(rule: RoutingRule, category: RuledCategory): boolean {
  if (rule.kind !== category.kind || !coversScheme(rule, { scheme: category.scheme })) return false;
  if (rule.level === 'minor') return rule.code === category.code;
  return rule.level === 'class' || rule.code === category.majorCode;
}

function coversScheme(a: Pick<RoutingRule, 'scheme'>, b: Pick<RoutingRule, 'scheme'>): boolean {
  return (a.scheme ?? null) === null || a.scheme === b.scheme;
}

function schemesMeet(a: RoutingRule, b: RoutingRule): boolean {
  return coversScheme(a, b) || coversScheme(b, a);
}

function ranges(rules: readonly RoutingRule[]): DayRange[] {
  return rules.map(rangeOf);
}
