import { describe, expect, it } from 'vitest';
import { DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import { machineOwes, machineSteps, timersOf } from '../../../core/rules/case/timers.ts';
import {
  type Bench,
  bench,
  COLLECTOR,
  DISPATCHER,
  EMERGENCY,
  HOUR,
  LEAD,
  LEADER,
  LIAISON,
  MACHINE,
  MINUTE,
  MONDAY,
  OFFICE,
  OFFICER,
  STANDARD,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';
import { filed, handling } from './walks.ts';

const ALWAYS = {
  ...DEFAULT_CASE_POLICY,
  verification: { ...DEFAULT_CASE_POLICY.verification, hotline: 'always' as const },
};

function hotlineEmergency(policy = DEFAULT_CASE_POLICY): Bench {
  const it_ = bench(MONDAY, policy);
  const { categoryKey, conditionKey, kind, urgency } = EMERGENCY;
  it_.tell(
    OFFICER,
    usual('report', { channel: 'hotline', categoryKey, conditionKey, kind, urgency, proposed: EMERGENCY }),
  );
  return it_;
}

describe('an emergency is raised', () => {
  it('with its filing, after two minutes to the shift lead, after five to the leader, until acknowledged', () => {
    const it_ = filed(EMERGENCY);
    expect(it_.state.emergency).toEqual({ level: 0, raisedAt: MONDAY, acknowledgedBy: null });
    const climb = () => machineSteps(it_.state, it_.policy).find(({ step }) => step === 'raise-emergency');
    expect(climb()).toEqual({ step: 'raise-emergency', at: MONDAY + 2 * MINUTE, level: 1 });
    it_.after(2 * MINUTE).tell(MACHINE, usual('raise-emergency', { level: 1 }));
    expect(climb()).toEqual({ step: 'raise-emergency', at: MONDAY + 5 * MINUTE, level: 2 });
    expect(it_.refusal(MACHINE, usual('raise-emergency', { level: 2 })).clause).toBe(
      '02.raise-emergency.early',
    );
    it_.after(3 * MINUTE).tell(MACHINE, usual('raise-emergency', { level: 2 }));
    expect(climb()).toBeUndefined();
    expect(it_.refusal(MACHINE, usual('raise-emergency', { level: 3 })).clause).toBe(
      '02.raise-emergency.level',
    );
    it_.tell(LEADER, usual('acknowledge-emergency'));
    expect(it_.state.emergency).toEqual({ level: 2, raisedAt: MONDAY, acknowledgedBy: LEADER.id });
  });

  it('to the shift lead at once when its routing is uncertain', () => {
    const it_ = filed(EMERGENCY).after(1000);
    it_.tell(MACHINE, usual('coordinate'));
    expect(machineOwes(it_.state, it_.policy)).toEqual({ step: 'raise-emergency', at: it_.now, level: 1 });
    expect(it_.tell(MACHINE, usual('raise-emergency', { level: 1 }))).toEqual(['emergencyRaised']);
  });

  it('when a filed case is amended to one, and no more when it is amended away', () => {
    const it_ = handling();
    const { categoryKey, conditionKey, kind } = EMERGENCY;
    it_.tell(OFFICER, usual('amend', { categoryKey, conditionKey, kind, standard: EMERGENCY }));
    expect(it_.state.emergency).toMatchObject({ level: 0 });
    const back = {
      categoryKey: STANDARD.categoryKey,
      conditionKey: STANDARD.conditionKey,
      standard: STANDARD,
    };
    expect(it_.tell(OFFICER, usual('amend', back))).toEqual(['amended']);
    expect(it_.state.emergency).toBeNull();
  });

  it('not any more once it is over', () => {
    const it_ = filed(EMERGENCY);
    it_.tell(LEAD, usual('void'));
    expect(machineSteps(it_.state, it_.policy)).toEqual([]);
  });
});

describe('the verification of an emergency', () => {
  it('is never waited for', () => {
    const it_ = hotlineEmergency(ALWAYS);
    expect(it_.tell(OFFICER, usual('file', { standard: EMERGENCY }))).toEqual(['filed', 'emergencyRaised']);
    const steps = machineSteps(it_.state, it_.policy).map(({ step }) => step);
    expect(steps).toEqual(['route', 'request-verification', 'raise-emergency']);
  });

  it('runs beside the stages with a light of its own and leaves the status', () => {
    const it_ = hotlineEmergency();
    it_.tell(OFFICER, usual('file', { standard: EMERGENCY }));
    it_.tell(OFFICER, usual('request-verification', { collector: null }));
    it_.tell(OFFICER, usual('request-verification'));
    expect(it_.state).toMatchObject({ status: 'filed', routingOwed: true, verified: false });
    expect(timersOf(it_.state).find(({ clock }) => clock === 'verification')).toMatchObject({
      dueAt: MONDAY + HOUR,
    });
    it_.tell(MACHINE, usual('dispatch'));
    const clock = it_.state.clock;
    it_.after(MINUTE).tell(COLLECTOR, usual('confirm'));
    expect(it_.state).toMatchObject({
      status: 'handling',
      clock,
      verification: null,
      verificationResult: 'confirmed',
    });
  });

  it('goes to the shift lead when it is denied', () => {
    const it_ = hotlineEmergency();
    it_.tell(OFFICER, usual('request-verification'));
    expect(it_.state).toMatchObject({ status: 'reported', verification: { collector: COLLECTOR.id } });
    it_.tell(OFFICER, usual('file', { standard: EMERGENCY }));
    it_.tell(DISPATCHER, usual('dispatch'));
    it_.tell(COLLECTOR, usual('deny'));
    expect(it_.state).toMatchObject({ status: 'handling', denialOpen: true });
    it_.tell(OFFICER, usual('note'));
    expect(it_.state.denialOpen).toBe(true);
    it_.tell(LEAD, usual('note'));
    expect(it_.state.denialOpen).toBe(false);
  });

  it('lapses when the check goes out, and is nothing for another urgency', () => {
    const it_ = hotlineEmergency();
    it_.tell(OFFICER, usual('file', { standard: EMERGENCY }));
    it_.tell(OFFICER, usual('request-verification'));
    it_.tell(DISPATCHER, usual('dispatch'));
    it_.tell(LIAISON, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    expect(it_.state.verification).toBeNull();
    expect(it_.refusal(COLLECTOR, usual('confirm')).clause).toBe('02.confirm.from');
    expect(filed().refusal(OFFICER, usual('request-verification')).clause).toBe(
      '02.request-verification.from',
    );
  });
});

describe('substitution', () => {
  it('sends an emergency to a standby unit now, from the queue too, and its costs are recorded', () => {
    const it_ = filed(EMERGENCY);
    it_.tell(LEAD, usual('substitute'));
    expect(it_.state).toMatchObject({
      status: 'handling',
      hand: 'unit',
      substituted: true,
      units: ['standby'],
    });
    it_.tell(OFFICE, usual('record-cost', { payer: 'city-fund', payerUnit: null }));
    it_.tell(LEAD, usual('record-cost', { position: 'recovered' }));
    expect(it_.state.costs).toBe(2);
  });

  it('ends the first unit’s dispatch and what it had asked for', () => {
    const it_ = handling(EMERGENCY);
    it_.tell(LIAISON, usual('request-extension'));
    it_.tell(SUPERVISOR, usual('supervise'));
    it_.after(MINUTE).tell(LEAD, usual('substitute', { unit: unit('standby') }));
    expect(it_.state.requests.extension).toBeNull();
    expect(it_.state.supervision.light).toBeNull();
    expect(it_.state.units).toEqual(['water', 'standby']);
    expect(it_.refusal(LIAISON, usual('feedback')).clause).toBe('02.feedback.own');
  });
});

it('an emergency may have a limit of its own, with a reason', () => {
  const it_ = hotlineEmergency();
  const ownLimit = { minutes: 45, clock: 'continuous', reason: 'school' } as const;
  it_.tell(OFFICER, usual('file', { standard: EMERGENCY, ownLimit }));
  expect(it_.state.standard).toMatchObject({ limitMinutes: 45 });
  expect(it_.events[1]!.payload).toMatchObject({ ownLimitReason: 'school' });
  it_.tell(DISPATCHER, usual('dispatch'));
  expect(it_.state.clock).toMatchObject({ limitMs: 45 * MINUTE });
});
