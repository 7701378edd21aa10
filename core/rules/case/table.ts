import type { CommandName } from './commands.ts';
import type { EventType } from './events.ts';
import type { Role } from './people.ts';
import type { Status } from './status.ts';

/**
 * What makes a case one's own for a command: the responsible unit, the collector's task, the area, having
 * reported it, being the leading office of an escalated case, or being allowed to see it (spec 06).
 */
export type Own = 'unit' | 'task' | 'area' | 'reporter' | 'escalated' | 'sight';

/** `none`: there is no case yet; `open`: any status that is not final; `final`: closed or voided. */
export type From = readonly Status[] | 'none' | 'any' | 'open' | 'final';

export interface CommandRow {
  readonly from: From;
  /** Further statuses in which an emergency takes the command, leaving the status as it is. */
  readonly besideInEmergency?: readonly Status[];
  readonly by: readonly Role[];
  readonly own?: Partial<Readonly<Record<Role, Own>>>;
  readonly events: readonly EventType[];
  /** The command that takes it back, for undo in the screens. */
  readonly reverse?: CommandName;
}

/** A unit head has the liaison's commands (spec 02: unit head = liaison). */
const LIAISON: readonly Role[] = ['liaison', 'unit-head'];
const ITS_UNIT = { liaison: 'unit', 'unit-head': 'unit', 'unit-dispatcher': 'unit' } as const;
const REPORTERS: readonly Role[] = [
  'collector',
  'grid-head',
  'courtyard-head',
  'acceptance-officer',
  'leader',
  'unit-dispatcher',
  'resident',
  'integration',
];
/** Every role that sees cases at all (spec 06); the collection company and the administrator see none. */
const WHO_SEES: readonly Role[] = [
  ...REPORTERS,
  ...LIAISON,
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leading-office',
];
const BESIDE: readonly Status[] = [
  'reported',
  'filed',
  'coordinating',
  'handling',
  'deferred',
  'awaiting-check',
];

const byUnit = (status: readonly Status[], events: readonly EventType[]): CommandRow => ({
  from: status,
  by: LIAISON,
  own: ITS_UNIT,
  events,
});
const byLead = (status: From, events: readonly EventType[]): CommandRow => ({
  from: status,
  by: ['shift-lead'],
  events,
});
const byMachine = (status: From, events: readonly EventType[]): CommandRow => ({
  from: status,
  by: ['machine'],
  events,
});
const ownOf = (roles: readonly Role[], own: Own): Partial<Record<Role, Own>> =>
  Object.fromEntries(roles.map((role) => [role, own]));

/**
 * The closed table of spec 02, Commands and their events; nobody else says who may give what.
 * `import` is a door of its own: spec 02 names it for `report` and `pass`; it has the steps between and
 * after (file, dispatch, feedback, issue-check, close) as well, since a file of old cases brings them all.
 */
export const COMMANDS: Readonly<Record<CommandName, CommandRow>> = {
  report: {
    from: 'none',
    by: [...REPORTERS, 'import'],
    own: { 'unit-dispatcher': 'area' },
    events: ['reported'],
  },
  'request-verification': {
    from: ['reported'],
    besideInEmergency: BESIDE,
    by: ['acceptance-officer', 'machine'],
    events: ['verificationRequested'],
  },
  confirm: {
    from: ['verifying'],
    besideInEmergency: BESIDE,
    by: ['collector'],
    own: { collector: 'task' },
    events: ['confirmed'],
  },
  deny: {
    from: ['verifying'],
    besideInEmergency: BESIDE,
    by: ['collector'],
    own: { collector: 'task' },
    events: ['denied'],
  },
  'cannot-verify': {
    from: ['verifying'],
    by: ['collector'],
    own: { collector: 'task' },
    events: ['verificationImpossible'],
  },
  file: {
    from: ['reported'],
    by: ['acceptance-officer', 'unit-dispatcher', 'machine', 'import'],
    own: { 'unit-dispatcher': 'area' },
    events: ['filed', 'emergencyRaised'],
  },
  reject: {
    from: ['reported'],
    by: ['acceptance-officer'],
    events: ['rejected'],
    reverse: 'reverse-rejection',
  },
  'reverse-rejection': byLead(['rejected'], ['rejectionReversed']),
  amend: {
    from: ['reported', 'filed', 'coordinating', 'handling'],
    by: ['acceptance-officer', 'shift-lead'],
    events: ['amended', 'emergencyRaised'],
    reverse: 'amend',
  },
  dispatch: {
    from: ['filed', 'coordinating'],
    by: ['machine', 'dispatcher', 'shift-lead', 'leading-office', 'unit-dispatcher', 'import'],
    own: { 'leading-office': 'escalated', 'unit-dispatcher': 'area' },
    events: ['dispatched'],
  },
  coordinate: {
    from: ['filed'],
    by: ['machine', 'dispatcher', 'shift-lead'],
    events: ['coordinationStarted'],
  },
  escalate: byLead(['filed', 'coordinating'], ['escalated']),
  acknowledge: byUnit(['handling'], ['acknowledged']),
  'pass-on': {
    from: ['handling'],
    by: [...LIAISON, 'unit-dispatcher'],
    own: ITS_UNIT,
    events: ['passedOn'],
    reverse: 'pass-on',
  },
  return: byUnit(['handling'], ['returned']),
  'request-return': byUnit(['handling'], ['returnRequested']),
  'approve-return': byLead(['handling'], ['returned']),
  'refuse-return': byLead(['handling'], ['returnRefused']),
  'request-extension': byUnit(['handling'], ['extensionRequested']),
  'approve-extension': byLead(['handling'], ['extensionApproved']),
  'refuse-extension': byLead(['handling'], ['extensionRefused']),
  'request-deferral': byUnit(['handling'], ['deferralRequested']),
  'approve-deferral': { ...byLead(['handling'], ['deferralApproved']), reverse: 'resume' },
  'refuse-deferral': byLead(['handling'], ['deferralRefused']),
  resume: { from: ['deferred'], by: ['machine', 'shift-lead'], events: ['resumed'] },
  feedback: {
    from: ['handling', 'deferred'],
    by: [...LIAISON, 'import'],
    own: ITS_UNIT,
    events: ['resumed', 'feedback'],
  },
  'issue-check': {
    from: ['awaiting-check'],
    by: ['supervision-officer', 'machine', 'import'],
    events: ['checkIssued'],
  },
  pass: {
    from: ['checking'],
    by: ['collector', 'supervision-officer', 'shift-lead', 'import'],
    own: { collector: 'task' },
    events: ['checkPassed'],
  },
  fail: {
    from: ['checking'],
    by: ['collector', 'supervision-officer', 'shift-lead'],
    own: { collector: 'task' },
    events: ['checkFailed'],
  },
  'cannot-check': {
    from: ['checking'],
    by: ['collector'],
    own: { collector: 'task' },
    events: ['checkImpossible'],
  },
  'send-back': byLead(['awaiting-check', 'awaiting-close'], ['checkFailed']),
  close: {
    from: ['awaiting-close'],
    by: ['shift-lead', 'acceptance-officer', 'machine', 'import'],
    events: ['closed'],
  },
  'close-unresolved': byLead(['filed', 'coordinating', 'handling'], ['closedUnresolved']),
  supervise: { from: ['handling'], by: ['supervision-officer'], events: ['supervised'] },
  'answer-supervision': byUnit(['handling'], ['supervisionAnswered']),
  substitute: byLead(['handling', 'coordinating', 'filed'], ['substituted']),
  'record-cost': { from: 'any', by: ['shift-lead', 'leading-office'], events: ['costRecorded'] },
  merge: { from: ['reported', 'filed'], by: ['acceptance-officer'], events: ['merged'] },
  link: { from: 'any', by: ['acceptance-officer', 'shift-lead'], events: ['linked'] },
  void: byLead('open', ['voided']),
  note: { from: 'any', by: WHO_SEES, own: ownOf(WHO_SEES, 'sight'), events: ['noted'] },
  attach: { from: 'any', by: WHO_SEES, own: ownOf(WHO_SEES, 'sight'), events: ['attached'] },
  rate: { from: ['closed'], by: REPORTERS, own: ownOf(REPORTERS, 'reporter'), events: ['rated'] },
  'release-photo': { from: 'any', by: ['acceptance-officer', 'shift-lead'], events: ['photoReleased'] },
  blank: byMachine('final', ['blanked']),
  'acknowledge-emergency': {
    from: 'open',
    by: ['acceptance-officer', 'dispatcher', 'supervision-officer', 'shift-lead', 'leader'],
    events: ['emergencyAcknowledged'],
  },
  'reassign-collector': {
    from: ['verifying', 'checking'],
    by: ['supervision-officer'],
    events: ['collectorReassigned'],
    reverse: 'reassign-collector',
  },
  'raise-emergency': byMachine('open', ['emergencyRaised']),
  'turn-light': byMachine('any', ['turnedYellow', 'turnedRed']),
  'recompute-deadline': byMachine('any', ['deadlineRecomputed']),
};

/** The other direction: what brings each event about. */
export const EVENTS: Readonly<Record<EventType, { readonly cause: readonly CommandName[] }>> = {
  reported: { cause: ['report'] },
  verificationRequested: { cause: ['request-verification'] },
  confirmed: { cause: ['confirm'] },
  denied: { cause: ['deny'] },
  verificationImpossible: { cause: ['cannot-verify'] },
  filed: { cause: ['file'] },
  rejected: { cause: ['reject'] },
  rejectionReversed: { cause: ['reverse-rejection'] },
  amended: { cause: ['amend'] },
  dispatched: { cause: ['dispatch'] },
  coordinationStarted: { cause: ['coordinate'] },
  escalated: { cause: ['escalate'] },
  acknowledged: { cause: ['acknowledge'] },
  passedOn: { cause: ['pass-on'] },
  returned: { cause: ['return', 'approve-return'] },
  returnRequested: { cause: ['request-return'] },
  returnRefused: { cause: ['refuse-return'] },
  extensionRequested: { cause: ['request-extension'] },
  extensionApproved: { cause: ['approve-extension'] },
  extensionRefused: { cause: ['refuse-extension'] },
  deferralRequested: { cause: ['request-deferral'] },
  deferralApproved: { cause: ['approve-deferral'] },
  deferralRefused: { cause: ['refuse-deferral'] },
  resumed: { cause: ['resume', 'feedback'] },
  feedback: { cause: ['feedback'] },
  checkIssued: { cause: ['issue-check'] },
  checkPassed: { cause: ['pass'] },
  checkFailed: { cause: ['fail', 'send-back'] },
  checkImpossible: { cause: ['cannot-check'] },
  closed: { cause: ['close'] },
  closedUnresolved: { cause: ['close-unresolved'] },
  supervised: { cause: ['supervise'] },
  supervisionAnswered: { cause: ['answer-supervision'] },
  substituted: { cause: ['substitute'] },
  costRecorded: { cause: ['record-cost'] },
  merged: { cause: ['merge'] },
  linked: { cause: ['link'] },
  voided: { cause: ['void'] },
  noted: { cause: ['note'] },
  attached: { cause: ['attach'] },
  rated: { cause: ['rate'] },
  photoReleased: { cause: ['release-photo'] },
  blanked: { cause: ['blank'] },
  emergencyAcknowledged: { cause: ['acknowledge-emergency'] },
  collectorReassigned: { cause: ['reassign-collector'] },
  emergencyRaised: { cause: ['file', 'amend', 'raise-emergency'] },
  turnedYellow: { cause: ['turn-light'] },
  turnedRed: { cause: ['turn-light'] },
  deadlineRecomputed: { cause: ['recompute-deadline'] },
};
