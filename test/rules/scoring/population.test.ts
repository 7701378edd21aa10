import { describe, expect, it } from 'vitest';
import type { ScoreEvent } from '../../../core/rules/scoring/scoreCase.ts';
import {
  amended,
  at,
  deferred,
  dispatched,
  event,
  extended,
  GENEROUS,
  lines,
  MONTHS,
  score,
  scoreCase,
} from './logs.ts';

const scored = (...events: ScoreEvent[]) => lines(score([scoreCase('C', ...events)], GENEROUS));
const end = (feedback: string, closed: string) => [event('feedback', feedback), event('closed', closed)];

// June ends on a Tuesday: three workdays later is Friday 3 July, 18:00.
describe('the population of a period', () => {
  it('belongs where the original due lies; the last instant of a month is the next one', () => {
    const midnight = dispatched('06-29 00:00', 'A', 48, 'continuous');
    expect(scored(midnight, ...end('06-29 10:00', '06-29 12:00'))).toEqual(['2026-07 A C/0 timely']);
    const before = dispatched('06-28 23:59', 'A', 48, 'continuous');
    expect(scored(before, ...end('06-29 10:00', '06-29 12:00'))).toEqual(['2026-06 A C/0 timely']);
  });

  it('sees what has happened by the settlement, to the instant, and nothing later', () => {
    const start = dispatched('06-29 09:00', 'A', 8);
    expect(scored(start, ...end('06-29 10:00', '07-03 18:00'))).toEqual(['2026-06 A C/0 timely']);
    expect(scored(start, ...end('06-29 10:00', '07-03 18:01'))).toEqual([
      '2026-06 A C/0 moved:waiting',
      '2026-07 A C/0 timely',
    ]);
  });

  it('an event received after the settlement does not exist for it', () => {
    const start = dispatched('06-29 09:00', 'A', 8);
    const closed = { ...event('closed', '06-30 12:00'), receivedAt: at('07-06 10:00') };
    expect(scored(start, event('feedback', '06-29 10:00'), closed)).toEqual([
      '2026-06 A C/0 moved:waiting',
      '2026-07 A C/0 timely',
    ]);
  });

  it('waiting moves on as often as needed, and past the last period', () => {
    expect(scored(dispatched('06-29 09:00', 'A', 8), event('feedback', '06-29 10:00'))).toEqual([
      '2026-06 A C/0 moved:waiting',
      '2026-07 A C/0 moved:waiting',
      '2026-08 A C/0 moved:waiting',
    ]);
    expect(scored(dispatched('06-29 09:00', 'A', 8), event('returned', '06-29 10:00'))[0]).toContain(
      'moved:waiting',
    );
  });

  it('waiting does not end with a check, it ends with a dispatch or a closing', () => {
    const start = [
      dispatched('06-29 09:00', 'A', 8),
      event('feedback', '06-29 10:00'),
      event('checkFailed', '06-30 10:00'),
    ];
    expect(scored(...start)[0]).toBe('2026-06 A C/0 moved:waiting');
    expect(scored(...start, dispatched('06-30 11:00', 'A', 8))[0]).toBe('2026-06 A C/0 unresolved');
    expect(scored(...start, dispatched('06-30 11:00', 'B', 8))[0]).toBe('2026-06 A C/0 unresolved');
    expect(scored(...start, event('closedUnresolved', '06-30 11:00'))).toEqual(['2026-06 A C/0 unresolved']);
  });

  it('what waits and is then transferred, voided or merged leaves without an item', () => {
    const start = [dispatched('06-29 09:00', 'A', 8), event('returned', '06-29 10:00')];
    const gone = scored(...start, dispatched('07-07 09:00', 'B', 8), ...end('07-07 10:00', '07-07 11:00'));
    expect(gone).toEqual(['2026-06 A C/0 moved:waiting', '2026-07 B C/1 timely']);
    for (const type of ['voided', 'merged'] as const) {
      expect(scored(...start, event(type, '07-07 09:00'))).toEqual(['2026-06 A C/0 moved:waiting']);
    }
  });

  it('a granted deferral or extension beyond the end moves on until it is due', () => {
    const start = dispatched('06-29 09:00', 'A', 8);
    expect(scored(start, deferred('06-29 10:00', '08-03 00:00'))).toEqual([
      '2026-06 A C/0 moved:granted',
      '2026-07 A C/0 moved:granted',
      '2026-08 A C/0 unresolved',
    ]);
    expect(scored(start, extended('06-29 10:00', 16), ...end('07-01 18:00', '07-06 12:00'))).toEqual([
      '2026-06 A C/0 moved:waiting',
      '2026-07 A C/0 timely',
    ]);
    // Sixteen hours more are up on 1 July at 18:00; eight hours more at the end of 30 June.
    expect(scored(start, extended('06-29 10:00', 16))).toEqual([
      '2026-06 A C/0 moved:granted',
      '2026-07 A C/0 unresolved',
    ]);
    expect(scored(start, extended('06-29 10:00', 8))).toEqual(['2026-06 A C/0 unresolved']);
  });

  it('granted to the very end of a period is granted beyond it', () => {
    const start = dispatched('06-29 00:00', 'A', 24, 'continuous');
    expect(scored(start, extended('06-29 10:00', 24))[0]).toBe('2026-06 A C/0 moved:granted');
    expect(scored(start, extended('06-29 10:00', 23))[0]).toBe('2026-06 A C/0 unresolved');
  });

  it.each<[string, ScoreEvent[], string]>([
    ['closed', end('06-30 10:00', '06-30 11:00'), 'timely'],
    ['closed unresolved', [event('closedUnresolved', '06-30 10:00')], 'unresolved'],
    ['voided', [event('voided', '06-30 10:00')], ''],
  ])('a granted case that is %s stays', (_, events, verdict) => {
    const start = [dispatched('06-29 09:00', 'A', 8), deferred('06-29 10:00', '08-03 00:00')];
    expect(scored(...start, ...events)).toEqual(verdict === '' ? [] : [`2026-06 A C/0 ${verdict}`]);
  });

  it('grants move nothing when not all of them are recognised, nor under strict', () => {
    const log = scoreCase(
      'C',
      dispatched('06-29 09:00', 'A', 8),
      deferred('06-29 10:00', '08-03 00:00'),
      extended('06-29 11:00', 16),
    );
    const onlyDeferrals = { allowance: { deferral: 1, extension: 0, repeat: 0 } };
    expect(lines(score([log], onlyDeferrals))).toEqual(['2026-06 A C/0 unresolved']);
    expect(lines(score([log], { ...GENEROUS, timelyRule: 'strict' }))).toEqual([
      '2026-06 A C/0 deferral-unrecognised,extension-unrecognised,unresolved',
    ]);
  });

  it('first seen after the cutoff of its due belongs to the first period that sees it', () => {
    const log = [event('filed', '06-29 09:00'), dispatched('07-07 09:00', 'street', 1)];
    expect(scored(...log, ...end('07-07 10:00', '07-07 11:00'))).toEqual(['2026-07 street C/0 overtime']);
  });

  it('is counted once, also when an amendment after the settlement moves its due', () => {
    const later = [dispatched('06-29 09:00', 'A', 8), amended('07-07 09:00', 200)];
    expect(scored(...later)).toEqual(['2026-06 A C/0 unresolved']);
    const earlier = [dispatched('06-29 09:00', 'A', 80), amended('07-07 09:00', 1)];
    expect(scored(...earlier)).toEqual(['2026-07 A C/0 unresolved']);
  });

  it('adds up: N is own and carried in less moved', () => {
    const cases = [
      scoreCase(
        'C1',
        dispatched('06-29 09:00', 'A', 8),
        event('feedback', '06-29 10:00'),
        event('closed', '07-07 09:00'),
      ),
      scoreCase('C2', dispatched('07-07 09:00', 'A', 8), ...end('07-07 10:00', '07-07 11:00')),
      scoreCase('C3', dispatched('07-08 09:00', 'A', 8), event('feedback', '07-08 10:00')),
      scoreCase('C4', dispatched('07-09 09:00', 'A', 8)),
    ];
    const [, june, july] = score(cases).map(({ units }) => units[0]);
    expect(june).toMatchObject({ shouldResolve: 0, movedOut: 1, carriedIn: 0, score: null });
    expect(july).toMatchObject({
      shouldResolve: 3,
      resolved: 2,
      timely: 2,
      movedOut: 1,
      carriedIn: 1,
      n0: 3,
      score: '66.67',
    });
  });

  it('a case due before the chain begins and seen by then belongs to no period of it', () => {
    const before = at('05-01 00:00') - 4 * 86_400_000;
    const old: ScoreEvent = {
      type: 'dispatched',
      at: before,
      receivedAt: before,
      unit: 'A',
      clock: 'continuous',
      limitMs: 1,
    };
    expect(MONTHS[0]!.from).toBe(at('05-01 00:00'));
    expect(scored(old)).toEqual([]);
    // First received in May, after the settlement of April: nobody before could see it.
    expect(scored({ ...old, receivedAt: at('05-10 09:00') })).toEqual(['2026-05 A C/0 unresolved']);
  });
});

describe('recognition', () => {
  /** `count` plain cases beside, so that the quota has a base. */
  const plain = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      scoreCase(`P${i}`, dispatched('06-10 09:00', 'A', 8), ...end('06-10 10:00', '06-10 11:00')),
    );
  const late = (id: string, ...grants: ScoreEvent[]) =>
    scoreCase(id, dispatched('06-01 09:00', 'A', 8), ...grants, ...end('06-02 10:00', '06-02 11:00'));
  const repeat = (id: string, first: string, times: number) =>
    scoreCase(
      id,
      dispatched('06-01 09:00', 'A', 80),
      ...Array.from({ length: times }, (_, i) => [
        event('feedback', `06-0${i + 1} ${first}`),
        event('checkFailed', `06-0${i + 1} ${first}`),
        dispatched(`06-0${i + 1} ${first}`, 'A', 80),
      ]).flat(),
      ...end('06-08 10:00', '06-08 11:00'),
    );
  const verdictsOf = (cases: ReturnType<typeof scoreCase>[], share: string) =>
    lines(score(cases, { allowance: { deferral: share, extension: share, repeat: share } }))
      .filter((line) => !line.includes(' P'))
      .map((line) => line.split(' ').slice(2).join(' '));

  it('goes by time of the first approval, then by case number', () => {
    const cases = [
      late('C3', extended('06-01 10:00', 8)),
      late('C2', extended('06-01 09:30', 8)),
      late('C1', extended('06-01 10:00', 8)),
      ...plain(7),
    ];
    expect(verdictsOf(cases, '0.1')).toEqual([
      'C1/0 extension-unrecognised,overtime',
      'C2/0 timely',
      'C3/0 extension-unrecognised,overtime',
    ]);
    expect(verdictsOf(cases, '0.2')).toEqual([
      'C1/0 timely',
      'C2/0 timely',
      'C3/0 extension-unrecognised,overtime',
    ]);
    expect(verdictsOf(cases, '0.099')[1]).toBe('C2/0 extension-unrecognised,overtime');
  });

  it('a second approval does not move an assignment back in the queue', () => {
    const twice = (id: string, first: string) =>
      late(
        id,
        deferred(`06-01 ${first}`, '06-01 11:00'),
        event('resumed', '06-01 11:00'),
        deferred('06-01 14:00', '06-01 15:00'),
        event('resumed', '06-01 15:00'),
      );
    const once = late('C1', deferred('06-01 10:30', '06-01 12:00'));
    expect(verdictsOf([once, twice('C2', '10:00'), ...plain(8)], '0.1')).toEqual([
      'C1/0 deferral-unrecognised,overtime',
      'C2/0 timely',
    ]);
  });

  it('a repeat case costs its repeats; one that does not fit is passed over', () => {
    const cases = [repeat('C1', '09:30', 1), repeat('C2', '09:40', 3), repeat('C3', '09:50', 2), ...plain(7)];
    expect(verdictsOf(cases, '0.3')).toEqual(['C1/0 timely', 'C2/0 repeat-unrecognised', 'C3/0 timely']);
  });

  it('each kind has a quota of its own, and each unit', () => {
    const both = late('C1', extended('06-01 10:00', 8), deferred('06-01 10:00', '06-01 11:00'));
    expect(verdictsOf([both, ...plain(9)], '0.1')).toEqual(['C1/0 timely']);
    const [june] = score([both, ...plain(9)], GENEROUS).filter(({ period }) => period.name === '2026-06');
    expect(june!.units[0]!.quotas).toEqual({
      deferral: { quota: 90, used: 1, recognised: 1, unrecognised: 0 },
      extension: { quota: 90, used: 1, recognised: 1, unrecognised: 0 },
      repeat: { quota: 90, used: 0, recognised: 0, unrecognised: 0 },
    });
  });

  it('is decided in the period of the original due and covers later events of its kind', () => {
    const moved = scoreCase(
      'C',
      dispatched('06-29 09:00', 'A', 8),
      deferred('06-29 10:00', '07-10 00:00'),
      event('resumed', '07-10 00:00'),
      deferred('07-10 09:00', '07-20 00:00'),
      event('resumed', '07-20 00:00'),
      ...end('07-20 16:00', '07-20 17:00'),
    );
    expect(lines(score([moved], GENEROUS))).toEqual(['2026-06 A C/0 moved:granted', '2026-07 A C/0 timely']);
  });

  it('a kind whose first event comes after the deciding cutoff is not recognised', () => {
    const moved = scoreCase(
      'C',
      dispatched('06-29 09:00', 'A', 8),
      deferred('06-29 10:00', '07-10 00:00'),
      event('resumed', '07-10 00:00'),
      extended('07-10 10:00', 16),
      ...end('07-13 15:00', '07-13 17:00'),
    );
    expect(lines(score([moved], GENEROUS))).toEqual([
      '2026-06 A C/0 moved:granted',
      '2026-07 A C/0 extension-unrecognised,overtime',
    ]);
  });
});

describe('an open period', () => {
  it('counts up to now and shows what is neither due nor closed as pending', () => {
    const cases = [
      scoreCase('C1', dispatched('06-08 09:00', 'A', 8), ...end('06-08 10:00', '06-08 11:00')),
      scoreCase('C2', dispatched('06-08 09:00', 'A', 8)),
      scoreCase('C3', dispatched('06-09 09:00', 'A', 40)),
      scoreCase('C4', dispatched('06-09 09:00', 'A', 8), event('closedUnresolved', '06-09 09:30')),
      scoreCase('C5', dispatched('06-10 09:00', 'A', 8)),
    ];
    const [may, june] = score(cases, {}, at('06-09 10:00'));
    expect([may!.period.settled, june!.period.settled]).toEqual([true, false]);
    const unit = june!.units[0]!;
    expect(unit).toMatchObject({ shouldResolve: 4, resolved: 1 });
    expect(unit.items.map((item) => item.moved === null && item.pending)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});
