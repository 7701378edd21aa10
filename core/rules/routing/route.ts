import type {
  RoutingAnswer,
  RoutingCandidate,
  RoutingDecision,
  RoutingStep,
  RoutingUncertain,
  UncertainReason,
} from './answer.ts';
import { readComponentRecord } from './componentRecord.ts';
import { explainReason, explainText } from './explain.ts';
import type { RoutingFacts, RoutingSubject } from './facts.ts';
import { chooseRule } from './ruleChoice.ts';
import { step, unitParams } from './steps.ts';
import { readTerritory } from './territory.ts';

/**
 * Who is responsible (spec 04): the component's own record, then the most specific rule, then the
 * territorial principle; otherwise uncertain with the candidates found. Never a coin toss: the
 * answer does not depend on the order of any list in the facts.
 */
export function route(subject: RoutingSubject, facts: RoutingFacts): RoutingAnswer {
  const record = readComponentRecord(subject, facts);
  const recordStep = record.steps.at(-1);
  if (record.unit !== null && recordStep !== undefined) {
    const deciding = { step: 'component', ruleId: null, ruleVersion: null, explanation: recordStep } as const;
    return checkUnit(subject, facts, record.unit, deciding, record.steps);
  }
  const choice = chooseRule(subject, facts);
  const soFar = [...record.steps, ...choice.steps];
  if (choice.steps.length === 0) soFar.push(step('rules-none', false, {}));
  if (choice.closed) return byRules(subject, facts, choice, choice.units, soFar);

  const territory = readTerritory(subject, facts);
  const steps = [...soFar, ...territory.steps];
  if (choice.units.length > 0) {
    const units = [...new Set([...choice.units, ...territory.units])];
    const sameAnyway = territory.unit !== null && !territory.border && units.length === 1;
    return byRules(subject, facts, choice, units, steps, !sameAnyway);
  }
  if (territory.border) return uncertain(subject, 'border', sorted(territory.units, 'border'), steps);
  const own = territory.steps.at(-1);
  if (territory.unit === null || own === undefined) {
    return uncertain(subject, record.gap ?? territory.gap ?? 'no-rule', [], steps);
  }
  const deciding = { step: 'territory', ruleId: null, ruleVersion: null, explanation: own } as const;
  return checkUnit(subject, facts, territory.unit, deciding, steps);
}

function byRules(
  subject: RoutingSubject,
  facts: RoutingFacts,
  choice: ReturnType<typeof chooseRule>,
  units: readonly string[],
  steps: readonly RoutingStep[],
  open = false,
): RoutingAnswer {
  if (choice.disagree) return uncertain(subject, 'rules-disagree', sorted(units, 'rules-disagree'), steps);
  const unit = units[0];
  if (open || units.length > 1 || unit === undefined) {
    return uncertain(subject, 'border', sorted(units, 'border'), steps);
  }
  // The same unit on both sides of a border: what decides at the point itself stands as the reason.
  const rule = choice.deciding?.rule ?? null;
  const explanation = (rule && steps.find((one) => one.params.ruleId === rule.id)) ?? steps.at(-1);
  if (explanation === undefined) return uncertain(subject, 'no-rule', [], steps);
  const deciding = {
    step: rule === null ? ('territory' as const) : ('rule' as const),
    ruleId: rule?.id ?? null,
    ruleVersion: rule?.version ?? null,
    explanation,
  };
  return checkUnit(subject, facts, unit, deciding, steps);
}

/** A unit that is closed, without any liaison, or never responsible is not routed to (spec 04). */
function checkUnit(
  subject: RoutingSubject,
  facts: RoutingFacts,
  unit: string,
  deciding: RoutingDecision['deciding'],
  explanation: readonly RoutingStep[],
): RoutingAnswer {
  const fault = unitFault(unit, facts);
  if (fault === null) return { ok: true, unit, deciding, explanation };
  const steps = [...explanation, step(fault, false, unitParams(unit, facts))];
  return uncertain(subject, fault, [{ unit, why: fault }], steps);
}

function unitFault(
  code: string,
  facts: RoutingFacts,
): 'unit-unknown' | 'unit-closed' | 'unit-never-responsible' | 'unit-no-liaison' | null {
  const unit = facts.units.get(code);
  if (unit === undefined) return 'unit-unknown';
  if (unit.closed) return 'unit-closed';
  if (unit.neverResponsible) return 'unit-never-responsible';
  return unit.hasLiaison ? null : 'unit-no-liaison';
}

function uncertain(
  subject: RoutingSubject,
  reason: UncertainReason,
  candidates: readonly RoutingCandidate[],
  explanation: readonly RoutingStep[],
): RoutingUncertain {
  return {
    ok: false,
    uncertain: true,
    reason,
    why: [...new Set([...recordGap(explanation), explainReason(reason, 'en')])].join('; '),
    clause: `04.${reason}`,
    candidates,
    alarm: subject.urgency === 'emergency',
    explanation,
  };
}

/** A component record that names nobody is part of the reason even where rules then disagree. */
function recordGap(explanation: readonly RoutingStep[]): string[] {
  const gap = explanation.find(({ code }) => code === 'component-nobody' || code === 'component-not-found');
  return gap === undefined ? [] : [explainText(gap, 'en')];
}

function sorted(units: readonly string[], why: UncertainReason): RoutingCandidate[] {
  return [...units].sort().map((unit) => ({ unit, why }));
}
