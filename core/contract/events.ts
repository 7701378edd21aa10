import type { EventType } from '../rules/case/events.ts';
import type { JobName } from './jobs.ts';

/** A recomputation follows from no fact of a case but from the calendar: the sweep over the rows orders it. */
type Follow = Exclude<JobName, 'canary' | 'recompute-deadline'>;

/**
 * What follows from each fact. The relay adds these jobs after the commit; each is harmless when it
 * comes twice or late. `turn-light` is delayed to the instants that the event carries.
 */
export const FOLLOWS: Readonly<Record<EventType, readonly Follow[]>> = {
  reported: ['step-case', 'turn-light'],
  verificationRequested: ['turn-light'],
  confirmed: ['step-case', 'turn-light'],
  denied: ['step-case', 'turn-light'],
  verificationImpossible: ['step-case', 'turn-light'],
  filed: ['dispatch-case', 'turn-light', 'score-case'],
  rejected: [],
  rejectionReversed: ['step-case', 'turn-light'],
  amended: ['dispatch-case', 'turn-light', 'score-case'],
  dispatched: ['turn-light', 'score-case'],
  coordinationStarted: ['turn-light'],
  escalated: ['turn-light'],
  acknowledged: [],
  passedOn: [],
  returned: ['turn-light', 'score-case'],
  returnRequested: ['turn-light'],
  returnRefused: [],
  extensionRequested: ['turn-light'],
  extensionApproved: ['turn-light', 'score-case'],
  extensionRefused: [],
  deferralRequested: ['turn-light'],
  deferralApproved: ['step-case', 'turn-light', 'score-case'],
  deferralRefused: [],
  resumed: ['turn-light', 'score-case'],
  feedback: ['step-case', 'turn-light', 'score-case'],
  checkIssued: ['turn-light'],
  checkPassed: ['step-case', 'turn-light', 'score-case'],
  checkFailed: ['dispatch-case', 'turn-light', 'score-case'],
  checkImpossible: ['turn-light'],
  closed: ['score-case'],
  closedUnresolved: ['score-case'],
  supervised: ['turn-light'],
  supervisionAnswered: [],
  substituted: ['turn-light', 'score-case'],
  costRecorded: [],
  merged: ['score-case'],
  linked: [],
  voided: ['score-case'],
  noted: [],
  attached: ['step-case'],
  rated: [],
  photoReleased: [],
  blanked: [],
  emergencyAcknowledged: [],
  collectorReassigned: [],
  emergencyRaised: ['step-case'],
  turnedYellow: ['turn-light'],
  turnedRed: ['turn-light'],
  deadlineRecomputed: ['turn-light', 'score-case'],
};

/** Rooms of spec 06's sight. Only `wall` gets deltas; all others get hints and fetch. */
export type Room = 'wall' | 'centre' | `unit:${string}` | `area:${string}` | `user:${string}` | 'score';
