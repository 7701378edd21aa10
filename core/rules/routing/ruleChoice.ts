import type { RoutingStep, StepCode } from './answer.ts';
import type { RoutingFacts, RoutingSubject } from './facts.ts';
import { compareMatches, matchRules, type RuleMatch } from './ruleMatch.ts';
import { ruleStep } from './steps.ts';

/**
 * The rules that could decide. Rules that hold on one side of a border only are followed by those
 * that would decide on its other side; `closed` is false when there nothing but the territory is left.
 */
export interface RuleChoice {
  /** The rule that decides at the point itself, null when none does. */
  readonly deciding: RuleMatch | null;
  /** Units of all rules that could decide, without doubles, in the order of the rules. */
  readonly units: readonly string[];
  /** Equally specific rules at the point name different units. */
  readonly disagree: boolean;
  readonly closed: boolean;
  readonly steps: readonly RoutingStep[];
}

/** Spec 04, Rules: the first group of equally specific rules that applies. */
export function chooseRule(subject: RoutingSubject, facts: RoutingFacts): RuleChoice {
  const matches = matchRules(subject, facts);
  const live = matches.filter((match) => match.applies !== 'no');
  const firstCertain = live.find((match) => match.applies === 'yes') ?? null;
  const could = live.filter((match) => {
    if (firstCertain !== null && compareMatches(match, firstCertain) > 0) return false;
    // Inside its area a more specific rule of the same area goes before it, outside it does not apply.
    return !live.some((other) => other.area === match.area && compareMatches(other, match) < 0);
  });
  const deciding = could.find((match) => match.holdsPoint) ?? null;
  const equals = could.filter(
    (match) => match.holdsPoint && deciding && compareMatches(match, deciding) === 0,
  );
  const disagree = equals.some((match) => match.rule.unit !== deciding?.rule.unit);
  const codeOf = (match: RuleMatch): StepCode => {
    if (match.whyNot !== null) return match.whyNot;
    if (match === deciding) return disagree ? 'rule-disagrees' : 'rule-decides';
    if (equals.includes(match)) return disagree ? 'rule-disagrees' : 'rule-agrees';
    return could.includes(match) ? 'rule-border' : 'rule-less-specific';
  };
  return {
    deciding,
    units: [...new Set(could.map((match) => match.rule.unit))],
    disagree,
    closed: firstCertain !== null,
    steps: matches.map((match) => ruleStep(codeOf(match), match, subject, facts)),
  };
}
