import { describe, expect, it } from 'vitest';
import { replay } from '../../../core/rules/case/evolve.ts';
import { DEFAULT_CASE_POLICY } from '../../../core/rules/case/policy.ts';
import { timersOf, turnsOwed } from '../../../core/rules/case/timers.ts';
import { drawnLight, lightsOf, redFrom, yellowFrom } from '../../../core/rules/case/worst.ts';
import { compileCalendar } from '../../../core/rules/clock/calendar.ts';
import {
  actor,
  type Bench,
  bench,
  CALENDAR,
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
  MONDAY,
  OFFICER,
  SPECIAL,
  STANDARD,
  STREET,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';
import { asked, deferred, hotline } from './samples.ts';
import { checking, closed, fedBack, filed, handling, passed, reported } from './walks.ts';

const clockOf = ({ state: { clock } }: Bench) =>
  clock && { stage: clock.stage, kind: clock.clock, minutes: clock.limitMs! / MINUTE };

describe('stage limits (spec 03)', () => {
  it.each([
    ['filing', () => reported(), 30],
    ['dispatch', () => filed(), 30],
    ['issue-check', () => fedBack(), 30],
    ['check', () => checking(), 60],
    ['closing', () => passed(), 30],
    ['handling', () => handling(), 240],
  ] as const)('%s runs on the working clock', (stage, at, minutes) => {
    expect(clockOf(at())).toEqual({ stage, kind: 'working', minutes });
  });

  it.each([
    ['filing', () => reported(EMERGENCY), 30],
    ['dispatch', () => filed(EMERGENCY), 30],
    ['issue-check', () => fedBack(EMERGENCY), 30],
    ['check', () => checking(EMERGENCY), 60],
    ['closing', () => passed(EMERGENCY), 30],
  ] as const)('%s of an emergency runs day and night', (stage, at, minutes) => {
    expect(clockOf(at())).toEqual({ stage, kind: 'continuous', minutes });
  });

  it('leaves the handling clock to the limit, whatever the urgency', () => {
    expect(clockOf(handling({ ...EMERGENCY, clock: 'working' }))).toMatchObject({ kind: 'working' });
    expect(clockOf(handling({ ...STANDARD, clock: 'continuous' }))).toMatchObject({ kind: 'continuous' });
  });

  it('gives coordination a working day, two hours in an emergency, the same when escalated', () => {
    for (const [command, by] of [
      ['coordinate', DISPATCHER],
      ['escalate', LEAD],
    ] as const) {
      const it_ = filed();
      it_.tell(by, usual(command));
      expect(clockOf(it_)).toEqual({ stage: 'coordination', kind: 'working', minutes: 390 });
      const emergency = filed(EMERGENCY);
      emergency.tell(by, usual(command));
      expect(clockOf(emergency)).toEqual({ stage: 'coordination', kind: 'continuous', minutes: 120 });
    }
    const slow = filed(STANDARD, { ...DEFAULT_CASE_POLICY, escalatedWorkdays: 3 });
    slow.tell(LEAD, usual('escalate'));
    expect(clockOf(slow)).toMatchObject({ minutes: 3 * 390 });
  });

  it('sets no limit on issuing the check of a special condition', () => {
    const it_ = fedBack(SPECIAL);
    expect(it_.state.clock).toMatchObject({ stage: 'issue-check', limitMs: null, dueAt: null, redAt: null });
    expect(timersOf(it_.state)).toEqual([]);
    expect(lightsOf(it_.state, it_.now)).toMatchObject({ stage: { light: null }, whole: { dimmed: true } });
    const due = it_.state.whole!.dueAt;
    it_.after(2 * HOUR).tell(SUPERVISOR, usual('issue-check'));
    expect(it_.state.whole!.parkedAt).toBeNull();
    // The two hours that it took come in place of the thirty minutes; none were planned.
    expect(it_.state.whole!.dueAt).toBeGreaterThan(due);
  });
});

describe('the filing clock', () => {
  it('stands while a verification runs and then goes on', () => {
    const it_ = hotline();
    it_.after(10 * MINUTE).tell(OFFICER, usual('request-verification'));
    expect(clockOf(it_)).toEqual({ stage: 'verification', kind: 'working', minutes: 60 });
    it_.after(40 * MINUTE).tell(COLLECTOR, usual('confirm'));
    expect(it_.state.clock).toMatchObject({
      stage: 'filing',
      usedMs: 10 * MINUTE,
      startAt: MONDAY + 50 * MINUTE,
    });
    expect(it_.state.clock!.dueAt).toBe(MONDAY + 70 * MINUTE);
    it_.after(5 * MINUTE).tell(OFFICER, usual('request-verification'));
    it_.after(5 * MINUTE).tell(COLLECTOR, usual('cannot-verify'));
    expect(it_.state.clock).toMatchObject({ usedMs: 15 * MINUTE });
  });

  it('changes its kind when the proposal turns out to be an emergency', () => {
    const it_ = reported();
    const { categoryKey, conditionKey, kind } = EMERGENCY;
    const run = it_.state.clock!.run;
    it_.after(MINUTE).tell(OFFICER, usual('amend', { categoryKey, conditionKey, kind, standard: EMERGENCY }));
    expect(it_.state).toMatchObject({ urgency: 'emergency', standard: null, emergency: null });
    expect(it_.state.clock).toMatchObject({ run, clock: 'continuous', startAt: MONDAY });
  });
});

describe('the unit’s clock', () => {
  it('adds the dispatch limit for command duty and starts when the case came for dispatching', () => {
    const it_ = filed();
    const street = unit('street', { commandDuty: true });
    it_.after(20 * MINUTE).tell(STREET, usual('dispatch', { unit: street }));
    expect(it_.state.clock).toMatchObject({ startAt: MONDAY, usedMs: 0, limitMs: 270 * MINUTE });
    const liaison = actor('liaison', { unit: 'street' });
    it_.after(10 * MINUTE).tell(liaison, usual('return'));
    it_.after(10 * MINUTE).tell(DISPATCHER, usual('dispatch', { unit: street, reason: 'yours' }));
    expect(it_.state.clock).toMatchObject({
      startAt: MONDAY + 40 * MINUTE,
      usedMs: 30 * MINUTE,
      limitMs: 270 * MINUTE,
    });
  });

  it('takes an extension on its limit, and keeps its run', () => {
    const it_ = asked('request-extension')();
    const { run, dueAt } = it_.state.clock!;
    it_.after(10 * MINUTE).tell(LEAD, usual('approve-extension'));
    expect(it_.state.clock).toMatchObject({ run, startAt: MONDAY, limitMs: 300 * MINUTE });
    expect(it_.state.clock!.dueAt).toBe(dueAt! + HOUR);
    expect(it_.refusal(LIAISON, usual('request-extension')).clause).toBe('02.request-extension.once');
    it_.tell(LIAISON, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    it_.tell(CHECKER, usual('fail'));
    it_.tell(MACHINE, usual('dispatch'));
    expect(it_.tell(LIAISON, usual('request-extension'))).toEqual(['extensionRequested']);
    it_.tell(LEAD, usual('approve-extension', { minutes: 30 }));
    expect(it_.state.clock).toMatchObject({ limitMs: 330 * MINUTE, usedMs: 10 * MINUTE });
  });

  it('can be asked to be extended until the last green or yellow millisecond', () => {
    const it_ = handling();
    it_.now = it_.state.clock!.redAt!;
    expect(it_.ask(LIAISON, usual('request-extension')).ok).toBe(true);
    it_.now += 1;
    expect(it_.refusal(LIAISON, usual('request-extension')).clause).toBe('02.request-extension.before-red');
  });

  it('stands while deferred and goes on from the date, however late the machine is', () => {
    const it_ = deferred();
    expect(it_.state).toMatchObject({ status: 'deferred', hand: 'parked', deferralUsed: true });
    expect(it_.state.clock).toMatchObject({ parkedAt: MONDAY + HOUR });
    expect(it_.state.whole).toMatchObject({ parkedAt: MONDAY + HOUR });
    expect(timersOf(it_.state)).toEqual([]);
    expect(lightsOf(it_.state, it_.now + 30 * DAY).stage).toEqual({ light: 'green', dimmed: true });
    expect(redFrom(it_.state)).toBeNull();
    it_.now = MONDAY + 10 * DAY + 3 * HOUR;
    it_.tell(MACHINE, usual('resume'));
    expect(it_.state.clock).toMatchObject({ usedMs: HOUR, startAt: MONDAY + 10 * DAY, parkedAt: null });
    expect(it_.state.assignment!.deferrals[0]!.to).toBe(MONDAY + 10 * DAY);
    expect(it_.events.at(-1)!.at).toBe(it_.now);
  });

  it('resumes first when feedback comes in a deferral', () => {
    const it_ = deferred().after(DAY);
    expect(it_.tell(LIAISON, usual('feedback'))).toEqual(['resumed', 'feedback']);
    expect(it_.state.assignment).toMatchObject({
      open: false,
      deferrals: [{ from: MONDAY + HOUR, to: MONDAY + HOUR + DAY }],
    });
    expect(it_.state.status).toBe('awaiting-check');
    expect(replay(it_.events)).toEqual(it_.state);
  });

  it('is amended from its original start', () => {
    const it_ = handling().after(HOUR);
    const { run } = it_.state.clock!;
    const standard = {
      ...STANDARD,
      conditionKey: 'I-0601-3',
      limitMinutes: 90,
      clock: 'continuous',
    } as const;
    it_.tell(OFFICER, usual('amend', { standard }));
    expect(it_.state.clock).toMatchObject({
      run,
      startAt: MONDAY,
      limitMs: 90 * MINUTE,
      clock: 'continuous',
    });
    expect(it_.events.at(-1)!.payload).toMatchObject({ clock: 'continuous', limitMinutes: 90 });
  });

  it('begins anew for a standby unit and again for an ordinary dispatch to it', () => {
    const it_ = handling(EMERGENCY).after(HOUR);
    it_.tell(LEAD, usual('substitute'));
    expect(it_.state.assignment).toMatchObject({ unit: 'standby', standby: true, no: 1 });
    expect(it_.state.clock).toMatchObject({ usedMs: 0, startAt: MONDAY + HOUR });
    const standby = actor('liaison', { unit: 'standby' });
    it_.tell(standby, usual('feedback'));
    it_.tell(MACHINE, usual('issue-check'));
    it_.tell(CHECKER, usual('fail'));
    expect(it_.state).toMatchObject({ hand: 'dispatcher', routingOwed: false });
    it_.tell(DISPATCHER, usual('dispatch', { unit: unit('standby') }));
    expect(it_.state.assignment).toMatchObject({ unit: 'standby', standby: false, no: 2, repeats: 0 });
  });
});

describe('the whole process', () => {
  it('is due at the fold over the planned stages, from the report', () => {
    expect(reported().state.whole).toBeNull();
    // 30 filing, 30 dispatch, 240 handling, 30 issue-check, 60 check, 30 closing: 420 working minutes.
    const due = MONDAY + DAY + 30 * MINUTE;
    const it_ = filed();
    expect(it_.state.whole).toMatchObject({ dueAt: due, parkedAt: null });
    for (const at of [handling, fedBack, checking, passed]) expect(at().state.whole!.dueAt).toBe(due);
    const failed = checking();
    failed.after(HOUR).tell(CHECKER, usual('fail'));
    expect(failed.state.whole!.dueAt).toBe(due);
  });

  it('counts a verification that was a stage, an extension and a deferral that was taken', () => {
    const it_ = hotline();
    it_.tell(OFFICER, usual('request-verification'));
    it_.tell(COLLECTOR, usual('confirm'));
    it_.tell(OFFICER, usual('file'));
    expect(it_.state.whole!.dueAt).toBe(MONDAY + DAY + 90 * MINUTE);
    it_.tell(DISPATCHER, usual('dispatch'));
    it_.tell(LIAISON, usual('request-extension', { minutes: 20 }));
    it_.tell(LEAD, usual('approve-extension', { minutes: 20 }));
    expect(it_.state.whole!.dueAt).toBe(MONDAY + DAY + 110 * MINUTE);
    it_.tell(LIAISON, usual('request-deferral', { until: MONDAY + DAY }));
    it_.tell(LEAD, usual('approve-deferral', { until: MONDAY + DAY }));
    it_.after(HOUR).tell(LEAD, usual('resume'));
    // Tuesday has 180 minutes before the break; 110 + 60 fit.
    expect(it_.state.whole!.dueAt).toBe(MONDAY + DAY + 170 * MINUTE);
  });

  it('shows its last light, dimmed, after the end', () => {
    const it_ = closed();
    const { whole } = lightsOf(it_.state, it_.now + 100 * DAY);
    expect(whole).toEqual({ light: 'green', dimmed: true });
    expect(lightsOf(it_.state, it_.now).worst).toEqual({ light: 'green', dimmed: true });
    expect(timersOf(it_.state)).toEqual([]);
  });
});

describe('lights', () => {
  it('turn at their instants, never early, once', () => {
    const it_ = handling();
    const { run, dueAt, yellowAt, redAt } = it_.state.clock!;
    const turn = (light: 'yellow' | 'red') =>
      usual('turn-light', { run, clock: 'handling', dueAt: dueAt!, light });
    expect(turnsOwed(it_.state).find(({ run: of }) => of === run)).toMatchObject({
      light: 'yellow',
      at: yellowAt,
    });
    it_.now = yellowAt! - 1;
    expect(it_.refusal(MACHINE, turn('yellow')).clause).toBe('02.turn-light.early');
    it_.now = yellowAt!;
    expect(drawnLight(it_.state.clock, it_.now).light).toBe('yellow');
    expect(it_.tell(MACHINE, turn('yellow'))).toEqual(['turnedYellow']);
    it_.now = redAt!;
    expect(drawnLight(it_.state.clock, it_.now).light).toBe('yellow');
    expect(it_.refusal(MACHINE, turn('red')).clause).toBe('02.turn-light.early');
    it_.now = redAt! + 1;
    expect(drawnLight(it_.state.clock, it_.now).light).toBe('red');
    expect(it_.tell(MACHINE, turn('red'))).toEqual(['turnedRed']);
    expect(it_.events.at(-1)!.payload).toEqual({ run, clock: 'handling', dueAt, latenessMs: 1 });
    expect(it_.refusal(MACHINE, turn('red')).clause).toBe('02.turn-light.already');
    expect(turnsOwed(it_.state).filter(({ run: of }) => of === run)).toEqual([]);
  });

  it('are of no concern when the clock has moved on', () => {
    const it_ = handling();
    const { run, dueAt } = it_.state.clock!;
    it_.tell(LIAISON, usual('feedback'));
    it_.after(30 * DAY);
    const late = usual('turn-light', { run, clock: 'handling', dueAt: dueAt!, light: 'red' });
    expect(it_.refusal(MACHINE, late)).toMatchObject({ clause: '02.turn-light.moved-on', kind: 'state' });
  });

  it('of the whole process turn, too, under run 0', () => {
    const it_ = handling();
    const { dueAt, redAt } = it_.state.whole!;
    it_.now = redAt + 5;
    const turn = usual('turn-light', { run: 0, clock: 'whole', dueAt, light: 'red' });
    expect(it_.tell(MACHINE, turn)).toEqual(['turnedRed']);
    expect(it_.refusal(MACHINE, turn).clause).toBe('02.turn-light.already');
  });

  it('run beside the stage for requests and supervision, thirty minutes each, and lapse with it', () => {
    const it_ = asked('request-return')();
    it_.tell(SUPERVISOR, usual('supervise'));
    const beside = timersOf(it_.state).filter(({ clock }) => clock === 'request' || clock === 'supervision');
    expect(beside.map(({ clock, dueAt }) => [clock, dueAt])).toEqual([
      ['request', MONDAY + 30 * MINUTE],
      ['supervision', MONDAY + 30 * MINUTE],
    ]);
    expect(new Set(timersOf(it_.state).map(({ run }) => run)).size).toBe(4);
    it_.tell(LIAISON, usual('feedback'));
    expect(it_.state.requests.return).toBeNull();
    expect(it_.state.supervision).toEqual({ count: 1, light: null });
  });

  it('are sorted by the earliest red that runs', () => {
    const { state } = handling();
    expect(redFrom(state)).toBe(Math.min(state.clock!.redAt!, state.whole!.redAt));
    expect(yellowFrom(state)).toBe(Math.min(state.clock!.yellowAt!, state.whole!.yellowAt));
    expect(redFrom(closed().state)).toBeNull();
    const late = { ...state, whole: { ...state.whole!, yellowAt: MONDAY, redAt: MONDAY + 1 } };
    expect(redFrom(late)).toBe(MONDAY + 1);
    expect(lightsOf(late, MONDAY + 2)).toMatchObject({
      stage: { light: 'green' },
      worst: { light: 'red', dimmed: false },
    });
  });
});

describe('a changed calendar', () => {
  const holiday = () =>
    compileCalendar({ ...CALENDAR.data, holidays: ['2026-06-01'], knownUntil: '2026-06-10' });

  it('moves the deadlines of running clocks, on record, and asks nothing twice', () => {
    const it_ = handling();
    it_.tell(SUPERVISOR, usual('supervise'));
    it_.tell(LIAISON, usual('request-extension'));
    const before = it_.state;
    it_.calendar = holiday();
    it_.calendarVersion = 2;
    expect(it_.tell(MACHINE, usual('recompute-deadline'))).toEqual(['deadlineRecomputed']);
    const { state } = it_;
    expect(state.clock).toMatchObject({
      run: before.clock!.run,
      calendarVersion: 2,
      dueAt: before.clock!.dueAt! + DAY,
    });
    expect(state.whole!.dueAt).toBe(before.whole!.dueAt + DAY);
    expect(state.requests.extension!.light.dueAt).toBe(MONDAY + DAY + 30 * MINUTE);
    expect(state.supervision.light!.dueAt).toBe(MONDAY + DAY + 30 * MINUTE);
    expect(it_.events.at(-1)!.payload).toMatchObject({
      why: 'calendar',
      calendarVersion: 2,
      before: before.clock,
    });
    expect(it_.tell(MACHINE, usual('recompute-deadline'))).toEqual([]);
    expect(replay(it_.events)).toEqual(state);
  });

  it('leaves a parked clock parked, at the light that it has', () => {
    const it_ = deferred();
    const before = it_.state.clock!;
    it_.calendarVersion = 2;
    it_.tell(MACHINE, usual('recompute-deadline'));
    expect(it_.state.clock).toEqual({ ...before, calendarVersion: 2 });
    expect(it_.state.whole!.parkedAt).toBe(MONDAY + HOUR);
  });

  it('is nothing to a case that has ended', () => {
    const it_ = closed();
    it_.calendarVersion = 2;
    expect(it_.tell(MACHINE, usual('recompute-deadline'))).toEqual([]);
  });

  it('marks what lies beyond the known days as provisional', () => {
    const long = { ...STANDARD, limitMinutes: 390 * 20 };
    const it_ = filed(long);
    it_.calendar = holiday();
    it_.tell(DISPATCHER, usual('dispatch'));
    expect(it_.state.clock!.provisional).toBe(true);
    expect(it_.state.whole!.provisional).toBe(true);
    expect(handling().state.clock!.provisional).toBe(false);
  });
});

it('never lets an instant go back when two servers’ clocks differ', () => {
  const it_ = bench();
  it_.tell(COLLECTOR, usual('report'));
  it_.now -= 40;
  it_.tell(OFFICER, usual('file'));
  expect(it_.events.map(({ at, receivedAt }) => [at, receivedAt])).toEqual([
    [MONDAY, MONDAY],
    [MONDAY, MONDAY - 40],
  ]);
});
