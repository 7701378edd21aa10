import { pinyin } from 'pinyin-pro';
import type { CategoryContent, CategoryLine } from '../../core/contract/api/adminRouting.ts';
import { ENDPOINTS, type EndpointAnswer, type EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { type LocalCodeFault, localCodeFault, nextLocalCode } from '../../core/rules/case/localCode.ts';
import type { Kind } from '../../core/rules/case/people.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import {
  addCategory,
  addCondition,
  changeCategory,
  changeCondition,
  nextCondition,
  readCategoryContent,
  readCategoryLines,
  readCondition,
} from '../../db/queries/categories.ts';
import { lockVersions } from '../../db/queries/policies.ts';
import { addStandard } from '../../db/queries/standards.ts';
import type { Deed, DeedContext } from '../run.ts';
import { nextRecord } from './newVersion.ts';

type NewStandard = EndpointParsed<'createCategory'>['condition'];

const WRONG_CODE: Readonly<Record<LocalCodeFault, string>> = {
  form: 'This is no code of the scheme: two digits of the major category, then the minor one.',
  major: 'The code has to begin with its major category.',
  national: 'This code belongs to the national list; own ones count from 999 downward.',
  taken: 'This code is taken.',
};

/** Adds a category of the city's own under a major of the scheme, with its first condition and standard (spec 02). */
export const createCategory: Deed<typeof ENDPOINTS.createCategory.input, EndpointAnswer['createCategory']> = {
  name: 'create-category',
  right: ENDPOINTS.createCategory.right,
  input: ENDPOINTS.createCategory.input,
  async run(ctx, { kind, major, code: given, condition, note, ...content }) {
    const { tx, settings } = ctx;
    const { scheme } = settings.city;
    await lockVersions(tx, 'new category');
    const known = (await readCategoryLines(tx, scheme)).filter((one) => one.kind === kind);
    const parent = known.find((one) => one.majorCode === major);
    if (!parent) throw wrongCode('The scheme has no such major category.', 'parent');
    const code = codeFor(known, major, given);
    const key = `${scheme}/${kind}/${code}`;
    await addCategory(tx, {
      ...content,
      key,
      scheme,
      kind,
      code,
      major: parent,
      pinyin: initials(content.zh),
    });
    const version = await nextRecord(ctx, {
      kind: 'category',
      key,
      base: 0,
      note,
      before: async () => null,
      after: content,
    });
    await keepCondition(ctx, key, condition, note);
    await told(ctx, 'create-category', key);
    return { key, version };
  },
};

/** The code that the next own category of each major would get. */
export function nextCodes(
  known: readonly CategoryLine[],
): { kind: Kind; major: string; code: string | null }[] {
  const majors = new Map(known.map((one) => [`${one.kind}/${one.majorCode}`, one]));
  return [...majors.values()].map(({ kind, majorCode }) => {
    const own = known.filter((one) => one.kind === kind);
    return { kind, major: majorCode, code: nextLocalCode(majorCode, codesOf(own), digitsOf(own)) };
  });
}

/** Names and switches of a category: territorial, open to residents, in use; a new version of the category. */
export const saveCategory: Deed<typeof ENDPOINTS.saveCategory.input, EndpointAnswer['saveCategory']> = {
  name: 'save-category',
  right: ENDPOINTS.saveCategory.right,
  input: ENDPOINTS.saveCategory.input,
  async run(ctx, { key, base, note, ...content }) {
    const { tx } = ctx;
    if (!(await readCategoryContent(tx, key)))
      throw new HouseError('not-found', 'There is no such category.');
    const before = () => readCategoryContent(tx, key);
    const version = await nextRecord(ctx, { kind: 'category', key, base, note, before, after: content });
    await changeCategory(tx, key, asChanged(content));
    await told(ctx, 'save-category', key);
    return { version };
  },
};

/** The row that a category's new content makes. */
export function asChanged(content: CategoryContent): CategoryContent & { pinyin: string } {
  return { ...content, pinyin: initials(content.zh) };
}

/** Adds a condition to a category, with its standard: without one nothing could be filed by it. */
export const createCondition: Deed<
  typeof ENDPOINTS.createCondition.input,
  EndpointAnswer['createCondition']
> = {
  name: 'create-condition',
  right: ENDPOINTS.createCondition.right,
  input: ENDPOINTS.createCondition.input,
  async run(ctx, { category, note, ...condition }) {
    if (!(await readCategoryContent(ctx.tx, category)))
      throw new HouseError('not-found', 'There is no such category.');
    const key = await keepCondition(ctx, category, condition, note);
    await told(ctx, 'create-condition', key);
    return { key, version: 1 };
  },
};

/** Words of a condition, or out of use: what is filed by it keeps it, nothing new is (spec 02). */
export const saveCondition: Deed<typeof ENDPOINTS.saveCondition.input, EndpointAnswer['saveCondition']> = {
  name: 'save-condition',
  right: ENDPOINTS.saveCondition.right,
  input: ENDPOINTS.saveCondition.input,
  async run(ctx, { key, base, note, ...content }) {
    const { tx } = ctx;
    if (!(await readCondition(tx, key)))
      throw new HouseError('not-found', 'There is no such filing condition.');
    const before = () => readCondition(tx, key);
    const version = await nextRecord(ctx, { kind: 'condition', key, base, note, before, after: content });
    await changeCondition(tx, key, content);
    await told(ctx, 'save-condition', key);
    return { version };
  },
};

async function keepCondition(
  ctx: DeedContext,
  category: string,
  { zh, en, ...standard }: NewStandard,
  note: string,
): Promise<string> {
  const { tx, now, actor } = ctx;
  await lockVersions(tx, `conditions of ${category}`);
  const n = await nextCondition(tx, category);
  const key = `${category}/${n}`;
  await addCondition(tx, { key, category, n, zh, en });
  const after = { zh, en, active: true };
  await nextRecord(ctx, { kind: 'condition', key, base: 0, note, before: async () => null, after });
  const line = { version: 1, validFrom: now, at: now, by: actor.id, note };
  await addStandard(tx, { ...standard, ...line, conditionKey: key, area: null });
  return key;
}

/** @throws HouseError refused, where the code wanted cannot be given. */
function codeFor(known: readonly Pick<CategoryLine, 'code'>[], major: string, given: string | null): string {
  const [codes, digits] = [codesOf(known), digitsOf(known)];
  const fault = given === null ? null : localCodeFault(given, major, codes, digits);
  if (fault) throw wrongCode(WRONG_CODE[fault], fault);
  const code = given ?? nextLocalCode(major, codes, digits);
  if (code === null) throw wrongCode('All own codes of this major category are taken.', 'full');
  return code;
}

function wrongCode(why: string, clause: string): HouseError {
  return new HouseError('refused', `${why} Nothing was changed.`, { clause: `02.code.${clause}` });
}

function codesOf(known: readonly Pick<CategoryLine, 'code'>[]): ReadonlySet<string> {
  return new Set(known.map(({ code }) => code));
}

/** 2 + 3 digits in the scheme of 2026, 2 + 2 in the older ones. */
function digitsOf(known: readonly Pick<CategoryLine, 'code'>[]): 2 | 3 {
  return known.some(({ code }) => code.length === 5) ? 3 : 2;
}

/** What collectors type to find it. */
function initials(zh: string): string {
  return pinyin(zh, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();
}

async function told({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
