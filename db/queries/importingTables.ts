import type { Db, Tx } from '../pool.ts';
import { countWritten, markFault, unitNamed, type Written } from './importing.ts';

/** SQL: a field of the staged row `s` as text. */
const of = (field: string) => `(s.data ->> '${field}')`;
const truth = (field: string) => `(s.data ->> '${field}')::boolean`;
const unknown = (what: string, field: string) =>
  `'names ${what} ' || ${of(field)} || ', which the city does not have'`;

/** Writes staged units; one that is closed gets no case any more. */
export async function writeUnits(tx: Tx): Promise<Written> {
  return countWritten(
    tx,
    `INSERT INTO unit (code, zh, en, short_zh, short_en, type, level, command_duty, never_responsible, closed_at)
     SELECT s.code, ${of('zh')}, ${of('en')}, ${of('shortZh')}, ${of('shortEn')}, ${of('type')}, ${of('level')}, ${truth('commandDuty')}, ${truth('neverResponsible')},
        CASE WHEN ${truth('closed')} THEN now() END FROM staged s
     ON CONFLICT (code) DO UPDATE SET zh = excluded.zh, en = excluded.en, short_zh = excluded.short_zh, short_en = excluded.short_en, type = excluded.type,
       level = excluded.level, command_duty = excluded.command_duty, never_responsible = excluded.never_responsible,
       closed_at = CASE WHEN excluded.closed_at IS NULL THEN NULL ELSE coalesce(unit.closed_at, excluded.closed_at) END
     RETURNING (xmax = 0) AS added`,
  );
}

const CATEGORY = `coalesce(${of('scheme')}, $1) || '/' || ${of('kind')} || '/' || s.code`;

/** A row is a category with one of its conditions; rows of one category agree on its name. */
export async function markCategories(tx: Tx, scheme: string): Promise<void> {
  await tx.query(
    `UPDATE staged s SET fault = 'gives category ' || s.code || ' another name than row ' || o.n, field = 'zh'
       FROM staged o WHERE s.fault IS NULL AND o.n < s.n AND o.code = s.code AND o.data ->> 'kind' = ${of('kind')}
        AND coalesce(o.data ->> 'scheme', $1) = coalesce(${of('scheme')}, $1) AND o.data ->> 'zh' <> ${of('zh')}`,
    [scheme],
  );
  await markFault(
    tx,
    'area',
    unknown('area', 'area'),
    `${of('area')} IS NOT NULL AND NOT EXISTS (SELECT FROM area a WHERE a.code = ${of('area')})`,
  );
}

/** Categories and conditions; a standard that differs from the one in force becomes its next version. */
export async function writeCategories(tx: Tx, scheme: string): Promise<Written> {
  const written = await countWritten(
    tx,
    `INSERT INTO category (key, scheme, kind, code, major_code, major_zh, major_en, zh, en, short_zh, short_en, pinyin, territorial, open_to_residents)
     SELECT DISTINCT ON (1) ${CATEGORY}, coalesce(${of('scheme')}, $1), ${of('kind')}, s.code, ${of('majorCode')}, ${of('majorZh')}, ${of('majorEn')}, ${of('zh')}, ${of('en')},
        ${of('shortZh')}, ${of('shortEn')}, ${of('pinyin')}, ${truth('territorial')}, ${truth('open')} FROM staged s ORDER BY 1, s.n
     ON CONFLICT (key) DO UPDATE SET major_code = excluded.major_code, major_zh = excluded.major_zh, major_en = excluded.major_en, zh = excluded.zh, en = excluded.en,
       short_zh = excluded.short_zh, short_en = excluded.short_en, pinyin = excluded.pinyin, territorial = excluded.territorial,
       open_to_residents = excluded.open_to_residents, active = true
     RETURNING (xmax = 0) AS added`,
    [scheme],
  );
  await tx.query(
    `INSERT INTO filing_condition (key, category_key, n, zh, en)
     SELECT DISTINCT ON (1) ${CATEGORY} || '/' || ${of('n')}, ${CATEGORY}, ${of('n')}::int, ${of('conditionZh')}, ${of('conditionEn')}
       FROM staged s WHERE ${of('conditionZh')} IS NOT NULL ORDER BY 1, s.n
     ON CONFLICT (key) DO UPDATE SET zh = excluded.zh, en = excluded.en, active = true`,
    [scheme],
  );
  await tx.query(
    `WITH wanted AS (
       SELECT ${CATEGORY} || '/' || ${of('n')} AS key, ${of('urgency')} AS urgency, ${of('limit')}::numeric AS limit_value, ${of('limitUnit')} AS limit_unit,
          ${truth('photo')} AS photo, ${of('closingZh')} AS zh, ${of('closingEn')} AS en, ${of('area')} AS area, s.n
         FROM staged s WHERE ${of('conditionZh')} IS NOT NULL),
     news AS (
       SELECT w.*, (SELECT coalesce(max(version), 0) FROM standard o WHERE o.condition_key = w.key) + row_number() OVER (PARTITION BY w.key ORDER BY w.n) AS version
         FROM wanted w LEFT JOIN LATERAL (
           SELECT * FROM standard o WHERE o.condition_key = w.key AND o.area_code IS NOT DISTINCT FROM w.area ORDER BY version DESC LIMIT 1) now ON true
        WHERE (now.urgency, now.limit_value, now.limit_unit, now.photo_required, now.closing_zh, now.closing_en)
           IS DISTINCT FROM (w.urgency, w.limit_value, w.limit_unit, w.photo, w.zh, w.en))
     INSERT INTO standard (condition_key, version, urgency, limit_value, limit_unit, photo_required, closing_zh, closing_en, area_code, created_by)
     SELECT key, version, urgency, limit_value, limit_unit, photo, zh, en, area, 'import' FROM news`,
    [scheme],
  );
  return written;
}

/** What the rules of routing name has to be there. */
export async function markRules(tx: Tx, scheme: string): Promise<void> {
  await markFault(
    tx,
    'area',
    unknown('area', 'area'),
    `${of('area')} IS NOT NULL AND NOT EXISTS (SELECT FROM area a WHERE a.code = ${of('area')})`,
  );
  await markFault(tx, 'unit', unknown('unit', 'unit'), `${unitNamed(of('unit'))} IS NULL`);
  await markFault(
    tx,
    'unit',
    `'gives cases to ' || ${of('unit')} || ', which is never responsible'`,
    `(SELECT u.never_responsible FROM unit u WHERE u.code = ${unitNamed(of('unit'))})`,
  );
  const category = (column: string) =>
    `NOT EXISTS (SELECT FROM category c WHERE c.scheme = coalesce(${of('scheme')}, $1) AND c.kind = ${of('kind')} AND c.${column} = ${of('code')})`;
  await markFault(
    tx,
    'code',
    unknown('category', 'code'),
    `${of('level')} = 'minor' AND ${category('code')}`,
    [scheme],
  );
  await markFault(
    tx,
    'code',
    unknown('major category', 'code'),
    `${of('level')} = 'major' AND ${category('major_code')}`,
    [scheme],
  );
}

/** Writes staged rules; one of the same subject, area and unit is the same rule, and a change is its next version (a withdrawn one counts again). */
export async function writeRules(tx: Tx, scheme: string): Promise<Written> {
  const wanted = `SELECT ${of('kind')} AS kind, ${of('level')} AS level, CASE WHEN ${of('level')} <> 'class' THEN coalesce(${of('scheme')}, $1) END AS scheme, ${of('code')} AS code, ${of('area')} AS area_code,
      ${unitNamed(of('unit'))} AS unit_code, coalesce(${of('order')}::int, 0) AS rule_order, ${of('from')}::date AS valid_from, ${of('to')}::date AS valid_to, coalesce(${of('source')}, '') AS source FROM staged s`;
  const same = `r.kind = w.kind AND r.level = w.level AND r.scheme IS NOT DISTINCT FROM w.scheme AND r.code IS NOT DISTINCT FROM w.code
      AND r.area_code IS NOT DISTINCT FROM w.area_code AND r.unit_code = w.unit_code`;
  const known = await tx.query(
    `WITH w AS (${wanted})
     UPDATE routing_rule r SET rule_order = w.rule_order, valid_from = w.valid_from, valid_to = w.valid_to, source = w.source, withdrawn_at = NULL,
        version = r.version + CASE WHEN (r.rule_order, r.valid_from, r.valid_to, r.source, r.withdrawn_at) IS DISTINCT FROM (w.rule_order, w.valid_from, w.valid_to, w.source, NULL) THEN 1 ELSE 0 END
       FROM w WHERE ${same}`,
    [scheme],
  );
  const added = await tx.query(
    `WITH w AS (${wanted})
     INSERT INTO routing_rule (kind, level, scheme, code, area_code, unit_code, rule_order, valid_from, valid_to, source, created_by)
     SELECT w.*, 'import' FROM w WHERE NOT EXISTS (SELECT FROM routing_rule r WHERE ${same})`,
    [scheme],
  );
  return { added: added.rowCount ?? 0, updated: known.rowCount ?? 0 };
}

/** What people's rows name has to be there; nobody disables themselves or takes another role by a file. */
export async function markUsers(tx: Tx, actor: string): Promise<void> {
  await markFault(
    tx,
    'role',
    `'is your own account: nobody disables themselves or changes their own role'`,
    `EXISTS (SELECT FROM app_user u WHERE u.id::text = $1 AND u.login = s.code AND (u.role <> ${of('role')} OR ${truth('disabled')}))`,
    [actor],
  );
  await markFault(
    tx,
    'unit',
    unknown('unit', 'unit'),
    `${of('unit')} IS NOT NULL AND ${unitNamed(of('unit'))} IS NULL`,
  );
  await markFault(
    tx,
    'beat',
    unknown('beat', 'beat'),
    `${of('beat')} IS NOT NULL AND NOT EXISTS (SELECT FROM area a WHERE a.kind = 'beat' AND a.code = ${of('beat')})`,
  );
  await markFault(
    tx,
    'company',
    unknown('company', 'company'),
    `${of('company')} IS NOT NULL AND NOT EXISTS (SELECT FROM collection_company c WHERE c.code = ${of('company')} OR c.zh = ${of('company')})`,
  );
  await markFault(
    tx,
    'areas',
    `'names an area that the city does not have: ' || ${of('areas')}`,
    `EXISTS (SELECT FROM jsonb_array_elements_text(s.data -> 'areas') AS named WHERE NOT EXISTS (SELECT FROM area a WHERE a.code = named))`,
  );
}

/** Writes staged people; somebody known keeps the password. Whoever's rights change is logged out. */
export async function writeUsers(tx: Tx): Promise<Written> {
  const rights = 'u.role, u.unit_code, u.areas, u.beat_code, u.disabled_at IS NULL';
  await tx.query(
    `CREATE TEMP TABLE rights_before ON COMMIT DROP AS SELECT u.id, ROW(${rights})::text AS rights FROM app_user u JOIN staged s ON s.code = u.login`,
  );
  const written = await countWritten(
    tx,
    `INSERT INTO app_user (id, login, name, role, unit_code, areas, beat_code, company_code, trusted, lang, password_hash, disabled_at)
     SELECT ${of('id')}::uuid, s.code, ${of('name')}, ${of('role')}, ${unitNamed(of('unit'))}, ARRAY(SELECT jsonb_array_elements_text(s.data -> 'areas')), ${of('beat')},
        (SELECT c.code FROM collection_company c WHERE c.code = ${of('company')} OR c.zh = ${of('company')} LIMIT 1), ${truth('trusted')}, coalesce(${of('lang')}, 'zh'), 'none', CASE WHEN ${truth('disabled')} THEN now() END FROM staged s
     ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role, unit_code = excluded.unit_code, areas = excluded.areas, beat_code = excluded.beat_code,
       company_code = excluded.company_code, trusted = excluded.trusted, lang = excluded.lang, disabled_at = CASE WHEN excluded.disabled_at IS NULL THEN NULL ELSE coalesce(app_user.disabled_at, excluded.disabled_at) END
     RETURNING (xmax = 0) AS added`,
  );
  const changed = `SELECT u.id FROM app_user u JOIN rights_before b USING (id) WHERE b.rights <> ROW(${rights})::text`;
  await tx.query(`DELETE FROM session WHERE user_id IN (${changed})`);
  await tx.query(`DELETE FROM duty WHERE user_id IN (${changed})`);
  return written;
}

/** Logins of people who have no password yet: of the staged ones, or of all. */
export async function withoutPassword(db: Db, whose: 'imported' | 'all'): Promise<string[]> {
  const staged = whose === 'imported' ? 'JOIN staged s ON s.code = u.login' : '';
  const { rows } = await db.query<{ login: string }>(
    `SELECT u.login FROM app_user u ${staged} WHERE u.password_hash = 'none' AND u.disabled_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ login }) => login);
}

/** Sets the first passwords of people who have none. */
export async function setFirstPasswords(tx: Tx, hashes: ReadonlyMap<string, string>): Promise<void> {
  await tx.query(
    `UPDATE app_user u SET password_hash = p.hash FROM unnest($1::text[], $2::text[]) AS p(login, hash) WHERE p.login = u.login AND u.password_hash = 'none'`,
    [[...hashes.keys()], [...hashes.values()]],
  );
}
