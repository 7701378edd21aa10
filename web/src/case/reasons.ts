import type { CaseCommandName } from '../../../core/contract/api/caseCommands.ts';

/** Reason codes that the screens offer; their words stand under `reason.*`, the last is for anything else. */
export const REASONS = {
  reject: ['not-in-catalogue', 'not-ours', 'not-found', 'unclear', 'already-handled', 'private', 'other'],
  'reverse-rejection': ['mistaken', 'recurred', 'other'],
  coordinate: ['unclear-owner', 'border', 'rules-disagree', 'no-responsible-subject', 'other'],
  escalate: ['unclear-owner', 'border', 'no-responsible-subject', 'hard-to-enforce', 'municipal-evades'],
  dispatch: ['is-yours', 'better-placed', 'not-our-component', 'other'],
  return: ['not-our-duty', 'not-our-component', 'wrong-place', 'already-handled', 'other'],
  'request-return': ['not-our-duty', 'not-our-component', 'wrong-place', 'already-handled', 'other'],
  'refuse-return': ['is-yours', 'no-ground', 'other'],
  'request-extension': ['parts', 'weather', 'traffic', 'complex', 'other'],
  'refuse-extension': ['enough-time', 'no-ground', 'quota-used', 'other'],
  'request-deferral': ['season', 'legal-procedure', 'funding', 'weather', 'other'],
  'refuse-deferral': ['enough-time', 'no-ground', 'quota-used', 'other'],
  'send-back': ['no-evidence', 'wrong-photo', 'not-done', 'not-to-standard', 'other'],
  fail: ['not-done', 'not-to-standard', 'wrong-place', 'recurred'],
  'close-unresolved': ['season', 'legal-procedure', 'no-responsible-subject', 'notified-only'],
  substitute: ['danger', 'unit-cannot', 'other'],
  void: ['wrong-input', 'test', 'duplicate', 'other'],
  file: ['danger', 'long-distance', 'small-risk', 'other'],
} as const satisfies Partial<Record<CaseCommandName, readonly string[]>>;

export type ReasonedCommand = keyof typeof REASONS;
