import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../core/rules/case/events.ts';
import { replay } from '../../../core/rules/case/evolve.ts';
import { may } from '../../../core/rules/case/rights.ts';
import { STAGE_OF_STATUS } from '../../../core/rules/case/status.ts';
import { machineSteps, timersOf } from '../../../core/rules/case/timers.ts';
import { drawnLight } from '../../../core/rules/case/worst.ts';
import { type Bench, bench, CALENDAR, MONDAY } from './bench.ts';
import { begin, chosen, type Move, movesAt, policies, type Step, steps, unitWalkAt } from './histories.ts';
import { unitTimeAt } from './unitTime.ts';

const HISTORIES = { numRuns: 200 };
const ENDS_DISPATCH = ['feedback', 'returned', 'closedUnresolved', 'voided', 'merged'];

/** Plays a history on a bench of its own; `look` is asked after every step, carried out or refused. */
function play(
  path: readonly Step[],
  policy: Bench['policy'],
  movesOf: (it: Bench) => readonly Move[],
  look: (it: Bench, before: Bench['state']) => void,
): Bench {
  const it_ = bench(MONDAY, policy);
  begin(it_, path[0]?.pick ?? 0);
  for (const step of path) {
    it_.after(step.waitMs);
    if (step.pick % 11 === 0) it_.calendarVersion++;
    const move = chosen(movesOf(it_), it_, step);
    if (!move) continue;
    const before = frozen(it_.state);
    const answer = it_.ask(...move);
    const allowed = may(before, move[1].type, move[0]);
    if (!allowed.ok) expect(answer.ok).toBe(false);
    if (answer.ok) it_.tell(...move);
    else expect(answer.clause).toMatch(/^02\.[a-z-]+\.[a-z-]+$/);
    look(it_, before);
  }
  return it_;
}

describe('random histories, legal and illegal', () => {
  it('keep every rule of spec 02', () => {
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(steps, policies, (path, policy) => {
        const it_ = play(path, policy, movesAt, (now, before) => {
          keepsDispatch(now);
          keepsHands(now);
          keepsEnds(now, before);
          reached.set(now.state.status, (reached.get(now.state.status) ?? 0) + 1);
        });
        keepsLog(it_.events);
        expect(it_.state.version).toBe(it_.events.length);
        expect(replay(it_.events)).toStrictEqual(it_.state);
        // The row keeps the state as JSON: nothing may be lost on that way.
        expect(JSON.parse(JSON.stringify(it_.state))).toStrictEqual(it_.state);
      }),
      HISTORIES,
    );
    for (const status of Object.keys(STAGE_OF_STATUS)) expect(reached.get(status), status).toBeGreaterThan(0);
  });

  it('show the unit a red light exactly when more time is used than its limit', () => {
    let [seen, red] = [0, 0];
    fc.assert(
      fc.property(
        steps,
        policies,
        fc.array(fc.nat(3 * 86_400_000), { minLength: 3, maxLength: 3 }),
        (path, policy, ahead) => {
          play(path, policy, unitWalkAt, ({ state, events, now }) => {
            const { clock } = state;
            if (clock?.stage !== 'handling' || clock.parkedAt !== null) return;
            const from = Math.max(now, state.lastAt, clock.startAt);
            const instants = [from, clock.redAt!, clock.redAt! + 1, ...ahead.map((ms) => from + ms)];
            for (const t of instants.filter((one) => one >= from)) {
              const { usedMs, limitMs } = unitTimeAt(events, CALENDAR, t)!;
              const isRed = drawnLight(clock, t).light === 'red';
              // Instants are many: the matcher is asked only for what is wrong.
              if (isRed !== usedMs > limitMs) expect([t, isRed]).toEqual([t, usedMs > limitMs]);
              seen++;
              if (isRed) red++;
            }
          });
        },
      ),
      HISTORIES,
    );
    expect(Math.min(seen - red, red)).toBeGreaterThan(1000);
  });
});

/** One responsible unit at a time, counted from the log; `handling` (and parked) has exactly one. */
function keepsDispatch({ state, events }: Bench): void {
  let [open, most] = [0, 0];
  for (const { type } of events) {
    if (type === 'dispatched') open++;
    if (type === 'substituted') open = 1;
    if (ENDS_DISPATCH.includes(type)) open = 0;
    most = Math.max(most, open);
  }
  expect(most).toBeLessThanOrEqual(1);
  const withUnit = state.status === 'handling' || state.status === 'deferred';
  expect(open).toBe(withUnit ? 1 : 0);
  expect(state.assignment?.open ?? false).toBe(withUnit);
  expect(state.assignment?.segments.filter(({ to }) => to === null).length ?? 0).toBe(open);
}

/** Nothing stands nowhere: every open case is in somebody's hand, and what the machine has it owes. */
function keepsHands({ state, policy }: Bench): void {
  const isOpen = STAGE_OF_STATUS[state.status] !== null;
  expect(state.hand === 'nobody').toBe(!isOpen);
  expect(state.clock !== null).toBe(isOpen);
  const owed = machineSteps(state, policy).map(({ step }) => step);
  if (state.status === 'filed') {
    expect(['machine', 'dispatcher']).toContain(state.hand);
    expect(state.routingOwed).toBe(state.hand === 'machine');
    expect(state.returnedSince && state.routingOwed).toBe(false);
  }
  if (state.hand === 'machine') {
    expect(
      owed.filter((step) => ['route', 'redispatch', 'issue-check', 'close'].includes(step)),
    ).toHaveLength(1);
  }
  if (state.status === 'deferred') expect(owed).toContain('resume');
  if (!isOpen) expect([owed, timersOf(state)]).toEqual([[], []]);
  expect(state.outcome !== null).toBe(!isOpen);
}

function keepsEnds({ state }: Bench, before: Bench['state']): void {
  if (before.status === 'closed' || before.status === 'voided') expect(state.status).toBe(before.status);
}

/** Numbers without gaps, instants that never go back, no dispatch by machine after a return, each turn once. */
function keepsLog(events: readonly CaseEvent[]): void {
  const turns = new Set<string>();
  let last = 0;
  let afterReturn = false;
  events.forEach((event, index) => {
    expect(event.seq).toBe(index + 1);
    if (event.type === 'turnedYellow' || event.type === 'turnedRed') {
      const { run, clock, dueAt, latenessMs } = event.payload;
      expect(latenessMs).toBeGreaterThanOrEqual(event.type === 'turnedRed' ? 1 : 0);
      const key = `${event.type} ${clock} ${run} ${dueAt}`;
      expect(turns.has(key)).toBe(false);
      turns.add(key);
      return;
    }
    expect(event.at).toBeGreaterThanOrEqual(last);
    // What the machine records of clocks is no act: one observed before it may be received after it.
    if (event.type !== 'deadlineRecomputed') last = event.at;
    if (event.type === 'dispatched' && event.actor.role === 'machine') expect(afterReturn).toBe(false);
    if (event.type === 'returned') afterReturn = true;
    if (event.type === 'dispatched' || event.type === 'substituted') afterReturn = false;
  });
}

/** A rule that wrote into the state it was given would throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
