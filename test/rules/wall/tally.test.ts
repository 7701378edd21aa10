import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally, lightOfEntry, type TallyEntry } from '../../../core/rules/wall/tally.ts';

const instant = fc.integer({ min: 0, max: 60 });
const entry = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  yellowAt: fc.option(instant),
  redAt: fc.option(instant),
  parkedAt: fc.option(instant, { freq: 4 }),
});
const step = fc.oneof(
  fc.record({ put: entry, after: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ drop: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), after: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ after: fc.integer({ min: 0, max: 30 }) }),
);

test('the kept counts equal a count over all entries after any walk of puts, drops and time', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const counts = { green: 0, yellow: 0, red: 0 };
      const tally = createTally<TallyEntry>((_, from, to) => {
        if (from) counts[from] -= 1;
        if (to) counts[to] += 1;
      });
      const truth = new Map<string, TallyEntry>();
      let now = 0;
      for (const one of steps) {
        now += one.after;
        tally.turn(now);
        if ('put' in one) {
          tally.put(one.put, now);
          truth.set(one.put.id, one.put);
        }
        if ('drop' in one) {
          tally.drop(one.drop);
          truth.delete(one.drop);
        }
        const expected = { green: 0, yellow: 0, red: 0 };
        for (const held of truth.values()) expected[lightOfEntry(held, now)] += 1;
        expect(counts).toEqual(expected);
        expect(tally.size()).toBe(truth.size);
      }
    }),
    { numRuns: 400 },
  );
});

test('a red light comes in the millisecond after its last instant in time, yellow at its instant', () => {
  const heard: string[] = [];
  const tally = createTally<TallyEntry>((one, from, to) => heard.push(`${one.id} ${from}>${to}`));
  tally.put({ id: 'a', yellowAt: 800, redAt: 1_000, parkedAt: null }, 0);
  tally.turn(799);
  tally.turn(800);
  tally.turn(1_000);
  expect(heard).toEqual(['a null>green', 'a green>yellow']);
  tally.turn(1_001);
  expect(heard.at(-1)).toBe('a yellow>red');
});

test('a case that is put again and again leaves no pile of turns behind', () => {
  const tally = createTally<TallyEntry>(() => undefined);
  for (let i = 0; i < 20_000; i++)
    tally.put({ id: 'a', yellowAt: 10_000 + i, redAt: 20_000 + i, parkedAt: null }, 0);
  expect(tally.waiting()).toBeLessThan(1_100);
  tally.turn(1_000_000);
  expect(tally.lightOf('a')).toBe('red');
  expect(tally.waiting()).toBe(0);
});
