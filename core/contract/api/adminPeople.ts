import type { Role } from '../../rules/case/people.ts';

/** Roles that an account may have; the others are doors without a person, or residents. */
export const ACCOUNT_ROLES = [
  'collector',
  'grid-head',
  'courtyard-head',
  'company',
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'liaison',
  'unit-dispatcher',
  'unit-head',
  'evaluator',
  'leader',
  'leading-office',
  'administrator',
] as const satisfies readonly Role[];
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Roles that act for a unit and therefore belong to one. */
export const UNIT_ROLES: readonly AccountRole[] = ['liaison', 'unit-dispatcher', 'unit-head'];

export interface PersonContent {
  readonly name: string;
  readonly role: AccountRole;
  readonly unit: string | null;
  /** Codes of cells, subdistricts and so on that are the person's own. */
  readonly areas: readonly string[];
  readonly beat: string | null;
  readonly trusted: boolean;
  readonly disabled: boolean;
}

export interface StoredPerson extends PersonContent {
  readonly id: string;
  readonly login: string;
  readonly version: number;
  readonly demo: boolean;
}

export interface AdminPeople {
  readonly people: readonly StoredPerson[];
  /** How many there are in all; the list is cut at its limit. */
  readonly total: number;
}

/** A secret is in the answer to the making alone; it is kept as a hash and never shown again. */
export interface Secret {
  readonly id: string;
  readonly secret: string;
}

export interface UnitContent {
  readonly zh: string;
  readonly en: string;
  readonly shortZh: string;
  readonly shortEn: string;
  readonly type: 'bureau' | 'utility' | 'subdistrict' | 'office';
  readonly level: 'district' | 'municipal' | 'private';
  readonly commandDuty: boolean;
  readonly neverResponsible: boolean;
  readonly closed: boolean;
}

export interface StoredUnit extends UnitContent {
  readonly code: string;
  readonly version: number;
  readonly people: number;
  readonly liaisons: number;
  /** What closing it would leave behind. */
  readonly openCases: number;
  readonly rules: number;
}

export interface AdminUnits {
  readonly units: readonly StoredUnit[];
}

export interface WallKeys {
  readonly keys: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: number;
    readonly exchangedAt: number | null;
    readonly revokedAt: number | null;
  }[];
}
