import type { CategoryEntry } from './names.tsx';

/** Categories that fit what was typed (name, pinyin initials or code), the best first; all of them for nothing. */
export function findCategories(
  categories: readonly CategoryEntry[],
  typed: string,
): readonly CategoryEntry[] {
  const query = typed.trim().toLowerCase();
  if (query === '') return categories;
  return categories
    .map((entry) => ({ entry, rank: rankOf(entry, query) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

const NO_MATCH = 9;

function rankOf(entry: CategoryEntry, query: string): number {
  const names = [entry.zh, entry.shortZh, entry.en.toLowerCase(), entry.shortEn.toLowerCase()];
  if (entry.code === query || names.includes(query)) return 0;
  if (entry.pinyin.startsWith(query) || entry.code.startsWith(query)) return 1;
  if (names.some((name) => name.startsWith(query))) return 2;
  if (names.some((name) => name.includes(query)) || entry.pinyin.includes(query)) return 3;
  if (entry.conditions.some((one) => one.zh.includes(query) || one.en.toLowerCase().includes(query)))
    return 4;
  return entry.majorZh.includes(query) || entry.majorEn.toLowerCase().includes(query) ? 5 : NO_MATCH;
}
