import type { AdminCategory, StandardContent } from '../../core/contract/api/adminRouting.ts';
import { type Db, instant, type Tx } from '../pool.ts';

type Condition = AdminCategory['conditions'][number];

/** A category with all its conditions and all versions of their standards; its own versions are records. */
export async function readAdminCategory(
  db: Db,
  key: string,
): Promise<Omit<AdminCategory, 'versions'> | null> {
  const [category, conditions, standards] = await Promise.all([
    db.query<Omit<AdminCategory, 'conditions' | 'versions'>>(
      `SELECT key, zh, en, short_zh AS "shortZh", short_en AS "shortEn", territorial, open_to_residents AS "openToResidents", active,
          greatest(1, (SELECT max(version) FROM record_version r WHERE r.kind = 'category' AND r.key = c.key)) AS version,
          (SELECT count(*) FROM cases o WHERE o.category_key = c.key AND o.is_open) AS "openCases"
         FROM category c WHERE key = $1`,
      [key],
    ),
    db.query<Omit<Condition, 'standards'>>(
      `SELECT f.key, f.zh, f.en, f.active,
          greatest(1, (SELECT max(version) FROM record_version r WHERE r.kind = 'condition' AND r.key = f.key)) AS version,
          (SELECT count(*) FROM cases c WHERE c.category_key = f.category_key AND c.condition_key = f.key AND c.is_open AND c.filed_at IS NOT NULL) AS "openCases",
          (SELECT count(*) FROM cases c WHERE c.category_key = f.category_key AND c.condition_key = f.key AND c.is_open AND c.filed_at IS NULL) AS waiting
         FROM filing_condition f WHERE f.category_key = $1 ORDER BY f.n`,
      [key],
    ),
    db.query<Condition['standards'][number] & { condition: string }>(
      `SELECT s.condition_key AS condition, s.version, s.urgency, s.limit_value::float8 AS "limitValue", s.limit_unit AS "limitUnit",
          s.photo_required AS "photoRequired", s.closing_zh AS "closingZh", s.closing_en AS "closingEn", s.area_code AS area,
          s.valid_from AS "validFrom", s.created_at AS at, s.note,
          coalesce((SELECT u.name FROM app_user u WHERE u.id::text = s.created_by), s.created_by) AS by
         FROM standard s JOIN filing_condition f ON f.key = s.condition_key WHERE f.category_key = $1 ORDER BY s.version DESC`,
      [key],
    ),
  ]);
  const own = category.rows[0];
  if (!own) return null;
  return {
    ...own,
    conditions: conditions.rows.map((row) => ({
      ...row,
      standards: standards.rows
        .filter((one) => one.condition === row.key)
        .map(({ condition: _condition, ...standard }) => standard),
    })),
  };
}

/** The newest version of a condition's standard; null for an unknown condition. */
export async function newestStandard(db: Db, conditionKey: string): Promise<number | null> {
  const { rows } = await db.query<{ version: number }>(
    `SELECT (SELECT coalesce(max(version), 0) FROM standard WHERE condition_key = f.key) AS version
       FROM filing_condition f WHERE key = $1`,
    [conditionKey],
  );
  return rows[0]?.version ?? null;
}

export async function addStandard(
  tx: Tx,
  row: StandardContent & {
    conditionKey: string;
    version: number;
    validFrom: number;
    at: number;
    by: string;
    note: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, photo_required, closing_zh, closing_en, area_code, valid_from, created_by, note, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.conditionKey,
      row.version,
      row.urgency,
      row.limitValue,
      row.limitUnit,
      row.photoRequired,
      row.closingZh,
      row.closingEn,
      row.area,
      instant(row.validFrom),
      row.by,
      row.note,
      instant(row.at),
    ],
  );
}

/** Whether an area of the tree, or a custom one, has this code. */
export async function areaKnown(db: Db, code: string): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>(
    'SELECT EXISTS (SELECT FROM area WHERE code = $1) AS known',
    [code],
  );
  return rows[0]!.known;
}
