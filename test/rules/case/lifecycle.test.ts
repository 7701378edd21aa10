import { describe, expect, it } from 'vitest';
import { replay } from '../../../core/rules/case/evolve.ts';
import { machineOwes } from '../../../core/rules/case/timers.ts';
import {
  bench,
  CHECKER,
  COLLECTOR,
  DISPATCHER,
  HOUR,
  LIAISON,
  MACHINE,
  MINUTE,
  MONDAY,
  OFFICER,
  OTHER_LIAISON,
  unit,
  usual,
} from './bench.ts';
import { checking, closed, filed, handling } from './walks.ts';

describe('the ordinary way', () => {
  it('leads from the report to the closing, by machine and persons', () => {
    const it_ = bench();
    it_.tell(COLLECTOR, usual('report', { trusted: true }));
    expect(machineOwes(it_.state, it_.policy)).toMatchObject({ step: 'file' });
    expect(it_.after(5 * MINUTE).tell(MACHINE, usual('file'))).toEqual(['filed']);
    expect(it_.state).toMatchObject({ status: 'filed', hand: 'machine', routingOwed: true });
    expect(machineOwes(it_.state, it_.policy)).toMatchObject({ step: 'route' });
    expect(it_.tell(MACHINE, usual('dispatch'))).toEqual(['dispatched']);
    expect(it_.state.clock).toMatchObject({ stage: 'handling', limitMs: 240 * MINUTE, usedMs: 0 });
    // 08:35 + 240 working minutes: 175 until the break, 65 after it.
    expect(it_.state.clock?.dueAt).toBe(MONDAY + 6 * HOUR + 35 * MINUTE);
    it_.after(HOUR).tell(LIAISON, usual('acknowledge'));
    it_.after(HOUR).tell(LIAISON, usual('feedback'));
    expect(machineOwes(it_.state, it_.policy)).toMatchObject({ step: 'issue-check' });
    it_.tell(MACHINE, usual('issue-check'));
    it_.after(10 * MINUTE).tell(CHECKER, usual('pass'));
    it_.tell(OFFICER, usual('close'));
    expect(it_.state).toMatchObject({ status: 'closed', outcome: 'resolved', hand: 'nobody', clock: null });
    expect(machineOwes(it_.state, it_.policy)).toBeNull();
    expect(replay(it_.events)).toEqual(it_.state);
  });
});

describe('a return', () => {
  it('adds up for the same unit and starts from zero for another', () => {
    const it_ = handling();
    it_.after(30 * MINUTE).tell(LIAISON, usual('return'));
    expect(it_.state).toMatchObject({ status: 'filed', hand: 'dispatcher', returnedSince: true });
    expect(machineOwes(it_.state, it_.policy)).toBeNull();
    expect(it_.refusal(MACHINE, usual('dispatch'))).toMatchObject({ clause: '02.dispatch.after-return' });
    expect(it_.refusal(DISPATCHER, usual('dispatch'))).toMatchObject({
      clause: '02.dispatch.refused-return',
    });
    it_.after(20 * MINUTE).tell(DISPATCHER, usual('dispatch', { reason: 'is yours' }));
    expect(it_.state.assignment).toMatchObject({ refusedReturns: 1, repeats: 0, no: 0 });
    expect(it_.state.clock).toMatchObject({ usedMs: 30 * MINUTE, startAt: MONDAY + 50 * MINUTE });
    it_.after(10 * MINUTE).tell(LIAISON, usual('return'));
    it_.tell(DISPATCHER, usual('dispatch', { unit: unit('power') }));
    expect(it_.state.assignment).toMatchObject({ unit: 'power', no: 1 });
    expect(it_.state.clock).toMatchObject({ usedMs: 0 });
    it_.tell(OTHER_LIAISON, usual('feedback'));
    expect(replay(it_.events)).toEqual(it_.state);
  });
});

describe('a failed check', () => {
  it('is sent to the same unit by the machine, and counts without gaps from the second repeat on', () => {
    const it_ = checking();
    it_.after(10 * MINUTE).tell(CHECKER, usual('fail'));
    expect(machineOwes(it_.state, it_.policy)).toMatchObject({ step: 'redispatch', unit: 'water' });
    expect(it_.refusal(MACHINE, usual('dispatch', { unit: unit('power') }))).toMatchObject({
      clause: '02.dispatch.same-unit',
    });
    it_.after(10 * MINUTE).tell(MACHINE, usual('dispatch'));
    expect(it_.state.assignment).toMatchObject({ repeats: 1 });
    expect(it_.state.clock).toMatchObject({ usedMs: 0, startAt: MONDAY + 20 * MINUTE });
    it_.after(10 * MINUTE).tell(LIAISON, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    it_.after(10 * MINUTE).tell(CHECKER, usual('fail'));
    it_.after(10 * MINUTE).tell(MACHINE, usual('dispatch'));
    expect(it_.state.assignment).toMatchObject({ repeats: 2 });
    expect(it_.state.clock).toMatchObject({ usedMs: 0, startAt: MONDAY });
    expect(replay(it_.events)).toEqual(it_.state);
  });
});

it('walks on every bench', () => {
  expect(filed().state.status).toBe('filed');
  expect(closed().state.status).toBe('closed');
});
