import type { RoutingStep } from './answer.ts';
import type { RoutingFacts, RoutingSubject } from './facts.ts';
import { accuracyRadiusM } from './facts.ts';
import { step, subjectParams, unitParams } from './steps.ts';

/** What the territorial principle says; `units` has more than one when the circle crosses a border. */
export interface TerritoryAnswer {
  readonly unit: string | null;
  readonly units: readonly string[];
  /** The subdistrict's border is within the accuracy of the point. */
  readonly border: boolean;
  readonly gap: 'no-rule' | 'outside-subdistricts' | null;
  readonly steps: readonly RoutingStep[];
}

/** Spec 04, Territorial principle: the subdistrict that contains the point, where the standard allows it. */
export function readTerritory(subject: RoutingSubject, facts: RoutingFacts): TerritoryAnswer {
  const none = { unit: null, units: [], border: false } as const;
  if (!subject.territorial) {
    const steps = [step('territory-not-allowed', false, subjectParams(subject))];
    return { ...none, gap: 'no-rule', steps };
  }
  const home = facts.subdistrictUnit ?? null;
  const neighbours = facts.neighbourUnits ?? [];
  if (home === null) {
    const units = [...new Set(neighbours)];
    const steps = [step('territory-unknown', false, subjectParams(subject))];
    return { ...none, units, border: units.length > 0, gap: 'outside-subdistricts', steps };
  }
  const units = [...new Set([home, ...neighbours])];
  const leavesCity = facts.subdistrictCrosses === true && neighbours.length === 0;
  const border = units.length > 1 || leavesCity;
  const radiusM = accuracyRadiusM(subject.accuracyM, facts.minAccuracyM);
  const code = border ? 'territory-border' : 'territory';
  const steps = units.map((unit) => step(code, true, { ...unitParams(unit, facts), radiusM }));
  return { unit: home, units, border, gap: null, steps };
}
