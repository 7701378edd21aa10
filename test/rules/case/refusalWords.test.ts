import { expect, test } from 'vitest';
import { clauseKeys } from '../../../web/src/parts/clauseKeys.ts';
import { refusalsZh } from '../../../web/src/parts/words/refusalsZh.ts';
import { REFUSALS } from './refusalRows.ts';

test('every refusal of a person’s command has Chinese words: by its clause, or by its rule', () => {
  const machine = new Set(['machine', 'import']);
  const missing = REFUSALS.filter(([, , , by]) => !machine.has(by.role))
    .map(([clause]) => clause)
    .filter((clause) => !clauseKeys(`02.${clause}`).some((key) => Object.hasOwn(refusalsZh, key)));
  expect([...new Set(missing)]).toEqual([]);
});

test('role, ownership and status, which every command has, have words too', () => {
  for (const rule of ['by', 'own', 'four-eyes', 'from', 'no-case', 'exists'])
    expect(clauseKeys(`02.file.${rule}`).some((key) => Object.hasOwn(refusalsZh, key))).toBe(true);
});
