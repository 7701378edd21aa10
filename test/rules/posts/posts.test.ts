import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Actor } from '../../../core/rules/case/people.ts';
import {
  type Absence,
  firstGap,
  holderAt,
  type Post,
  refuseAbsence,
  refuseEnding,
} from '../../../core/rules/posts/holders.ts';
import { maySign, onDutyAt, refuseTaking, rosterGaps } from '../../../core/rules/posts/roster.ts';

const DAY = 86_400_000;
const post = { code: 'water-liaison', unit: 'water', first: 'a', second: 'b' };
const away = (holder: string, from: number, to: number, third: string | null = null): Absence => ({
  holder,
  from,
  to,
  third,
});
const person = (id: string, role: Actor['role'] = 'liaison', unit: string | null = 'water'): Actor => ({
  id,
  role,
  unit,
  areas: [],
});
const head = person('head', 'unit-head');

describe('who holds a post', () => {
  test.each([
    ['the first', [], { user: 'a', as: 'first' }],
    ['the second while the first is away', [away('a', 0, 10)], { user: 'b', as: 'second' }],
    ['a third where both are away', [away('a', 0, 10), away('b', 0, 10, 'c')], { user: 'c', as: 'third' }],
    ['nobody where no third is named', [away('a', 0, 10), away('b', 0, 10)], null],
    ['the first again at the end', [away('a', 0, 5), away('b', 0, 10)], { user: 'a', as: 'first' }],
    [
      'nobody where the third is away as well',
      [away('a', 0, 10), away('b', 0, 10, 'c'), away('c', 0, 10)],
      null,
    ],
  ] as const)('%s', (_name, absences, holder) => {
    expect(holderAt(post, absences, 5)).toEqual(holder);
  });

  it('has a gap exactly where one of its instants has no holder', () => {
    const absence = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('c', null),
      )
      .map(([holder, from, length, third]) => away(holder, from, from + length, third));
    fc.assert(
      fc.property(fc.array(absence, { maxLength: 6 }), (absences) => {
        const empty = Array.from({ length: 20 }, (_, at) => at).find(
          (at) => holderAt(post, absences, at) === null,
        );
        expect(firstGap(post, absences, 0, 20)).toBe(empty ?? null);
      }),
    );
  });
});

describe('an absence', () => {
  const planned = { ...away('a', 3 * DAY, 5 * DAY), planned: true, note: 'the keys are with b' };
  const both = [away('b', 4 * DAY, 6 * DAY)];
  test.each([
    [null, [], planned, person('a')],
    [null, [], planned, head],
    [null, both, { ...planned, third: 'c' }, head],
    // Unplanned it is a fact: taken at once, though it leaves a gap.
    [null, both, { ...planned, planned: false, note: null, from: 0 }, person('a')],
    ['by', [], planned, person('b')],
    ['by', [], planned, person('head-2', 'unit-head', 'power')],
    ['holder', [], { ...planned, holder: 'x' }, head],
    ['times', [], { ...planned, to: 3 * DAY }, head],
    ['past', [], { ...planned, from: -2, to: 0 }, head],
    ['third', both, { ...planned, third: 'c' }, person('a')],
    ['third', both, { ...planned, third: 'b' }, head],
    ['note', [], { ...planned, note: ' ' }, head],
    ['day-before', [], { ...planned, from: DAY - 1 }, head],
    ['no-holder', both, planned, head],
    ['no-holder', [], { ...planned, holder: 'a' }, head, { ...post, second: null }],
  ] as const)('is refused: %s', (rule, known, absence, by, of: Post = post) => {
    expect(refuseAbsence(of, known as readonly Absence[], absence, by, 0)?.clause ?? null).toBe(
      rule && `04.absence.${rule}`,
    );
  });

  it('of a post of the centre is the shift lead’s to settle', () => {
    const centre = { ...post, unit: null };
    expect(refuseAbsence(centre, [], planned, person('s', 'shift-lead', null), 0)).toBeNull();
    expect(refuseAbsence(centre, [], planned, head, 0)?.clause).toBe('04.absence.by');
  });
});

describe('the roster', () => {
  const shift = (user: string, from: number, to: number) => ({ user, from, to });
  it('names every stretch without anybody', () => {
    const shifts = [shift('b', 8, 12), shift('a', 2, 5), shift('c', 10, 14)];
    expect(rosterGaps(shifts, 0, 16)).toEqual([
      { from: 0, to: 2 },
      { from: 5, to: 8 },
      { from: 14, to: 16 },
    ]);
    expect(rosterGaps(shifts, 8, 14)).toEqual([]);
    expect(rosterGaps([], 0, 1)).toEqual([{ from: 0, to: 1 }]);
    expect(rosterGaps([shift('a', 0, 30), shift('b', 1, 2)], 5, 20)).toEqual([]);
  });

  it('has nobody on duty exactly in its gaps', () => {
    const shifts = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(shifts, (given) => {
        const all = given.map(([from, length], i) => shift(`u${i}`, from, from + length));
        const gaps = rosterGaps(all, 0, 20);
        for (let at = 0; at < 20; at++)
          expect(onDutyAt(all, at) === null).toBe(gaps.some(({ from, to }) => from <= at && at < to));
      }),
    );
  });

  it('is handed over by two people, once', () => {
    expect(refuseTaking({ givenBy: 'a', takenAt: null }, 'b')).toBeNull();
    expect(refuseTaking({ givenBy: 'a', takenAt: null }, 'a')?.clause).toBe('06.handover.own');
    expect(refuseTaking({ givenBy: 'a', takenAt: 1 }, 'b')?.clause).toBe('06.handover.taken');
  });
});

test('an absence is ended by its holder or the head, while it is not over', () => {
  const one = away('a', 0, 10);
  for (const [by, at, rule] of [
    [person('a'), 5, null],
    [head, 5, null],
    [person('b'), 5, 'by'],
    [person('x', 'unit-head', 'roads'), 5, 'by'],
    [person('a'), 10, 'over'],
  ] as const)
    expect(refuseEnding(post, one, by, at)?.clause ?? null).toBe(rule && `04.absence.${rule}`);
  expect(refuseEnding(post, undefined, head, 5)?.clause).toBe('04.absence.over');
});

test('a handover is signed by people of the post: its role, its holders, a third, whoever is on duty just then', () => {
  const whole = {
    ...post,
    role: 'shift-lead',
    absences: [away('a', 0, 10, 'c')],
    shifts: [{ user: 'd', from: 0, to: 5 }],
  } as const;
  const signs = (id: string, role: Actor['role'], at = 3) => maySign(whole, { id, role }, at);
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => signs(id, 'liaison'))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect([signs('e', 'shift-lead'), signs('d', 'liaison', 5)]).toEqual([true, false]);
});
