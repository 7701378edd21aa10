import { isComplete, verificationRule, waitsForVerification } from './decide/filing.ts';
import type { CasePolicy } from './policy.ts';
import type { CaseState } from './state.ts';
import { FINAL_STATUSES } from './status.ts';

/** What the machine owes a case, and from when on. `at` is an instant in epoch ms, possibly long ago. */
export type MachineStep =
  | {
      readonly step: 'request-verification' | 'file' | 'issue-check' | 'close' | 'resume';
      readonly at: number;
    }
  /** Ask the router; then `dispatch`, or `coordinate` where it is uncertain. */
  | { readonly step: 'route'; readonly at: number }
  /** After a failed check: to the same unit, without asking the router. */
  | { readonly step: 'redispatch'; readonly at: number; readonly unit: string }
  | { readonly step: 'raise-emergency'; readonly at: number; readonly level: number };

/**
 * Every step that a machine owes (spec 02: the machine in the column `by`), the earliest first. A job or a
 * sweep may carry any of them out once `at` has come; `decide` refuses what is not owed any more.
 */
export function machineSteps(state: CaseState, policy: CasePolicy): MachineStep[] {
  const steps = [stageStep(state, policy), verificationStep(state, policy), emergencyStep(state, policy)];
  return steps.filter((step) => step !== null).sort((a, b) => a.at - b.at);
}

/** The first of `machineSteps`; null when the machine owes nothing. */
export function machineOwes(state: CaseState, policy: CasePolicy): MachineStep | null {
  return machineSteps(state, policy)[0] ?? null;
}

/**
 * When an unacknowledged emergency climbs one level more; null when it has climbed or needs not. One whose
 * routing is uncertain goes to the shift lead at once (spec 04).
 */
export function emergencyDueAt(state: CaseState, policy: CasePolicy): number | null {
  const { emergency, status, clock } = state;
  if (!emergency || emergency.acknowledgedBy !== null || FINAL_STATUSES.includes(status)) return null;
  if (status === 'coordinating' && emergency.level === 0 && clock) return clock.startAt;
  const { shiftLead, leader } = policy.emergencyClimbMinutes;
  const minutes = [shiftLead, leader][emergency.level];
  return minutes === undefined ? null : emergency.raisedAt + minutes * 60_000;
}

function stageStep(state: CaseState, { auto, ...policy }: CasePolicy): MachineStep | null {
  const { status, hand, assignment, lastAt: at } = state;
  const byMachine = hand === 'machine';
  if (status === 'reported') {
    const waits = waitsForVerification(state, state.urgency, policy) || state.verificationResult === 'denied';
    return auto.fileTrusted && state.trusted && isComplete(state) && !waits ? { step: 'file', at } : null;
  }
  if (status === 'filed' && state.routingOwed) {
    return assignment ? { step: 'redispatch', at, unit: assignment.unit } : { step: 'route', at };
  }
  if (status === 'deferred') return { step: 'resume', at: state.deferredUntil ?? at };
  if (status === 'awaiting-check' && byMachine && auto.issueCheck) return { step: 'issue-check', at };
  if (status === 'awaiting-close' && byMachine && auto.close) return { step: 'close', at };
  return null;
}

/** Before filing it is the stage itself; for an emergency beside the stages, up to the feedback's check. */
function verificationStep(state: CaseState, policy: CasePolicy): MachineStep | null {
  const { status, channel, verification, verificationResult, urgency, lastAt: at } = state;
  const always = verificationRule(channel, policy) === 'always' && verificationResult === null;
  if (!always || verification) return null;
  const beside = ['filed', 'coordinating', 'handling', 'deferred', 'awaiting-check'].includes(status);
  return status === 'reported' || (urgency === 'emergency' && beside)
    ? { step: 'request-verification', at }
    : null;
}

function emergencyStep(state: CaseState, policy: CasePolicy): MachineStep | null {
  const at = emergencyDueAt(state, policy);
  return at === null || !state.emergency
    ? null
    : { step: 'raise-emergency', at, level: state.emergency.level + 1 };
}
