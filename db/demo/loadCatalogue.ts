import type { Tx } from '../pool.ts';
import {
  demoCalendar,
  demoCategories,
  demoConditions,
  demoRules,
  demoUnits,
  SCHEMES,
} from './catalogue/catalogue.ts';
import { insertRows } from './load.ts';

/** Units, both classifications with their standards, the rules of the regulation, the calendar. */
export async function loadCatalogue(tx: Tx): Promise<void> {
  await insertRows(
    tx,
    'unit',
    'code text, zh text, en text, "shortZh" text, "shortEn" text, type text, level text, "commandDuty" boolean, "neverResponsible" boolean',
    {
      code: 'code',
      zh: 'zh',
      en: 'en',
      short_zh: '"shortZh"',
      short_en: '"shortEn"',
      type: 'type',
      level: 'level',
      command_duty: '"commandDuty"',
      never_responsible: '"neverResponsible"',
    },
    demoUnits(),
  );
  await loadStandards(tx);
  await insertRows(
    tx,
    'routing_rule',
    'kind text, level text, scheme text, code text, "areaCode" text, unit text, "order" int, "validFrom" date, source text',
    {
      kind: 'kind',
      level: 'level',
      scheme: 'scheme',
      code: 'code',
      area_code: '"areaCode"',
      unit_code: 'unit',
      rule_order: '"order"',
      valid_from: '"validFrom"',
      source: 'source',
    },
    demoRules(),
  );
}

/** What every city begins with: both classifications with their standards, and the calendar. */
export async function loadStandards(tx: Tx): Promise<void> {
  for (const scheme of SCHEMES) await loadScheme(tx, scheme);
  await tx.query(`INSERT INTO calendar (version, name, data) VALUES (1, 'Qilihe', $1)`, [
    JSON.stringify(demoCalendar()),
  ]);
}

async function loadScheme(tx: Tx, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await insertRows(
    tx,
    'category',
    'key text, scheme text, kind text, code text, "majorCode" text, "majorZh" text, "majorEn" text, zh text, en text, "shortZh" text, "shortEn" text, pinyin text, territorial boolean, "openToResidents" boolean',
    {
      key: 'key',
      scheme: 'scheme',
      kind: 'kind',
      code: 'code',
      major_code: '"majorCode"',
      major_zh: '"majorZh"',
      major_en: '"majorEn"',
      zh: 'zh',
      en: 'en',
      short_zh: '"shortZh"',
      short_en: '"shortEn"',
      pinyin: 'pinyin',
      territorial: 'territorial',
      open_to_residents: '"openToResidents"',
    },
    demoCategories(scheme),
  );
  const conditions = demoConditions(scheme);
  await insertRows(
    tx,
    'filing_condition',
    'key text, "categoryKey" text, n int, zh text, en text',
    {
      key: 'key',
      category_key: '"categoryKey"',
      n: 'n',
      zh: 'zh',
      en: 'en',
      // What a case under it says of its component: gone, or (null) damaged.
      component_status: `CASE WHEN zh ~ '缺失|丢失|遗失|被盗' THEN 'missing' END`,
    },
    conditions,
  );
  await insertRows(
    tx,
    'standard',
    'key text, urgency text, "limitValue" numeric, "limitUnit" text, "photoRequired" boolean, "closingZh" text, "closingEn" text',
    {
      condition_key: 'key',
      version: '1',
      urgency: 'urgency',
      limit_value: '"limitValue"',
      limit_unit: '"limitUnit"',
      photo_required: '"photoRequired"',
      closing_zh: '"closingZh"',
      closing_en: '"closingEn"',
      valid_from: `'2020-01-01'::timestamptz`,
    },
    conditions,
  );
}
