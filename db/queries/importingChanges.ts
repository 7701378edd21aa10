import type { ImportName, ImportReport } from '../../core/contract/api/adminImports.ts';
import type { Tx } from '../pool.ts';
import { unitNamed } from './importing.ts';
import { ruleContentSql } from './rules.ts';

/** What a kind of import writes: its rows as they stand, and which of them a staged row `s` is. */
interface Book {
  /** Columns key, record (key of its versions), content (as the editors keep it) and more (what else may change). */
  readonly rows: string;
  readonly staged: string;
  readonly kind: 'unit' | 'category' | 'routing-rule' | 'person' | 'area' | null;
  readonly name: string;
}

const object = (fields: Readonly<Record<string, string>>) =>
  `jsonb_build_object(${Object.entries(fields)
    .map(([name, sql]) => `'${name}', ${sql}`)
    .join(', ')})`;
const of = (field: string) => `(s.data ->> '${field}')`;

/** The content of a category's versions, over `c`. */
const CATEGORY_CONTENT = object({
  zh: 'c.zh',
  en: 'c.en',
  shortZh: 'c.short_zh',
  shortEn: 'c.short_en',
  territorial: 'c.territorial',
  openToResidents: 'c.open_to_residents',
  active: 'c.active',
});

const areas: Book = {
  kind: 'area',
  name: of('zh'),
  staged: 's.code',
  rows: `SELECT a.code AS key, a.code AS record, ${object({ zh: 'a.zh', en: 'a.en', unit: 'a.unit_code', m2: 'round(a.area_m2)' })} AS content,
      md5(concat_ws('|', a.parent_code, a.geom::text)) AS more FROM area a WHERE a.code IN (SELECT code FROM staged)`,
};

const BOOKS: Readonly<Record<ImportName, Book>> = {
  units: {
    kind: 'unit',
    name: of('zh'),
    staged: 's.code',
    rows: `SELECT u.code AS key, u.code AS record, ${object({ zh: 'u.zh', en: 'u.en', shortZh: 'u.short_zh', shortEn: 'u.short_en', type: 'u.type', level: 'u.level', commandDuty: 'u.command_duty', neverResponsible: 'u.never_responsible', closed: 'u.closed_at IS NOT NULL', phone: 'u.phone' })} AS content,
        '' AS more FROM unit u WHERE u.code IN (SELECT code FROM staged)`,
  },
  categories: {
    kind: 'category',
    name: of('zh'),
    staged: `coalesce(${of('scheme')}, $1) || '/' || ${of('kind')} || '/' || s.code`,
    rows: `SELECT c.key, c.key AS record, ${CATEGORY_CONTENT} AS content,
        concat_ws('|', c.major_code, c.major_zh, c.major_en, (SELECT coalesce(md5(string_agg(concat_ws('|', f.key, f.zh, f.en, f.active, now.text), '|' ORDER BY f.key)), '') FROM filing_condition f LEFT JOIN LATERAL (
           SELECT string_agg(one.text, '|' ORDER BY one.area) AS text FROM (
             SELECT DISTINCT ON (o.area_code) coalesce(o.area_code, '') AS area, concat_ws('|', o.area_code, o.urgency, o.limit_value, o.limit_unit, o.photo_required, o.closing_zh, o.closing_en) AS text
               FROM standard o WHERE o.condition_key = f.key ORDER BY o.area_code, o.version DESC) one) now ON true
          WHERE f.category_key = c.key)) AS more
       FROM category c`,
  },
  rules: {
    kind: 'routing-rule',
    name: of('unit'),
    staged: `(SELECT r.id::text FROM routing_rule r WHERE r.kind = ${of('kind')} AND r.level = ${of('level')}
        AND r.scheme IS NOT DISTINCT FROM CASE WHEN ${of('level')} <> 'class' THEN coalesce(${of('scheme')}, $1) END
        AND r.code IS NOT DISTINCT FROM ${of('code')} AND r.area_code IS NOT DISTINCT FROM ${of('area')} AND r.unit_code = ${unitNamed(of('unit'))} ORDER BY r.id LIMIT 1)`,
    rows: `SELECT r.id::text AS key, r.id::text AS record, ${ruleContentSql('r')} AS content, '' AS more FROM routing_rule r`,
  },
  users: {
    kind: 'person',
    name: of('name'),
    staged: 's.code',
    rows: `SELECT u.login AS key, u.id::text AS record, ${object({ name: 'u.name', role: 'u.role', unit: 'u.unit_code', areas: 'u.areas', beat: 'u.beat_code', trusted: 'u.trusted', disabled: 'u.disabled_at IS NOT NULL' })} AS content,
        concat_ws('|', u.company_code, u.lang) AS more FROM app_user u WHERE u.login IN (SELECT code FROM staged)`,
  },
  areas,
  cells: areas,
  components: {
    kind: null,
    name: of('zh'),
    staged: 's.code',
    rows: `SELECT c.code AS key, c.code AS record, NULL::jsonb AS content, md5(ROW(c.category_key, c.zh, c.en, c.owner_unit, c.owner_text, c.maintainer_unit, c.custodian_unit, c.custody_until, c.status, c.cell_code, c.geom::text)::text) AS more
       FROM component c WHERE c.code IN (SELECT code FROM staged)`,
  },
};

/** Keeps how the rows stand that the staged ones may change; asked before they are written. */
export async function keepBefore(tx: Tx, what: ImportName): Promise<void> {
  await tx.query(`CREATE TEMP TABLE stood ON COMMIT DROP AS ${BOOKS[what].rows}`);
  await tx.query('CREATE INDEX ON stood (key)');
  await tx.query('ANALYZE stood');
}

const SAMPLE = 200;
const NO_SCHEME_ASKED: readonly ImportName[] = ['units', 'users', 'areas', 'cells', 'components'];

/** Compares with how it stood: how many known ones say something else now, and some of the rows with their shapes. */
export async function compareWithBefore(
  tx: Tx,
  what: ImportName,
  scheme: string,
): Promise<{ changed: number; sample: ImportReport['sample'] }> {
  const { rows: now, staged, name } = BOOKS[what];
  await tx.query(`CREATE TEMP TABLE stands ON COMMIT DROP AS ${now}`);
  await tx.query('CREATE INDEX ON stands (key)');
  await tx.query('ANALYZE stands');
  const counted = await tx.query<{ changed: number }>(
    `SELECT count(*)::int AS changed FROM stood b JOIN stands a USING (key) WHERE ${DIFFERS}`,
  );
  const { rows } = await tx.query<ImportReport['sample'][number]>(
    `SELECT n AS row, coalesce(code, key) AS code, name, change, ST_AsGeoJSON(CASE WHEN ST_Dimension(geom) = 2 THEN ST_SimplifyPreserveTopology(geom, 0.0001) ELSE geom END, 5) AS shape
       FROM (SELECT s.n, s.code, k.key, s.geom, ${name} AS name, CASE WHEN b.key IS NULL THEN 'new' WHEN ${DIFFERS} THEN 'changed' ELSE 'same' END AS change
               FROM staged s CROSS JOIN LATERAL (SELECT ${staged} AS key) k LEFT JOIN stood b ON b.key = k.key LEFT JOIN stands a ON a.key = k.key) r
      ORDER BY change = 'same', md5(n::text), n LIMIT ${SAMPLE}`,
    NO_SCHEME_ASKED.includes(what) ? [] : [scheme],
  );
  return { changed: counted.rows[0]!.changed, sample: rows };
}
const DIFFERS = '(a.content, a.more) IS DISTINCT FROM (b.content, b.more)';

/** Keeps new and changed rows as versions, as the editors do; what stood before the first edit becomes version 1. */
export async function keepVersions(
  tx: Tx,
  what: ImportName,
  line: { readonly by: string; readonly note: string },
): Promise<void> {
  const { kind } = BOOKS[what];
  if (!kind) return;
  const own = 'v.kind = $1 AND v.key = a.record';
  await tx.query(
    `INSERT INTO record_version (kind, key, version, data, created_at, created_by)
     SELECT $1, a.record, 1, b.content, now(), 'seed' FROM stood b JOIN stands a USING (key)
      WHERE a.content IS DISTINCT FROM b.content AND NOT EXISTS (SELECT FROM record_version v WHERE ${own})`,
    [kind],
  );
  await tx.query(
    `INSERT INTO record_version (kind, key, version, data, created_at, created_by, note)
     SELECT $1, a.record, 1 + coalesce((SELECT max(v.version) FROM record_version v WHERE ${own}), 0), a.content, now(), $2, $3
       FROM stands a LEFT JOIN stood b USING (key) WHERE a.content IS DISTINCT FROM b.content`,
    [kind, line.by, line.note],
  );
  if (kind === 'routing-rule')
    await tx.query(
      `UPDATE routing_rule r SET version = (SELECT max(v.version) FROM record_version v WHERE v.kind = 'routing-rule' AND v.key = r.id::text)
         FROM stands a LEFT JOIN stood b USING (key) WHERE a.record = r.id::text AND a.content IS DISTINCT FROM b.content`,
    );
}
