import fc from 'fast-check';
import type { Command } from '../../../core/rules/case/commands.ts';
import type { Actor } from '../../../core/rules/case/people.ts';
import { type CasePolicy, DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import { turnsOwed } from '../../../core/rules/case/timers.ts';
import {
  actor,
  type Bench,
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
  OFFICE,
  OFFICER,
  OTHER_LIAISON,
  SPECIAL,
  STANDARD,
  STREET,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';

/** One step of a random history: which of the moves, how long after the last, and whether it has to be a legal one. */
export interface Step {
  readonly pick: number;
  readonly waitMs: number;
  readonly legal: boolean;
}
export type Move = readonly [by: Actor, command: Command];

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    // Small numbers are no simpler here: every move is to come as often as any other.
    pick: fc.noBias(fc.nat(1_000_000)),
    waitMs: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 90 * MINUTE }) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * DAY }) },
      // Two servers' clocks: the second a little behind the first.
      { weight: 1, arbitrary: fc.integer({ min: -50, max: 0 }) },
    ),
    legal: fc.integer({ min: 0, max: 9 }).map((n) => n > 1),
  }),
  { minLength: 5, maxLength: 45, size: 'max' },
);

export const policies: fc.Arbitrary<CasePolicy> = fc
  .record({ auto: fc.boolean(), close: fc.boolean(), always: fc.boolean() })
  .map(({ auto, close, always }) => ({
    ...DEFAULT_CASE_POLICY,
    verification: { ...DEFAULT_CASE_POLICY.verification, hotline: always ? 'always' : 'optional' },
    auto: { fileTrusted: auto, issueCheck: auto, close, redispatchAfterFailedCheck: auto },
  }));

const LIAISONS: readonly Actor[] = [
  LIAISON,
  OTHER_LIAISON,
  actor('liaison', { unit: 'street' }),
  actor('liaison', { unit: 'standby' }),
];
const UNITS = [unit('water'), unit('power'), unit('street', { commandDuty: true }), unit('standby')];
const STANDARDS = [
  STANDARD,
  EMERGENCY,
  SPECIAL,
  { ...STANDARD, clock: 'continuous' as const, conditionKey: 'I-0601-9' },
];

/** The first event of a history; `pick` chooses the condition and the channel. */
export function begin(it: Bench, pick: number): void {
  const standard = STANDARDS[pick % STANDARDS.length]!;
  const { categoryKey, conditionKey, kind, urgency } = standard;
  const what = { categoryKey, conditionKey, kind, urgency, proposed: standard };
  const hotline = pick % 3 === 0;
  if (hotline) it.tell(OFFICER, usual('report', { ...what, channel: 'hotline' }));
  else it.tell(COLLECTOR, usual('report', { ...what, trusted: pick % 2 === 0 }));
}

/** Every move that somebody could try now, legal or not. */
export function movesAt(it: Bench): Move[] {
  const { state, now } = it;
  const filing = STANDARDS.find(({ conditionKey }) => conditionKey === state.conditionKey) ?? STANDARD;
  return [
    ...fieldMoves(it),
    ...LIAISONS.flatMap((liaison) => unitMoves(liaison, now)),
    [OFFICER, usual('file', { standard: filing })],
    [MACHINE, usual('file', { standard: filing })],
    [OFFICER, usual('reject')],
    [LEAD, usual('reverse-rejection')],
    ...STANDARDS.map((standard): Move => [OFFICER, amendTo(standard)]),
    ...UNITS.flatMap((to): Move[] => [
      [MACHINE, usual('dispatch', { unit: to })],
      [DISPATCHER, usual('dispatch', { unit: to, reason: 'decided' })],
      [LEAD, usual('dispatch', { unit: to, reason: 'decided', assisting: ['gas'] })],
    ]),
    [STREET, usual('dispatch', { unit: UNITS[2]!, reason: 'ours' })],
    [OFFICE, usual('dispatch', { reason: 'decided' })],
    [MACHINE, usual('coordinate')],
    [DISPATCHER, usual('coordinate')],
    [LEAD, usual('escalate')],
    ...leadMoves(now),
    [MACHINE, usual('resume')],
    [SUPERVISOR, usual('supervise')],
    [OFFICER, usual('close')],
    [MACHINE, usual('close')],
    [OFFICER, usual('merge')],
    [OFFICER, usual('note')],
    [COLLECTOR, usual('rate')],
    [MACHINE, usual('blank')],
    ...machineMoves(it),
  ];
}

/** Only what moves the clock of a unit, so that histories go round often: returns, repeats, windows, limits. */
export function unitWalkAt(it: Bench): Move[] {
  const { state, now } = it;
  const liaison = LIAISONS.find(({ unit: code }) => code === state.assignment?.unit) ?? LIAISON;
  const on = actor('collector', { id: state.check?.collector ?? CHECKER.id });
  const back = UNITS.find(({ code }) => code === state.assignment?.unit) ?? UNITS[0]!;
  return [
    [
      OFFICER,
      usual('file', {
        standard: STANDARDS.find((one) => one.conditionKey === state.conditionKey) ?? STANDARD,
      }),
    ],
    ...[back, back, ...UNITS].map(
      (to): Move => [DISPATCHER, usual('dispatch', { unit: to, reason: 'decided' })],
    ),
    [liaison, usual('return')],
    [liaison, usual('feedback')],
    [liaison, usual('request-extension')],
    [liaison, usual('request-deferral', { until: now + DAY })],
    [liaison, usual('feedback')],
    [LEAD, usual('approve-extension', { minutes: 30 })],
    [LEAD, usual('approve-deferral', { until: now + HOUR })],
    [LEAD, usual('resume')],
    [LEAD, usual('send-back')],
    [LEAD, usual('substitute')],
    [MACHINE, usual('resume')],
    [MACHINE, usual('issue-check')],
    [on, usual('fail')],
    ...STANDARDS.slice(0, 2).map((standard): Move => [OFFICER, amendTo(standard)]),
  ];
}

function fieldMoves({ state, now }: Bench): Move[] {
  const task = state.verification ?? state.check;
  const on = task?.collector ? actor('collector', { id: task.collector }) : CHECKER;
  const seen = [undefined, now - 5 * MINUTE, now - 3 * HOUR, now + DAY];
  return [
    [OFFICER, usual('request-verification')],
    [MACHINE, usual('request-verification', { collector: null })],
    ...seen.flatMap((observedAt): Move[] => [
      [on, usual('confirm', { observedAt })],
      [on, usual('deny', { observedAt })],
      [on, usual('pass', { observedAt })],
      [on, usual('fail', { observedAt })],
    ]),
    [on, usual('cannot-verify')],
    [on, usual('cannot-check')],
    [
      SUPERVISOR,
      usual('reassign-collector', {
        collector: task?.collector === 'collector-3' ? 'collector-2' : 'collector-3',
      }),
    ],
    [SUPERVISOR, usual('issue-check')],
    [MACHINE, usual('issue-check', { collector: null })],
    [MACHINE, usual('issue-check')],
    [SUPERVISOR, usual('pass', { how: 'video', anyoneOnDuty: false })],
    [LEAD, usual('fail', { anyoneOnDuty: false })],
  ];
}

function unitMoves(liaison: Actor, now: number): Move[] {
  return [
    [liaison, usual('acknowledge')],
    [liaison, usual('pass-on')],
    [liaison, usual('return')],
    [liaison, usual('request-return')],
    [liaison, usual('request-extension')],
    [liaison, usual('request-deferral', { until: now + 3 * DAY })],
    [liaison, usual('feedback')],
    [liaison, usual('feedback', { photos: [] })],
    [liaison, usual('answer-supervision')],
  ];
}

function leadMoves(now: number): Move[] {
  return [
    [LEAD, usual('approve-return')],
    [LEAD, usual('refuse-return')],
    [LEAD, usual('approve-extension')],
    [LEAD, usual('refuse-extension')],
    [LEAD, usual('approve-deferral', { until: now + DAY })],
    [LEAD, usual('approve-deferral', { until: now + 2 * HOUR })],
    [LEAD, usual('refuse-deferral')],
    [LEAD, usual('resume')],
    [LEAD, usual('send-back')],
    [LEAD, usual('close')],
    [LEAD, usual('close-unresolved')],
    [LEAD, usual('substitute')],
    [LEAD, usual('record-cost')],
    [LEAD, usual('void')],
    [LEAD, usual('acknowledge-emergency')],
  ];
}

function machineMoves({ state }: Bench): Move[] {
  const turns = turnsOwed(state).map(
    ({ run, clock, dueAt, light }): Move => [MACHINE, usual('turn-light', { run, clock, dueAt, light })],
  );
  return [
    ...turns,
    [MACHINE, usual('raise-emergency', { level: 1 })],
    [MACHINE, usual('raise-emergency', { level: 2 })],
    [MACHINE, usual('recompute-deadline')],
  ];
}

function amendTo(standard: typeof STANDARD): Command {
  const { categoryKey, conditionKey, kind } = standard;
  return usual('amend', { categoryKey, conditionKey, kind, standard });
}

/** Ends make a history short, records beside the stage make it stand: the most legal steps leave both out. */
const ENDS = new Set(['void', 'merge', 'close', 'close-unresolved', 'reject']);
const BESIDE = new Set([
  'note',
  'turn-light',
  'recompute-deadline',
  'acknowledge',
  'pass-on',
  'amend',
  'record-cost',
]);

/** Tries one step: a legal move if it has to be one, found by asking in an order that `pick` shuffles; else any. */
export function chosen(moves: readonly Move[], it: Bench, { pick, legal }: Step): Move | null {
  const inTurn = shuffled(moves, pick);
  if (!legal) return inTurn[0]!;
  const wanted = ([, { type }]: Move) =>
    (pick % 13 === 7 || !ENDS.has(type)) && (pick % 4 === 1 || !BESIDE.has(type));
  const isLegal = ([by, command]: Move) => it.ask(by, command).ok;
  return inTurn.find((move) => wanted(move) && isLegal(move)) ?? inTurn.find(isLegal) ?? null;
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const key = (index: number) => Math.imul((seed + 1) ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b) >>> 0;
  const keyed = items.map((item, index) => ({ item, key: key(index) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
