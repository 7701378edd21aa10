import type { Db } from '../pool.ts';

interface Name {
  readonly zh: string;
  readonly en: string;
}

/** Names of what a case carries as codes; null where it carries none. */
export interface CaseNames {
  readonly category: Name | null;
  readonly condition: Name | null;
  readonly unit: Name | null;
  readonly subdistrict: Name | null;
}

export async function namesOfCase(db: Db, id: string): Promise<CaseNames> {
  const { rows } = await db.query<CaseNames>(
    `SELECT (SELECT jsonb_build_object('zh', zh, 'en', en) FROM category WHERE key = c.category_key) AS category,
        (SELECT jsonb_build_object('zh', zh, 'en', en) FROM filing_condition WHERE key = c.condition_key) AS condition,
        (SELECT jsonb_build_object('zh', zh, 'en', en) FROM unit WHERE code = c.unit_code) AS unit,
        (SELECT jsonb_build_object('zh', zh, 'en', en) FROM area WHERE code = c.subdistrict_code) AS subdistrict
       FROM cases c WHERE c.id = $1`,
    [id],
  );
  return rows[0]!;
}
