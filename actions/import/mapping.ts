import path from 'node:path';
import { type Reading, readFeatures } from './readFeatures.ts';

/** Which property of a file a field is read from; null: from nowhere. */
export type Mapping = Readonly<Record<string, string | null>>;

const SAMPLE = 3_000;

/** File names tell what is in them; codes are of the scheme in force (kind and code). */
const CATEGORY_BY_FILE: readonly (readonly [RegExp, string])[] = [
  [/street.?light|路灯/i, 'component/01037'],
  [/park.?light/i, 'component/01037'],
  [/hydrant|消火栓|消防栓/i, 'component/01013'],
  [/signal|信号灯/i, 'component/02014'],
  [/pole|立杆/i, 'component/01034'],
  [/litter|barrel|bin|垃圾箱/i, 'component/03005'],
];
const AREA_BY_FILE: readonly (readonly [RegExp, string])[] = [
  [/block|cell|unit.?grid|单元网格/i, 'cell'],
  [/beat|patrol|责任网格/i, 'beat'],
  [/neighbo|communit|社区/i, 'community'],
  [/sector|subdistrict|street.?office|街道/i, 'subdistrict'],
  [/cityboundary|district|区界/i, 'district'],
];

export function guessCategory(file: string, scheme: string): string | null {
  const found = CATEGORY_BY_FILE.find(([pattern]) => pattern.test(path.basename(file)));
  return found ? `${scheme}/${found[1]}` : null;
}

export function guessAreaKind(file: string): string | null {
  return AREA_BY_FILE.find(([pattern]) => pattern.test(path.basename(file)))?.[1] ?? null;
}

/**
 * Chooses a property for each field by its names; the one for `code` must also tell every sampled feature
 * apart, where one can. What is given wins.
 */
export async function guessMapping(
  file: string,
  reading: Reading,
  fields: Readonly<Record<string, readonly string[]>>,
  given: Mapping,
): Promise<{ readonly mapping: Mapping; readonly columns: readonly string[] }> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const { properties } of readFeatures(file, reading)) if (rows.push(properties) >= SAMPLE) break;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const known = (wanted: readonly string[]) =>
    wanted.flatMap((want) => names.find((name) => name.toLowerCase() === want) ?? []);
  const distinct = (name: string) => {
    const values = rows.map((row) => row[name]);
    return (
      values.every((value) => value !== null && value !== undefined && value !== '') &&
      new Set(values.map(String)).size === values.length
    );
  };
  const choose = ([field, wanted]: [string, readonly string[]]) => {
    const found = known(wanted);
    const choice = field === 'code' ? (found.find(distinct) ?? found[0] ?? 'code') : (found[0] ?? null);
    return [field, given[field] ?? choice] as const;
  };
  return { mapping: Object.fromEntries(Object.entries(fields).map(choose)), columns: names };
}
