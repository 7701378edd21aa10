import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../core/rules/case/commands.ts';
import { type Actor, ROLES, type Role } from '../../../core/rules/case/people.ts';
import { may, mayAt } from '../../../core/rules/case/rights.ts';
import type { CaseState } from '../../../core/rules/case/state.ts';
import {
  AREAS,
  actor,
  bench,
  CASE_ID,
  CHECKER,
  DISPATCHER,
  IMPORT,
  LEAD,
  LIAISON,
  MACHINE,
  OFFICE,
  OFFICER,
  STREET,
  SUPERVISOR,
  unit,
  usual,
} from './bench.ts';
import { coordinating, SAMPLES } from './samples.ts';
import { checking, closed, filed, handling, reported } from './walks.ts';

const REPORTERS =
  'collector grid-head courtyard-head acceptance-officer leader unit-dispatcher resident integration';
const SEERS = `${REPORTERS} liaison unit-head dispatcher supervision-officer shift-lead evaluator leading-office`;
const each = (roles: string, own: string) =>
  roles
    .split(' ')
    .map((role) => `${role}:${own}`)
    .join(' ');
const CENTRE = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
];

/**
 * The column `by` of spec 02 once more, by hand: role, or role:own where it has to be one's own unit (u),
 * task (t), area (a), report (r), escalated case (e) or one that the role sees (s).
 */
const BY: Record<CommandName, string> = {
  report: `${REPORTERS.replace('unit-dispatcher', 'unit-dispatcher:a')} import`,
  'request-verification': 'acceptance-officer machine',
  confirm: 'collector:t',
  deny: 'collector:t',
  'cannot-verify': 'collector:t',
  file: 'acceptance-officer unit-dispatcher:a machine import',
  reject: 'acceptance-officer',
  'reverse-rejection': 'shift-lead',
  amend: 'acceptance-officer shift-lead',
  dispatch: 'machine dispatcher shift-lead leading-office:e unit-dispatcher:a import',
  coordinate: 'machine dispatcher shift-lead',
  escalate: 'shift-lead',
  acknowledge: 'liaison:u unit-head:u',
  'pass-on': 'liaison:u unit-head:u unit-dispatcher:u',
  return: 'liaison:u unit-head:u',
  'request-return': 'liaison:u unit-head:u',
  'approve-return': 'shift-lead',
  'refuse-return': 'shift-lead',
  'request-extension': 'liaison:u unit-head:u',
  'approve-extension': 'shift-lead',
  'refuse-extension': 'shift-lead',
  'request-deferral': 'liaison:u unit-head:u',
  'approve-deferral': 'shift-lead',
  'refuse-deferral': 'shift-lead',
  resume: 'machine shift-lead',
  feedback: 'liaison:u unit-head:u import',
  'issue-check': 'supervision-officer machine import',
  pass: 'collector:t supervision-officer shift-lead import',
  fail: 'collector:t supervision-officer shift-lead',
  'cannot-check': 'collector:t',
  'send-back': 'shift-lead',
  close: 'shift-lead acceptance-officer machine import',
  'close-unresolved': 'shift-lead',
  supervise: 'supervision-officer',
  'answer-supervision': 'liaison:u unit-head:u',
  substitute: 'shift-lead',
  'record-cost': 'shift-lead leading-office',
  merge: 'acceptance-officer',
  link: 'acceptance-officer shift-lead',
  void: 'shift-lead',
  note: each(SEERS, 's'),
  attach: each(SEERS, 's'),
  rate: each(REPORTERS, 'r'),
  'release-photo': 'acceptance-officer shift-lead',
  blank: 'machine',
  'acknowledge-emergency': 'acceptance-officer dispatcher supervision-officer shift-lead leader',
  'reassign-collector': 'supervision-officer',
  'raise-emergency': 'machine',
  'turn-light': 'machine',
  'recompute-deadline': 'machine',
};

const SAMPLE_OF = new Map(SAMPLES.map((sample) => [sample.name, sample]));

/** The actor of a role whose case, task, area or report this is. */
function owner(role: Role, state: CaseState | null): Actor {
  const task = state?.verification?.collector ?? state?.check?.collector;
  const id = (role === 'collector' ? task : null) ?? state?.reportedBy.id ?? `${role}-1`;
  return actor(role, { id, unit: 'water', areas: ['sub-1', 'cell-1', 'beat-1'] });
}

/** One who has nothing to do with it. */
function stranger(role: Role): Actor {
  return actor(role, { id: 'stranger', unit: 'power', areas: ['sub-9'] });
}

describe.each(Object.keys(BY) as CommandName[])('%s', (name) => {
  const allowed = new Map(BY[name].split(' ').map((entry) => entry.split(':') as [Role, string | undefined]));

  it.each(ROLES)('by %s, own and other', (role) => {
    const sample = SAMPLE_OF.get(name)!;
    const it_ = sample.at();
    const state = name === 'report' ? null : it_.state;
    const command = sample.command(it_);
    const own = it_.ask(owner(role, state), command);
    const other = it_.ask(stranger(role), command);
    if (!allowed.has(role)) {
      for (const answer of [own, other]) {
        expect(answer).toMatchObject({ ok: false, kind: 'right', clause: `02.${name}.by` });
      }
      return;
    }
    const kind = allowed.get(role);
    if (kind !== 'e') expect(clauseOf(own)).not.toMatch(/\.(by|own)$/);
    // The centre's roles see every case, so that nothing is another's to them.
    const needsOwn = kind !== undefined && !(kind === 's' && CENTRE.includes(role));
    if (needsOwn) expect(other).toMatchObject({ ok: false, kind: 'right', clause: `02.${name}.own` });
    else expect(clauseOf(other)).not.toMatch(/\.(by|own)$/);
  });
});

describe('ownership', () => {
  it('lets the leading office dispatch what has been escalated to it, and nothing else', () => {
    const it_ = coordinating();
    expect(it_.refusal(OFFICE, usual('dispatch')).clause).toBe('02.dispatch.own');
    it_.tell(LEAD, usual('escalate'));
    expect(it_.state).toMatchObject({ status: 'coordinating', hand: 'leading-office', escalated: true });
    expect(it_.tell(OFFICE, usual('dispatch'))).toEqual(['dispatched']);
    expect(it_.state.escalated).toBe(false);
  });

  it('keeps a unit dispatcher to the own area and the own unit', () => {
    const it_ = filed();
    expect(it_.refusal(STREET, usual('dispatch')).clause).toBe('02.dispatch.own-unit');
    expect(it_.tell(STREET, usual('dispatch', { unit: unit('street') }))).toEqual(['dispatched']);
    const elsewhere = { ...AREAS, subdistrict: 'sub-2' };
    expect(reported().refusal(STREET, usual('file', { areas: elsewhere })).clause).toBe('02.file.own');
    const report = usual('report', { channel: 'unit', areas: elsewhere });
    expect(bench().refusal(STREET, report).clause).toBe('02.report.own');
  });

  it('never lets a unit check or close its own case', () => {
    const ofUnit = (role: Role, id: string) => actor(role, { id, unit: 'water' });
    const it_ = checking();
    expect(it_.refusal(ofUnit('collector', CHECKER.id), usual('pass')).clause).toBe('02.pass.four-eyes');
    expect(it_.refusal(ofUnit('collector', CHECKER.id), usual('fail')).clause).toBe('02.fail.four-eyes');
    it_.tell(CHECKER, usual('pass'));
    expect(it_.refusal(ofUnit('acceptance-officer', 'x'), usual('close')).clause).toBe('02.close.four-eyes');
    expect(it_.refusal(ofUnit('shift-lead', 'x'), usual('send-back')).clause).toBe('02.send-back.four-eyes');
    const waiting = handling();
    waiting.tell(LIAISON, usual('feedback'));
    expect(waiting.refusal(ofUnit('supervision-officer', 'x'), usual('issue-check')).clause).toBe(
      '02.issue-check.four-eyes',
    );
  });

  it('knows the holder of a tracking code by the case’s own id', () => {
    const holder = actor('resident', { id: CASE_ID });
    expect(closed().tell(holder, usual('rate'))).toEqual(['rated']);
    expect(closed().refusal(actor('resident', { id: 'other' }), usual('rate')).clause).toBe('02.rate.own');
  });
});

describe('may', () => {
  it('agrees with decide on every sample, before and after', () => {
    for (const { name, at, by, command } of SAMPLES) {
      const it_ = at();
      if (name !== 'report') expect(may(it_.state, name, by), name).toEqual({ ok: true });
      it_.tell(by, command(it_));
      const again = may(it_.state, name, by);
      // The same report once more is no news, and no refusal either.
      if (name !== 'report' && !again.ok)
        expect(it_.refusal(by, command(it_)).clause, name).toBe(again.clause);
    }
  });

  it('greys out what the state alone forbids', () => {
    const it_ = handling();
    expect(may(it_.state, 'approve-extension', LEAD)).toMatchObject({
      clause: '02.approve-extension.not-asked',
    });
    expect(may(it_.state, 'record-cost', LEAD)).toMatchObject({ clause: '02.record-cost.substituted' });
    expect(may(it_.state, 'close', OFFICER)).toMatchObject({ clause: '02.close.from' });
    expect(may(it_.state, 'dispatch', DISPATCHER)).toMatchObject({ clause: '02.dispatch.from' });
    expect(may(it_.state, 'turn-light', SUPERVISOR)).toMatchObject({ clause: '02.turn-light.by' });
    expect(may(it_.state, 'turn-light', MACHINE)).toEqual({ ok: true });
    expect(may(null, 'report', IMPORT)).toEqual({ ok: true });
    expect(may(null, 'file', OFFICER)).toMatchObject({ clause: '02.file.no-case' });
  });

  it('greys out what comes too late, and what the channel never asks for, as decide would refuse it', () => {
    const it_ = handling();
    const now = (name: CommandName, by: Actor) =>
      clauseOf(mayAt(it_.state, name, by, { policy: it_.policy, calendar: it_.calendar, at: it_.now }));
    expect([now('return', LIAISON), now('request-extension', LIAISON)]).toEqual(['', '']);
    it_.after(30 * 86_400_000);
    expect(now('return', LIAISON)).toBe('02.return.asked-for');
    expect(now('request-return', LIAISON)).toBe('');
    expect(now('request-extension', LIAISON)).toBe('02.request-extension.before-red');
    for (const name of ['return', 'request-extension'] as const)
      expect(it_.refusal(LIAISON, usual(name)).clause).toBe(now(name, LIAISON));

    const fresh = reported();
    const ctx = { policy: fresh.policy, calendar: fresh.calendar, at: fresh.now };
    expect(clauseOf(mayAt(fresh.state, 'request-verification', OFFICER, ctx))).toBe(
      '02.request-verification.never',
    );
    expect(mayAt(fresh.state, 'file', OFFICER, ctx)).toEqual({ ok: true });
  });
});

function clauseOf(answer: { ok: true } | { ok: false; clause: string }): string {
  return answer.ok ? '' : answer.clause;
}
