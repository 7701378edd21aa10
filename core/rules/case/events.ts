import type { ClockKind } from '../clock/workingTime.ts';
import type { Channel, Kind, Role, Urgency } from './people.ts';
import type { AreaFacts, CollectorTask, Place, RunningClock, Standard, WholeProcess } from './state.ts';
import type { Hand, Status } from './status.ts';

/**
 * Every stage change carries the clocks it leaves running, so that replay needs no calendar:
 * the instants that people were shown are facts of the log.
 */
export interface StageChange {
  readonly status: Status;
  readonly hand: Hand;
  readonly clock: RunningClock | null;
  readonly whole: WholeProcess | null;
}

/** Explanation of a routing as data; rendered by `explainText` of core/rules/routing. */
export interface ExplanationStep {
  readonly code: string;
  readonly matched: boolean;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
}

export type FailReason = 'not-done' | 'not-to-standard' | 'wrong-place' | 'recurred' | 'send-back';

interface Change {
  readonly to: StageChange;
}

/**
 * Payloads by event type (spec 02). No personal data, no free text, no position of a person:
 * a text lives in a side table and the log keeps its salted digest beside the payload.
 */
export interface EventPayloads {
  reported: Change & {
    readonly number: string;
    readonly channel: Channel;
    readonly by: { readonly id: string; readonly role: Role };
    readonly trusted: boolean;
    readonly categoryKey: string | null;
    readonly conditionKey: string | null;
    readonly kind: Kind | null;
    readonly urgency: Urgency;
    readonly place: Place;
    readonly areas: AreaFacts;
    readonly component: string | null;
    readonly photos: readonly string[];
    /** What the reporter said: content hash of the recording and its length. */
    readonly voice?: { readonly hash: string; readonly ms: number };
    readonly observedAt: number | null;
    /** Why the phone's instant or place looks wrong; the report stands all the same. */
    readonly flags: readonly string[];
  };
  verificationRequested: {
    readonly to: StageChange | null;
    readonly task: CollectorTask;
    /** Used by the filing clock, which stands meanwhile. */
    readonly filingUsedMs: number;
  };
  confirmed: {
    readonly to: StageChange | null;
    readonly photos: readonly string[];
    readonly observedAt: number | null;
    readonly flags: readonly string[];
  };
  denied: {
    readonly to: StageChange | null;
    readonly photos: readonly string[];
    readonly observedAt: number | null;
    readonly flags: readonly string[];
  };
  verificationImpossible: { readonly to: StageChange | null; readonly reason: string };
  filed: Change & {
    readonly standard: Standard;
    readonly place: Place;
    readonly areas: AreaFacts;
    readonly component: string | null;
    /** The officer set another limit than the standard's (emergency only), with this reason code. */
    readonly ownLimitReason: string | null;
  };
  rejected: Change & { readonly reason: string };
  rejectionReversed: Change & { readonly reason: string };
  amended: Change & {
    readonly before: {
      readonly categoryKey: string | null;
      readonly conditionKey: string | null;
      readonly kind: Kind | null;
      readonly place: Place;
      readonly component: string | null;
    };
    readonly after: {
      readonly categoryKey: string | null;
      readonly conditionKey: string | null;
      readonly kind: Kind | null;
      readonly place: Place;
      readonly component: string | null;
    };
    readonly areas: AreaFacts;
    readonly standard: Standard | null;
    /** New limit on a new clock, present when the condition changed on a filed case (spec 05 reads them). */
    readonly clock: ClockKind | null;
    readonly limitMinutes: number | null;
  };
  dispatched: Change & {
    readonly unit: string;
    readonly assisting: readonly string[];
    readonly clock: ClockKind;
    readonly limitMinutes: number;
    readonly startAt: number;
    readonly commandDuty: boolean;
    /** Added to the limit for a unit with command duty (its own dispatching), else 0. */
    readonly dutyMinutes: number;
    readonly kind: 'first' | 'repeat' | 'refused-return' | 'other-unit';
    readonly by: 'machine' | 'person';
    readonly overrode: string | null;
    readonly explanation: readonly ExplanationStep[];
  };
  coordinationStarted: Change & {
    readonly candidates: readonly { readonly unit: string; readonly why: string }[];
    readonly explanation: readonly ExplanationStep[];
    readonly reason: string;
  };
  escalated: Change & { readonly reason: string };
  acknowledged: Record<string, never>;
  passedOn: { readonly crew: string };
  returned: Change & { readonly reason: string; readonly approved: boolean };
  returnRequested: { readonly reason: string; readonly light: RunningClock };
  returnRefused: { readonly reason: string };
  extensionRequested: { readonly minutes: number; readonly reason: string; readonly light: RunningClock };
  extensionApproved: { readonly minutes: number; readonly to: StageChange };
  extensionRefused: { readonly reason: string };
  deferralRequested: { readonly until: number; readonly reason: string; readonly light: RunningClock };
  deferralApproved: Change & { readonly until: number };
  deferralRefused: { readonly reason: string };
  resumed: Change & { readonly why: 'date' | 'earlier' | 'feedback' };
  feedback: Change & {
    readonly photos: readonly string[];
    readonly reused: readonly string[];
    readonly farM: number | null;
  };
  checkIssued: Change & { readonly task: CollectorTask };
  checkPassed: Change & {
    readonly photos: readonly string[];
    readonly how: 'on-site' | 'video' | 'shift-lead' | 'import';
    readonly observedAt: number | null;
    readonly flags: readonly string[];
  };
  checkFailed: Change & {
    readonly photos: readonly string[];
    readonly reason: FailReason;
    readonly by: 'check' | 'send-back';
    /** Marked as `checkPassed` is; null for feedback that was sent back without a check. */
    readonly how: 'on-site' | 'video' | 'shift-lead' | null;
    readonly observedAt: number | null;
    readonly flags: readonly string[];
  };
  checkImpossible: Change & { readonly reason: string };
  closed: Change;
  closedUnresolved: Change & {
    readonly reason: 'season' | 'legal-procedure' | 'no-responsible-subject' | 'notified-only';
  };
  supervised: { readonly light: RunningClock };
  supervisionAnswered: Record<string, never>;
  substituted: Change & {
    readonly unit: string;
    readonly reason: string;
    readonly limitMinutes: number;
    readonly clock: ClockKind;
    readonly startAt: number;
  };
  costRecorded: {
    readonly amountCents: number;
    readonly payer: 'unit' | 'city-fund';
    readonly payerUnit: string | null;
    readonly position: 'owed' | 'recovered' | 'written-off';
    readonly costId: string;
  };
  merged: Change & { readonly into: string };
  linked: { readonly other: string; readonly why: 'recurrence' | 'not-solved' | 'split' | 'duplicate' };
  voided: Change & { readonly reason: string };
  noted: Record<string, never>;
  attached: { readonly photos: readonly string[] };
  rated: { readonly stars: number; readonly solved: boolean | null };
  photoReleased: { readonly photo: string; readonly blurred: string };
  blanked: { readonly fields: readonly string[] };
  emergencyAcknowledged: Record<string, never>;
  collectorReassigned: {
    readonly task: CollectorTask;
    /** A task that nobody had leaves the supervision officer's queue. */
    readonly hand: Hand;
  };
  emergencyRaised: { readonly level: number };
  turnedYellow: {
    readonly run: number;
    readonly clock: RunningClock['stage'] | 'whole';
    readonly dueAt: number;
    readonly latenessMs: number;
  };
  turnedRed: {
    readonly run: number;
    readonly clock: RunningClock['stage'] | 'whole';
    readonly dueAt: number;
    readonly latenessMs: number;
  };
  deadlineRecomputed: {
    readonly why: string;
    readonly calendarVersion: number;
    readonly before: RunningClock | null;
    readonly wholeBefore: WholeProcess | null;
    readonly to: StageChange;
    /** The clocks beside the stage as they run now; null where none runs. */
    readonly beside: {
      readonly return: RunningClock | null;
      readonly extension: RunningClock | null;
      readonly deferral: RunningClock | null;
      readonly supervision: RunningClock | null;
      readonly verification: RunningClock | null;
    };
  };
}
export type EventType = keyof EventPayloads;

/** An event of one type, with its place in the log. */
export type EventOf<T extends EventType> = Extract<CaseEvent, { readonly type: T }>;

/** What `decide` gives: the fact without its place in the log. `text` goes to the side table. */
export type NewEvent = {
  [T in EventType]: {
    readonly type: T;
    /** The instant that counts: the receipt, or a plausible `observedAt` (spec 02). */
    readonly at: number;
    readonly payload: EventPayloads[T];
    readonly text?: string;
  };
}[EventType];

/** An event with its place in the case's log; `receivedAt` is the server's instant. */
export type CaseEvent = NewEvent & {
  readonly caseId: string;
  readonly seq: number;
  readonly receivedAt: number;
  readonly actor: { readonly id: string; readonly role: Role };
};
