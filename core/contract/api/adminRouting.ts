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

/** What is edited of a category. */
export interface CategoryContent {
  readonly zh: string;
  readonly en: string;
  readonly shortZh: string;
  readonly shortEn: string;
  readonly territorial: boolean;
  readonly openToResidents: boolean;
  /** False: out of use; cases that are filed go on. */
  readonly active: boolean;
}

/** A category in the list, those out of use too. */
export interface CategoryLine {
  readonly key: string;
  readonly kind: Kind;
  readonly code: string;
  readonly majorCode: string;
  readonly majorZh: string;
  readonly majorEn: string;
  readonly zh: string;
  readonly en: string;
  readonly pinyin: string;
  readonly active: boolean;
  /** Conditions in use that have a standard; without one nothing can be filed under it. */
  readonly conditions: number;
  /** One of the city's own. */
  readonly local: boolean;
}

export interface AdminCategories {
  readonly scheme: string;
  readonly categories: readonly CategoryLine[];
  /** The code that the next own category of a kind and major gets; null: all are taken. */
  readonly next: readonly { readonly kind: Kind; readonly major: string; readonly code: string | null }[];
}

/** What an edit of a category would change. */
export interface CategoryPreview {
  readonly openCases: number;
  /** Reported and not filed: out of use it could not be filed under this category. */
  readonly waiting: number;
  readonly routing: Rehearsal;
}

export interface AdminCategory extends CategoryContent {
  readonly key: string;
  readonly version: number;
  /** Newest first; old ones may say less. */
  readonly versions: readonly (VersionLine & { readonly content: Partial<CategoryContent> })[];
  readonly openCases: number;
  readonly conditions: readonly {
    readonly key: string;
    readonly zh: string;
    readonly en: string;
    readonly active: boolean;
    readonly version: number;
    /** Newest first; the first of an area that has begun is in force there. */
    readonly standards: readonly (VersionLine & StandardContent & { readonly validFrom: number })[];
    /** Filed under it: they keep their limit. Reports that propose it: they would get the new one. */
    readonly openCases: number;
    readonly waiting: number;
  }[];
}
