import { expect, test } from 'vitest';
import { isLocalCode, localCodeFault, nextLocalCode } from '../../../core/rules/case/localCode.ts';

test('own codes go from 999 downward in the 2026 scheme, from 78 up in the older ones', () => {
  expect(nextLocalCode('01', new Set(['01001', '01999', '01998']), 3)).toBe('01997');
  expect(nextLocalCode('02', new Set(), 3)).toBe('02999');
  expect(nextLocalCode('01', new Set(['0178', '0180']), 2)).toBe('0179');
  const full = new Set(Array.from({ length: 100 }, (_, i) => `01${900 + i}`));
  expect(nextLocalCode('01', full, 3)).toBeNull();
});

test('a code that is not of the form, of another major, national or taken is named as such', () => {
  const taken = new Set(['01999']);
  const fault = (code: string) => localCodeFault(code, '01', taken, 3);
  expect(['1999', '01a99', '02998', '01155', '01999', '01998'].map(fault)).toEqual([
    'form',
    'form',
    'major',
    'national',
    'taken',
    null,
  ]);
  expect(['01001', '01999', '0177', '0178'].map(isLocalCode)).toEqual([false, true, false, true]);
});
