import { z } from 'zod';
import { CHANNELS } from '../../rules/case/people.ts';
import { HANDS, STATUSES } from '../../rules/case/status.ts';
import { code, text } from './shapes.ts';

/**
 * Lists of the desk that are no stage: what is late or supervised with a unit, requests to decide, checks and
 * verifications that nobody could be found for, no responsible subject, closed unresolved, and closed ones of
 * which the reporter says in time that they are not solved, without a new case yet.
 */
export const CASE_VIEWS = [
  'supervision',
  'approvals',
  'no-collector',
  'no-subject',
  'unresolved',
  'not-solved',
] as const;
export type CaseView = (typeof CASE_VIEWS)[number];

export const LIGHT_FILTERS = ['red', 'yellow', 'green', 'parked'] as const;
export const PENDING_FILTERS = ['return', 'extension', 'deferral'] as const;

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const POINT = String.raw`-?\d{1,3}(?:\.\d{1,8})?,-?\d{1,2}(?:\.\d{1,8})?`;
const instant = z.coerce.number().pipe(z.number().int().min(0).max(8_640_000_000_000));

export const caseIds = z.string().regex(new RegExp(`^${UUID}(?:,${UUID}){0,99}$`), 'is no list of case keys');

/** What every list of cases can be narrowed by; the same for search, saved filters and export. */
export const caseFilter = z.object({
  /** `open` without it; `ended` lists rejected, closed and voided cases, newest first, of 92 days unless dated. */
  scope: z.enum(['open', 'ended']).optional(),
  hand: z.enum(HANDS).optional(),
  status: z.enum(STATUSES).optional(),
  view: z.enum(CASE_VIEWS).optional(),
  light: z.enum(LIGHT_FILTERS).optional(),
  pending: z.enum(PENDING_FILTERS).optional(),
  channel: z.enum(CHANNELS).optional(),
  urgency: z.enum(['general', 'emergency', 'special']).optional(),
  category: code.optional(),
  subdistrict: code.optional(),
  unit: code.optional(),
  /** Reported from this instant on, and before the other; epoch ms. */
  from: instant.optional(),
  to: instant.optional(),
  /** Corners of a polygon as `lon,lat;lon,lat;…`, 3 to 60. */
  area: z
    .string()
    .regex(new RegExp(`^${POINT}(?:;${POINT}){2,59}$`), 'is no polygon')
    .optional(),
  q: text(80).optional(),
});
export type CaseFilter = z.infer<typeof caseFilter>;
