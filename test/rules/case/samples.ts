import type { Command, CommandName } from '../../../core/rules/case/commands.ts';
import type { EventType } from '../../../core/rules/case/events.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import {
  type Bench,
  bench,
  CHECKER,
  COLLECTOR,
  DAY,
  DISPATCHER,
  EMERGENCY,
  HOUR,
  LEAD,
  LIAISON,
  MACHINE,
  MINUTE,
  OFFICER,
  SUPERVISOR,
  usual,
} from './bench.ts';
import { checking, closed, fedBack, filed, handling, passed, reported } from './walks.ts';

export interface Sample {
  readonly name: CommandName;
  readonly at: () => Bench;
  readonly by: Actor;
  readonly command: (it: Bench) => Command;
  readonly events: readonly EventType[];
}

/** One case, or more, for every command: from where it is allowed, by whom, and the events that it gives. */
export const SAMPLES: readonly Sample[] = [
  sample('report', bench, COLLECTOR, ['reported']),
  sample('request-verification', hotline, OFFICER, ['verificationRequested']),
  sample('confirm', verifying, COLLECTOR, ['confirmed']),
  sample('deny', verifying, COLLECTOR, ['denied']),
  sample('cannot-verify', verifying, COLLECTOR, ['verificationImpossible']),
  sample('file', reported, OFFICER, ['filed']),
  sample('file', reported, OFFICER, ['filed', 'emergencyRaised'], () =>
    usual('file', { standard: EMERGENCY }),
  ),
  sample('reject', reported, OFFICER, ['rejected']),
  sample('reverse-rejection', rejected, LEAD, ['rejectionReversed']),
  sample('amend', filed, OFFICER, ['amended']),
  sample('amend', filed, OFFICER, ['amended', 'emergencyRaised'], toEmergency),
  sample('dispatch', filed, DISPATCHER, ['dispatched']),
  sample('coordinate', filed, DISPATCHER, ['coordinationStarted']),
  sample('escalate', filed, LEAD, ['escalated']),
  sample('acknowledge', handling, LIAISON, ['acknowledged']),
  sample('pass-on', handling, LIAISON, ['passedOn']),
  sample('return', handling, LIAISON, ['returned']),
  sample('request-return', handling, LIAISON, ['returnRequested']),
  sample('approve-return', asked('request-return'), LEAD, ['returned']),
  sample('refuse-return', asked('request-return'), LEAD, ['returnRefused']),
  sample('request-extension', handling, LIAISON, ['extensionRequested']),
  sample('approve-extension', asked('request-extension'), LEAD, ['extensionApproved']),
  sample('refuse-extension', asked('request-extension'), LEAD, ['extensionRefused']),
  sample('request-deferral', handling, LIAISON, ['deferralRequested']),
  sample('approve-deferral', asked('request-deferral'), LEAD, ['deferralApproved']),
  sample('refuse-deferral', asked('request-deferral'), LEAD, ['deferralRefused']),
  sample('resume', deferred, LEAD, ['resumed']),
  sample('feedback', handling, LIAISON, ['feedback']),
  sample('feedback', deferred, LIAISON, ['resumed', 'feedback']),
  sample('issue-check', fedBack, SUPERVISOR, ['checkIssued']),
  sample('pass', checking, CHECKER, ['checkPassed']),
  sample('fail', checking, CHECKER, ['checkFailed']),
  sample('cannot-check', checking, CHECKER, ['checkImpossible']),
  sample('send-back', fedBack, LEAD, ['checkFailed']),
  sample('close', passed, OFFICER, ['closed']),
  sample('close-unresolved', handling, LEAD, ['closedUnresolved']),
  sample('supervise', handling, SUPERVISOR, ['supervised']),
  sample('answer-supervision', supervised, LIAISON, ['supervisionAnswered']),
  sample('substitute', () => handling(EMERGENCY), LEAD, ['substituted']),
  sample('record-cost', substituted, LEAD, ['costRecorded']),
  sample('merge', reported, OFFICER, ['merged']),
  sample('link', handling, OFFICER, ['linked']),
  sample('void', handling, LEAD, ['voided']),
  sample('note', handling, OFFICER, ['noted']),
  sample('attach', handling, OFFICER, ['attached']),
  sample('rate', closed, COLLECTOR, ['rated']),
  sample('release-photo', closed, OFFICER, ['photoReleased']),
  sample('blank', closed, MACHINE, ['blanked']),
  sample('acknowledge-emergency', () => handling(EMERGENCY), LEAD, ['emergencyAcknowledged']),
  sample('reassign-collector', checking, SUPERVISOR, ['collectorReassigned']),
  sample('raise-emergency', () => handling(EMERGENCY).after(2 * MINUTE), MACHINE, ['emergencyRaised']),
  sample('turn-light', () => handling().after(DAY), MACHINE, ['turnedYellow'], turn('yellow')),
  sample('turn-light', () => handling().after(DAY), MACHINE, ['turnedRed'], turn('red')),
  sample('recompute-deadline', nextCalendar, MACHINE, ['deadlineRecomputed']),
];

export function hotline(): Bench {
  const it = bench();
  it.tell(OFFICER, usual('report', { channel: 'hotline' }));
  return it;
}

export function verifying(): Bench {
  const it = hotline();
  it.tell(OFFICER, usual('request-verification'));
  return it;
}

export function rejected(): Bench {
  const it = reported();
  it.tell(OFFICER, usual('reject'));
  return it;
}

export function coordinating(): Bench {
  const it = filed();
  it.tell(DISPATCHER, usual('coordinate'));
  return it;
}

export function deferred(): Bench {
  const it = asked('request-deferral')();
  it.after(HOUR).tell(LEAD, usual('approve-deferral'));
  return it;
}

export function substituted(): Bench {
  const it = handling(EMERGENCY);
  it.tell(LEAD, usual('substitute'));
  return it;
}

export function supervised(): Bench {
  const it = handling();
  it.tell(SUPERVISOR, usual('supervise'));
  return it;
}

export function voided(): Bench {
  const it = reported();
  it.tell(LEAD, usual('void'));
  return it;
}

export function asked(request: 'request-return' | 'request-extension' | 'request-deferral'): () => Bench {
  return () => {
    const it = handling();
    it.tell(LIAISON, usual(request));
    return it;
  };
}

function nextCalendar(): Bench {
  const it = handling();
  it.calendarVersion = 2;
  return it;
}

function turn(light: 'yellow' | 'red') {
  return ({ state: { clock } }: Bench) =>
    usual('turn-light', { run: clock!.run, clock: clock!.stage, dueAt: clock!.dueAt!, light });
}

function toEmergency(): Command {
  const { categoryKey, conditionKey, kind } = EMERGENCY;
  return usual('amend', { categoryKey, conditionKey, kind, standard: EMERGENCY });
}

function sample(
  name: CommandName,
  at: () => Bench,
  by: Actor,
  events: readonly EventType[],
  command: (it: Bench) => Command = () => usual(name),
): Sample {
  return { name, at: () => at(), by, command, events };
}
