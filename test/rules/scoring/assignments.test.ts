import { describe, expect, it } from 'vitest';
import {
  amended,
  at,
  deferred,
  dispatched,
  event,
  extended,
  factsOf,
  HOUR,
  lines,
  score,
  scoreCase,
  substituted,
} from './logs.ts';

const only = (...events: Parameters<typeof factsOf>) => {
  const facts = factsOf(...events);
  expect(facts.length).toBe(1);
  return facts[0]!;
};

// 1 June 2026 is a Monday.
describe('from a case to assignments', () => {
  it('numbers runs of dispatches to one unit, standby work included', () => {
    const facts = factsOf(
      dispatched('06-01 09:00', 'A'),
      event('returned', '06-01 10:00'),
      dispatched('06-01 10:30', 'A'),
      event('returned', '06-01 11:00'),
      dispatched('06-01 11:30', 'B'),
      substituted('06-01 12:00', 'S'),
      event('returned', '06-01 14:00'),
      dispatched('06-01 14:30', 'S'),
      event('returned', '06-01 15:00'),
      dispatched('06-01 15:30', 'A'),
    );
    expect(facts.map(({ unit, no }) => `${unit}${no}`)).toEqual(['A0', 'B1', 'S3', 'A4']);
  });

  it('runs a segment from dispatch to feedback or return and tells repeats from refused returns', () => {
    const fact = only(
      dispatched('06-01 09:00', 'A'),
      event('returned', '06-01 10:00'),
      dispatched('06-01 11:00', 'A'),
      event('feedback', '06-01 12:00'),
      event('checkFailed', '06-01 14:00'),
      dispatched('06-01 15:00', 'A'),
    );
    expect(fact.segments).toEqual([
      { from: at('06-01 09:00'), to: at('06-01 10:00'), cause: 'first', endedBy: 'return' },
      { from: at('06-01 11:00'), to: at('06-01 12:00'), cause: 'refused-return', endedBy: 'feedback' },
      { from: at('06-01 15:00'), to: null, cause: 'repeat', endedBy: null },
    ]);
    expect(fact).toMatchObject({ repeats: 1, refusedReturns: 1, state: 'running', timeUsedMs: 2 * HOUR });
  });

  it('counts gaps from the second repeat on', () => {
    const work = [
      dispatched('06-01 09:00', 'A'),
      event('feedback', '06-01 10:00'),
      event('checkFailed', '06-01 11:00'),
      dispatched('06-01 12:00', 'A'),
      event('feedback', '06-01 14:00'),
    ];
    expect(only(...work).timeUsedMs).toBe(2 * HOUR);
    const again = [event('checkFailed', '06-01 15:00'), dispatched('06-01 16:00', 'A')];
    // 09:00 to 17:00 without the break at noon, gaps and all.
    expect(only(...work, ...again, event('feedback', '06-01 17:00')).timeUsedMs).toBe(7 * HOUR);
  });

  it('takes limit and clock from the last amendment while it runs, from the original start', () => {
    const fact = only(
      dispatched('06-01 09:00', 'A', 8),
      amended('06-01 10:00', 2, 'continuous'),
      amended('06-01 11:00', 30, 'continuous'),
    );
    expect(fact).toMatchObject({ clock: 'continuous', limitMs: 30 * HOUR, originalDueAt: at('06-02 15:00') });
  });

  it('an amendment without a limit changes nothing', () => {
    const when = { at: at('06-01 10:00'), receivedAt: at('06-01 10:00') };
    const fact = only(dispatched('06-01 09:00', 'A', 8), {
      type: 'amended',
      ...when,
      clock: null,
      limitMs: null,
    });
    expect(fact.limitMs).toBe(8 * HOUR);
  });

  it('an amendment while the unit does not have the case holds only if it gets it back', () => {
    const returned = [
      dispatched('06-01 09:00', 'A', 8),
      event('returned', '06-01 10:00'),
      amended('06-01 10:30', 0.5),
    ];
    expect(only(...returned, dispatched('06-01 11:00', 'A')).limitMs).toBe(0.5 * HOUR);
    const [first] = factsOf(...returned, dispatched('06-01 11:00', 'B'));
    expect(first).toMatchObject({ limitMs: 8 * HOUR, exclusion: 'transferred' });
  });

  it('times a command duty from when the case came to it, with the dispatch limit added', () => {
    const fact = only(
      event('filed', '06-01 09:00'),
      dispatched('06-01 10:00', 'street', 1),
      event('feedback', '06-01 11:00'),
      event('checkFailed', '06-01 14:00'),
      dispatched('06-01 15:00', 'street', 1),
      event('feedback', '06-01 16:00'),
    );
    // The first segment begins at filing, the second at its dispatch.
    expect(fact).toMatchObject({
      startAt: at('06-01 09:00'),
      limitMs: 1.5 * HOUR,
      dispatchLimitMs: 0.5 * HOUR,
      originalDueAt: at('06-01 10:30'),
      timeUsedMs: 3 * HOUR,
    });
  });

  it.each([
    ['returned', [event('returned', '06-01 11:00')]],
    ['checkFailed', [event('feedback', '06-01 10:30'), event('checkFailed', '06-01 11:00')]],
  ] as const)('a command duty after %s begins there', (_, events) => {
    const facts = factsOf(
      event('filed', '06-01 09:00'),
      dispatched('06-01 09:30', 'A'),
      ...events,
      dispatched('06-01 14:00', 'street', 1),
    );
    expect(facts.at(-1)?.startAt).toBe(at('06-01 11:00'));
  });

  it('a deferral window runs from approval to resumption, at the latest to its date; several are united', () => {
    const fact = only(
      dispatched('06-01 09:00', 'A', 8),
      deferred('06-01 10:00', '06-01 11:00'),
      event('resumed', '06-01 11:30'),
      deferred('06-01 13:00', '06-05 12:00'),
      event('resumed', '06-01 15:00'),
      deferred('06-01 14:00', '06-01 16:00'),
      event('feedback', '06-01 18:00'),
    );
    expect(fact.deferralWindows).toEqual([
      { from: at('06-01 10:00'), to: at('06-01 11:00') },
      { from: at('06-01 13:00'), to: at('06-01 15:00') },
      { from: at('06-01 14:00'), to: at('06-01 16:00') },
    ]);
    expect(fact).toMatchObject({ timeUsedMs: 8 * HOUR, deferredMs: 4 * HOUR });
    // Six hours are open on the first day… four of them, so four more on the second.
    expect(fact).toMatchObject({ originalDueAt: at('06-01 18:00'), grantedDueAt: at('06-02 14:00') });
  });

  it('sums up extensions and adds them to the granted due only', () => {
    const fact = only(
      dispatched('06-01 09:00', 'A', 4),
      extended('06-01 10:00', 1),
      extended('06-01 10:30', 2),
    );
    expect(fact).toMatchObject({
      extensionMs: 3 * HOUR,
      originalDueAt: at('06-01 14:00'),
      grantedDueAt: at('06-01 17:00'),
    });
    expect(fact.firstAt).toEqual({ extension: at('06-01 10:00'), deferral: null, repeat: null });
  });
});

describe('transferred', () => {
  const gone = (...events: Parameters<typeof factsOf>) =>
    factsOf(dispatched('06-01 09:00', 'A', 4), ...events)[0]!;

  it.each([
    ['to another unit', dispatched('06-01 15:00', 'B')],
    ['to a standby unit', substituted('06-01 15:00', 'S')],
  ] as const)('after a return in time, %s', (_, next) => {
    expect(gone(event('returned', '06-01 14:00'), next).exclusion).toBe('transferred');
  });

  it.each<[string, Parameters<typeof factsOf>]>([
    ['the return came too late', [event('returned', '06-01 14:01'), dispatched('06-01 15:00', 'B')]],
    ['nobody has it yet', [event('returned', '06-01 10:00')]],
    ['it gave feedback, no return', [event('feedback', '06-01 10:00'), dispatched('06-01 15:00', 'B')]],
    ['it was substituted without a return', [substituted('06-01 10:00', 'S')]],
    [
      'a check of its work had failed',
      [
        event('feedback', '06-01 09:30'),
        event('checkFailed', '06-01 09:45'),
        dispatched('06-01 10:00', 'A'),
        event('returned', '06-01 10:30'),
        dispatched('06-01 11:00', 'B'),
      ],
    ],
  ])('not when %s', (_, events) => {
    expect(gone(...events).exclusion).toBeNull();
  });

  it('credits every approved extension and deferral, recognised or not', () => {
    const late = [event('returned', '06-01 17:00'), dispatched('06-01 17:30', 'B')];
    expect(gone(...late).exclusion).toBeNull();
    expect(gone(extended('06-01 10:00', 3), ...late).exclusion).toBe('transferred');
    expect(gone(deferred('06-01 10:01', '06-01 14:00'), ...late).exclusion).toBeNull();
    expect(gone(deferred('06-01 10:00', '06-01 14:00'), ...late).exclusion).toBe('transferred');
  });

  it('adds up the time used over a refused return', () => {
    const twice = (second: string) =>
      gone(
        event('returned', '06-01 11:00'),
        dispatched('06-01 14:00', 'A'),
        event('returned', second),
        dispatched('06-01 17:30', 'B'),
      ).exclusion;
    expect(twice('06-01 16:00')).toBe('transferred');
    expect(twice('06-01 16:01')).toBeNull();
  });
});

describe('how a case ends', () => {
  it('voided and merged cases count for nobody', () => {
    for (const type of ['voided', 'merged'] as const) {
      expect(only(dispatched('06-01 09:00', 'A'), event(type, '06-01 10:00')).exclusion).toBe(type);
      expect(
        score([scoreCase('C', dispatched('06-01 09:00', 'A'), event(type, '06-01 10:00'))])[1]!.units,
      ).toEqual([]);
    }
  });

  it('is resolved for the unit of the last feedback before the closing, and for nobody else', () => {
    const facts = factsOf(
      dispatched('06-01 09:00', 'A'),
      event('feedback', '06-01 10:00'),
      event('checkFailed', '06-01 11:00'),
      dispatched('06-01 12:00', 'B'),
      event('feedback', '06-01 14:00'),
      event('closed', '06-01 15:00'),
    );
    expect(facts.map(({ resolved, state }) => [resolved, state])).toEqual([
      [false, 'gone-on'],
      [true, 'closed'],
    ]);
  });

  it('a closing without feedback, and one by a standby unit, resolves for nobody', () => {
    const unfinished = scoreCase('C1', dispatched('06-01 09:00', 'A'), event('closed', '06-01 15:00'));
    const standby = scoreCase(
      'C2',
      dispatched('06-01 09:00', 'A'),
      substituted('06-01 10:00', 'S'),
      event('feedback', '06-01 11:00'),
      event('closed', '06-01 15:00'),
    );
    const failed = scoreCase(
      'C4',
      dispatched('06-01 09:00', 'A'),
      event('feedback', '06-01 09:30'),
      event('checkFailed', '06-01 09:45'),
      substituted('06-01 10:00', 'S'),
      event('closed', '06-01 15:00'),
    );
    const given = scoreCase('C3', dispatched('06-01 09:00', 'A'), event('closedUnresolved', '06-01 15:00'));
    expect(lines(score([unfinished, standby, given, failed]))).toEqual([
      '2026-06 A C1/0 unresolved',
      '2026-06 A C2/0 unresolved',
      '2026-06 A C3/0 unresolved',
      '2026-06 A C4/0 unresolved',
    ]);
  });

  it('scores a standby unit again once an ordinary dispatch names it', () => {
    const named = scoreCase(
      'C',
      dispatched('06-01 09:00', 'A'),
      substituted('06-01 10:00', 'S'),
      event('feedback', '06-01 11:00'),
      event('checkFailed', '06-01 11:30'),
      dispatched('06-01 12:00', 'S'),
      event('feedback', '06-01 14:00'),
      event('closed', '06-01 15:00'),
    );
    expect(lines(score([named]))).toEqual(['2026-06 A C/0 unresolved', '2026-06 S C/2 timely']);
  });
});
