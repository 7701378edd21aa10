import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarFaults } from '../../../core/rules/clock/calendarData.ts';
import {
  bostonCalendar,
  demoCalendar,
  demoCategories,
  demoConditions,
  demoUnits,
  responsibilityMap,
  type Scheme,
} from '../../../db/demo/catalogue/catalogue.ts';

const DATA = join(process.env['SHARED_DIR'] ?? '../shared', 'data');
const there = existsSync(join(DATA, 'catalogue.json'));
const read = (name: string) => JSON.parse(readFileSync(join(DATA, name), 'utf8'));

/** Published text and ours agree in all but spaces, marks at the end, and what was cut short. */
const bare = (text: string) => text.replace(/[\s，、。]/g, '').replace('c㎡', 'cm²');

describe.skipIf(!there)(`the shipped copy and its source (skipped where ${DATA} is absent)`, () => {
  const SCHEME_IDS: [Scheme, string][] = [
    ['gbt2026', 'gbt-47678.5-2026'],
    ['yuncheng2013', 'yuncheng-2013'],
  ];

  test.each(SCHEME_IDS)('%s has the published categories, conditions, limits and closings', (scheme, id) => {
    const source = read('catalogue.json').schemes.find((one: { id: string }) => one.id === id);
    const categories = demoCategories(scheme).filter((one) => !one.local);
    expect(categories.map((one) => [one.kind, one.code, one.majorCode, one.majorZh, one.en])).toEqual(
      source.categories.map((one: Record<string, string>) => [
        one['kind'],
        one['code'],
        one['majorCode'],
        one['majorZh'],
        one['en'],
      ]),
    );
    const conditions = demoConditions(scheme).filter((one) => !one.local);
    expect(
      conditions.map((one) => [one.categoryKey, one.n, one.limitValue, one.limitUnit, bare(one.closingZh)]),
    ).toEqual(
      source.categories.flatMap((category: SourceCategory) =>
        category.standards.map((one, at) => {
          return [
            `${scheme}/${category.kind}/${category.code}`,
            at + 1,
            one.limit,
            one.unit,
            bare(one.closing),
          ];
        }),
      ),
    );
    const texts = source.categories.flatMap((one: SourceCategory) =>
      one.standards.map((s) => bare(s.condition)),
    );
    const differ = conditions.filter((one, at) => !bare(one.zh).startsWith(texts[at]));
    expect(differ.map((one) => one.key)).toEqual([]);
  });

  test('every unit of the regulation, with its level and type', () => {
    const units = read('qilihe.json').units.map((one: SourceUnit) => [
      one.code,
      one.zh,
      one.en,
      one.type,
      one.level ?? 'district',
      one.commandDuty === true,
    ]);
    expect(
      demoUnits().map((one) => [one.code, one.zh, one.en, one.type, one.level, one.commandDuty]),
    ).toEqual(units);
  });

  test('every responsibility, emergency and special condition of the regulation is mapped, and no other', () => {
    const source = read('qilihe.json');
    const words = source.units.flatMap((unit: SourceUnit) => [
      ...(unit.components ?? []).map((word) => `component ${unit.code} ${word}`),
      ...(unit.incidents ?? []).map((word) => `incident ${unit.code} ${word}`),
      ...(unit.assists ?? []).map((word) => `assist ${unit.code} ${word}`),
      ...(unit.custodianOf ?? []).map((word) => `custody ${unit.code} ${word}`),
    ]);
    words.push(...source.emergency.map((word: string) => `emergency null ${word}`));
    words.push(...source.special.map((word: string) => `special null ${word}`));
    const mapped = responsibilityMap().map((one) => `${one.sort} ${one.unit} ${one.zh}`);
    expect([...mapped].sort()).toEqual([...words].sort());
  });

  test('the holidays and make-up workdays of 2024 to 2026', () => {
    const days: { date: string; isOffDay: boolean }[] = [2024, 2025, 2026].flatMap(
      (year) => read(`holidays-cn/${year}.json`).days,
    );
    const dates = (off: boolean) => days.filter((day) => day.isOffDay === off).map((day) => day.date);
    expect(demoCalendar().holidays).toEqual(dates(true));
    expect(demoCalendar().makeupWorkdays).toEqual(dates(false));
  });
});

describe('calendars', () => {
  test('can be used, and a caller may change its copy', () => {
    expect(calendarFaults(demoCalendar())).toEqual([]);
    expect(calendarFaults(bostonCalendar())).toEqual([]);
    demoCalendar().holidays.push('2026-03-10');
    expect(demoCalendar().holidays).not.toContain('2026-03-10');
  });

  test('Qilihe is known to the end of 2026, its working day has 390 minutes in both seasons', () => {
    const { knownUntil, workdayMinutes, seasons } = demoCalendar();
    expect([knownUntil, workdayMinutes]).toEqual(['2026-12-31', 390]);
    for (const { periods } of seasons) expect(periods.map(minutes).reduce((a, b) => a + b)).toBe(390);
  });

  test('Boston has a day of 510 minutes', () => {
    expect(bostonCalendar().workdayMinutes).toBe(510);
    expect(bostonCalendar().seasons[0]?.periods.map(minutes)).toEqual([510]);
  });
});

interface SourceCategory {
  kind: string;
  code: string;
  standards: { condition: string; limit: number; unit: string; closing: string }[];
}

interface SourceUnit {
  code: string;
  zh: string;
  en: string;
  type: string;
  level?: string;
  commandDuty?: boolean;
  components?: string[];
  incidents?: string[];
  assists?: string[];
  custodianOf?: string[];
}

function minutes([from, to]: [string, string]): number {
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return at(to) - at(from);
}
