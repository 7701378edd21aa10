/** One line of an explanation as data; stored with the dispatch, rendered by `explainText`. */
export interface RoutingStep {
  readonly code: StepCode;
  /** The step or rule applied to the case, whether or not it decided. */
  readonly matched: boolean;
  readonly params: StepParams;
}

export type StepParams = Readonly<Record<string, string | number | boolean | null>>;

export const STEP_CODES = [
  'component-none',
  'component-not-found',
  'component-custodian',
  'component-custody-ended',
  'component-maintainer',
  'component-owner',
  'component-nobody',
  'rules-none',
  'rule-decides',
  'rule-agrees',
  'rule-less-specific',
  'rule-disagrees',
  'rule-border',
  'rule-outside',
  'rule-not-yet',
  'rule-expired',
  'rule-without-area',
  'territory',
  'territory-border',
  'territory-not-allowed',
  'territory-unknown',
  'unit-unknown',
  'unit-closed',
  'unit-no-liaison',
  'unit-never-responsible',
] as const;
export type StepCode = (typeof STEP_CODES)[number];

export const UNCERTAIN_REASONS = [
  'component-without-owner',
  'component-not-found',
  'no-rule',
  'outside-subdistricts',
  'rules-disagree',
  'border',
  'unit-unknown',
  'unit-closed',
  'unit-no-liaison',
  'unit-never-responsible',
] as const;
export type UncertainReason = (typeof UNCERTAIN_REASONS)[number];

/** A unit that might be responsible, and why that was not enough. */
export interface RoutingCandidate {
  readonly unit: string;
  readonly why: UncertainReason;
}

export interface RoutingDecision {
  readonly ok: true;
  readonly unit: string;
  /** What decided; `ruleId` and `ruleVersion` are null unless a rule did (overrides count per rule). */
  readonly deciding: {
    readonly step: 'component' | 'rule' | 'territory';
    readonly ruleId: string | null;
    readonly ruleVersion: number | null;
    readonly explanation: RoutingStep;
  };
  readonly explanation: readonly RoutingStep[];
}

export interface RoutingUncertain {
  readonly ok: false;
  readonly uncertain: true;
  readonly reason: UncertainReason;
  /** Plain English of the reason and its clause, as every refusal of a rule has them. */
  readonly why: string;
  readonly clause: string;
  readonly candidates: readonly RoutingCandidate[];
  /** An emergency: to the shift lead's alarm at once (spec 04). */
  readonly alarm: boolean;
  readonly explanation: readonly RoutingStep[];
}

export type RoutingAnswer = RoutingDecision | RoutingUncertain;
