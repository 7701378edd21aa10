import path from 'node:path';
import { sample } from './sample.ts';

/** How a file's properties become a component or an area; what was guessed is said, and can be overruled. */
export interface Mapping {
  readonly code: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly parent: string | null;
}

const CODES = [
  'code',
  'bm',
  '编码',
  '编号',
  'assetid',
  'poleid',
  'hydrant_id',
  'geoid20',
  'geoid',
  'n_hood',
  'globalid',
  'id',
  'objectid',
  'feature id',
];
const NAMES = ['name', 'mc', '名称', 'name20', 'location', 'intersection'];
const OWNERS = ['owner', 'owner_unit', 'hydrant_owner', 'ownership', 'jurisdiction', '权属单位'];
const PARENTS = ['parent', 'parent_code', '上级编码'];

/** File names tell what is in them; codes are of the scheme in force (kind and code). */
const CATEGORY_BY_FILE: readonly (readonly [RegExp, string])[] = [
  [/street.?light|路灯/i, 'component/01037'],
  [/park.?light/i, 'component/01037'],
  [/hydrant|消火栓|消防栓/i, 'component/01013'],
  [/signal|信号灯/i, 'component/02014'],
  [/pole|立杆/i, 'component/01034'],
  [/litter|barrel|bin|垃圾箱/i, 'component/03005'],
];
const KIND_BY_FILE: readonly (readonly [RegExp, string])[] = [
  [/block|cell|unit.?grid|单元网格/i, 'cell'],
  [/neighbo|communit|社区/i, 'community'],
  [/sector|subdistrict|street.?office|街道/i, 'subdistrict'],
  [/cityboundary|district|区界/i, 'district'],
];

export function guessCategory(file: string, scheme: string): string | null {
  const found = CATEGORY_BY_FILE.find(([pattern]) => pattern.test(path.basename(file)));
  return found ? `${scheme}/${found[1]}` : null;
}

export function guessKind(file: string): string | null {
  return KIND_BY_FILE.find(([pattern]) => pattern.test(path.basename(file)))?.[1] ?? null;
}

/** Chooses properties by their names and by whether every sampled feature has its own value. */
export async function guessMapping(
  file: string,
  given: Partial<Record<keyof Mapping, string>>,
): Promise<Mapping> {
  const rows = await sample(file);
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
  return {
    code: given.code ?? known(CODES).find(distinct) ?? known(CODES)[0] ?? 'code',
    name: given.name ?? known(NAMES)[0] ?? null,
    owner: given.owner ?? known(OWNERS)[0] ?? null,
    parent: given.parent ?? known(PARENTS)[0] ?? null,
  };
}
