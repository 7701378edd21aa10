import { describe, expect, test } from 'vitest';
import { demoCategories, demoConditions } from '../../db/demo/catalogue/catalogue.ts';
import { frequentOf, recentOf, searchCategories } from '../../web/src/field/report/categorySearch.ts';
import { type Used, usedAgain } from '../../web/src/field/report/used.ts';
import type { CategoryEntry } from '../../web/src/parts/names.tsx';

const conditions = demoConditions('gbt2026');
/** The national catalogue as the phone has it. */
const ALL = demoCategories('gbt2026').map((category) => ({
  ...category,
  conditions: conditions.filter((condition) => condition.categoryKey === category.key),
})) as unknown as CategoryEntry[];
const found = (typed: string) => searchCategories(ALL, typed).map((entry) => entry.shortZh);
const keyOf = (shortZh: string) => {
  const entry = ALL.find((one) => one.shortZh === shortZh);
  if (!entry) throw new Error(`The catalogue has no ${shortZh}`);
  return entry.key;
};

describe('search of categories', () => {
  test('by all pinyin initials the one meant is first', () => {
    expect(found('wsjg')[0]).toBe('污水井盖');
    expect(found('YSBZ')[0]).toContain('雨水');
  });
  test('every category is found first, or among those of the same initials, by its own', () => {
    for (const entry of ALL) {
      const same = ALL.filter((one) => one.pinyin === entry.pinyin).length;
      const place = searchCategories(ALL, entry.pinyin).indexOf(entry);
      expect(place, entry.zh).toBeGreaterThanOrEqual(0);
      expect(place, entry.zh).toBeLessThan(same);
    }
  });
  test('by the first initials', () => {
    expect(found('ws')).toContain('污水井盖');
  });
  test('by Chinese text anywhere, by English words, by what is wrong with it', () => {
    expect(found('井盖')).toContain('污水井盖');
    expect(searchCategories(ALL, 'manhole').map((entry) => entry.key)).toContain(keyOf('污水井盖'));
    const byCondition = searchCategories(ALL, '弹跳').map((entry) => entry.key);
    expect(byCondition).toContain(keyOf('污水井盖'));
  });
  test('nothing typed, nothing found; signs of any kind do no harm', () => {
    expect(found('  ')).toEqual([]);
    expect(found('(.*)[')).toEqual([]);
    expect(found('__proto__')).toEqual([]);
  });
});

describe('recent and frequent', () => {
  const [a, b, c] = [ALL[0]!, ALL[1]!, ALL[2]!];
  let used: Used = {};
  for (const [key, at] of [
    [a.key, 1],
    [a.key, 2],
    [a.key, 3],
    [b.key, 4],
    [c.key, 5],
    [c.key, 6],
  ] as const)
    used = usedAgain(used, key, at);

  test('the last one chosen is first', () => {
    expect(recentOf(ALL, used, 2)).toEqual([c, b]);
  });
  test('the most chosen is first, without those shown already', () => {
    expect(frequentOf(ALL, used, 2, [])).toEqual([a, c]);
    expect(frequentOf(ALL, used, 2, [c])).toEqual([a, b]);
  });
  test('a category that is no longer in the catalogue is not offered', () => {
    expect(recentOf(ALL, usedAgain({}, 'gone', 1), 5)).toEqual([]);
    expect(recentOf(ALL, usedAgain({}, 'toString', 1), 5)).toEqual([]);
  });
});
