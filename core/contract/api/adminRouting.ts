import type { Kind, Urgency } from '../../rules/case/people.ts';
import type { RoutingCandidate, RoutingStep } from '../../rules/routing/answer.ts';
import type { RuleReport } from '../../rules/routing/conflicts.ts';
import type { Rehearsal, VersionLine } from './admin.ts';

/** What a rule says; dates are the city's, both included. */
export interface RuleContent {
  readonly kind: Kind;
  readonly level: 'minor' | 'major' | 'class';
  /** Null: every scheme. */
  readonly scheme: string | null;
  /** Minor or major code; null for a whole class. */
  readonly code: string | null;
  readonly area: string | null;
  readonly unit: string;
  /** Lower goes first among equally specific rules. */
  readonly order: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
}

export interface StoredRule extends RuleContent {
  readonly id: number;
  readonly version: number;
  /** Not asked any more; kept, because explanations name it. */
  readonly withdrawn: boolean;
}

export interface AdminRules {
  readonly rules: readonly StoredRule[];
  /** How often each rule's versions decided, and a person dispatched otherwise; without a rule: record or territory. */
  readonly overrides: readonly {
    readonly ruleId: string | null;
    readonly version: number | null;
    readonly decided: number;
    readonly overridden: number;
  }[];
  readonly report: RuleReport;
}

/** What a new, changed or withdrawn rule would do. */
export interface RulePreview {
  readonly routing: Rehearsal;
  /** Conflicts and dead rules with it that there are not without it. */
  readonly report: RuleReport;
}

export interface RuleVersions {
  readonly versions: readonly (VersionLine & {
    readonly rule: RuleContent & { readonly withdrawn: boolean };
  })[];
}

/** Who would get this? The router's own answer for a point and a category. */
export interface RouteTest {
  readonly unit: string | null;
  readonly reason: string | null;
  readonly candidates: readonly RoutingCandidate[];
  readonly explanation: readonly RoutingStep[];
  readonly inside: boolean;
  readonly address: { readonly zh: string; readonly en: string } | null;
}

export const LIMIT_UNITS = ['urgentHour', 'urgentDay', 'workingHour', 'workingDay'] as const;

export interface StandardContent {
  readonly urgency: Urgency;
  readonly limitValue: number;
  readonly limitUnit: (typeof LIMIT_UNITS)[number];
  readonly photoRequired: boolean;
  readonly closingZh: string;
  readonly closingEn: string;
  /** Null: the whole city; else an area's own, tighter limit. */
  readonly area: string | null;
}

export interface AdminCategory {
  readonly key: string;
  readonly version: number;
  readonly territorial: boolean;
  readonly openToResidents: boolean;
  readonly active: boolean;
  readonly openCases: number;
  readonly conditions: readonly {
    readonly key: string;
    readonly zh: string;
    readonly en: string;
    /** Newest first; the first of an area that has begun is in force there. */
    readonly standards: readonly (VersionLine & StandardContent & { readonly validFrom: number })[];
    /** Filed under it: they keep their limit. Reports that propose it: they would get the new one. */
    readonly openCases: number;
    readonly waiting: number;
  }[];
}
