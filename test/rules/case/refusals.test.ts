import { describe, expect, it } from 'vitest';
import { REFUSALS } from './refusalRows.ts';

describe('refusals', () => {
  it.each(REFUSALS)('%s (%s)', (clause, kind, at, by, command) => {
    const it_ = at();
    const before = it_.events.length > 0 ? it_.state : null;
    const refusal = it_.refusal(by, command);
    expect(refusal).toMatchObject({ clause: `02.${clause}`, kind });
    expect(refusal.why).toMatch(/^[A-Z].{10,}\.$/);
    if (before) expect(it_.state).toBe(before);
  });

  it('are all shown here, or in the tables of roles and statuses', () => {
    const sources = import.meta.glob('../../../core/rules/case/**/*.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const text = Object.values(sources as Record<string, string>).join('\n');
    const calls =
      /(?:noRight|notNow|badInput|refuseBlank)\(\s*(?:command|command\.type|'[a-z-]+'),\s*'([a-z-]+)'/g;
    const rules = new Set([...text.matchAll(calls)].map((match) => match[1]!));
    const elsewhere = ['by', 'own', 'from', 'no-case', 'four-eyes'];
    const shown = new Set([...REFUSALS.map(([clause]) => clause.split('.')[1]!), ...elsewhere]);
    expect(rules.size).toBeGreaterThan(50);
    expect([...rules].filter((rule) => !shown.has(rule))).toEqual([]);
  });
});
