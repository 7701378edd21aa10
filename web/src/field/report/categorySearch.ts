import type { CategoryEntry } from '../../parts/names.tsx';
import type { Used } from './used.ts';

/**
 * Categories that fit what was typed: pinyin initials from their beginning or within, Chinese or English
 * text anywhere; the better fit first. Nothing typed: none.
 */
export function searchCategories(all: readonly CategoryEntry[], typed: string): CategoryEntry[] {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  if (wanted === '') return [];
  return all
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score || a.entry.zh.length - b.entry.zh.length || (a.entry.key < b.entry.key ? -1 : 1),
    )
    .map(({ entry }) => entry);
}

function scoreOf(entry: CategoryEntry, wanted: string): number {
  const initials = entry.pinyin.toLowerCase();
  const bare = wanted.replace(/ /g, '');
  if (initials === bare) return 100;
  if (entry.zh === wanted || entry.shortZh === wanted) return 95;
  if (initials.startsWith(bare)) return 90;
  if (entry.zh.startsWith(wanted) || entry.shortZh.startsWith(wanted)) return 80;
  if (
    `${entry.shortEn} ${entry.en}`
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some((word) => word.startsWith(wanted))
  )
    return 70;
  if (entry.zh.includes(wanted) || entry.shortZh.includes(wanted)) return 60;
  if (entry.en.toLowerCase().includes(wanted)) return 50;
  if (bare.length > 1 && initials.includes(bare)) return 40;
  if (entry.conditions.some((condition) => condition.zh.includes(wanted))) return 30;
  if (wanted.length > 2 && entry.conditions.some((condition) => condition.en.toLowerCase().includes(wanted)))
    return 20;
  return entry.majorZh.includes(wanted) || entry.code === wanted ? 10 : 0;
}

/** The last ones chosen, newest first. */
export function recentOf(all: readonly CategoryEntry[], used: Used, most: number): CategoryEntry[] {
  return known(all, used)
    .sort((a, b) => b.use.lastAt - a.use.lastAt)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** The ones chosen most often, without those given. */
export function frequentOf(
  all: readonly CategoryEntry[],
  used: Used,
  most: number,
  without: readonly CategoryEntry[],
): CategoryEntry[] {
  return known(all, used)
    .filter(({ entry }) => !without.includes(entry))
    .sort((a, b) => b.use.times - a.use.times || b.use.lastAt - a.use.lastAt)
    .slice(0, most)
    .map(({ entry }) => entry);
}

function known(all: readonly CategoryEntry[], used: Used) {
  return all.flatMap((entry) => {
    const use = Object.hasOwn(used, entry.key) ? used[entry.key] : undefined;
    return use ? [{ entry, use }] : [];
  });
}
