import type { RoutingStep, StepCode, StepParams } from './answer.ts';
import type { Names, RoutingFacts, RoutingSubject } from './facts.ts';
import type { RuleMatch } from './ruleMatch.ts';

export function step(code: StepCode, matched: boolean, params: StepParams): RoutingStep {
  return { code, matched, params };
}

/** The step of a rule: what it says, and how it stood to the case. */
export function ruleStep(
  code: StepCode,
  match: RuleMatch,
  subject: RoutingSubject,
  facts: RoutingFacts,
): RoutingStep {
  const { rule, area } = match;
  return step(code, match.applies !== 'no', {
    ruleId: rule.id,
    ruleVersion: rule.version,
    level: rule.level,
    code: rule.level === 'minor' ? subject.code : rule.level === 'major' ? subject.majorCode : null,
    ...subjectParams(subject),
    areaId: rule.areaId ?? null,
    areaZh: area?.names.zh ?? null,
    areaEn: area?.names.en ?? null,
    validFrom: rule.validFrom,
    validTo: rule.validTo ?? null,
    order: rule.order,
    ...unitParams(rule.unit, facts),
  });
}

export function unitParams(code: string, facts: RoutingFacts): StepParams {
  const names: Names = facts.units.get(code)?.names ?? { zh: code, en: code };
  return { unit: code, unitZh: names.zh, unitEn: names.en };
}

export function subjectParams(subject: RoutingSubject): StepParams {
  return { category: subject.code, categoryZh: subject.names.zh, categoryEn: subject.names.en };
}
