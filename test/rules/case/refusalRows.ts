import type { Command } from '../../../core/rules/case/commands.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import { type CasePolicy, DEFAULT_CASE_POLICY, type Refusal } from '../../../core/rules/case/policy.ts';
import {
  AREAS,
  type Bench,
  bench,
  CHECKER,
  COLLECTOR,
  DAY,
  DISPATCHER,
  EMERGENCY,
  HOUR,
  IMPORT,
  LEAD,
  LIAISON,
  MACHINE,
  MINUTE,
  MONDAY,
  OFFICE,
  OFFICER,
  PLACE,
  STANDARD,
  STREET,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';
import {
  asked,
  coordinating,
  deferred,
  hotline,
  rejected,
  substituted,
  supervised,
  verifying,
} from './samples.ts';
import { checking, closed, fedBack, filed, handling, passed, reported } from './walks.ts';

export type Row = readonly [
  clause: string,
  kind: Refusal['kind'],
  at: () => Bench,
  by: Actor,
  command: Command,
];

const emergency = () => handling(EMERGENCY);
const strict: CasePolicy = {
  ...DEFAULT_CASE_POLICY,
  auto: { fileTrusted: false, issueCheck: false, close: false, redispatchAfterFailedCheck: false },
};
const verifyAlways: CasePolicy = {
  ...DEFAULT_CASE_POLICY,
  verification: { ...DEFAULT_CASE_POLICY.verification, collector: 'always' },
};
const returned = () => told(handling(), LIAISON, usual('return'));
const failed = () => told(checking(), CHECKER, usual('fail'));
const trusted = (policy: CasePolicy) => () =>
  told(bench(MONDAY, policy), COLLECTOR, usual('report', { trusted: true }));
const verified = () =>
  told(told(hotline(), OFFICER, usual('request-verification')), COLLECTOR, usual('confirm'));
const refusedOnce = () => told(asked('request-extension')(), LEAD, usual('refuse-extension'));
const deferredOnce = () => told(deferred(), LEAD, usual('resume'));
const acknowledged = () => told(emergency(), LEAD, usual('acknowledge-emergency'));
const turn = (it: Bench, light: 'yellow' | 'red') =>
  usual('turn-light', { run: it.state.clock!.run, clock: 'handling', dueAt: it.state.clock!.dueAt!, light });
const yellowTurned = () => {
  const it = handling().after(DAY);
  return told(it, MACHINE, turn(it, 'yellow'));
};

/** Each refusal of a command's own rules, at least once (role, ownership and status have tables of their own). */
export const REFUSALS: readonly Row[] = [
  ['report.channel', 'right', bench, COLLECTOR, usual('report', { channel: 'hotline' })],
  ['report.id', 'input', bench, COLLECTOR, usual('report', { id: ' ' })],
  ['report.number', 'input', bench, COLLECTOR, usual('report', { number: '' })],
  ['report.place', 'input', bench, COLLECTOR, usual('report', { place: { ...PLACE, lat: Number.NaN } })],
  ['report.place', 'input', bench, COLLECTOR, usual('report', { place: { ...PLACE, lon: 181 } })],
  ['report.outside-city', 'input', bench, COLLECTOR, usual('report', { insideCity: false })],
  ['report.category', 'input', bench, COLLECTOR, usual('report', { categoryKey: null })],
  ['report.exists', 'state', reported, CHECKER, usual('report')],
  ['request-verification.open', 'state', emergencyVerified, OFFICER, usual('request-verification')],
  ['request-verification.never', 'right', reported, OFFICER, usual('request-verification')],
  ['request-verification.machine', 'right', hotline, MACHINE, usual('request-verification')],
  [
    'request-verification.done',
    'state',
    () => withPolicy(verified(), hotlineAlways()),
    MACHINE,
    usual('request-verification'),
  ],
  ['confirm.no-task', 'state', emergency, COLLECTOR, usual('confirm')],
  ['confirm.photo', 'input', verifying, COLLECTOR, usual('confirm', { photos: [] })],
  ['deny.no-task', 'state', emergency, COLLECTOR, usual('deny')],
  ['deny.photo', 'input', verifying, COLLECTOR, usual('deny', { photos: [] })],
  ['cannot-verify.reason', 'input', verifying, COLLECTOR, usual('cannot-verify', { reason: '' })],
  [
    'reassign-collector.same',
    'state',
    checking,
    SUPERVISOR,
    usual('reassign-collector', { collector: CHECKER.id }),
  ],
  [
    'reassign-collector.collector',
    'input',
    checking,
    SUPERVISOR,
    usual('reassign-collector', { collector: '' }),
  ],
  ['file.machine', 'right', trusted(strict), MACHINE, usual('file')],
  ['file.trusted', 'right', reported, MACHINE, usual('file')],
  ['file.trusted', 'right', trusted(DEFAULT_CASE_POLICY), MACHINE, usual('file', { standard: EMERGENCY })],
  ['file.verify-first', 'state', () => reported(STANDARD, verifyAlways), OFFICER, usual('file')],
  [
    'file.own-limit-by',
    'right',
    reported,
    STREET,
    usual('file', { standard: EMERGENCY, ownLimit: ownLimit(60) }),
  ],
  ['file.own-limit', 'input', reported, OFFICER, usual('file', { ownLimit: ownLimit(60) })],
  ['file.minutes', 'input', reported, OFFICER, usual('file', { standard: EMERGENCY, ownLimit: ownLimit(0) })],
  [
    'file.reason',
    'input',
    reported,
    OFFICER,
    usual('file', { standard: EMERGENCY, ownLimit: ownLimit(60, '') }),
  ],
  [
    'file.condition',
    'input',
    reported,
    OFFICER,
    usual('file', { standard: { ...STANDARD, conditionKey: '' } }),
  ],
  [
    'file.minutes',
    'input',
    reported,
    OFFICER,
    usual('file', { standard: { ...STANDARD, limitMinutes: 1.5 } }),
  ],
  ['file.place', 'input', reported, OFFICER, usual('file', { place: { ...PLACE, lat: 91 } })],
  ['file.import-order', 'input', () => reported().after(-1), IMPORT, usual('file')],
  ['reject.reason', 'input', reported, OFFICER, usual('reject', { reason: '' })],
  ['reject.text', 'input', reported, OFFICER, usual('reject', { text: '' })],
  [
    'reverse-rejection.too-late',
    'state',
    () => rejected().after(7 * DAY + 1),
    LEAD,
    usual('reverse-rejection'),
  ],
  ['reverse-rejection.reason', 'input', rejected, LEAD, usual('reverse-rejection', { reason: '' })],
  ['amend.nothing', 'input', filed, OFFICER, unchanged()],
  [
    'amend.condition',
    'input',
    filed,
    OFFICER,
    usual('amend', { conditionKey: null, categoryKey: null, standard: null }),
  ],
  ['amend.category', 'input', reported, OFFICER, usual('amend', { categoryKey: null })],
  ['amend.standard', 'input', filed, OFFICER, usual('amend', { standard: null })],
  ['amend.standard', 'input', filed, OFFICER, usual('amend', { standard: STANDARD })],
  [
    'amend.minutes',
    'input',
    filed,
    OFFICER,
    usual('amend', { standard: { ...STANDARD, conditionKey: 'I-0601-3', limitMinutes: 0 } }),
  ],
  [
    'amend.place',
    'input',
    filed,
    OFFICER,
    usual('amend', { place: { ...PLACE, lon: Number.POSITIVE_INFINITY } }),
  ],
  ['dispatch.after-return', 'state', returned, MACHINE, usual('dispatch')],
  ['dispatch.not-owed', 'state', coordinating, MACHINE, usual('dispatch')],
  ['dispatch.same-unit', 'input', failed, MACHINE, usual('dispatch', { unit: unit('power') })],
  ['dispatch.own-unit', 'right', filed, STREET, usual('dispatch')],
  ['dispatch.unit', 'input', filed, DISPATCHER, usual('dispatch', { unit: unit('') })],
  [
    'dispatch.unit-closed',
    'input',
    filed,
    DISPATCHER,
    usual('dispatch', { unit: unit('water', { closed: true }) }),
  ],
  [
    'dispatch.unit-liaison',
    'input',
    filed,
    MACHINE,
    usual('dispatch', { unit: unit('water', { hasLiaison: false }) }),
  ],
  [
    'dispatch.unit-never',
    'input',
    filed,
    LEAD,
    usual('dispatch', { unit: unit('water', { neverResponsible: true }) }),
  ],
  ['dispatch.assisting', 'input', filed, DISPATCHER, usual('dispatch', { assisting: ['water'] })],
  ['dispatch.assisting', 'input', filed, DISPATCHER, usual('dispatch', { assisting: ['gas', 'gas'] })],
  ['dispatch.refused-return', 'input', returned, DISPATCHER, usual('dispatch')],
  ['dispatch.override', 'input', filed, DISPATCHER, usual('dispatch', { overrode: 'power' })],
  ['coordinate.not-owed', 'state', returned, MACHINE, usual('coordinate')],
  ['coordinate.reason', 'input', filed, DISPATCHER, usual('coordinate', { reason: '' })],
  ['escalate.already', 'state', () => told(filed(), LEAD, usual('escalate')), LEAD, usual('escalate')],
  ['escalate.reason', 'input', filed, LEAD, usual('escalate', { reason: '' })],
  ['substitute.emergency', 'state', handling, LEAD, usual('substitute')],
  ['substitute.same-unit', 'input', emergency, LEAD, usual('substitute', { unit: unit('water') })],
  ['substitute.unit', 'input', emergency, LEAD, usual('substitute', { unit: unit('') })],
  [
    'substitute.unit-closed',
    'input',
    emergency,
    LEAD,
    usual('substitute', { unit: unit('standby', { closed: true }) }),
  ],
  [
    'substitute.unit-liaison',
    'input',
    emergency,
    LEAD,
    usual('substitute', { unit: unit('x', { hasLiaison: false }) }),
  ],
  [
    'substitute.unit-never',
    'input',
    emergency,
    LEAD,
    usual('substitute', { unit: unit('x', { neverResponsible: true }) }),
  ],
  ['substitute.reason', 'input', emergency, LEAD, usual('substitute', { reason: '' })],
  [
    'acknowledge.already',
    'state',
    () => told(handling(), LIAISON, usual('acknowledge')),
    LIAISON,
    usual('acknowledge'),
  ],
  ['pass-on.crew', 'input', handling, LIAISON, usual('pass-on', { crew: '' })],
  ['return.reason', 'input', handling, LIAISON, usual('return', { reason: '' })],
  ['return.asked-for', 'state', () => handling().after(2 * HOUR + 1), LIAISON, usual('return')],
  ['request-return.pending', 'state', asked('request-return'), LIAISON, usual('request-return')],
  ['request-return.reason', 'input', handling, LIAISON, usual('request-return', { reason: '' })],
  ['approve-return.not-asked', 'state', handling, LEAD, usual('approve-return')],
  ['refuse-return.not-asked', 'state', handling, LEAD, usual('refuse-return')],
  ['refuse-return.reason', 'input', asked('request-return'), LEAD, usual('refuse-return', { reason: '' })],
  ['request-extension.pending', 'state', asked('request-extension'), LIAISON, usual('request-extension')],
  ['request-extension.once', 'state', refusedOnce, LIAISON, usual('request-extension')],
  ['request-extension.before-red', 'state', () => handling().after(DAY), LIAISON, usual('request-extension')],
  ['request-extension.minutes', 'input', handling, LIAISON, usual('request-extension', { minutes: -1 })],
  ['request-extension.reason', 'input', handling, LIAISON, usual('request-extension', { reason: '' })],
  ['approve-extension.not-asked', 'state', handling, LEAD, usual('approve-extension')],
  [
    'approve-extension.minutes',
    'input',
    asked('request-extension'),
    LEAD,
    usual('approve-extension', { minutes: 0 }),
  ],
  ['refuse-extension.not-asked', 'state', handling, LEAD, usual('refuse-extension')],
  [
    'refuse-extension.reason',
    'input',
    asked('request-extension'),
    LEAD,
    usual('refuse-extension', { reason: '' }),
  ],
  ['request-deferral.pending', 'state', asked('request-deferral'), LIAISON, usual('request-deferral')],
  ['request-deferral.once', 'state', deferredOnce, LIAISON, usual('request-deferral')],
  ['request-deferral.past', 'input', handling, LIAISON, usual('request-deferral', { until: MONDAY })],
  ['request-deferral.past', 'input', handling, LIAISON, usual('request-deferral', { until: Number.NaN })],
  [
    'request-deferral.too-long',
    'input',
    handling,
    LIAISON,
    usual('request-deferral', { until: MONDAY + 90 * DAY + 1 }),
  ],
  ['request-deferral.reason', 'input', handling, LIAISON, usual('request-deferral', { reason: '' })],
  ['approve-deferral.not-asked', 'state', handling, LEAD, usual('approve-deferral')],
  [
    'approve-deferral.past',
    'input',
    asked('request-deferral'),
    LEAD,
    usual('approve-deferral', { until: MONDAY }),
  ],
  [
    'approve-deferral.too-long',
    'input',
    asked('request-deferral'),
    LEAD,
    usual('approve-deferral', { until: MONDAY + 91 * DAY }),
  ],
  ['refuse-deferral.not-asked', 'state', handling, LEAD, usual('refuse-deferral')],
  [
    'refuse-deferral.reason',
    'input',
    asked('request-deferral'),
    LEAD,
    usual('refuse-deferral', { reason: '' }),
  ],
  ['resume.early', 'state', deferred, MACHINE, usual('resume')],
  ['feedback.photo', 'input', handling, LIAISON, usual('feedback', { photos: [] })],
  ['supervise.open', 'state', supervised, SUPERVISOR, usual('supervise')],
  ['answer-supervision.none', 'state', handling, LIAISON, usual('answer-supervision')],
  ['issue-check.machine', 'right', () => fedBack(STANDARD, strict), MACHINE, usual('issue-check')],
  ['pass.on-duty', 'right', checking, SUPERVISOR, usual('pass', { how: 'video' })],
  ['pass.on-duty', 'right', checking, LEAD, usual('pass', { how: 'shift-lead' })],
  ['pass.how', 'input', checking, CHECKER, usual('pass', { how: 'video' })],
  ['pass.how', 'input', checking, LEAD, usual('pass', { anyoneOnDuty: false })],
  ['pass.photo', 'input', checking, CHECKER, usual('pass', { photos: [] })],
  ['fail.on-duty', 'right', checking, LEAD, usual('fail')],
  ['fail.photo', 'input', checking, CHECKER, usual('fail', { photos: [] })],
  ['fail.reason', 'input', checking, CHECKER, usual('fail', { reason: '' as never })],
  ['cannot-check.reason', 'input', checking, CHECKER, usual('cannot-check', { reason: '' })],
  ['send-back.reason', 'input', fedBack, LEAD, usual('send-back', { reason: '' })],
  ['close.machine', 'right', passed, MACHINE, usual('close')],
  ['close.photos-missing', 'state', passed, OFFICER, usual('close', { missingPhotos: 1, text: 'I saw it' })],
  ['close.photos-missing', 'state', passed, LEAD, usual('close', { missingPhotos: 1 })],
  ['close-unresolved.reason', 'input', handling, LEAD, usual('close-unresolved', { reason: '' as never })],
  ['merge.into-open', 'state', reported, OFFICER, usual('merge', { intoStatusOpen: false })],
  ['merge.into', 'input', reported, OFFICER, usual('merge', { into: '' })],
  ['merge.itself', 'input', reported, OFFICER, usual('merge', { into: reported().state.id })],
  ['void.reason', 'input', handling, LEAD, usual('void', { reason: '' })],
  ['record-cost.substituted', 'state', handling, LEAD, usual('record-cost')],
  ['record-cost.id', 'input', substituted, LEAD, usual('record-cost', { costId: '' })],
  ['record-cost.amount', 'input', substituted, OFFICE, usual('record-cost', { amountCents: 0.5 })],
  ['record-cost.payer', 'input', substituted, LEAD, usual('record-cost', { payerUnit: null })],
  ['record-cost.payer', 'input', substituted, LEAD, usual('record-cost', { payer: 'city-fund' })],
  ['link.other', 'input', handling, OFFICER, usual('link', { other: '' })],
  ['link.itself', 'input', handling, OFFICER, usual('link', { other: reported().state.id })],
  ['note.text', 'input', handling, OFFICER, usual('note', { text: ' ' })],
  ['attach.photo', 'input', handling, OFFICER, usual('attach', { photos: [] })],
  ['rate.stars', 'input', closed, COLLECTOR, usual('rate', { stars: 6 })],
  ['rate.stars', 'input', closed, COLLECTOR, usual('rate', { stars: 2.5 })],
  ['release-photo.unknown', 'input', handling, OFFICER, usual('release-photo', { photo: 'foreign' })],
  ['release-photo.blurred', 'input', handling, OFFICER, usual('release-photo', { blurred: '' })],
  ['release-photo.not-blurred', 'input', handling, OFFICER, usual('release-photo', { blurred: 'before' })],
  ['acknowledge-emergency.none', 'state', handling, LEAD, usual('acknowledge-emergency')],
  ['acknowledge-emergency.already', 'state', acknowledged, LEAD, usual('acknowledge-emergency')],
  ['raise-emergency.none', 'state', handling, MACHINE, usual('raise-emergency')],
  ['raise-emergency.none', 'state', acknowledged, MACHINE, usual('raise-emergency')],
  [
    'raise-emergency.early',
    'state',
    () => emergency().after(2 * MINUTE - 1),
    MACHINE,
    usual('raise-emergency'),
  ],
  [
    'raise-emergency.level',
    'state',
    () => emergency().after(HOUR),
    MACHINE,
    usual('raise-emergency', { level: 2 }),
  ],
  ['turn-light.moved-on', 'state', handling, MACHINE, usual('turn-light')],
  ['turn-light.already', 'state', yellowTurned, MACHINE, turn(yellowTurned(), 'yellow')],
  ['turn-light.early', 'state', handling, MACHINE, turn(handling(), 'red')],
  ['blank.reversible', 'state', rejected, MACHINE, usual('blank')],
  ['blank.fields', 'input', closed, MACHINE, usual('blank', { fields: [] })],
];

function told(it: Bench, by: Actor, command: Command): Bench {
  it.tell(by, command);
  return it;
}

function withPolicy(it: Bench, policy: CasePolicy): Bench {
  it.policy = policy;
  return it;
}

function hotlineAlways(): CasePolicy {
  return { ...DEFAULT_CASE_POLICY, verification: { ...DEFAULT_CASE_POLICY.verification, hotline: 'always' } };
}

function emergencyVerified(): Bench {
  const it = bench();
  it.tell(OFFICER, usual('report', { channel: 'hotline', urgency: 'emergency' }));
  return told(it, OFFICER, usual('request-verification'));
}

function ownLimit(minutes: number, reason = 'school-opposite') {
  return { minutes, clock: 'continuous', reason } as const;
}

function unchanged(): Command {
  const { categoryKey, conditionKey, kind } = STANDARD;
  return usual('amend', { categoryKey, conditionKey, kind, standard: STANDARD, areas: AREAS });
}
