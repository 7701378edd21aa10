import type { RoutingStep } from './answer.ts';
import type { ComponentFacts, RoutingFacts, RoutingSubject } from './facts.ts';
import { step, subjectParams, unitParams } from './steps.ts';

/** What the component's own record says: a unit with the step that names it, or null and why not. */
export interface RecordAnswer {
  readonly unit: string | null;
  readonly gap: 'component-not-found' | 'component-without-owner' | null;
  readonly steps: readonly RoutingStep[];
}

/**
 * Spec 04, The component's own record: its custodian while the custody period runs (the last day
 * included), else its maintainer, else its owner.
 */
export function readComponentRecord(subject: RoutingSubject, facts: RoutingFacts): RecordAnswer {
  const component = facts.component ?? null;
  if (component === null) return { unit: null, gap: null, steps: [step('component-none', false, {})] };
  const about = { component: component.code, ...subjectParams(subject) };
  if (!component.found) {
    const steps = [step('component-not-found', false, about)];
    return { unit: null, gap: 'component-not-found', steps };
  }
  const custody = { ...about, until: component.custodyUntil };
  const { custodianUnit, maintainerUnit, ownerUnit } = component;
  if (custodianUnit !== null && custodyRuns(component, subject.today)) {
    const named = step('component-custodian', true, { ...custody, ...unitParams(custodianUnit, facts) });
    return { unit: custodianUnit, gap: null, steps: [named] };
  }
  const ended =
    custodianUnit === null
      ? []
      : [step('component-custody-ended', false, { ...custody, ...unitParams(custodianUnit, facts) })];
  const next = maintainerUnit ?? ownerUnit;
  if (next === null) {
    const steps = [...ended, step('component-nobody', false, about)];
    return { unit: null, gap: 'component-without-owner', steps };
  }
  const code = maintainerUnit === null ? 'component-owner' : 'component-maintainer';
  const steps = [...ended, step(code, true, { ...about, ...unitParams(next, facts) })];
  return { unit: next, gap: null, steps };
}

function custodyRuns(component: ComponentFacts, today: string): boolean {
  return component.custodyUntil === null || today <= component.custodyUntil;
}
