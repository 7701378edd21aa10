import type { CalendarData } from '../../rules/clock/calendar.ts';
import type { Horizon } from '../../rules/clock/horizon.ts';
import type { PolicyKind } from './policyFields.ts';

/** Who added a version, when and why; `by` is a name where a person did it. */
export interface VersionLine {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly note: string;
}

/** The new version; the same everywhere where something is published. */
export interface Published {
  readonly version: number;
}

export interface PolicyVersions {
  readonly kinds: readonly {
    readonly kind: PolicyKind;
    /** The newest version, on which an edit builds; 0: the specification's numbers. */
    readonly newest: number;
    readonly inForce: number;
    /** Complete: the specification's numbers under what the city has set. */
    readonly data: Readonly<Record<string, unknown>>;
    readonly versions: readonly (VersionLine & {
      readonly validFrom: number;
      readonly data: Readonly<Record<string, unknown>>;
    })[];
  }[];
}

/** What a policy would change, before it is published; nothing is touched. */
export interface PolicyPreview {
  readonly changed: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
  /** Open cases, and how many of them have a clock running: those keep theirs, the next clock takes the new numbers. */
  readonly openCases: number;
  readonly runningClocks: readonly { readonly stage: string; readonly cases: number }[];
  /** Who would be routed otherwise; null where routing is not concerned. */
  readonly routing: Rehearsal | null;
  /** Units of the open period whose score or rank would differ; null where the score is not concerned. */
  readonly scores:
    | readonly {
        readonly unit: string;
        readonly before: string | null;
        readonly after: string | null;
        readonly rankBefore: number | null;
        readonly rankAfter: number | null;
      }[]
    | null;
}

/** Cases asked again with what is proposed. */
export interface Rehearsal {
  readonly total: number;
  readonly changed: number;
  /** Null: nobody, it would go to coordination. */
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly cases: number;
  }[];
  /** Some of the changed cases by number, the newest first. */
  readonly examples: readonly {
    readonly id: string;
    readonly number: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

export interface CalendarVersions {
  /** Newest first. */
  readonly versions: readonly (VersionLine & { readonly name: string })[];
  readonly newest: StoredCalendar;
  readonly horizon: Horizon | null;
}

export interface StoredCalendar {
  readonly version: number;
  readonly name: string;
  readonly data: CalendarData;
}

/** Holidays and make-up workdays of a year as announced; empty lists: not announced yet. */
export interface OfficialDays {
  readonly year: number;
  readonly holidays: readonly { readonly date: string; readonly zh: string; readonly en: string }[];
  readonly makeupWorkdays: OfficialDays['holidays'];
}

/** What a calendar would change. */
export interface CalendarPreview {
  /** Days of this year and the next whose working minutes differ. */
  readonly days: readonly { readonly date: string; readonly before: number; readonly after: number }[];
  readonly openCases: number;
  /** Open cases with a clock that would be due at another instant. */
  readonly moved: number;
  readonly examples: readonly {
    readonly id: string;
    readonly number: string;
    readonly dueBefore: number | null;
    readonly dueAfter: number | null;
  }[];
}
