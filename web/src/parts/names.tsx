import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Categories, Directory, Me, Names } from '../../../core/contract/api/answers.ts';
import { type Calendar, compileCalendar } from '../../../core/rules/clock/calendar.ts';
import type { ClockKind } from '../../../core/rules/clock/workingTime.ts';
import { useAnswer } from '../api/answers.ts';
import { type Lang, useWords } from './i18n.ts';
import { type CityTime, cityTime } from './time.ts';

export type CategoryEntry = Categories['categories'][number];
export type ConditionEntry = CategoryEntry['conditions'][number];
export type UnitEntry = Directory['units'][number];

/** Names, calendar and policy of the city, looked up by the codes that cases carry. */
export interface City {
  readonly me: Me;
  readonly lang: Lang;
  readonly name: string;
  readonly categories: readonly CategoryEntry[];
  readonly units: readonly UnitEntry[];
  readonly calendar: Calendar | null;
  readonly directory: Directory | null;
  /** Names are here: a form that begins with a case's category may be drawn. */
  readonly named: boolean;
  readonly time: CityTime;
  category(key: string | null, short?: boolean): string;
  categoryEntry(key: string | null): CategoryEntry | null;
  condition(key: string | null): string;
  conditionEntry(key: string | null): ConditionEntry | null;
  unit(code: string | null, short?: boolean): string;
  area(code: string | null): string;
  /** The clock of a condition's limit; working where none is known. */
  clockOf(conditionKey: string | null): ClockKind;
  limit(condition: ConditionEntry): string;
}

const CityContext = createContext<City | null>(null);

/** The city's names; only below a surface's root. */
export function useCity(): City {
  const city = useContext(CityContext);
  if (!city) throw new Error('useCity stands outside of a surface');
  return city;
}

/** Loads categories and directory once and hands them down; draws its children at once, names come in. A stranger (`known` false) has no directory. */
export function CityProvider({
  me,
  known = true,
  children,
}: {
  me: Me;
  known?: boolean;
  children: ReactNode;
}) {
  const { t, lang } = useWords();
  const categories = useAnswer('categories', {}, { staleTime: Number.POSITIVE_INFINITY }).data;
  const directory = useAnswer('directory', {}, { staleTime: Number.POSITIVE_INFINITY, enabled: known }).data;
  const lookup = useMemo(() => lookups(categories, directory), [categories, directory]);
  const city = useMemo((): City => {
    const name = (names: Names, short: boolean) =>
      lang === 'zh' ? (short ? names.shortZh : names.zh) : upperFirst(short ? names.shortEn : names.en);
    return {
      me,
      lang,
      name: lang === 'zh' ? me.city.zh : me.city.en,
      categories: categories?.categories ?? [],
      units: directory?.units ?? [],
      calendar: lookup.calendar,
      directory: directory ?? null,
      named: categories !== undefined && (directory !== undefined || !known),
      time: cityTime(lang, me.city.timezone),
      category: (key, short = false) => {
        const entry = lookup.categories.get(key ?? '');
        return entry ? name(entry, short) : (key ?? t('word.unknownCategory'));
      },
      categoryEntry: (key) => lookup.categories.get(key ?? '') ?? null,
      condition: (key) => {
        const entry = lookup.conditions.get(key ?? '');
        return entry ? upperFirst(entry[lang]) : (key ?? '');
      },
      conditionEntry: (key) => lookup.conditions.get(key ?? '') ?? null,
      unit: (code, short = false) => {
        const entry = lookup.units.get(code ?? '');
        return entry ? name(entry, short) : (code ?? '');
      },
      area: (code) => lookup.areas.get(code ?? '')?.[lang] ?? code ?? '',
      clockOf: (key) =>
        lookup.conditions.get(key ?? '')?.limitUnit.startsWith('urgent') ? 'continuous' : 'working',
      limit: (entry) => t(`limit.${entry.limitUnit}`, { n: entry.limitValue }),
    };
  }, [me, lang, t, categories, directory, known, lookup]);
  return <CityContext value={city}>{children}</CityContext>;
}

function lookups(categories: Categories | undefined, directory: Directory | undefined) {
  const list = categories?.categories ?? [];
  return {
    categories: new Map(list.map((entry) => [entry.key, entry])),
    conditions: new Map(list.flatMap((entry) => entry.conditions).map((entry) => [entry.key, entry])),
    units: new Map(directory?.units.map((unit) => [unit.code, unit])),
    areas: new Map(directory?.areas.map((area) => [area.code, area])),
    calendar: directory ? compileCalendar(directory.calendar) : null,
  };
}

/** Names of the catalogue stand in lower case; at the head of a line they begin with a capital. */
function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
