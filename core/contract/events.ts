import type { EventType } from '../rules/case/events.ts';
import type { JobName } from './jobs.ts';

/** A recomputation follows from no fact of a case but from the calendar: the sweep over the rows orders it. */
type Follow = Exclude<JobName, 'canary' | 'recompute-deadline'>;

/**
 * What follows from each fact. The relay adds these jobs after the commit; each is harmless when it
 * comes twice or late. `turn-light` is delayed to the instants that the event carries.
 */
export const FOLLOWS: Readonly<Record<EventType, readonly Follow[]>> = {
  reported: ['step-case', 'turn-light', 'score-case'],
  verificationRequested: ['turn-light'],
  confirmed: ['step-case', 'turn-light', 'score-case'],
  denied: ['step-case', 'turn-light', 'score-case'],
  verificationImpossible: ['step-case', 'turn-light', 'score-case'],
  filed: ['dispatch-case', 'turn-light', 'score-case'],
  rejected: ['score-case'],
  rejectionReversed: ['step-case', 'turn-light'],
  amended: ['dispatch-case', 'turn-light', 'score-case'],
  dispatched: ['turn-light', 'score-case'],
  coordinationStarted: ['turn-light', 'score-case'],
  escalated: ['turn-light', 'score-case'],
  acknowledged: [],
  passedOn: [],
  returned: ['turn-light', 'score-case'],
  returnRequested: ['turn-light'],
  returnRefused: ['score-case'],
  extensionRequested: ['turn-light'],
  extensionApproved: ['turn-light', 'score-case'],
  extensionRefused: ['score-case'],
  deferralRequested: ['turn-light'],
  deferralApproved: ['step-case', 'turn-light', 'score-case'],
  deferralRefused: ['score-case'],
  resumed: ['turn-light', 'score-case'],
  feedback: ['step-case', 'turn-light', 'score-case'],
  checkIssued: ['turn-light', 'score-case'],
  checkPassed: ['step-case', 'turn-light', 'score-case'],
  checkFailed: ['dispatch-case', 'turn-light', 'score-case'],
  checkImpossible: ['turn-light', 'score-case'],
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
