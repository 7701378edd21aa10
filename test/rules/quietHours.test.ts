import { expect, test } from 'vitest';
import { quietMinutesLeft } from '../../core/contract/notices.ts';

test.each<[from: number | null, to: number | null, at: number, left: number]>([
  [null, null, 30, 0],
  [600, 600, 600, 0],
  [600, 720, 599, 0],
  [600, 720, 600, 120],
  [600, 720, 719, 1],
  [600, 720, 720, 0],
  [1320, 420, 1320, 540],
  [1320, 420, 0, 420],
  [1320, 420, 419, 1],
  [1320, 420, 420, 0],
  [1320, 420, 1319, 0],
])('quiet from %s to %s: at %s there are %s minutes left', (from, to, at, left) => {
  expect(quietMinutesLeft({ from, to }, at)).toBe(left);
});
