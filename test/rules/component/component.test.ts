import { describe, expect, it, test } from 'vitest';
import {
  type Proposal,
  refuseProposal,
  refuseProposalDecision,
} from '../../../core/rules/component/proposal.ts';
import {
  COMPONENT_STATUSES,
  statusAfterTurn,
  statusAfterTurns,
} from '../../../core/rules/component/status.ts';
import { refuseSurveyDone } from '../../../core/rules/component/survey.ts';

describe('the status of a component follows its cases', () => {
  const turn = { current: 'intact', turn: 'opened', says: 'damaged', others: [], before: null } as const;
  test.each([
    ['a case filed on it', turn, 'damaged'],
    ['a case that it is missing', { ...turn, says: 'missing' }, 'missing'],
    ['another case says worse', { ...turn, current: 'missing', others: ['missing'] }, null],
    [
      'the worse case ends, the other is open',
      { ...turn, current: 'missing', turn: 'resolved', others: ['damaged'] },
      'damaged',
    ],
    ['the last one is resolved', { ...turn, current: 'damaged', turn: 'resolved' }, 'intact'],
    ['the last one is closed without a result', { ...turn, current: 'damaged', turn: 'unresolved' }, null],
    ['the case was a mistake', { ...turn, current: 'damaged', turn: 'undone', before: 'intact' }, 'intact'],
    ['a mistake that had changed nothing', { ...turn, current: 'damaged', turn: 'undone' }, null],
    ['nothing is new', { ...turn, current: 'damaged' }, null],
  ] as const)('%s', (_name, given, status) => {
    expect(statusAfterTurn(given)).toBe(status);
  });

  it('leaves alone what a person has decided', () => {
    for (const current of ['abandoned', 'removed'] as const)
      for (const one of ['opened', 'resolved', 'unresolved', 'undone'] as const)
        expect(statusAfterTurn({ ...turn, current, turn: one, before: 'intact' })).toBeNull();
  });

  it('has the five statuses of the spec', () => {
    expect(COMPONENT_STATUSES).toEqual(['intact', 'damaged', 'missing', 'abandoned', 'removed']);
  });
});

describe('a proposal for the register', () => {
  const facts = { recorded: 'intact', isComponentCategory: true, insideCity: true, open: false } as const;
  const status: Proposal = {
    kind: 'status',
    component: 'c-1',
    categoryKey: null,
    status: 'missing',
    place: null,
    photos: ['a'],
  };
  const place = { lon: 103.7, lat: 36 };
  const fresh: Proposal = { ...status, kind: 'new', component: null, status: null, categoryKey: 'k', place };
  const moved: Proposal = { ...status, kind: 'moved', status: null, place };

  it('is taken when it says something new, with a photo', () => {
    expect(refuseProposal(status, facts)).toBeNull();
    expect(refuseProposal(moved, facts)).toBeNull();
    expect(refuseProposal(fresh, { ...facts, recorded: null })).toBeNull();
  });

  test.each([
    ['photo', { ...status, photos: [] }, facts],
    ['component', { ...status, component: null }, facts],
    ['component', { ...fresh, component: 'c-1' }, facts],
    ['unknown', status, { ...facts, recorded: null }],
    ['status', { ...status, status: null }, facts],
    ['status', { ...moved, status: 'missing' }, facts],
    ['same', { ...status, status: 'intact' }, facts],
    ['place', { ...moved, place: null }, facts],
    ['place', { ...status, place }, facts],
    ['outside-city', moved, { ...facts, insideCity: false }],
    ['category', fresh, { ...facts, recorded: null, isComponentCategory: false }],
    ['open', status, { ...facts, open: true }],
  ] as const)('is refused: %s', (rule, proposal, given) => {
    expect(refuseProposal(proposal as Proposal, given)).toMatchObject({
      clause: `02.propose-component.${rule}`,
    });
  });

  test.each([
    [null, 'open', { accept: true, reason: null, by: 'officer' }],
    [null, 'open', { accept: false, reason: 'not so', by: 'officer' }],
    ['reason', 'open', { accept: false, reason: ' ', by: 'officer' }],
    ['own', 'open', { accept: true, reason: null, by: 'collector' }],
    ['decided', 'refused', { accept: true, reason: null, by: 'officer' }],
  ] as const)('is decided once, by another person: %s', (rule, state, decision) => {
    const refused = refuseProposalDecision({ state, by: 'collector' }, decision);
    expect(refused?.clause ?? null).toBe(rule && `02.decide-proposal.${rule}`);
  });
});

describe('the survey of a cell', () => {
  const task = { beat: 'b-1', doneAt: null };
  const work = { recorded: ['c-1', 'c-2'], seen: ['c-1'], proposed: ['c-2'] };
  test.each([
    [null, task, work],
    ['own', { ...task, beat: 'b-2' }, work],
    ['own', { ...task, beat: null }, work],
    ['done', { ...task, doneAt: 1 }, work],
    ['strange', task, { ...work, seen: ['c-1', 'c-3'] }],
    ['missing', task, { ...work, proposed: [] }],
  ] as const)('is done when everything recorded was looked at: %s', (rule, one, given) => {
    expect(refuseSurveyDone(one, given, ['b-1'])?.clause ?? null).toBe(rule && `02.survey-cell.${rule}`);
  });

  it('of a cell without components is done by being there', () => {
    expect(refuseSurveyDone(task, { recorded: [], seen: [], proposed: [] }, ['b-1'])).toBeNull();
  });
});

test('turns of whole cases come to what the same turns one by one come to', () => {
  const turns = [
    { caseId: 'a', turn: 'opened', says: 'damaged' },
    { caseId: 'b', turn: 'opened', says: 'missing' },
    { caseId: 'a', turn: 'resolved', says: 'damaged' },
  ] as const;
  expect(statusAfterTurns('intact', turns, [])).toEqual({ status: 'missing', caseId: 'b' });
  expect(
    statusAfterTurns('intact', [...turns, { caseId: 'b', turn: 'resolved', says: 'missing' }], []),
  ).toBeNull();
  expect(statusAfterTurns('damaged', [{ caseId: 'a', turn: 'resolved', says: 'damaged' }], [])).toEqual({
    status: 'intact',
    caseId: 'a',
  });
  expect(
    statusAfterTurns('damaged', [{ caseId: 'a', turn: 'resolved', says: 'damaged' }], ['damaged']),
  ).toBeNull();
  const undone = [turns[0], { caseId: 'a', turn: 'undone', says: 'damaged' }] as const;
  expect(statusAfterTurns('missing', undone, [])).toBeNull();
  expect(statusAfterTurns('removed', turns, [])).toBeNull();
});
