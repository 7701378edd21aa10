/** The two classifications that the demo city ships: the national one of 2026 and an older city scheme. */
export const SCHEMES = ['gbt2026', 'yuncheng2013'] as const;
export type Scheme = (typeof SCHEMES)[number];
export type Kind = 'component' | 'incident';

/** Units of a filing limit as cities publish them; urgent ones run continuously, working ones by the calendar. */
export const LIMIT_UNITS = ['urgentHour', 'urgentDay', 'workingHour', 'workingDay'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export const URGENCIES = ['general', 'emergency', 'special'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface UnitSeed {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** At most 6 characters, for lists and walls. */
  readonly shortZh: string;
  /** At most 18 characters, for lists and walls. */
  readonly shortEn: string;
  readonly type: 'bureau' | 'utility' | 'subdistrict' | 'office';
  readonly level: 'district' | 'municipal' | 'private';
  readonly commandDuty: boolean;
  readonly neverResponsible: boolean;
}

export interface CategorySeed {
  /** `scheme/kind/code`, e.g. `gbt2026/component/01002`. */
  readonly key: string;
  readonly scheme: Scheme;
  readonly kind: Kind;
  readonly code: string;
  readonly majorCode: string;
  readonly majorZh: string;
  readonly majorEn: string;
  readonly zh: string;
  readonly en: string;
  /** At most 6 characters. */
  readonly shortZh: string;
  /** At most 22 characters. */
  readonly shortEn: string;
  /** Initials of the Chinese name, for finding by keyboard: 污水井盖 is `wsjg`. */
  readonly pinyin: string;
  readonly territorial: boolean;
  readonly openToResidents: boolean;
  /** Further words people search by: names of the regulation and of the other scheme. */
  readonly keywords: readonly string[];
  /** An extension of the demo city, not of the published scheme. */
  readonly local: boolean;
}

export interface ConditionSeed {
  /** Category key, `/` and n, e.g. `gbt2026/component/01002/1`. */
  readonly key: string;
  readonly categoryKey: string;
  /** Position in the category from 1. */
  readonly n: number;
  readonly zh: string;
  readonly en: string;
  readonly limitValue: number;
  readonly limitUnit: LimitUnit;
  readonly urgency: Urgency;
  readonly photoRequired: boolean;
  readonly closingZh: string;
  readonly closingEn: string;
  /** Added by the demo city, not published with the scheme. */
  readonly local: boolean;
}

export interface RuleSeed {
  readonly kind: Kind;
  readonly level: 'minor' | 'major' | 'class';
  /** Minor or major code; null for a whole class. */
  readonly code: string | null;
  readonly scheme: Scheme;
  readonly areaCode: string | null;
  readonly unit: string;
  /** Lower goes first among equally specific rules. */
  readonly order: number;
  /** `YYYY-MM-DD` in city time, included. */
  readonly validFrom: string;
  /** The regulation's own word that the rule was made from. */
  readonly source: string;
}

/** How a responsibility's case is answered while no component record decides. */
export type ExpectedRouting =
  | { readonly unit: string; readonly by: 'rule' | 'component' }
  | { readonly by: 'territory' }
  | { readonly uncertain: 'rules-disagree'; readonly candidates: readonly string[] }
  | { readonly uncertain: 'no-rule' };

export interface ResponsibilityTarget {
  readonly categoryKey: string;
  readonly conditionKey: string;
  readonly expect: ExpectedRouting;
}

/** One word of the district's regulation and what it is filed as (spec 02, Filing fixes). */
export interface ResponsibilitySeed {
  readonly sort: 'component' | 'incident' | 'assist' | 'custody' | 'emergency' | 'special';
  /** Null for emergency and special conditions, which name no unit. */
  readonly unit: string | null;
  readonly zh: string;
  readonly en: string;
  readonly targets: readonly ResponsibilityTarget[];
  readonly note: string | null;
}
