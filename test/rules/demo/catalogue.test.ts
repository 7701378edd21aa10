import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import {
  type CategorySeed,
  type ConditionSeed,
  demoCategories,
  demoConditions,
  demoUnits,
  limitMinutes,
  SCHEMES,
} from '../../../db/demo/catalogue/catalogue.ts';

const HAN = /[\u3400-\u9fff]/;
const length = (text: string) => [...text].length;
const doubles = (keys: readonly string[]) => keys.filter((key, at) => keys.indexOf(key) !== at);

describe.each(SCHEMES)('the %s scheme', (scheme) => {
  const categories = demoCategories(scheme);
  const conditions = demoConditions(scheme);
  const none = <T extends { key: string }>(list: readonly T[], bad: (one: T) => boolean) =>
    expect(list.filter(bad).map((one) => one.key)).toEqual([]);

  test('keys are unique, and made of scheme, kind and code', () => {
    expect(doubles(categories.map((one) => one.key))).toEqual([]);
    expect(doubles(conditions.map((one) => one.key))).toEqual([]);
    none(categories, (one) => one.key !== `${scheme}/${one.kind}/${one.code}`);
    none(categories, (one) => !one.code.startsWith(one.majorCode) || one.scheme !== scheme);
  });

  test('conditions belong to a category and are numbered from 1', () => {
    const keys = new Set(categories.map((one) => one.key));
    none(conditions, (one) => !keys.has(one.categoryKey));
    for (const key of keys) {
      const own = conditions.filter((one) => one.categoryKey === key);
      expect(own.map((one) => one.key)).toEqual(own.map((_, at) => `${key}/${at + 1}`));
    }
  });

  test('a category does not have the same condition twice', () => {
    expect(doubles(conditions.map((one) => `${one.categoryKey} ${one.zh}`))).toEqual([]);
  });

  test('names, conditions and closings are in both languages', () => {
    const chinese = (text: string) => HAN.test(text);
    const english = (text: string) => /^[A-Za-z0-9]/.test(text) && !HAN.test(text);
    const texts = (one: CategorySeed) => [one.majorEn, one.en, one.shortEn];
    none(
      categories,
      (one) => ![one.majorZh, one.zh, one.shortZh].every(chinese) || !texts(one).every(english),
    );
    none(conditions, (one) => ![one.zh, one.closingZh].every(chinese));
    none(conditions, (one) => ![one.en, one.closingEn].every(english));
    none(conditions, (one) => /\s$|[，、。,]$/.test(one.zh + one.closingZh) || /[,.;]$/.test(one.en));
  });

  test('one Chinese text has one English text', () => {
    const pairs = new Set(conditions.map((one) => `${one.zh}\n${one.en}`));
    expect(pairs.size).toBe(new Set(conditions.map((one) => one.zh)).size);
  });

  test('short names fit a list', () => {
    none(categories, (one) => length(one.shortZh) > 6 || length(one.shortEn) > 22);
  });

  test('short names tell categories of a kind apart', () => {
    for (const kind of ['component', 'incident']) {
      const own = categories.filter((one) => one.kind === kind);
      expect(doubles(own.map((one) => one.shortZh))).toEqual([]);
      expect(doubles(own.map((one) => one.shortEn))).toEqual([]);
    }
  });

  test('pinyin initials are those of the Chinese name', () => {
    const initials = (zh: string) =>
      pinyin(zh.replace(/[（）、，\s/]/g, ''), { pattern: 'first', toneType: 'none', type: 'array' })
        .join('')
        .toLowerCase();
    none(categories, (one) => one.pinyin !== initials(one.zh) || !/^[a-z0-9]+$/.test(one.pinyin));
  });

  test('limits are whole, positive and kept with their unit', () => {
    none(conditions, (one) => !Number.isInteger(one.limitValue) || one.limitValue < 1);
  });

  test('emergencies have urgent hours; every urgency is used', () => {
    const emergencies = conditions.filter((one) => one.urgency === 'emergency' && one.local);
    none(emergencies, (one) => one.limitUnit !== 'urgentHour' || one.limitValue > 2);
    const used: ConditionSeed['urgency'][] = ['emergency', 'general', 'special'];
    expect([...new Set(conditions.map((one) => one.urgency))].sort()).toEqual(used);
  });

  test('every mark of the data hits something', () => {
    expect(categories.filter((one) => one.territorial).length).toBeGreaterThan(40);
    expect(categories.filter((one) => one.openToResidents).length).toBeGreaterThan(40);
    expect(conditions.filter((one) => !one.photoRequired).length).toBeGreaterThan(5);
  });
});

test('local extensions stand in the 2026 scheme from 999 downward in each major category, without gaps', () => {
  const local = demoCategories('gbt2026').filter((one) => one.local);
  for (const major of new Set(local.map((one) => one.majorCode))) {
    const own = local.filter((one) => one.majorCode === major);
    expect(own.map((one) => one.code)).toEqual(own.map((_, at) => `${major}${999 - at}`));
  }
  expect(local.length).toBeGreaterThan(20);
});

test('a local category has a condition', () => {
  const conditions = demoConditions('gbt2026');
  const local = demoCategories('gbt2026').filter((one) => one.local);
  expect(local.filter((one) => !conditions.some((c) => c.categoryKey === one.key))).toEqual([]);
});

test.each([
  [2, 'urgentHour', 120, 'continuous'],
  [1, 'urgentDay', 1440, 'continuous'],
  [4, 'workingHour', 240, 'working'],
  [2, 'workingDay', 780, 'working'],
] as const)('a limit of %s %s is %s minutes on the %s clock', (value, unit, minutes, clock) => {
  expect(limitMinutes(value, unit, 390)).toEqual({ minutes, clock });
});

test('units have unique codes, names in both languages and short names for lists', () => {
  const units = demoUnits();
  expect(units).toHaveLength(25);
  expect(doubles(units.flatMap((one) => [one.code]))).toEqual([]);
  expect(doubles(units.map((one) => one.shortZh))).toEqual([]);
  expect(doubles(units.map((one) => one.shortEn))).toEqual([]);
  for (const one of units) {
    expect(length(one.shortZh)).toBeLessThanOrEqual(6);
    expect(length(one.shortEn)).toBeLessThanOrEqual(18);
    expect(one.zh + one.shortZh).toMatch(HAN);
    expect(one.en + one.shortEn).toMatch(/^[A-Za-z& .]+$/);
  }
  expect(units.filter((one) => one.neverResponsible).map((one) => one.code)).toEqual(['leading-office']);
  expect(units.filter((one) => one.commandDuty).every((one) => one.type === 'subdistrict')).toBe(true);
  expect(units.filter((one) => one.commandDuty)).toHaveLength(8);
});
