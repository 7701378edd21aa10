import { describe, expect, it } from 'vitest';
import { boundedObserved, countedObserved } from '../../../core/rules/case/observed.ts';
import { DEFAULT_CASE_POLICY as policy } from '../../../core/rules/case/policy.ts';
import { bench, CHECKER, COLLECTOR, DAY, HOUR, MACHINE, MINUTE, MONDAY, OFFICER, usual } from './bench.ts';
import { hotline, verifying } from './samples.ts';
import { checking } from './walks.ts';

describe('the phone’s instant', () => {
  const now = MONDAY + 10 * DAY;
  const notBefore = now - HOUR;

  it.each([
    ['none', undefined, { at: now, observedAt: null, flags: [] }],
    ['within the task', now - MINUTE, { at: now - MINUTE, observedAt: now - MINUTE, flags: [] }],
    ['at the task’s beginning', notBefore, { at: notBefore, observedAt: notBefore, flags: [] }],
    [
      'before the task',
      notBefore - 1,
      { at: now, observedAt: notBefore - 1, flags: ['observed-before-task'] },
    ],
    ['a little ahead', now + 5 * MINUTE, { at: now, observedAt: now + 5 * MINUTE, flags: [] }],
    ['far ahead', now + 5 * MINUTE + 1, { at: now, observedAt: now + 5 * MINUTE, flags: ['observed-ahead'] }],
    ['a day wrong', now - 80 * HOUR, { at: now, observedAt: now - 72 * HOUR, flags: ['observed-behind'] }],
  ] as const)('%s', (_name, observedAt, expected) => {
    expect(countedObserved(observedAt, { now, notBefore, policy })).toEqual(expected);
  });

  it('of a report is kept, bounded and flagged, and moves no clock', () => {
    expect(boundedObserved(now - DAY, { now, policy })).toEqual({ observedAt: now - DAY, flags: [] });
    const it_ = bench();
    it_.tell(COLLECTOR, usual('report', { observedAt: MONDAY + DAY }));
    expect(it_.state.reportedAt).toBe(MONDAY);
    expect(it_.events[0]!.payload).toMatchObject({
      observedAt: MONDAY + 5 * MINUTE,
      flags: ['observed-ahead'],
    });
  });
});

describe('a task done offline', () => {
  it('counts as done when it was observed, although its light has turned meanwhile', () => {
    const it_ = checking();
    const { run, dueAt, redAt } = it_.state.clock!;
    it_.now = redAt! + 1;
    it_.tell(MACHINE, usual('turn-light', { run, clock: 'check', dueAt: dueAt!, light: 'red' }));
    it_.after(3 * HOUR).tell(CHECKER, usual('pass', { observedAt: MONDAY + 20 * MINUTE }));
    const event = it_.events.at(-1)!;
    expect(event).toMatchObject({ type: 'checkPassed', at: MONDAY + 20 * MINUTE, receivedAt: it_.now });
    expect(it_.state.clock).toMatchObject({ stage: 'closing', startAt: MONDAY + 20 * MINUTE });
  });

  it('counts at receipt when something has happened since', () => {
    const it_ = checking();
    it_.after(30 * MINUTE).tell(OFFICER, usual('note'));
    it_.after(30 * MINUTE).tell(CHECKER, usual('fail', { observedAt: MONDAY + 20 * MINUTE }));
    expect(it_.events.at(-1)).toMatchObject({
      at: MONDAY + HOUR,
      payload: { flags: ['observed-before-task'] },
    });
    expect(it_.state).toMatchObject({ cameForDispatchAt: MONDAY + HOUR });
  });

  it('counts for a verification as well, so that the filing clock goes on from then', () => {
    const it_ = verifying();
    it_.after(DAY).tell(COLLECTOR, usual('deny', { observedAt: MONDAY + 10 * MINUTE }));
    expect(it_.state.clock).toMatchObject({ stage: 'filing', startAt: MONDAY + 10 * MINUTE, usedMs: 0 });
    expect(it_.state.verificationResult).toBe('denied');
    expect(hotline().state.verified).toBe(false);
    expect(it_.state.verified).toBe(true);
  });
});
