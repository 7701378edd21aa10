import { describe, expect, it } from 'vitest';
import { replay } from '../../../core/rules/case/evolve.ts';
import { type CasePolicy, DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import { machineOwes } from '../../../core/rules/case/timers.ts';
import {
  actor,
  bench,
  CHECKER,
  COLLECTOR,
  DAY,
  DISPATCHER,
  HOUR,
  IMPORT,
  LEAD,
  LIAISON,
  MACHINE,
  MINUTE,
  MONDAY,
  OFFICER,
  OTHER_LIAISON,
  STANDARD,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';
import { deferred, hotline, rejected } from './samples.ts';
import { checking, fedBack, filed, handling, passed, reported } from './walks.ts';

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

describe('the right to return', () => {
  it('is free for 120 working minutes after the dispatch and then has to be asked for', () => {
    const it_ = handling().after(2 * HOUR);
    expect(it_.ask(LIAISON, usual('return')).ok).toBe(true);
    it_.after(1);
    expect(it_.refusal(LIAISON, usual('return')).clause).toBe('02.return.asked-for');
    const { run } = it_.state.clock!;
    it_.tell(LIAISON, usual('request-return'));
    expect(it_.state.clock!.run).toBe(run);
    it_.tell(LEAD, usual('refuse-return'));
    expect(it_.state.status).toBe('handling');
    it_.tell(LIAISON, usual('request-return', { reason: 'belongs-to-gas' }));
    it_.tell(LEAD, usual('approve-return'));
    expect(it_.state).toMatchObject({ status: 'filed', hand: 'dispatcher', returnedSince: true });
    expect(it_.events.at(-1)!.payload).toMatchObject({ reason: 'belongs-to-gas', approved: true });
  });

  it('bars the machine until a person has dispatched, and no longer', () => {
    const it_ = handling();
    it_.tell(LIAISON, usual('return'));
    it_.tell(DISPATCHER, usual('dispatch', { reason: 'yours' }));
    it_.tell(LIAISON, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    it_.tell(CHECKER, usual('fail'));
    expect(it_.tell(MACHINE, usual('dispatch'))).toEqual(['dispatched']);
    expect(it_.state.assignment).toMatchObject({ refusedReturns: 1, repeats: 1 });
  });
});

describe('checks', () => {
  it('stand with the supervision officer when nobody is on duty, who may check by video', () => {
    const it_ = fedBack();
    it_.tell(MACHINE, usual('issue-check', { collector: null }));
    expect(it_.state).toMatchObject({ status: 'checking', hand: 'supervision', check: { collector: null } });
    expect(it_.refusal(CHECKER, usual('pass')).clause).toBe('02.pass.own');
    const video = usual('pass', { how: 'video', anyoneOnDuty: false });
    expect(it_.ask(SUPERVISOR, video).ok).toBe(true);
    it_.tell(SUPERVISOR, usual('reassign-collector', { collector: CHECKER.id }));
    expect(it_.state).toMatchObject({ hand: 'collector', check: { collector: CHECKER.id } });
    it_.tell(CHECKER, usual('pass'));
    expect(it_.events.at(-1)!.payload).toMatchObject({ how: 'on-site' });
    expect(it_.state).toMatchObject({ check: null, lastChecker: CHECKER.id });
  });

  it('that were impossible go back to the officer and not round and round the machine', () => {
    const it_ = checking();
    it_.tell(CHECKER, usual('cannot-check'));
    expect(it_.state).toMatchObject({ status: 'awaiting-check', hand: 'supervision', checkFailures: 0 });
    expect(machineOwes(it_.state, it_.policy)).toBeNull();
    expect(it_.tell(SUPERVISOR, usual('issue-check'))).toEqual(['checkIssued']);
  });

  it('are failed by the shift lead who sends the feedback back', () => {
    for (const at of [fedBack, passed]) {
      const it_ = at();
      it_.tell(LEAD, usual('send-back'));
      expect(it_.events.at(-1)).toMatchObject({
        type: 'checkFailed',
        payload: { by: 'send-back', reason: 'send-back' },
      });
      expect(it_.state).toMatchObject({
        status: 'filed',
        checkFailures: 1,
        lastChecker: at === passed ? CHECKER.id : null,
      });
      expect(machineOwes(it_.state, it_.policy)).toMatchObject({ step: 'redispatch', unit: 'water' });
    }
  });

  it('are marked when they are not made on site', () => {
    const it_ = checking();
    it_.tell(SUPERVISOR, usual('fail', { anyoneOnDuty: false }));
    expect(it_.events.at(-1)!.payload).toMatchObject({ by: 'check', how: 'video' });
  });

  it('leave the repeat to a person where the city says so', () => {
    const auto = { ...DEFAULT_CASE_POLICY.auto, redispatchAfterFailedCheck: false };
    const it_ = checking(STANDARD, { ...DEFAULT_CASE_POLICY, auto });
    it_.tell(CHECKER, usual('fail'));
    expect(it_.state).toMatchObject({ hand: 'dispatcher', routingOwed: false });
    expect(it_.refusal(MACHINE, usual('dispatch')).clause).toBe('02.dispatch.not-owed');
  });
});

describe('what the city lets the machine do', () => {
  const policy: CasePolicy = {
    ...DEFAULT_CASE_POLICY,
    verification: { ...DEFAULT_CASE_POLICY.verification, web: 'always' },
    auto: { fileTrusted: true, issueCheck: true, close: true, redispatchAfterFailedCheck: true },
  };

  it('is owed at every step, and nothing else', () => {
    const it_ = bench(MONDAY, policy);
    it_.tell(actor('resident'), usual('report', { channel: 'web' }));
    expect(machineOwes(it_.state, policy)).toMatchObject({ step: 'request-verification' });
    expect(it_.refusal(OFFICER, usual('file')).clause).toBe('02.file.verify-first');
    it_.tell(MACHINE, usual('request-verification'));
    expect(machineOwes(it_.state, policy)).toBeNull();
    it_.tell(COLLECTOR, usual('confirm'));
    expect(machineOwes(it_.state, policy)).toBeNull();
    it_.tell(OFFICER, usual('file'));
    it_.tell(MACHINE, usual('dispatch'));
    expect(machineOwes(it_.state, policy)).toBeNull();
    it_.tell(LIAISON, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    it_.tell(CHECKER, usual('pass'));
    expect(machineOwes(it_.state, policy)).toMatchObject({ step: 'close' });
    expect(it_.tell(MACHINE, usual('close'))).toEqual(['closed']);
  });

  it('ends a deferral at its date', () => {
    const it_ = deferred();
    expect(machineOwes(it_.state, it_.policy)).toEqual({ step: 'resume', at: MONDAY + 10 * DAY });
    it_.now = MONDAY + 10 * DAY;
    it_.tell(MACHINE, usual('resume'));
    expect(it_.events.at(-1)!.payload).toMatchObject({ why: 'date' });
    expect(it_.refusal(LIAISON, usual('request-deferral')).clause).toBe('02.request-deferral.once');
  });

  it('files a trusted report as it stands, when it is complete', () => {
    const trusted = (change: Parameters<typeof usual<'report'>>[1]) => {
      const it_ = bench();
      it_.tell(COLLECTOR, usual('report', { trusted: true, ...change }));
      return machineOwes(it_.state, it_.policy)?.step;
    };
    expect(trusted({})).toBe('file');
    expect(trusted({ photos: [] })).toBeUndefined();
    expect(trusted({ conditionKey: null, categoryKey: null })).toBeUndefined();
    const hotline_ = hotline();
    hotline_.tell(LEAD, usual('note'));
    expect(machineOwes(hotline_.state, hotline_.policy)).toBeNull();
  });
});

it('video and a leader’s instruction are never verified, whatever the policy says', () => {
  const verification = {
    ...DEFAULT_CASE_POLICY.verification,
    video: 'always',
    instruction: 'always',
  } as const;
  const it_ = bench(MONDAY, { ...DEFAULT_CASE_POLICY, verification });
  it_.tell(OFFICER, usual('report', { channel: 'video' }));
  expect(it_.refusal(OFFICER, usual('request-verification')).clause).toBe('02.request-verification.never');
  expect(machineOwes(it_.state, it_.policy)).toBeNull();
  expect(it_.tell(OFFICER, usual('file'))).toEqual(['filed']);
});

describe('an import', () => {
  it('takes a case through with its own instants, without photos, marked', () => {
    const it_ = bench(Date.parse('2015-03-02T14:00:00Z'));
    const standard = { ...STANDARD, photoRequired: false };
    it_.tell(IMPORT, usual('report', { channel: 'import', photos: [], insideCity: false }));
    it_.tell(IMPORT, usual('file', { standard }));
    it_.tell(IMPORT, usual('dispatch'));
    it_.after(5 * DAY).tell(IMPORT, usual('feedback', { photos: [] }));
    it_.tell(IMPORT, usual('issue-check', { collector: null }));
    it_.tell(IMPORT, usual('pass', { photos: [], how: 'import', anyoneOnDuty: false }));
    it_.tell(IMPORT, usual('close'));
    expect(it_.state).toMatchObject({ status: 'closed', closedAt: it_.now });
    expect(it_.events[5]).toMatchObject({ type: 'checkPassed', payload: { how: 'import', photos: [] } });
  });
});

describe('the ends', () => {
  it('close without a resolution, merge, void and reject with their outcome', () => {
    const unresolved = filed();
    unresolved.tell(LEAD, usual('close-unresolved'));
    expect(unresolved.state).toMatchObject({
      status: 'closed',
      outcome: 'unresolved',
      outcomeReason: 'season',
      closedAt: MONDAY,
    });
    const merged = filed();
    merged.tell(OFFICER, usual('merge'));
    expect(merged.state).toMatchObject({ status: 'voided', outcome: 'merged', mergedInto: 'case-2' });
    const voided = handling();
    voided.tell(LEAD, usual('void'));
    expect(voided.state).toMatchObject({ status: 'voided', outcome: 'voided', assignment: { open: false } });
    const it_ = rejected();
    expect(it_.state).toMatchObject({ status: 'rejected', outcome: 'rejected', clock: null });
    it_.after(7 * DAY).tell(LEAD, usual('reverse-rejection'));
    expect(it_.state).toMatchObject({
      status: 'reported',
      outcome: null,
      clock: { stage: 'filing', usedMs: 0, startAt: it_.now },
    });
  });

  it('are blanked by the machine, a rejection when it can no longer be reversed', () => {
    const it_ = rejected().after(7 * DAY + 1);
    it_.tell(MACHINE, usual('blank'));
    expect(it_.state).toMatchObject({ status: 'rejected', blanked: true });
  });
});

describe('the same report', () => {
  it('sent twice is one case', () => {
    const it_ = reported();
    const { state } = it_;
    expect(it_.tell(COLLECTOR, usual('report'))).toEqual([]);
    expect(it_.state).toBe(state);
  });
});

describe('a broken log', () => {
  it('does not replay', () => {
    const { events } = handling();
    expect(() => replay(events.slice(1))).toThrow(/after version 0/);
    expect(() => replay([events[0]!, events[2]!])).toThrow(/after version 1/);
    expect(() => replay([{ ...events[1]!, seq: 1 }])).toThrow(/begins with filed/);
    expect(() => replay([events[0]!, { ...events[0]!, seq: 2 }])).toThrow(/reported twice/);
    expect(replay([])).toBeNull();
  });
});
