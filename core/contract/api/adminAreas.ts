import type { Role } from '../../rules/case/people.ts';
import type { Rehearsal, VersionLine } from './admin.ts';
import type { AREA_KINDS } from './adminImports.ts';

export type AreaKind = (typeof AREA_KINDS)[number];

/** What is edited of an area; its shape comes by import. */
export interface AreaContent {
  readonly zh: string;
  readonly en: string;
  /** The unit that its territorial duty falls to (subdistricts). */
  readonly unit: string | null;
}

export interface AreaLine extends AreaContent {
  readonly code: string;
  readonly kind: AreaKind;
  readonly parent: string | null;
  readonly m2: number;
  readonly version: number;
  readonly openCases: number;
}

export interface AdminAreas {
  readonly areas: readonly AreaLine[];
  /** How many there are in all; the list is cut at its limit. */
  readonly total: number;
}

export interface AdminArea extends AreaLine {
  /** GeoJSON geometry as text, simplified. */
  readonly shape: string;
  /** Whose area it is: heads, collectors of the beat, dispatchers of units. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
  /** Routing rules and standards that name it, and areas right below it. */
  readonly rules: number;
  readonly standards: number;
  readonly children: number;
  /** `m2`: how large it was, rounded; absent where the version was made by hand on an older system. */
  readonly versions: readonly (VersionLine & { readonly area: AreaContent & { readonly m2?: number } })[];
}

/** What an edit would change. */
export interface AreaPreview {
  readonly openCases: number;
  /** Who would be routed otherwise, of the newest open cases in it. */
  readonly routing: Rehearsal;
}
