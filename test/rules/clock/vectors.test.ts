import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runClock } from '../../../cli/rulesClock.ts';

interface Vector {
  op: 'elapsed' | 'add' | 'latest';
  ms: number;
  to: string;
}
const text = readFileSync(new URL('../../vectors/clock.json', import.meta.url), 'utf8');
const vectors: Vector[] = JSON.parse(text).vectors;

it('answers all 1,000 published vectors to the millisecond', () => {
  expect(vectors).toHaveLength(1000);
  const expected = vectors.map((vector) => (vector.op === 'elapsed' ? vector.ms : vector.to));
  expect(JSON.parse(runClock(text))).toEqual(expected);
});

it('does not look at answers that stand in the input', () => {
  const input = JSON.parse(text);
  for (const vector of input.vectors) vector[vector.op === 'elapsed' ? 'ms' : 'to'] = { wrong: null };
  expect(runClock(JSON.stringify(input))).toBe(runClock(text));
});
