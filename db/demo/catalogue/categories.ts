import type { CategorySeed, ConditionSeed, Kind, Scheme, Urgency } from './seeds.ts';
import {
  type ShippedCategory,
  type ShippedCondition,
  shippedCatalogue,
  shippedExtensions,
  shippedMarks,
  shippedPhrases,
  shippedResponsibilities,
} from './shipped.ts';

/** All categories of a scheme, the city's local extensions (2026 scheme only) behind the published ones. */
export function demoCategories(scheme: Scheme): CategorySeed[] {
  const majors = majorNames(scheme);
  const words = keywordsByCategory();
  return entries(scheme).map((entry) => ({
    key: keyOf(scheme, entry.id),
    scheme,
    kind: entry.kind,
    code: entry.code,
    majorCode: entry.majorCode,
    ...majors(entry.kind, entry.majorCode),
    zh: entry.zh,
    en: entry.en,
    shortZh: entry.shortZh,
    shortEn: entry.shortEn,
    pinyin: entry.pinyin,
    territorial: entry.marked('territorial', ''),
    openToResidents: entry.marked('openToResidents', ''),
    keywords: (words.get(entry.now ?? '') ?? []).filter((word) => word !== entry.zh),
    local: entry.local,
  }));
}

/** All filing conditions of a scheme, numbered within their category: the published ones, then the city's own. */
export function demoConditions(scheme: Scheme): ConditionSeed[] {
  return entries(scheme).flatMap((entry) =>
    entry.conditions.map((condition, at) => {
      const n = at + 1;
      const { own, ...rest } = condition;
      return {
        key: `${keyOf(scheme, entry.id)}/${n}`,
        categoryKey: keyOf(scheme, entry.id),
        n,
        ...rest,
        urgency: rest.urgency ?? entry.urgency(n),
        photoRequired: rest.photoRequired ?? !entry.marked('photoNotRequired', `/${n}`),
        local: own,
      };
    }),
  );
}

/** Older codes by the 2026 category (`kind/code`) that took their place. */
export function olderCounterparts(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const category of shippedCatalogue().categories) {
    if (category.scheme !== 'yuncheng2013' || category.now === undefined) continue;
    const now = `${category.kind}/${category.now}`;
    found.set(now, [...(found.get(now) ?? []), category.code]);
  }
  return found;
}

/** What stands for a component in the older scheme that has no word of its own for it. */
const OLDER_STAND_INS: ReadonlyMap<string, string> = new Map([
  // Covers of several trades are "unknown covers", poles of several trades telecom poles, and so on.
  ...['01005', '01007', '01008', '01009', '01012', '01015', '01017'].map((code) => [code, '0123'] as const),
  ['01048', '0128'],
  ['01060', '0128'],
  ['01077', '0131'],
  ['02010', '0283'],
  ['02013', '0212'],
  ['02016', '0151'],
  ['02034', '0181'],
  ['04013', '0499'],
]);

/** A component's category key in a scheme; null where the older one has nothing for it. */
export function componentKeyIn(scheme: Scheme, key: string): string | null {
  if (scheme === 'gbt2026') return key;
  const code = key.split('/')[2] ?? '';
  const older = olderCounterparts().get(`component/${code}`)?.[0] ?? OLDER_STAND_INS.get(code);
  return older ? `${scheme}/component/${older}` : null;
}

interface Condition {
  zh: string;
  en: string;
  limitValue: number;
  limitUnit: ConditionSeed['limitUnit'];
  closingZh: string;
  closingEn: string;
  urgency: Urgency | undefined;
  photoRequired: boolean | undefined;
  own: boolean;
}

interface Entry {
  id: string;
  kind: Kind;
  code: string;
  majorCode: string;
  zh: string;
  en: string;
  shortZh: string;
  shortEn: string;
  pinyin: string;
  /** `kind/code` of itself or its counterpart in the 2026 scheme. */
  now: string | undefined;
  local: boolean;
  conditions: Condition[];
  marked: (list: 'territorial' | 'openToResidents' | 'photoNotRequired', suffix: string) => boolean;
  urgency: (n: number) => Urgency;
}

function entries(scheme: Scheme): Entry[] {
  const published = shippedCatalogue().categories.filter((category) => category.scheme === scheme);
  return [...published.map(publishedEntry), ...(scheme === 'gbt2026' ? localEntries() : [])];
}

function publishedEntry(category: ShippedCategory): Entry {
  const phrases = shippedPhrases();
  const nowCode = category.scheme === 'gbt2026' ? category.code : category.now;
  const now = nowCode === undefined ? undefined : `${category.kind}/${nowCode}`;
  const id = `${category.kind}/${category.code}`;
  const published = category.conditions.map(([zh, limitValue, limitUnit, closingZh]): Condition => {
    const en = phrases.conditions[zh];
    const closingEn = phrases.closings[closingZh];
    if (en === undefined || closingEn === undefined)
      throw new Error(`no translation for ${zh} / ${closingZh}`);
    const marks = { urgency: undefined, photoRequired: undefined, own: false };
    return { zh, en, limitValue, limitUnit, closingZh, closingEn, ...marks };
  });
  const added = (now === undefined ? undefined : shippedExtensions().conditions[now]) ?? [];
  const conditions = [...published, ...added.map(ownCondition)];
  return { ...category, id, now, local: false, conditions, ...marksOf(category.scheme, id, now) };
}

function localEntries(): Entry[] {
  return shippedExtensions().categories.map((category) => {
    const id = `${category.kind}/${category.code}`;
    return {
      ...category,
      id,
      now: id,
      majorCode: category.code.slice(0, 2),
      local: true,
      conditions: category.conditions.map(ownCondition),
      ...marksOf('gbt2026', id, id),
    };
  });
}

function ownCondition([
  zh,
  en,
  limitValue,
  limitUnit,
  closingZh,
  closingEn,
  marks,
]: ShippedCondition): Condition {
  return {
    zh,
    en,
    limitValue,
    limitUnit,
    closingZh,
    closingEn,
    urgency: marks?.urgency ?? 'general',
    photoRequired: marks?.photoRequired ?? true,
    own: true,
  };
}

/** A category of the older scheme has the marks of its counterpart and its own. */
function marksOf(scheme: Scheme, id: string, now: string | undefined): Pick<Entry, 'marked' | 'urgency'> {
  const marks = shippedMarks();
  const own = scheme === 'gbt2026' ? undefined : marks.older;
  return {
    marked: (list, suffix) =>
      (now !== undefined && marks[list].includes(now + suffix)) || own?.[list].includes(id + suffix) === true,
    urgency: (n) => own?.urgency[`${id}/${n}`] ?? marks.urgency[`${now}/${n}`] ?? 'general',
  };
}

function majorNames(scheme: Scheme): (kind: Kind, code: string) => { majorZh: string; majorEn: string } {
  const majors = shippedCatalogue().majors.filter((major) => major.scheme === scheme);
  return (kind, code) => {
    const major = majors.find((one) => one.kind === kind && one.code === code);
    if (major === undefined) throw new Error(`no major category ${kind} ${code} in ${scheme}`);
    return { majorZh: major.zh, majorEn: major.en };
  };
}

function keywordsByCategory(): Map<string, string[]> {
  const words = new Map<string, string[]>();
  const put = (category: string, word: string) => {
    const known = words.get(category) ?? [];
    if (!known.includes(word)) words.set(category, [...known, word]);
  };
  for (const entry of shippedResponsibilities().entries) {
    for (const target of entry.targets) if (entry.sort !== 'custody') put(target.category, entry.zh);
  }
  for (const category of shippedCatalogue().categories) {
    const now = category.scheme === 'gbt2026' ? category.code : category.now;
    if (now !== undefined) put(`${category.kind}/${now}`, category.zh);
  }
  return words;
}

const keyOf = (scheme: Scheme, id: string): string => `${scheme}/${id}`;
