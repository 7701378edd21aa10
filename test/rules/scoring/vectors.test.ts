import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScore } from '../../../cli/rulesScore.ts';

const read = (name: string) => readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8');

describe('the published score vectors', () => {
  for (const set of ['allowance', 'wide', 'strict']) {
    it(`hold exactly: ${set}`, async () => {
      const got: { items: unknown[] } = JSON.parse(await runScore(read(`score-${set}.input.json`)));
      const expected: { items: unknown[] } = JSON.parse(read(`score-${set}.expected.json`));
      expect(got.items.length).toBe(expected.items.length);
      // As text: the order of items and units counts, too.
      expect(JSON.stringify(got)).toBe(JSON.stringify(expected));
    });
  }

  it('do not care whether decimals are numbers or text, nor about the order of cases', async () => {
    const input = JSON.parse(read('score-wide.input.json'));
    input.policy.weights = { timely: '0.80', resolved: '2e-1' };
    input.policy.allowance = { deferral: '0.29', extension: '0.07', repeat: '0.10' };
    input.cases.reverse();
    const expected = JSON.parse(read('score-wide.expected.json'));
    expect(JSON.parse(await runScore(JSON.stringify(input)))).toEqual(expected);
  });
});
