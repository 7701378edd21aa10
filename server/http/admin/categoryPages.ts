import { rehearse } from '../../../actions/admin/rehearse.ts';
import { asChanged, nextCodes } from '../../../actions/admin/saveCategory.ts';
import { tryOut } from '../../../actions/admin/tryOut.ts';
import type {
  AdminCategories,
  AdminCategory,
  CategoryPreview,
} from '../../../core/contract/api/adminRouting.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { isLocalCode } from '../../../core/rules/case/localCode.ts';
import { changeCategory, countOfCategory, readCategoryLines } from '../../../db/queries/categories.ts';
import { readOpenOf } from '../../../db/queries/openCases.ts';
import { readRecords } from '../../../db/queries/records.ts';
import { readAdminCategory } from '../../../db/queries/standards.ts';
import type { Seen } from '../seen.ts';

const REHEARSED = 200;

/** All categories, and the code that the next own one of each major gets. */
export async function adminCategories({ doors }: Seen): Promise<AdminCategories> {
  const { city } = await doors.house.settings();
  const lines = await readCategoryLines(doors.house.pool, city.scheme);
  const categories = lines.map((one) => ({ ...one, local: isLocalCode(one.code) }));
  return { scheme: city.scheme, categories, next: nextCodes(categories) };
}

export async function adminCategory(
  { doors }: Seen,
  { key }: EndpointParsed<'adminCategory'>,
): Promise<AdminCategory> {
  const { pool } = doors.house;
  const [category, versions] = await Promise.all([
    readAdminCategory(pool, key),
    readRecords<AdminCategory['versions'][number]['content']>(pool, 'category', key),
  ]);
  if (!category) throw new HouseError('not-found', 'There is no such category.');
  return { ...category, versions: versions.map(({ data, ...line }) => ({ ...line, content: data })) };
}

/** Which open cases a category's new content concerns, and who would be routed otherwise. */
export async function previewCategory(
  { doors }: Seen,
  { key, ...content }: EndpointParsed<'previewCategory'>,
): Promise<CategoryPreview> {
  const { pool, now, settings } = doors.house;
  const [counts, cases, inForce] = await Promise.all([
    countOfCategory(pool, key),
    readOpenOf(pool, key, REHEARSED),
    settings(),
  ]);
  const routing = await tryOut(pool, async (tx) => {
    // Out of use it is routed no more; who is open already goes on as before.
    await changeCategory(tx, key, asChanged({ ...content, active: true }));
    return rehearse(pool, inForce, now(), cases, { after: tx });
  });
  return { ...counts, routing };
}
