import { ROLES, type Role } from '../../rules/case/people.ts';
import type { ApiScope } from './endpointRow.ts';

/** Doors without a person, and residents, who need no account. */
const WITHOUT_ACCOUNT = ['resident', 'integration', 'import', 'machine'] as const satisfies readonly Role[];
export type AccountRole = Exclude<Role, (typeof WITHOUT_ACCOUNT)[number]>;

/** Roles that an account may have. */
export const ACCOUNT_ROLES: readonly AccountRole[] = ROLES.filter(hasAccount);

function hasAccount(role: Role): role is AccountRole {
  return !WITHOUT_ACCOUNT.some((one) => one === role);
}

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
  readonly phone: string | null;
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

export interface ApiKeys {
  readonly keys: readonly {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly ApiScope[];
    readonly createdAt: number;
    readonly by: string;
    /** Last used, to the minute; null: never. */
    readonly seenAt: number | null;
    readonly revokedAt: number | null;
    readonly revokedBy: string | null;
  }[];
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
