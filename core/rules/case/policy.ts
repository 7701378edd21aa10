import type { Calendar } from '../clock/calendar.ts';
import type { Actor, Channel } from './people.ts';

/** Policy numbers of spec 02 and 03; every one is a row in the database with an editor. */
export interface CasePolicy {
  readonly version: number;
  /** Working minutes (continuous for emergencies) per stage and side clock. */
  readonly stageMinutes: {
    readonly filing: number;
    readonly verification: number;
    readonly dispatch: number;
    readonly issueCheck: number;
    readonly check: number;
    readonly closing: number;
    readonly request: number;
    readonly supervision: number;
    /** Continuous minutes of an emergency's coordination; otherwise `coordinationWorkdays`. */
    readonly emergencyCoordination: number;
  };
  readonly coordinationWorkdays: number;
  readonly escalatedWorkdays: number;
  /** Exact decimal share of the limit at which yellow begins, e.g. 0.8. */
  readonly yellowShare: number;
  /** Working minutes after dispatch within which a unit may return without asking. */
  readonly returnWithinMinutes: number;
  readonly deferralMaxDays: number;
  readonly rejectionReversibleDays: number;
  /** So long after closing a reporter's "not solved" asks for a new, linked case (spec 07). */
  readonly notSolvedDays: number;
  readonly verification: Readonly<Record<Channel, 'always' | 'optional' | 'never'>>;
  /** The city lets the machine do these by itself. */
  readonly auto: {
    readonly fileTrusted: boolean;
    readonly issueCheck: boolean;
    readonly close: boolean;
    readonly redispatchAfterFailedCheck: boolean;
  };
  readonly emergencyClimbMinutes: { readonly shiftLead: number; readonly leader: number };
  /** A phone's instant may lie this far ahead of the receipt before it is flagged, minutes. */
  readonly observedAheadMinutes: number;
  readonly observedBehindHours: number;
  /** Open reports of the same minor category this near and this fresh are offered as duplicates (spec 02). */
  readonly duplicates: { readonly radiusM: number; readonly days: number };
}

/** Everything `decide` may look at beside the state and the command. */
export interface DecideContext {
  readonly now: number;
  readonly actor: Actor;
  readonly calendar: Calendar;
  readonly calendarVersion: number;
  readonly workdayMinutes: number;
  readonly policy: CasePolicy;
}

export interface Refusal {
  readonly ok: false;
  /** For the person, plain English; the screens translate by `clause`. */
  readonly why: string;
  /** Stable code of the rule that refused, e.g. `02.return.asked-for`. */
  readonly clause: string;
  /** `right`: wrong role or another unit's case (403/404); `state`: the case has moved on (409); `input` (400). */
  readonly kind: 'right' | 'state' | 'input';
}

/** The default policy: the numbers of spec 02 and 03. */
export const DEFAULT_CASE_POLICY: CasePolicy = {
  version: 1,
  stageMinutes: {
    filing: 30,
    verification: 60,
    dispatch: 30,
    issueCheck: 30,
    check: 60,
    closing: 30,
    request: 30,
    supervision: 30,
    emergencyCoordination: 120,
  },
  coordinationWorkdays: 1,
  escalatedWorkdays: 1,
  yellowShare: 0.8,
  returnWithinMinutes: 120,
  deferralMaxDays: 90,
  rejectionReversibleDays: 7,
  notSolvedDays: 14,
  verification: {
    collector: 'never',
    hotline: 'optional',
    web: 'optional',
    open311: 'optional',
    video: 'never',
    instruction: 'never',
    unit: 'optional',
    import: 'never',
  },
  auto: { fileTrusted: true, issueCheck: true, close: false, redispatchAfterFailedCheck: true },
  emergencyClimbMinutes: { shiftLead: 2, leader: 5 },
  observedAheadMinutes: 5,
  observedBehindHours: 72,
  duplicates: { radiusM: 50, days: 7 },
};
