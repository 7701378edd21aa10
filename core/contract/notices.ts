import type { EventType } from '../rules/case/events.ts';
import type { Role } from '../rules/case/people.ts';

/** What people are told of; each kind can be switched off by channel (spec 07, Notices). */
export const NOTICE_KINDS = [
  'case-new',
  'case-yellow',
  'case-red',
  'supervised',
  'check-failed',
  'decided',
  'to-decide',
  'not-solved',
  'post-gap',
  'returned',
  'emergency',
  'digest',
  'reporter',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Beside the page, which shows every notice. */
export const NOTICE_CHANNELS = ['push', 'email', 'webhook'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** Whom a fact concerns: roles of the case's unit, roles of the centre, or the reporter. */
interface NoticeRow {
  readonly kind: NoticeKind;
  readonly unit?: readonly Role[];
  readonly centre?: readonly Role[];
  readonly reporter?: true;
}

const LIAISONS: readonly Role[] = ['liaison', 'unit-dispatcher'];
const WITH_HEAD: readonly Role[] = ['liaison', 'unit-head'];
const decided: NoticeRow = { kind: 'decided', unit: ['liaison'] };
const asked: NoticeRow = { kind: 'to-decide', centre: ['shift-lead'] };

/** What somebody is told of each fact; a fact that is not named here tells nobody. */
export const NOTICES: Readonly<Partial<Record<EventType, readonly NoticeRow[]>>> = {
  filed: [{ kind: 'reporter', reporter: true }],
  rejected: [{ kind: 'reporter', reporter: true }],
  closed: [{ kind: 'reporter', reporter: true }],
  dispatched: [{ kind: 'case-new', unit: LIAISONS }],
  substituted: [{ kind: 'case-new', unit: LIAISONS }],
  turnedYellow: [{ kind: 'case-yellow', unit: ['liaison'] }],
  turnedRed: [{ kind: 'case-red', unit: WITH_HEAD }],
  supervised: [{ kind: 'supervised', unit: WITH_HEAD }],
  checkFailed: [{ kind: 'check-failed', unit: ['liaison'] }],
  extensionApproved: [decided],
  extensionRefused: [decided],
  deferralApproved: [decided],
  deferralRefused: [decided],
  returnRefused: [decided],
  returnRequested: [asked],
  extensionRequested: [asked],
  deferralRequested: [asked],
  rated: [{ kind: 'not-solved', centre: ['shift-lead'] }],
  returned: [{ kind: 'returned', centre: ['dispatcher'] }],
  emergencyRaised: [{ kind: 'emergency' }],
};

/** By the level of `emergencyRaised` (spec 02): the officers at once, after 2 minutes the shift lead, after 5 the leader. */
export const EMERGENCY_ROLES: readonly (readonly Role[])[] = [
  ['acceptance-officer', 'dispatcher', 'supervision-officer'],
  ['shift-lead'],
  ['leader'],
];

/** Whether an emergency that has climbed to a level sounds for a role: once called, a desk is not released. */
export function emergencySounds(role: Role, level: number): boolean {
  return EMERGENCY_ROLES.slice(0, level + 1).some((roles) => roles.includes(role));
}

/** Quiet hours, minutes of the city's day; the end may lie on the next day. */
export interface QuietHours {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Minutes from a minute of the day until quiet hours end; 0 outside of them. Emergencies do not ask (spec 07).
 */
export function quietMinutesLeft({ from, to }: QuietHours, minuteOfDay: number): number {
  if (from === null || to === null || from === to) return 0;
  const inside =
    from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
  return inside ? (to - minuteOfDay + 1_440) % 1_440 : 0;
}

/** Waits between tries of a delivery, ms; after the last it is given up and shows in health. */
export const RETRY_AFTER_MS: readonly number[] = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000];
