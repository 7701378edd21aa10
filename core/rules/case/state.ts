import type { ClockKind } from '../clock/workingTime.ts';
import type { Channel, Kind, Role, Urgency } from './people.ts';
import type { Hand, Stage, Status } from './status.ts';

/** A point with the accuracy the phone gave, metres; null when nobody measured it. */
export interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number | null;
  readonly address: string | null;
}

/** What PostGIS says of a point: ids of the areas that contain it, null where none does. */
export interface AreaFacts {
  readonly cell: string | null;
  readonly community: string | null;
  readonly subdistrict: string | null;
  readonly beat: string | null;
}

/** What a case takes from its condition's standard when it is filed (spec 02, Filing fixes). */
export interface Standard {
  readonly categoryKey: string;
  readonly conditionKey: string;
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly limitMinutes: number;
  readonly clock: ClockKind;
  readonly photoRequired: boolean;
  readonly territorial: boolean;
  /** Version of the standard that the case keeps, whatever the city changes later. */
  readonly standardVersion: number;
}

/** A running (or parked) clock: everything a light needs (spec 03, Lights). Instants in epoch ms. */
export interface RunningClock {
  /** Counts the clock runs of the case from 1; with the due instant it names one turn of a light. */
  readonly run: number;
  readonly stage: Stage | 'request' | 'supervision';
  readonly clock: ClockKind;
  /** Null: the stage has no limit (issue-check of a special category) and no light. */
  readonly limitMs: number | null;
  readonly startAt: number;
  /** Time used in earlier segments of the same clock. */
  readonly usedMs: number;
  readonly dueAt: number | null;
  readonly yellowAt: number | null;
  readonly redAt: number | null;
  /** Set while the clock stands; the light then is the one of this instant, dimmed. */
  readonly parkedAt: number | null;
  /** The deadline lies beyond the date until which the calendar is known. */
  readonly provisional: boolean;
  readonly calendarVersion: number;
}

/** The light of the whole process; its run number in a turned light is 0. */
export interface WholeProcess {
  readonly dueAt: number;
  readonly yellowAt: number;
  readonly redAt: number;
  /** Set while nothing is planned to end (deferral, stage without limit) and after the end of the case. */
  readonly parkedAt: number | null;
  readonly provisional: boolean;
  readonly calendarVersion: number;
}

/** Time that no limit planned: a deferral, or an issue-check without a limit; `to` null: still going on. */
export interface Stood {
  readonly why: 'deferral' | 'issue-check';
  readonly from: number;
  readonly to: number | null;
}

export interface Segment {
  readonly from: number;
  readonly to: number | null;
}

/** The unit's present run of dispatches, as the score will see it (spec 05, assignments). */
export interface AssignmentState {
  readonly no: number;
  readonly unit: string;
  readonly standby: boolean;
  /** Seq of the event that opened the present dispatch. */
  readonly dispatchSeq: number;
  /** A dispatch is open from `dispatched` until feedback, return, substitution or an end. */
  readonly open: boolean;
  /** The last dispatch, epoch ms; a first segment of command duty begins earlier. */
  readonly dispatchedAt: number;
  readonly segments: readonly Segment[];
  readonly repeats: number;
  readonly refusedReturns: number;
  readonly limitMinutes: number;
  readonly clock: ClockKind;
  readonly extensionMinutes: number;
  /** The dispatch limit that a unit with command duty has on top; 0 for every other. */
  readonly dutyMinutes: number;
  readonly extensionAskedThisDispatch: boolean;
  readonly deferrals: readonly {
    readonly from: number;
    readonly until: number;
    readonly to: number | null;
  }[];
  readonly acknowledged: boolean;
  readonly crew: string | null;
  readonly assisting: readonly string[];
}

export interface PendingRequest {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly minutes?: number;
  readonly until?: number;
  readonly light: RunningClock;
}

export interface CollectorTask {
  readonly kind: 'verify' | 'check';
  /** User id; null while nobody is on duty and the supervision officer has to choose. */
  readonly collector: string | null;
  readonly issuedAt: number;
  /** Runs beside the stage for the verification of an emergency; null where the stage clock is the task's. */
  readonly light: RunningClock | null;
}

/** The whole state of a case: what its events, replayed from the first, give (spec 02). */
export interface CaseState {
  readonly id: string;
  /** Sequence of the last event; the expected version of the next command. */
  readonly version: number;
  readonly number: string;
  /** Instant that counts of the latest event; turned lights and recomputed deadlines are apart: no acts. */
  readonly lastAt: number;
  readonly status: Status;
  readonly hand: Hand;
  readonly channel: Channel;
  readonly reportedAt: number;
  readonly reportedBy: { readonly id: string; readonly role: Role };
  readonly trusted: boolean;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly kind: Kind | null;
  readonly urgency: Urgency;
  readonly place: Place;
  readonly areas: AreaFacts;
  readonly component: string | null;
  readonly photos: readonly string[];
  readonly standard: Standard | null;
  readonly filedAt: number | null;
  /** When it last came to a unit or a dispatcher for dispatching: filed, returned or checkFailed. */
  readonly cameForDispatchAt: number | null;
  /** A routing job is owed; false when a person's queue holds the case. */
  readonly routingOwed: boolean;
  /** After a return the machine never dispatches (spec 02, dispatch). */
  readonly returnedSince: boolean;
  readonly clock: RunningClock | null;
  readonly whole: WholeProcess | null;
  readonly runs: number;
  /** The filing clock that stands while a verification runs. */
  readonly filingUsedMs: number;
  /** A verification was a stage of this case (an emergency's runs beside the stages). */
  readonly verified: boolean;
  readonly verificationResult: 'confirmed' | 'denied' | 'impossible' | null;
  /** A collector denied an emergency that is already on its way, and no shift lead has acted since. */
  readonly denialOpen: boolean;
  readonly verification: CollectorTask | null;
  readonly check: CollectorTask | null;
  readonly lastChecker: string | null;
  readonly checkFailures: number;
  readonly assignment: AssignmentState | null;
  readonly assignments: number;
  /** Units that are or were responsible or assisting: they see the case (spec 06). */
  readonly units: readonly string[];
  /** For the whole-process fold, which adds the time really taken. */
  readonly stood: readonly Stood[];
  readonly requests: {
    readonly return: PendingRequest | null;
    readonly extension: PendingRequest | null;
    readonly deferral: PendingRequest | null;
  };
  readonly deferredUntil: number | null;
  readonly deferralUsed: boolean;
  readonly supervision: { readonly count: number; readonly light: RunningClock | null };
  readonly escalated: boolean;
  readonly candidates: readonly { readonly unit: string; readonly why: string }[];
  readonly substituted: boolean;
  readonly costs: number;
  readonly feedbacks: number;
  readonly lastFeedbackAt: number | null;
  readonly emergency: {
    readonly level: number;
    readonly raisedAt: number;
    readonly acknowledgedBy: string | null;
  } | null;
  readonly outcome: 'resolved' | 'unresolved' | 'rejected' | 'voided' | 'merged' | null;
  readonly outcomeReason: string | null;
  readonly mergedInto: string | null;
  readonly links: readonly { readonly to: string; readonly why: string }[];
  readonly rating: number | null;
  readonly releasedPhotos: readonly string[];
  readonly rejectedAt: number | null;
  readonly closedAt: number | null;
  readonly blanked: boolean;
  /** Lights that have turned, as `clock:run:dueAt:light`, so that a second firing gives no event. */
  readonly turned: readonly string[];
}
