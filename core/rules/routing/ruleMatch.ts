import type { RoutingArea, RoutingFacts, RoutingRule, RoutingSubject } from './facts.ts';

/**
 * How a rule about the case's category stands to the case today: it applies for certain, only on one
 * side of a border that the accuracy circle crosses (`maybe`), or not at all, and why.
 */
export interface RuleMatch {
  readonly rule: RoutingRule;
  readonly area: RoutingArea | null;
  readonly applies: 'yes' | 'maybe' | 'no';
  readonly whyNot: 'rule-outside' | 'rule-not-yet' | 'rule-expired' | 'rule-without-area' | null;
  /** The rule applies to the point itself, whatever its accuracy. */
  readonly holdsPoint: boolean;
}

/** Every rule about the subject's category, in the order in which rules decide (`compareMatches`). */
export function matchRules(subject: RoutingSubject, facts: RoutingFacts): RuleMatch[] {
  const areas = new Map(facts.areas.map((area) => [area.id, area]));
  return facts.rules
    .filter((rule) => concerns(rule, subject))
    .map((rule) => matchRule(rule, areas, subject.today))
    .sort((a, b) => compareMatches(a, b) || compareIds(a.rule.id, b.rule.id));
}

/**
 * Spec 04, Rules: the more specific first (minor + area, minor, major + area, major, class + area),
 * a smaller area before a larger one, then the rule's order. Zero: equally specific.
 */
export function compareMatches(a: RuleMatch, b: RuleMatch): number {
  return (
    specificity(a.rule) - specificity(b.rule) ||
    (a.area?.areaM2 ?? 0) - (b.area?.areaM2 ?? 0) ||
    a.rule.order - b.rule.order
  );
}

/** 0 minor + area, 1 minor, 2 major + area, 3 major, 4 class + area, 5 class (never decides). */
export function specificity(rule: Pick<RoutingRule, 'level' | 'areaId'>): number {
  const base = { minor: 0, major: 2, class: 4 }[rule.level];
  return hasArea(rule) ? base : base + 1;
}

export function hasArea(rule: Pick<RoutingRule, 'areaId'>): boolean {
  return rule.areaId !== undefined && rule.areaId !== null;
}

function concerns(rule: RoutingRule, subject: RoutingSubject): boolean {
  if (rule.kind !== subject.kind) return false;
  if (rule.scheme !== undefined && rule.scheme !== null && rule.scheme !== subject.scheme) return false;
  if (rule.level === 'minor') return rule.code === subject.code;
  return rule.level === 'class' || rule.code === subject.majorCode;
}

function matchRule(rule: RoutingRule, areas: ReadonlyMap<string, RoutingArea>, today: string): RuleMatch {
  const area = (hasArea(rule) ? areas.get(rule.areaId ?? '') : undefined) ?? null;
  const not = (whyNot: NonNullable<RuleMatch['whyNot']>): RuleMatch => {
    return { rule, area, applies: 'no', whyNot, holdsPoint: false };
  };
  if (today < rule.validFrom) return not('rule-not-yet');
  if (rule.validTo !== undefined && rule.validTo !== null && today > rule.validTo) return not('rule-expired');
  if (!hasArea(rule)) {
    if (rule.level === 'class') return not('rule-without-area');
    return { rule, area, applies: 'yes', whyNot: null, holdsPoint: true };
  }
  if (area === null || !(area.containsPoint || area.crossesAccuracy)) return not('rule-outside');
  const applies = area.crossesAccuracy ? 'maybe' : 'yes';
  return { rule, area, applies, whyNot: null, holdsPoint: area.containsPoint };
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
