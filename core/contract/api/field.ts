import type { CaseCard, ComponentNear } from './answers.ts';

/** What the server holds of a deed: the phone lets its own copy go only when id and photos are named. */
export interface DeedReceipt {
  readonly key: string;
  /** Null: the server knows nothing of it; it has to be sent again. */
  readonly answer: { readonly id: string; readonly number: string | null } | null;
  /** Those of the photos and recordings asked for that are stored. */
  readonly photos: readonly string[];
  readonly serverTime: number;
}

export interface PhotoParts {
  readonly hash: string;
  /** Bytes held from the beginning on: the next part begins here. */
  readonly received: number;
  readonly stored: boolean;
}

/** A collector's own ground, for working without a network. Rings are [lon, lat], outer ring first. */
export interface Beat {
  readonly code: string | null;
  readonly zh: string | null;
  readonly en: string | null;
  readonly cells: readonly {
    readonly code: string;
    readonly rings: readonly (readonly (readonly [number, number])[])[];
  }[];
  readonly components: readonly Pick<
    ComponentNear,
    'code' | 'categoryKey' | 'name' | 'lon' | 'lat' | 'status'
  >[];
  /** Open cases of the beat, to see what has been reported. */
  readonly cases: readonly CaseCard[];
  readonly serverTime: number;
}

/** A collector's own day and month; never a penalty by itself (spec 06). */
export interface MyDay {
  readonly onDutySince: number | null;
  /** Cells of the beat with a position or an act today. */
  readonly walked: readonly string[];
  readonly cells: number;
  readonly today: MyFigures;
  readonly month: MyFigures;
  readonly serverTime: number;
}

export interface MyFigures {
  readonly reports: number;
  /** Reports that were filed; the others were rejected, merged or stand open. */
  readonly valid: number;
  /** Verifications and checks done, and those done in time. */
  readonly tasks: number;
  readonly tasksOnTime: number;
}
