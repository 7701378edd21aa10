import type { Command } from '../../../core/rules/case/commands.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import { type CasePolicy, DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import {
  AREAS,
  type Bench,
  bench,
  CHECKER,
  COLLECTOR,
  DAY,
  EMERGENCY,
  LEAD,
  LIAISON,
  MACHINE,
  MONDAY,
  OFFICER,
  STANDARD,
  usual,
} from './bench.ts';
import { asked, deferred, hotline } from './samples.ts';
import { checking, handling } from './walks.ts';

/** Situations in which commands are refused, beside the usual walks. */
export const emergency = () => handling(EMERGENCY);
export const strict: CasePolicy = {
  ...DEFAULT_CASE_POLICY,
  auto: { fileTrusted: false, issueCheck: false, close: false, redispatchAfterFailedCheck: false },
};
export const verifyAlways: CasePolicy = {
  ...DEFAULT_CASE_POLICY,
  verification: { ...DEFAULT_CASE_POLICY.verification, collector: 'always' },
};
export const returned = () => told(handling(), LIAISON, usual('return'));
export const failed = () => told(checking(), CHECKER, usual('fail'));
export const trusted = (policy: CasePolicy) => () =>
  told(bench(MONDAY, policy), COLLECTOR, usual('report', { trusted: true }));
export const verified = () =>
  told(told(hotline(), OFFICER, usual('request-verification')), COLLECTOR, usual('confirm'));
export const refusedOnce = () => told(asked('request-extension')(), LEAD, usual('refuse-extension'));
export const deferredOnce = () => told(deferred(), LEAD, usual('resume'));
export const acknowledged = () => told(emergency(), LEAD, usual('acknowledge-emergency'));
export const turn = (it: Bench, light: 'yellow' | 'red') =>
  usual('turn-light', { run: it.state.clock!.run, clock: 'handling', dueAt: it.state.clock!.dueAt!, light });
export const yellowTurned = () => {
  const it = handling().after(DAY);
  return told(it, MACHINE, turn(it, 'yellow'));
};

export function told(it: Bench, by: Actor, command: Command): Bench {
  it.tell(by, command);
  return it;
}

export function withPolicy(it: Bench, policy: CasePolicy): Bench {
  it.policy = policy;
  return it;
}

export function hotlineAlways(): CasePolicy {
  return { ...DEFAULT_CASE_POLICY, verification: { ...DEFAULT_CASE_POLICY.verification, hotline: 'always' } };
}

export function emergencyVerified(): Bench {
  const it = bench();
  it.tell(OFFICER, usual('report', { channel: 'hotline', urgency: 'emergency' }));
  return told(it, OFFICER, usual('request-verification'));
}

export function ownLimit(minutes: number, reason = 'school-opposite') {
  return { minutes, clock: 'continuous', reason } as const;
}

export function unchanged(): Command {
  const { categoryKey, conditionKey, kind } = STANDARD;
  return usual('amend', { categoryKey, conditionKey, kind, standard: STANDARD, areas: AREAS });
}
