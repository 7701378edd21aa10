import { z } from 'zod';
import { ROLES, type Role } from '../../rules/case/people.ts';
import type { Holder } from '../../rules/posts/holders.ts';
import type { DutyShift } from '../../rules/posts/roster.ts';
import type { CaseCard } from './answers.ts';
import { code, instantMs, longText, text } from './shapes.ts';

/** A post with its holders; the administrator's. Users by id. */
export const postInput = z.object({
  code,
  zh: text(60).min(1),
  en: text(60).min(1),
  role: z.enum(ROLES),
  unit: code.nullable().default(null),
  first: z.uuid(),
  second: z.uuid().nullable().default(null),
});

export const absenceInput = z.object({
  id: z.uuidv7(),
  post: code,
  holder: z.uuid(),
  from: instantMs,
  to: instantMs,
  planned: z.boolean(),
  /** The handover note. */
  note: longText.nullable().default(null),
  third: z.uuid().nullable().default(null),
});

/** `post` null: back to the own role. */
export const coverInput = z.object({ post: code.nullable() });

export const rosterInput = z.object({
  id: z.uuidv7(),
  post: code,
  user: z.uuid(),
  from: instantMs,
  to: instantMs,
});

export const handoverInput = z.object({ id: z.uuidv7(), post: code, note: longText.min(1) });
/** Of a handover that was given, or of one that would be given now. */
export const mattersInput = z.object({ post: code, handover: z.uuid().optional() });
/** An absence that ends now, or a shift that is taken off the roster. */
export const endInput = z.object({ post: code, id: z.uuid() });

export const takeoverInput = z.object({ id: z.uuid() });

export interface PostRow {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly first: string;
  readonly second: string | null;
  /** Who holds it now; null is a gap and alarms the head. */
  readonly holder: Holder | null;
  /** Absences that have not ended. */
  readonly absences: readonly {
    readonly id: string;
    readonly holder: string;
    readonly from: number;
    readonly to: number;
    readonly planned: boolean;
    readonly note: string | null;
    readonly third: string | null;
  }[];
  /** The roster of the next seven days, in order. */
  readonly shifts: readonly (DutyShift & { readonly id: string })[];
  /** On the roster now, and the stretches of the next seven days with nobody on it. */
  readonly onDuty: string | null;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** The last handover; `takenBy` null: it waits for its second signature. */
  readonly handover: {
    readonly id: string;
    readonly givenBy: string;
    readonly givenAt: number;
    readonly takenBy: string | null;
    readonly takenAt: number | null;
    readonly note: string;
    readonly red: readonly string[];
    readonly emergencies: readonly string[];
  } | null;
  /** Instant of the first gap of the coming absences: from then on nobody holds the post; null: there is none. */
  readonly gapAt: number | null;
  /** What this person may do here: the head makes the roster and names thirds, people of the post sign. */
  readonly mayHead: boolean;
  readonly maySign: boolean;
}

/** What goes over with a shift: cases that are red, emergencies that nobody has acknowledged. */
export interface HandoverMatters {
  readonly red: Matters;
  readonly emergencies: Matters;
  readonly serverTime: number;
}
export interface Matters {
  /** Those that are open still, the most urgent first; a long list is cut. */
  readonly cases: readonly CaseCard[];
  /** How many go over, or went over; `open` of them have not ended. */
  readonly all: number;
  readonly open: number;
}

export interface Posts {
  readonly posts: readonly PostRow[];
  /** Names of the people in them, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** The post that this session acts in, and those that this person may cover now. */
  readonly covering: string | null;
  readonly mayCover: readonly string[];
  /** To a head: who can be put on the roster or named as a third. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
  readonly serverTime: number;
}
