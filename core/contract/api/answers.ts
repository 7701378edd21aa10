import type { CaseEvent, ExplanationStep } from '../../rules/case/events.ts';
import type { Channel, Kind, Role, Urgency } from '../../rules/case/people.ts';
import type { CasePolicy } from '../../rules/case/policy.ts';
import type { CaseState } from '../../rules/case/state.ts';
import type { Hand, Status } from '../../rules/case/status.ts';
import type { CalendarData } from '../../rules/clock/calendar.ts';
import type { ClockKind } from '../../rules/clock/workingTime.ts';
import type { Chain } from '../../rules/scoring/periods.ts';
import type { CaseCommandName } from './caseCommands.ts';
import type { CaseFilter } from './caseFilter.ts';

/** Both languages of a name; the short form is for lists and walls. */
export interface Names {
  readonly zh: string;
  readonly en: string;
  readonly shortZh: string;
  readonly shortEn: string;
}

export interface Me {
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly role: Role;
    readonly unit: string | null;
    readonly beat: string | null;
    readonly lang: string;
  } | null;
  /** Sent back as header `x-csrf` with every changing request. */
  readonly csrf: string | null;
  readonly serverTime: number;
  readonly city: {
    readonly zh: string;
    readonly en: string;
    readonly adcode: string;
    readonly timezone: string;
    readonly centre: readonly [number, number];
    readonly demo: boolean;
  };
  readonly map: BaseMap;
}

/** The map under everything, as the operator chose it; tiles are addresses with {z}, {x} and {y}. */
export type BaseMap =
  | { readonly kind: 'city' }
  | {
      readonly kind: 'vector';
      readonly schema: 'openmaptiles' | 'protomaps';
      /** Of a PMTiles file its address alone. */
      readonly tiles: string;
      readonly pmtiles: boolean;
      readonly maxZoom: number;
      readonly attribution: string;
      /** Whether phones may keep a beat's tiles for work without a network. */
      readonly keep: boolean;
    }
  | {
      readonly kind: 'raster';
      readonly tiles: readonly string[];
      readonly pmtiles: boolean;
      /** Names as a layer of their own, by language. */
      readonly labels: { readonly zh: readonly string[]; readonly en: readonly string[] } | null;
      readonly maxZoom: number;
      readonly attribution: string;
      /** Whether phones may keep a beat's tiles for work without a network. */
      readonly keep: boolean;
    };

export interface Categories {
  readonly scheme: string;
  readonly categories: readonly (Names & {
    readonly key: string;
    readonly kind: Kind;
    readonly code: string;
    readonly majorCode: string;
    readonly majorZh: string;
    readonly majorEn: string;
    readonly pinyin: string;
    /** Residents may report under it. */
    readonly open: boolean;
    readonly conditions: readonly {
      readonly key: string;
      readonly zh: string;
      readonly en: string;
      readonly urgency: Urgency;
      readonly limitValue: number;
      readonly limitUnit: string;
      readonly photoRequired: boolean;
      readonly closingZh: string;
      readonly closingEn: string;
    }[];
  })[];
}

export interface Directory {
  readonly units: readonly (Names & {
    readonly code: string;
    readonly type: string;
    readonly level: string;
    readonly neverResponsible: boolean;
  })[];
  readonly areas: readonly {
    readonly code: string;
    readonly kind: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly calendar: CalendarData;
  readonly policy: CasePolicy;
}

/** A collector who could be given a task; no position, only whether the place is on the own beat or near it. */
export interface CollectorChoice {
  readonly id: string;
  readonly name: string;
  readonly beat: string | null;
  readonly onDuty: boolean;
  readonly near: 'beat' | 'subdistrict' | 'elsewhere';
  /** Open verifications and checks that the person has already. */
  readonly tasks: number;
}

/** One card of a case, the same in every list. `redFrom` sorts; the light is drawn from the instants. */
export interface CaseCard {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: Status;
  readonly hand: Hand;
  readonly channel: Channel;
  readonly urgency: Urgency;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly component: string | null;
  readonly unit: string | null;
  readonly subdistrict: string | null;
  readonly cell: string | null;
  readonly address: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly reportedAt: number;
  readonly changedAt: number;
  readonly yellowFrom: number | null;
  readonly redFrom: number | null;
  readonly parkedAt: number | null;
  readonly photo: string | null;
  /** The clock whose red comes first: time left and overrun are shown in its own time. */
  readonly clock?: ClockKind | null;
  /** The due instant that people are shown; red begins later only on a working clock. */
  readonly dueAt?: number | null;
  /** What an inbox says beside the case: read, by which crew, what is asked for, how often dispatched again. */
  readonly acknowledged?: boolean;
  readonly crew?: string | null;
  readonly pending?: 'return' | 'extension' | 'deferral' | null;
  readonly repeats?: number;
  /** The light of the request that waits for a decision (spec 02: 30 min), epoch ms. */
  readonly requestYellow?: number | null;
  readonly requestRed?: number | null;
  readonly supervisions?: number;
  readonly outcome?: string | null;
}

export interface CaseList {
  readonly cases: readonly CaseCard[];
  /** Pass as `after` for the next page; null at the end. */
  readonly next: string | null;
  readonly serverTime: number;
}

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  readonly filter: CaseFilter;
}

/** The router's answer for a case as it is now (spec 04); a proposal, nothing is carried out. */
export interface CaseRouting {
  readonly unit: string | null;
  readonly reason: string | null;
  readonly candidates: readonly { readonly unit: string; readonly why: string }[];
  readonly explanation: readonly ExplanationStep[];
}

export interface FoundPlace {
  readonly kind: 'component' | 'place' | 'address';
  readonly zh: string;
  readonly en: string;
  readonly lon: number;
  readonly lat: number;
  /** Of a component: its number and its category. */
  readonly component: string | null;
  readonly categoryKey: string | null;
}

export interface CaseDetail {
  readonly card: CaseCard;
  readonly state: CaseState;
  readonly events: readonly (Pick<CaseEvent, 'seq' | 'type' | 'at' | 'receivedAt' | 'payload'> & {
    readonly actor: { readonly role: Role; readonly name: string | null; readonly unit: string | null };
    readonly text: string | null;
  })[];
  /** Commands that this person may give now; the reason of a refusal by command. */
  readonly may: Readonly<
    Partial<
      Record<
        CaseCommandName,
        { readonly ok: true } | { readonly ok: false; readonly why: string; readonly clause: string }
      >
    >
  >;
  readonly photos: readonly {
    readonly hash: string;
    readonly role: string;
    readonly at: number;
    readonly arrived: boolean;
    /** Of a frame of the city's cameras: which, and by its own clock when. */
    readonly camera: { readonly zh: string; readonly en: string; readonly at: number | null } | null;
  }[];
  /** What the reporter said with the report. */
  readonly voice: { readonly ms: number; readonly arrived: boolean } | null;
  /** Of the responsible unit: its line, and who holds its posts now; null where no unit has the case. */
  readonly contact: {
    readonly phone: string | null;
    readonly people: readonly {
      readonly name: string;
      readonly post: { readonly zh: string; readonly en: string } | null;
    }[];
  } | null;
  /** On duty and nearest by their live position; null for roles that positions are not for (spec 06, Persons). */
  readonly collectorsNear:
    | readonly {
        readonly id: string;
        readonly name: string;
        readonly distanceM: number;
        readonly seenAt: number;
        readonly inBeat: boolean;
      }[]
    | null;
  readonly reporter: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
  } | null;
  readonly componentRecord: ComponentNear | null;
  readonly serverTime: number;
}

export interface ComponentNear {
  readonly code: string;
  readonly categoryKey: string;
  readonly name: string | null;
  readonly distanceM: number;
  readonly lon: number;
  readonly lat: number;
  readonly owner: string | null;
  readonly maintainer: string | null;
  readonly custodian: string | null;
  readonly custodyUntil: string | null;
  readonly status: string;
}

export interface PlaceAnswer {
  readonly inside: boolean;
  readonly cell: string | null;
  readonly subdistrict: string | null;
  readonly beat: string | null;
  readonly address: { readonly zh: string; readonly en: string } | null;
}

export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: Status;
  /** Photos that the case names and that have not arrived yet. */
  readonly missingPhotos: readonly string[];
  /** True when this answer is the first one given again. */
  readonly repeated: boolean;
  readonly serverTime: number;
}

export interface CommandAnswer {
  readonly id: string;
  readonly version: number;
  readonly status: Status;
  readonly serverTime: number;
}

export interface TaskCard extends CaseCard {
  readonly task: 'verify' | 'check';
  readonly photosBefore: readonly string[];
  readonly photosAfter: readonly string[];
}

export interface QueueCounts {
  /** Open cases by who has to act, with the lights at `serverTime`. */
  readonly hands: readonly {
    readonly hand: Hand;
    readonly red: number;
    readonly yellow: number;
    readonly open: number;
  }[];
  /** The same by status. */
  readonly statuses: readonly ({ readonly status: Status } & Lights)[];
  /** Lists beside the stages. */
  readonly views: Readonly<Record<'supervision' | 'approvals' | 'no-collector', Lights>>;
  readonly serverTime: number;
}

interface Lights {
  readonly red: number;
  readonly yellow: number;
  readonly open: number;
}

export interface UnitScore {
  readonly unit: string;
  /** Municipal units are ranked apart (spec 04). */
  readonly level: string;
  readonly rank: number | null;
  readonly score: string | null;
  readonly shouldResolve: number;
  readonly resolved: number;
  readonly timely: number;
  readonly movedOut: number;
  readonly carriedIn: number;
  /** Cases of the unit that are red now. */
  readonly late: number;
  /** Places won (positive) or lost against the period before; null without a rank in both. */
  readonly places: number | null;
}

export interface ScorePage {
  readonly chain: Chain;
  /** Chains that have periods, each with the one that runs (or the last). */
  readonly chains: readonly { readonly chain: Chain; readonly period: number }[];
  readonly period: {
    readonly id: number;
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly state: string;
    readonly formal: boolean;
    /** When it is settled, or was (spec 05: three working days after its end). */
    readonly settlesAt: number | null;
  };
  /** What it was scored with; while it is open, what is in force. */
  readonly scoredWith: {
    readonly policyVersion: number;
    readonly calendarVersion: number;
    readonly logPosition: number | null;
  };
  /** The city in the period before. */
  readonly before: {
    readonly name: string;
    readonly shouldResolve: number;
    readonly resolved: number;
  } | null;
  readonly periods: readonly { readonly id: number; readonly name: string }[];
  readonly units: readonly UnitScore[];
  readonly city: {
    readonly shouldResolve: number;
    readonly resolved: number;
    readonly timely: number;
    readonly goal: number;
  };
  readonly computedAt: number | null;
}

export interface ScoreItem {
  readonly caseId: string;
  readonly number: string;
  readonly no: number;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly address: string | null;
  readonly resolved: boolean | null;
  readonly timely: boolean | null;
  readonly clauses: readonly string[];
  readonly moved: string | null;
  /** Neither due nor closed in an open period: unresolved so far. */
  readonly pending: boolean;
  /** Moved here from the period before. */
  readonly carried: boolean;
  /** Taken out by a granted appeal: counts for nobody. */
  readonly excluded: boolean;
  readonly originalDueAt: number | null;
  readonly usedMs: number | null;
  readonly limitMs: number | null;
  readonly status: Status;
}

export interface ScoreItems {
  readonly unit: string;
  readonly items: readonly ScoreItem[];
  /** Pass as `after` for the next page; null at the end. */
  readonly next: string | null;
}
