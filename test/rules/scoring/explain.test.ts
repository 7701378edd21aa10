import { describe, expect, it } from 'vitest';
import { explainItem } from '../../../core/rules/scoring/explain.ts';
import { reachable } from '../../../core/rules/scoring/live.ts';
import { type GrantDecision, NOTHING_RECOGNISED } from '../../../core/rules/scoring/recognition.ts';
import {
  at,
  calendar,
  deferred,
  dispatched,
  event,
  extended,
  factsOf,
  HOUR,
  policy,
  score,
  scoreCase,
} from './logs.ts';

const yes: GrantDecision = { recognised: true, cost: 1, usedBefore: 3, place: 4, quota: 6, n0: 212 };

describe('explaining an item', () => {
  const [fact] = factsOf(
    dispatched('06-01 14:00', 'A', 8),
    event('returned', '06-01 16:00'),
    dispatched('06-01 16:30', 'A', 8),
    event('feedback', '06-02 10:00'),
    event('checkFailed', '06-02 11:00'),
    dispatched('06-02 11:00', 'A', 8),
    event('feedback', '06-03 09:30'),
    event('closed', '06-03 10:00'),
  );

  it('shows the segments, what adds up, when it turned red, and each clause with its figures', () => {
    const told = explainItem(
      fact!,
      { ...NOTHING_RECOGNISED, repeat: yes },
      'allowance',
      calendar,
      at('07-03 18:00'),
    );
    expect(
      told.segments.map(({ cause, endedBy, usedMs, totalMs }) => [
        cause,
        endedBy,
        usedMs / HOUR,
        totalMs / HOUR,
      ]),
    ).toEqual([
      ['first', 'return', 2, 2],
      ['refused-return', 'feedback', 2.5, 4.5],
      ['repeat', 'feedback', 6.5, 11],
    ]);
    expect(told).toMatchObject({
      gapsCount: false,
      limit: { ownMs: 8 * HOUR, dispatchMs: 0, extensionMs: 0, creditedMs: 0, allowedMs: 8 * HOUR },
      used: { wholeMs: 11 * HOUR, creditedMs: 0, usedMs: 11 * HOUR },
      overMs: 3 * HOUR,
      // Three and a half hours after 11:00, the break at noon left out.
      redAfter: at('06-02 15:30'),
    });
    expect(told.clauses).toEqual([
      { clause: 'unresolved', holds: false, about: 'state', state: 'closed' },
      {
        clause: 'overtime',
        holds: true,
        about: 'time',
        judged: true,
        usedMs: 11 * HOUR,
        allowedMs: 8 * HOUR,
      },
      { clause: 'returned', holds: true, about: 'returns', refusedReturns: 1 },
      {
        clause: 'repeat-unrecognised',
        holds: false,
        about: 'grant',
        kind: 'repeat',
        recognised: true,
        amount: 1,
        decision: yes,
      },
    ]);
  });

  it('stands over the night and through a recognised deferral before it turns red', () => {
    const [deferral] = factsOf(
      dispatched('06-01 09:00', 'A', 8),
      deferred('06-02 09:00', '06-03 12:00'),
      event('resumed', '06-03 12:00'),
      event('feedback', '06-03 14:00'),
      event('closed', '06-03 15:00'),
    );
    const tell = (recognised: boolean) =>
      explainItem(
        deferral!,
        { ...NOTHING_RECOGNISED, deferral: { ...yes, recognised } },
        'allowance',
        calendar,
        at('07-03 18:00'),
      );
    expect(tell(false).redAfter).toBe(at('06-02 09:00'));
    expect(tell(true).redAfter).toBe(at('06-03 13:00'));
    expect(tell(true).used).toEqual({ wholeMs: 20 * HOUR, creditedMs: 11 * HOUR, usedMs: 9 * HOUR });
  });

  it('from the second repeat on red can begin in a gap between segments', () => {
    const failed = (when: string) => [event('feedback', when), event('checkFailed', when)];
    const [gaps] = factsOf(
      dispatched('06-01 09:00', 'A', 8),
      ...failed('06-01 10:00'),
      dispatched('06-01 14:00', 'A', 8),
      ...failed('06-01 15:00'),
      dispatched('06-02 11:00', 'A', 8),
      event('feedback', '06-02 12:00'),
      event('closed', '06-02 14:00'),
    );
    const told = explainItem(gaps!, NOTHING_RECOGNISED, 'allowance', calendar, at('07-03 18:00'));
    expect(told).toMatchObject({ gapsCount: true, overMs: 3 * HOUR, redAfter: at('06-02 09:00') });
    expect(told.segments.map(({ usedMs, totalMs }) => [usedMs / HOUR, totalMs / HOUR])).toEqual([
      [1, 1],
      [1, 5],
      [1, 11],
    ]);
  });

  it('credits an extension only when recognised, and an item in time never turned red', () => {
    const [extension] = factsOf(
      dispatched('06-01 09:00', 'A', 8),
      extended('06-01 10:00', 2),
      event('feedback', '06-02 10:00'),
      event('closed', '06-02 11:00'),
    );
    const tell = (recognised: boolean) =>
      explainItem(
        extension!,
        { ...NOTHING_RECOGNISED, extension: { ...yes, recognised } },
        'allowance',
        calendar,
        at('07-03 18:00'),
      );
    expect(tell(false)).toMatchObject({ overMs: HOUR, redAfter: at('06-02 09:00') });
    expect(tell(true)).toMatchObject({
      overMs: 0,
      redAfter: null,
      limit: { creditedMs: 2 * HOUR, allowedMs: 10 * HOUR },
    });
  });
});

describe('the score that can still be reached', () => {
  it('resolves what is in hand, in time unless it is untimely by now', () => {
    const now = at('06-03 09:00');
    const cases = [
      scoreCase('C1', dispatched('06-01 09:00', 'A', 8)),
      scoreCase('C2', dispatched('06-02 09:00', 'A', 16)),
      scoreCase('C3', dispatched('06-02 09:00', 'A', 8), event('closedUnresolved', '06-02 10:00')),
      scoreCase('C4', dispatched('06-02 09:00', 'A', 8), event('feedback', '06-02 10:00')),
    ];
    const june = score(cases, {}, now).find(({ period }) => period.name === '2026-06')!;
    const facts = cases.flatMap(({ events }, i) =>
      factsOf(...events).map((fact) => ({ ...fact, caseId: `C${i + 1}` })),
    );
    expect(reachable(june.units[0]!, facts, policy(), calendar, now)).toEqual({
      inHand: 2,
      shouldResolve: 3,
      resolved: 2,
      timely: 1,
      score: '40.00',
    });
  });
});
