import fc from 'fast-check';
import type { ScoreCase, ScoreEvent } from '../../../core/rules/scoring/scoreCase.ts';
import { at } from './logs.ts';

const UNITS = ['A', 'B', 'street'];
const LIMITS = [1, 4, 8, 16, 40];
const GAPS_MINUTES = [0, 1, 30, 60, 240, 480, 1440, 4320, 10_080, 30_240];

/** Reads choices off a tape of numbers, so that a history shrinks as its tape does; 0 when it ends. */
interface Tape {
  pick<T>(from: readonly T[]): T;
  readonly ended: boolean;
}

function openTape(numbers: readonly number[]): Tape {
  let i = 0;
  return {
    pick: (from) => from[(numbers[i++] ?? 0) % from.length]!,
    get ended() {
      return i >= numbers.length;
    },
  };
}

type Step = 'handling' | 'deferred' | 'queue' | 'check' | 'end';

/** Cases that walk through the lifecycle from May to August, odd turns included. */
export function anyCases(most = 12): fc.Arbitrary<ScoreCase[]> {
  return fc
    .array(fc.array(fc.nat(59), { minLength: 6, maxLength: 60 }), { maxLength: most })
    .map((tapes) => tapes.map((tape, i) => ({ id: `C${i}`, events: walk(openTape(tape)) })));
}

function walk(tape: Tape): ScoreEvent[] {
  const events: ScoreEvent[] = [];
  let now = at('05-04 09:00') + tape.pick([0, 1, 2, 3, 5, 8, 13, 20, 25, 26, 27, 50, 55, 60]) * 86_400_000;
  const pass = () => {
    now += tape.pick(GAPS_MINUTES) * 60_000;
    return { at: now, receivedAt: now + tape.pick([0, 0, 0, 0, 0, 0, 0, 6 * 3_600_000]) };
  };
  let step: Step = 'queue';
  events.push({ type: 'filed', ...pass() });
  while (step !== 'end' && !tape.ended) step = next(step, tape, pass, events);
  // What is received late is logged late: receipts ascend as the log does.
  let received = 0;
  return events.map((event) => {
    received = Math.max(received, event.receivedAt);
    return { ...event, receivedAt: received };
  });
}

function next(
  step: Step,
  tape: Tape,
  pass: () => { at: number; receivedAt: number },
  events: ScoreEvent[],
): Step {
  const put = (event: ScoreEvent, then: Step): Step => {
    events.push(event);
    return then;
  };
  const limit = () => ({
    clock: tape.pick(['working', 'continuous'] as const),
    limitMs: tape.pick(LIMITS) * 3_600_000,
  });
  const seen = pass();
  if (step === 'queue') {
    const type = tape.pick([
      'dispatched',
      'dispatched',
      'dispatched',
      'dispatched',
      'dispatched',
      'substituted',
      'amended',
      'closedUnresolved',
      'merged',
    ] as const);
    if (type === 'dispatched') return put({ type, ...seen, unit: tape.pick(UNITS), ...limit() }, 'handling');
    if (type === 'substituted') return put({ type, ...seen, unit: tape.pick(UNITS) }, 'handling');
    if (type === 'amended') return put({ type, ...seen, ...limit() }, 'queue');
    return put({ type, ...seen }, 'end');
  }
  if (step === 'deferred') {
    return tape.pick([true, true, false])
      ? put({ type: 'resumed', ...seen }, 'handling')
      : put({ type: 'feedback', ...seen }, 'check');
  }
  if (step === 'check') {
    const type = tape.pick(['closed', 'closed', 'closed', 'checkFailed'] as const);
    return put({ type, ...seen }, type === 'closed' ? 'end' : 'queue');
  }
  const type = tape.pick([
    'feedback',
    'feedback',
    'feedback',
    'feedback',
    'returned',
    'returned',
    'extensionApproved',
    'deferralApproved',
    'amended',
    'substituted',
    'closedUnresolved',
    'voided',
    'closed',
  ] as const);
  switch (type) {
    case 'extensionApproved':
      return put({ type, ...seen, extensionMs: tape.pick(LIMITS) * 3_600_000 }, 'handling');
    case 'deferralApproved':
      return put({ type, ...seen, until: seen.at + tape.pick(GAPS_MINUTES) * 60_000 }, 'deferred');
    case 'amended':
      return put({ type, ...seen, ...limit() }, 'handling');
    case 'substituted':
      return put({ type, ...seen, unit: tape.pick(UNITS) }, 'handling');
    case 'feedback':
      return put({ type, ...seen }, 'check');
    case 'returned':
      return put({ type, ...seen }, 'queue');
    default:
      return put({ type, ...seen }, 'end');
  }
}
