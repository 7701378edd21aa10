import type { Categories, Directory } from '../../core/contract/api/answers.ts';
import type { Db } from '../pool.ts';

export async function readCategories(db: Db, scheme: string): Promise<Categories['categories']> {
  const { rows } = await db.query<{ list: Categories['categories'] | null }>(
    `SELECT jsonb_agg(jsonb_build_object('key', c.key, 'kind', c.kind, 'code', c.code, 'majorCode', c.major_code, 'majorZh', c.major_zh,
        'majorEn', c.major_en, 'zh', c.zh, 'en', c.en, 'shortZh', c.short_zh, 'shortEn', c.short_en, 'pinyin', c.pinyin, 'open', c.open_to_residents,
        'conditions', coalesce(conditions.list, '[]')) ORDER BY c.kind, c.code) AS list
       FROM category c LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('key', f.key, 'zh', f.zh, 'en', f.en, 'urgency', s.urgency, 'limitValue', s.limit_value,
            'limitUnit', s.limit_unit, 'photoRequired', s.photo_required, 'closingZh', s.closing_zh, 'closingEn', s.closing_en) ORDER BY f.n) AS list
           FROM filing_condition f JOIN LATERAL (
             SELECT * FROM standard s WHERE s.condition_key = f.key AND s.area_code IS NULL AND s.valid_from <= now()
              ORDER BY s.version DESC LIMIT 1) s ON true
          WHERE f.category_key = c.key AND f.active) conditions ON true
      WHERE c.active AND c.scheme = $1`,
    [scheme],
  );
  return rows[0]?.list ?? [];
}

export async function readUnits(db: Db): Promise<Directory['units']> {
  const { rows } = await db.query(
    `SELECT code, zh, en, short_zh AS "shortZh", short_en AS "shortEn", type, level, never_responsible AS "neverResponsible"
       FROM unit ORDER BY type, code`,
  );
  return rows;
}

export async function readAreas(db: Db): Promise<Directory['areas']> {
  const { rows } = await db.query(
    `SELECT code, kind, zh, en FROM area WHERE kind IN ('district', 'subdistrict', 'community', 'custom', 'beat') ORDER BY kind, code`,
  );
  return rows;
}

export async function unitNamesOf(db: Db, code: string): Promise<{ zh: string; en: string } | null> {
  const { rows } = await db.query<{ zh: string; en: string }>('SELECT zh, en FROM unit WHERE code = $1', [
    code,
  ]);
  return rows[0] ?? null;
}
