import type { ClockKind } from '../clock/workingTime.ts';
import type { ExplanationStep, FailReason } from './events.ts';
import type { Channel, Kind, Urgency } from './people.ts';
import type { AreaFacts, Place, Standard } from './state.ts';

interface WithText {
  readonly text?: string;
}
interface Observed {
  /** The phone's own instant of the act; bounded by the rule, else the receipt counts. */
  readonly observedAt?: number;
}
interface Photos {
  /** Content hashes (sha256 hex) of photos already stored. */
  readonly photos: readonly string[];
}

/**
 * Data of every command (spec 02, Commands), with the facts that the action has looked up:
 * the rule itself asks nobody. Instants in epoch ms, limits in minutes.
 */
export interface CommandData {
  report: WithText &
    Photos &
    Observed & {
      readonly id: string;
      readonly number: string;
      readonly channel: Channel;
      readonly categoryKey: string | null;
      readonly conditionKey: string | null;
      readonly kind: Kind | null;
      /** Of the proposed condition; `general` where none is proposed. */
      readonly urgency: Urgency;
      readonly proposed: Standard | null;
      readonly place: Place;
      readonly areas: AreaFacts;
      readonly component: string | null;
      readonly trusted: boolean;
      readonly insideCity: boolean;
      /** SHA-256 and length, ms, of a voice note. */
      readonly voice?: { readonly hash: string; readonly ms: number };
    };
  'request-verification': WithText & { readonly collector: string | null };
  confirm: Photos & Observed & WithText;
  deny: Photos & Observed & WithText;
  'cannot-verify': WithText & { readonly reason: string };
  file: WithText & {
    readonly standard: Standard;
    readonly place: Place;
    readonly areas: AreaFacts;
    readonly component: string | null;
    readonly ownLimit?: { readonly minutes: number; readonly clock: ClockKind; readonly reason: string };
  };
  reject: WithText & { readonly reason: string };
  'reverse-rejection': WithText & { readonly reason: string };
  amend: WithText & {
    readonly standard: Standard | null;
    readonly categoryKey: string | null;
    readonly conditionKey: string | null;
    readonly kind: Kind | null;
    readonly place: Place;
    readonly areas: AreaFacts;
    readonly component: string | null;
  };
  dispatch: WithText & {
    readonly unit: UnitFacts;
    readonly assisting: readonly string[];
    readonly explanation: readonly ExplanationStep[];
    /** The router's answer where a person chose another; null when it agrees or had none. */
    readonly overrode: string | null;
    readonly reason?: string;
  };
  coordinate: WithText & {
    readonly candidates: readonly { readonly unit: string; readonly why: string }[];
    readonly explanation: readonly ExplanationStep[];
    readonly reason: string;
  };
  escalate: WithText & { readonly reason: string };
  acknowledge: WithText;
  'pass-on': WithText & { readonly crew: string };
  return: WithText & { readonly reason: string };
  'request-return': WithText & { readonly reason: string };
  'approve-return': WithText;
  'refuse-return': WithText & { readonly reason: string };
  'request-extension': WithText & { readonly minutes: number; readonly reason: string };
  'approve-extension': WithText & { readonly minutes: number };
  'refuse-extension': WithText & { readonly reason: string };
  'request-deferral': WithText & { readonly until: number; readonly reason: string };
  'approve-deferral': WithText & { readonly until: number };
  'refuse-deferral': WithText & { readonly reason: string };
  resume: WithText;
  feedback: WithText & Photos & { readonly reused: readonly string[]; readonly farM: number | null };
  'issue-check': WithText & { readonly collector: string | null };
  pass: WithText &
    Photos &
    Observed & {
      readonly how: 'on-site' | 'video' | 'shift-lead' | 'import';
      readonly anyoneOnDuty: boolean;
    };
  fail: WithText &
    Photos &
    Observed & { readonly reason: Exclude<FailReason, 'send-back'>; readonly anyoneOnDuty: boolean };
  'cannot-check': WithText & { readonly reason: string };
  'send-back': WithText & { readonly reason: string };
  /** Photos of the result (this dispatch's feedback and check) that are named and have not arrived. */
  close: WithText & { readonly missingPhotos: number };
  'close-unresolved': WithText & {
    readonly reason: 'season' | 'legal-procedure' | 'no-responsible-subject' | 'notified-only';
  };
  supervise: WithText;
  'answer-supervision': WithText;
  substitute: WithText & { readonly unit: UnitFacts; readonly reason: string };
  'record-cost': WithText & {
    readonly costId: string;
    readonly amountCents: number;
    readonly payer: 'unit' | 'city-fund';
    readonly payerUnit: string | null;
    readonly position: 'owed' | 'recovered' | 'written-off';
  };
  merge: WithText & { readonly into: string; readonly intoStatusOpen: boolean };
  link: WithText & {
    readonly other: string;
    readonly why: 'recurrence' | 'not-solved' | 'split' | 'duplicate';
  };
  void: WithText & { readonly reason: string };
  note: WithText;
  attach: WithText & Photos;
  rate: WithText & { readonly stars: number; readonly solved: boolean | null };
  'release-photo': WithText & { readonly photo: string; readonly blurred: string };
  blank: { readonly fields: readonly string[] };
  'acknowledge-emergency': WithText;
  'reassign-collector': WithText & { readonly collector: string };
  /** The machine's own: an emergency climbs, a light turns, a calendar changed. */
  'raise-emergency': { readonly level: number };
  'turn-light': {
    readonly run: number;
    readonly clock: string;
    readonly dueAt: number;
    readonly light: 'yellow' | 'red';
  };
  'recompute-deadline': { readonly why: string };
}
export type CommandName = keyof CommandData;
export type CommandOf<C extends CommandName> = { readonly type: C } & CommandData[C];
export type Command = { [C in CommandName]: CommandOf<C> }[CommandName];

/** What the lifecycle has to know of a unit before a case may go to it. */
export interface UnitFacts {
  readonly code: string;
  readonly commandDuty: boolean;
  readonly closed: boolean;
  readonly hasLiaison: boolean;
  readonly neverResponsible: boolean;
}
