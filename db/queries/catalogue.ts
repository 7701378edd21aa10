import type { UnitFacts } from '../../core/rules/case/commands.ts';
import type { Kind, Urgency } from '../../core/rules/case/people.ts';
import type { Db } from '../pool.ts';

export interface StandardRow {
  readonly category_key: string;
  readonly condition_key: string;
  readonly kind: Kind;
  readonly scheme: string;
  readonly code: string;
  readonly major_code: string;
  readonly territorial: boolean;
  readonly version: number;
  readonly urgency: Urgency;
  readonly limit_value: number;
  readonly limit_unit: 'urgentHour' | 'urgentDay' | 'workingHour' | 'workingDay';
  readonly photo_required: boolean;
}

/**
 * The standard of a condition in force at `at`, an area's own before the city's. Null for an unknown
 * or inactive condition.
 */
export async function standardOf(
  db: Db,
  conditionKey: string,
  areas: readonly string[],
): Promise<StandardRow | null> {
  const { rows } = await db.query<StandardRow>(
    `SELECT c.key AS category_key, f.key AS condition_key, c.kind, c.scheme, c.code, c.major_code, c.territorial,
            s.version, s.urgency, s.limit_value::float8 AS limit_value, s.limit_unit, s.photo_required
       FROM filing_condition f JOIN category c ON c.key = f.category_key
       JOIN standard s ON s.condition_key = f.key
      WHERE f.key = $1 AND f.active AND c.active AND s.valid_from <= now()
        AND (s.area_code IS NULL OR s.area_code = ANY ($2))
      ORDER BY s.area_code IS NULL, s.version DESC LIMIT 1`,
    [conditionKey, areas],
  );
  return rows[0] ?? null;
}

export interface CategoryRow {
  readonly key: string;
  readonly kind: Kind;
  readonly scheme: string;
  readonly code: string;
  readonly major_code: string;
  readonly territorial: boolean;
  readonly open_to_residents: boolean;
  readonly short_zh: string;
  readonly short_en: string;
  readonly conditions: number;
}

export async function categoryOf(db: Db, key: string): Promise<CategoryRow | null> {
  const { rows } = await db.query<CategoryRow>(
    `SELECT key, kind, scheme, code, major_code, territorial, open_to_residents, short_zh, short_en,
       (SELECT count(*)::int FROM filing_condition f WHERE f.category_key = c.key AND f.active) AS conditions
     FROM category c WHERE key = $1 AND active`,
    [key],
  );
  return rows[0] ?? null;
}

/** What the lifecycle has to know of a unit; null for an unknown code. */
export async function unitFacts(db: Db, code: string): Promise<UnitFacts | null> {
  const { rows } = await db.query<UnitFacts>(
    `SELECT code, command_duty AS "commandDuty", closed_at IS NOT NULL AS closed,
        never_responsible AS "neverResponsible",
        EXISTS (SELECT FROM app_user u WHERE u.unit_code = unit.code AND u.disabled_at IS NULL
          AND u.role IN ('liaison', 'unit-head')) AS "hasLiaison"
       FROM unit WHERE code = $1`,
    [code],
  );
  return rows[0] ?? null;
}
