import type { Kind, Urgency } from '../case/people.ts';

export interface Names {
  readonly zh: string;
  readonly en: string;
}

/** The case as the router sees it (spec 04). Codes keep their scheme and kind, because codes coincide. */
export interface RoutingSubject {
  readonly kind: Kind;
  readonly scheme: string;
  readonly majorCode: string;
  /** Code of the minor category. */
  readonly code: string;
  /** Names of the minor category, for the explanation. */
  readonly names: Names;
  /** The category's standard allows the territorial principle. */
  readonly territorial: boolean;
  readonly urgency: Urgency;
  /** Accuracy of the point, metres; null when nobody measured it. */
  readonly accuracyM: number | null;
  /** The city's date at the instant of routing, `YYYY-MM-DD`; custody and validity are in city time. */
  readonly today: string;
}

/** The record of the component that the case names. */
export interface ComponentFacts {
  readonly code: string;
  /** False: the case names it, the register does not have it. */
  readonly found: boolean;
  readonly custodianUnit: string | null;
  /** Last day of the custody period, included; null with a custodian: no end is known. */
  readonly custodyUntil: string | null;
  readonly maintainerUnit: string | null;
  readonly ownerUnit: string | null;
}

/** A polygon of the area tree, or a custom one, near the point. */
export interface RoutingArea {
  readonly id: string;
  readonly code: string;
  readonly names: Names;
  readonly level: string;
  readonly areaM2: number;
  readonly containsPoint: boolean;
  /** The accuracy circle (`accuracyRadiusM`) crosses the border, from inside or outside. */
  readonly crossesAccuracy: boolean;
}

export interface RoutingRule {
  readonly id: string;
  readonly version: number;
  readonly kind: Kind;
  /** Absent: every scheme. */
  readonly scheme?: string | null;
  /** `class` is all components or all incidents; such a rule needs an area. */
  readonly level: 'minor' | 'major' | 'class';
  readonly code?: string | null;
  readonly areaId?: string | null;
  readonly unit: string;
  /** City dates `YYYY-MM-DD`, both included; no `validTo`: until changed. */
  readonly validFrom: string;
  readonly validTo?: string | null;
  /** Lower goes first among equally specific rules. */
  readonly order: number;
}

export interface RoutingUnit {
  readonly code: string;
  readonly names: Names;
  readonly closed: boolean;
  readonly hasLiaison: boolean;
  /** An office that decides but never handles, such as the leading office. */
  readonly neverResponsible: boolean;
}

/** Everything that the router may look at, read by the worker beforehand. */
export interface RoutingFacts {
  /** Absent: the case names no component. */
  readonly component?: ComponentFacts | null;
  /** Areas that contain the point or whose border the circle crosses; a rule's area that is missing is elsewhere. */
  readonly areas: readonly RoutingArea[];
  readonly rules: readonly RoutingRule[];
  readonly units: ReadonlyMap<string, RoutingUnit>;
  /** Unit of the subdistrict that contains the point. */
  readonly subdistrictUnit?: string | null;
  /** The circle crosses the border of that subdistrict, be it towards a neighbour or out of the city. */
  readonly subdistrictCrosses?: boolean;
  /** Units of the other subdistricts that the circle touches. */
  readonly neighbourUnits?: readonly string[];
  /** Policy: the circle is never smaller than this, metres (15). */
  readonly minAccuracyM: number;
}

/** Radius of the accuracy circle in metres: the point's accuracy, at least the policy's minimum (spec 04). */
export function accuracyRadiusM(accuracyM: number | null, minAccuracyM: number): number {
  return Math.max(accuracyM ?? 0, minAccuracyM);
}
