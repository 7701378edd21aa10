import { z } from 'zod';
import type { Role } from '../../rules/case/people.ts';

/**
 * `public`: anyone. `person`: anyone who is logged in. `wall`: a person or a wall screen's cookie. `screen`:
 * a wall screen's cookie or who sees all cases. Else the roles that may.
 */
export type Right = 'public' | 'person' | 'wall' | 'screen' | readonly Role[];

/** What a key of another system may be for; each has endpoints of its own. */
export const API_SCOPES = ['export'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export interface EndpointRow {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly right: Right;
  /** Open to keys of other systems with this scope too; GET only. */
  readonly scope?: ApiScope;
  /** Of the query string for GET, of the body for POST; path parameters are merged in. */
  readonly input: z.ZodType;
}

/** Those who see all cases. */
export const CENTRE = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
] as const satisfies readonly Role[];
export const UNIT = ['liaison', 'unit-head', 'unit-dispatcher'] as const satisfies readonly Role[];
export const STREET = ['collector', 'grid-head', 'courtyard-head'] as const satisfies readonly Role[];
export const REPORTERS = [
  ...STREET,
  'acceptance-officer',
  'leader',
  'unit-dispatcher',
] as const satisfies readonly Role[];

/** A number in a query string. */
export const number = (shape: z.ZodNumber) => z.coerce.number().pipe(shape);
