import { expect, it } from 'vitest';
import { type Actor, ROLES, type Role } from '../../../core/rules/case/people.ts';
import { maySee } from '../../../core/rules/case/sight.ts';
import { actor, DISPATCHER, LIAISON, unit, usual } from './bench.ts';
import { checking, closed, filed, handling, reported } from './walks.ts';

// Spec 06, column "sees".
const ALL: readonly Role[] = [
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'evaluator',
  'leader',
  'leading-office',
  'machine',
  'import',
];
const NONE: readonly Role[] = ['company', 'administrator'];

it('is of all cases for the centre, evaluators and leaders, of none for the rest', () => {
  const { state } = handling();
  const strangers = ROLES.filter((role) =>
    maySee(state, actor(role, { id: 'nobody', unit: 'power', areas: ['x'] })),
  );
  expect(strangers).toEqual(ROLES.filter((role) => ALL.includes(role)));
  const insiders = ROLES.filter((role) =>
    maySee(state, actor(role, { id: 'collector-1', unit: 'water', areas: ['beat-1', 'sub-1', 'cell-1'] })),
  );
  expect(insiders).toEqual(ROLES.filter((role) => !NONE.includes(role)));
});

it('is of own reports, own tasks and open cases of the own beat for a collector', () => {
  const by = (id: string, areas: string[] = []): Actor => actor('collector', { id, areas });
  expect(maySee(reported().state, by('collector-1'))).toBe(true);
  expect(maySee(reported().state, by('collector-2'))).toBe(false);
  expect(maySee(checking().state, by('collector-2'))).toBe(true);
  expect(maySee(filed().state, by('x', ['beat-1']))).toBe(true);
  expect(maySee(filed().state, by('x', ['beat-2']))).toBe(false);
  expect(maySee(closed().state, by('x', ['beat-1']))).toBe(false);
});

it('is of cases that are or were its unit’s, and of those it assists, for a liaison', () => {
  const it_ = handling();
  it_.tell(LIAISON, usual('return'));
  it_.tell(DISPATCHER, usual('dispatch', { unit: unit('power'), assisting: ['gas'] }));
  const sees = (code: string) => maySee(it_.state, actor('liaison', { unit: code }));
  expect(['water', 'power', 'gas', 'heat'].filter(sees)).toEqual(['water', 'power', 'gas']);
  const helper = actor('liaison', { id: 'helper', unit: 'gas' });
  expect(it_.tell(helper, usual('note'))).toEqual(['noted']);
  expect(it_.tell(helper, usual('attach'))).toEqual(['attached']);
  expect(it_.refusal(helper, usual('feedback')).clause).toBe('02.feedback.own');
});

it('is of the own area, and of the own unit’s cases at present, for a unit dispatcher', () => {
  const it_ = handling();
  expect(maySee(it_.state, actor('unit-dispatcher', { unit: 'power', areas: ['sub-1'] }))).toBe(true);
  expect(maySee(it_.state, actor('unit-dispatcher', { unit: 'water', areas: ['sub-2'] }))).toBe(true);
  expect(maySee(it_.state, actor('unit-dispatcher', { unit: 'power', areas: ['sub-2'] }))).toBe(false);
});

it('is of the own report for residents and integrations', () => {
  const { state } = closed();
  for (const role of ['resident', 'integration'] as const) {
    expect(maySee(state, actor(role, { id: state.reportedBy.id }))).toBe(true);
    expect(maySee(state, actor(role, { id: 'other' }))).toBe(false);
  }
});
