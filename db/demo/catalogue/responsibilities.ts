import { olderCounterparts } from './categories.ts';
import type { Kind, ResponsibilitySeed, RuleSeed, Scheme } from './seeds.ts';
import { shippedResponsibilities } from './shipped.ts';

/**
 * The demo city's routing rules: one for every responsibility of the district's regulation and its
 * category, without areas; for the older scheme through the counterparts of the codes.
 * What two units share has two equal rules, so that it is uncertain until the city decides (spec 04).
 */
export function demoRules(scheme?: Scheme): RuleSeed[] {
  const now = rulesNow();
  const wanted = (rule: RuleSeed) => scheme === undefined || rule.scheme === scheme;
  return [...now, ...olderRules(now)].filter(wanted);
}

/** Every responsibility, emergency and special condition with what it is filed as in the 2026 scheme. */
export function responsibilityMap(): ResponsibilitySeed[] {
  return shippedResponsibilities().entries.map((entry) => ({
    sort: entry.sort,
    unit: entry.unit,
    zh: entry.zh,
    en: entry.en,
    note: entry.note ?? null,
    targets: entry.targets.map((target) => {
      const expect = target.expect ?? entry.expect ?? { unit: entry.unit ?? '', by: 'rule' as const };
      const categoryKey = `gbt2026/${target.category}`;
      return { categoryKey, conditionKey: `${categoryKey}/${target.condition}`, expect };
    }),
  }));
}

function rulesNow(): RuleSeed[] {
  const { entries, validFrom } = shippedResponsibilities();
  const rules = new Map<string, RuleSeed>();
  const put = (rule: RuleSeed) => {
    const key = `${rule.level} ${rule.kind} ${rule.code} ${rule.unit}`;
    const known = rules.get(key);
    rules.set(key, known === undefined ? rule : { ...known, source: `${known.source}、${rule.source}` });
  };
  for (const entry of entries) {
    if (entry.unit === null || entry.rule === 'none' || entry.sort === 'assist') continue;
    const common = { scheme: 'gbt2026', areaCode: null, unit: entry.unit, order: 100, validFrom } as const;
    if (entry.rule === 'major') {
      put({ ...common, kind: 'incident', level: 'major', code: entry.major ?? null, source: entry.zh });
      continue;
    }
    for (const target of entry.targets) {
      const [kind, code] = splitCategory(target.category);
      put({ ...common, kind, level: 'minor', code, source: entry.zh });
    }
  }
  return [...rules.values()];
}

/** Major 08 of the incidents was 03 in the older scheme. */
const OLDER_MAJORS: ReadonlyMap<string, string> = new Map([['08', '03']]);

function olderRules(now: readonly RuleSeed[]): RuleSeed[] {
  const older = olderCounterparts();
  return now.flatMap((rule) => {
    const major = OLDER_MAJORS.get(rule.code ?? '');
    const codes =
      rule.level === 'minor' ? (older.get(`${rule.kind}/${rule.code}`) ?? []) : major ? [major] : [];
    return codes.map((code) => ({ ...rule, scheme: 'yuncheng2013' as const, code }));
  });
}

function splitCategory(category: string): [Kind, string] {
  const [kind, code] = category.split('/');
  return [kind === 'component' ? 'component' : 'incident', code ?? ''];
}
