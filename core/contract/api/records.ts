import { z } from 'zod';
import { PROPOSAL_KINDS } from '../../rules/component/proposal.ts';
import { COMPONENT_STATUSES, type ComponentStatus } from '../../rules/component/status.ts';
import {
  code,
  componentCode,
  instantMs,
  lat,
  lon,
  longText,
  photoHash,
  photos,
  place,
  text,
} from './shapes.ts';

/** Records beside the cases: the register of components, surveys, tracking codes. */
export const proposalInput = z.object({
  /** Made on the device before the first try: sent twice is one proposal. */
  id: z.uuidv7(),
  kind: z.enum(PROPOSAL_KINDS),
  component: componentCode.nullable().default(null),
  /** Of a new component. */
  categoryKey: code.nullable().default(null),
  status: z.enum(COMPONENT_STATUSES).nullable().default(null),
  place: z.object({ lon, lat }).nullable().default(null),
  photos,
  text: longText.optional(),
  /** The survey that it was found in. */
  survey: z.uuid().nullable().default(null),
});

export const proposalDecisionInput = z.object({
  id: z.uuid(),
  accept: z.boolean(),
  reason: text(400).nullable().default(null),
});

export const surveyInput = z.object({
  id: z.uuidv7(),
  title: text(120).min(1),
  categoryKey: code,
  area: code,
  dueAt: instantMs,
});

export const surveyCellInput = z.object({
  survey: z.uuid(),
  cell: code,
  /** Components found as the register has them; the others have been proposed before. */
  seen: z.array(componentCode).max(2_000).default([]),
});

/** Codes are read out over the phone: case, spaces and dashes do not matter. */
export const trackingCode = z.string().min(16).max(40);
export const trackInput = z.object({ code: trackingCode });

/** A resident reports without an account. The page makes the code itself: sent twice is one report with one code. */
export const residentReportInput = z.object({
  id: z.uuidv7(),
  code: z.string().regex(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/, 'is no tracking code'),
  /** One of those that are open to residents; null: an officer chooses. */
  categoryKey: code.nullable().default(null),
  place,
  photos: z.array(photoHash).max(6).default([]),
  text: longText.min(1),
  contact: z
    .object({ name: text(80).optional(), phone: text(40).optional(), email: text(120).optional() })
    .optional(),
});
/** Multipart field `photo`; it belongs to the report of this key. */
export const residentPhotoInput = z.object({ report: z.uuidv7(), hash: photoHash });
export const trackNoteInput = trackInput.extend({ text: longText.min(1) });
export const trackRateInput = trackInput.extend({
  stars: z.number().int().min(1).max(5),
  solved: z.boolean().nullable().default(null),
  text: longText.optional(),
});

/** Without a question the open ones; of a survey all, else the last that were decided. */
export const proposalsQuestion = z.object({
  survey: z.uuid().optional(),
  show: z.enum(['open', 'decided']).default('open'),
});

export interface ComponentProposalRow {
  readonly id: string;
  readonly kind: (typeof PROPOSAL_KINDS)[number];
  readonly component: string | null;
  readonly categoryKey: string;
  readonly recorded: ComponentStatus | null;
  readonly status: ComponentStatus | null;
  /** Where the register has the component; null for a new one. */
  readonly recordedLon: number | null;
  readonly recordedLat: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly photos: readonly string[];
  readonly text: string | null;
  readonly survey: string | null;
  readonly proposedAt: number;
  readonly state: 'open' | 'accepted' | 'refused';
  readonly reason: string | null;
}

export interface SurveyRow {
  readonly id: string;
  readonly title: string;
  readonly categoryKey: string;
  readonly area: string;
  readonly dueAt: number;
  readonly cells: number;
  readonly done: number;
  readonly proposals: number;
  /** For a collector: the cells of the own beat that are still to be walked, with what is recorded there. */
  readonly tasks: readonly { readonly cell: string; readonly components: readonly string[] }[];
}

/** How far a survey is, cell by cell. */
export interface SurveyCells {
  readonly cells: readonly {
    readonly cell: string;
    readonly beat: string | null;
    /** Components of the category that the register has there, those seen as recorded, proposals of the survey. */
    readonly recorded: number;
    readonly seen: number;
    readonly proposals: number;
    readonly doneAt: number | null;
  }[];
}
