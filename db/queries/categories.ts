import type { CategoryContent, CategoryLine } from '../../core/contract/api/adminRouting.ts';
import type { Kind } from '../../core/rules/case/people.ts';
import type { Db, Tx } from '../pool.ts';

/** All categories of a scheme, those out of use too. */
export async function readCategoryLines(db: Db, scheme: string): Promise<Omit<CategoryLine, 'local'>[]> {
  const { rows } = await db.query<Omit<CategoryLine, 'local'>>(
    `SELECT c.key, c.kind, c.code, c.major_code AS "majorCode", c.major_zh AS "majorZh", c.major_en AS "majorEn", c.zh, c.en, c.pinyin, c.active,
        (SELECT count(*) FROM filing_condition f WHERE f.category_key = c.key AND f.active AND EXISTS (SELECT FROM standard s WHERE s.condition_key = f.key)) AS conditions
       FROM category c WHERE c.scheme = $1 ORDER BY c.kind, c.code`,
    [scheme],
  );
  return rows;
}

export async function addCategory(
  tx: Tx,
  row: CategoryContent & {
    readonly key: string;
    readonly scheme: string;
    readonly kind: Kind;
    readonly code: string;
    readonly major: Pick<CategoryLine, 'majorCode' | 'majorZh' | 'majorEn'>;
    readonly pinyin: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO category (key, scheme, kind, code, major_code, major_zh, major_en, zh, en, short_zh, short_en, pinyin, territorial, open_to_residents, active)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      row.key,
      row.scheme,
      row.kind,
      row.code,
      row.major.majorCode,
      row.major.majorZh,
      row.major.majorEn,
      row.zh,
      row.en,
      row.shortZh,
      row.shortEn,
      row.pinyin,
      row.territorial,
      row.openToResidents,
      row.active,
    ],
  );
}

export async function readCategoryContent(db: Db, key: string): Promise<CategoryContent | null> {
  const { rows } = await db.query<CategoryContent>(
    `SELECT zh, en, short_zh AS "shortZh", short_en AS "shortEn", territorial, open_to_residents AS "openToResidents", active FROM category WHERE key = $1`,
    [key],
  );
  return rows[0] ?? null;
}

export async function changeCategory(
  tx: Tx,
  key: string,
  row: CategoryContent & { readonly pinyin: string },
): Promise<void> {
  await tx.query(
    `UPDATE category SET zh = $2, en = $3, short_zh = $4, short_en = $5, pinyin = $6, territorial = $7, open_to_residents = $8, active = $9 WHERE key = $1`,
    [
      key,
      row.zh,
      row.en,
      row.shortZh,
      row.shortEn,
      row.pinyin,
      row.territorial,
      row.openToResidents,
      row.active,
    ],
  );
}

export interface ConditionContent {
  readonly zh: string;
  readonly en: string;
  readonly active: boolean;
}

/** The number that a category's next condition gets. */
export async function nextCondition(db: Db, category: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'SELECT coalesce(max(n), 0) + 1 AS n FROM filing_condition WHERE category_key = $1',
    [category],
  );
  return rows[0]!.n;
}

export async function addCondition(
  tx: Tx,
  row: {
    readonly key: string;
    readonly category: string;
    readonly n: number;
    readonly zh: string;
    readonly en: string;
  },
): Promise<void> {
  await tx.query('INSERT INTO filing_condition (key, category_key, n, zh, en) VALUES ($1, $2, $3, $4, $5)', [
    row.key,
    row.category,
    row.n,
    row.zh,
    row.en,
  ]);
}

export async function readCondition(db: Db, key: string): Promise<ConditionContent | null> {
  const { rows } = await db.query<ConditionContent>(
    'SELECT zh, en, active FROM filing_condition WHERE key = $1',
    [key],
  );
  return rows[0] ?? null;
}

export async function changeCondition(tx: Tx, key: string, row: ConditionContent): Promise<void> {
  await tx.query('UPDATE filing_condition SET zh = $2, en = $3, active = $4 WHERE key = $1', [
    key,
    row.zh,
    row.en,
    row.active,
  ]);
}

/** Open cases of a category: all, and those not filed yet. */
export async function countOfCategory(db: Db, key: string): Promise<{ openCases: number; waiting: number }> {
  const { rows } = await db.query<{ openCases: number; waiting: number }>(
    `SELECT count(*)::int AS "openCases", (count(*) FILTER (WHERE filed_at IS NULL))::int AS waiting FROM cases WHERE category_key = $1 AND is_open`,
    [key],
  );
  return rows[0]!;
}
