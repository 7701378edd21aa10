import type { RuleContent, StoredRule } from '../../core/contract/api/adminRouting.ts';
import type { RuledCategory } from '../../core/rules/routing/conflicts.ts';
import type { RoutingUnit } from '../../core/rules/routing/facts.ts';
import { type Db, instant, type Tx } from '../pool.ts';
import type { OpenCase } from './openCases.ts';

const RULE = `id, greatest(version, 1) AS version, kind, level, scheme, code, area_code AS area, unit_code AS unit, rule_order AS "order",
  valid_from AS "validFrom", valid_to AS "validTo", source, withdrawn_at IS NOT NULL AS withdrawn`;

/** SQL: the content of a rule's versions, over an alias of routing_rule. */
export const ruleContentSql = (r: string) =>
  `jsonb_build_object('kind', ${r}.kind, 'level', ${r}.level, 'scheme', ${r}.scheme, 'code', ${r}.code, 'area', ${r}.area_code, 'unit', ${r}.unit_code,
    'order', ${r}.rule_order, 'validFrom', ${r}.valid_from, 'validTo', ${r}.valid_to, 'source', ${r}.source, 'withdrawn', ${r}.withdrawn_at IS NOT NULL)`;

/** All rules, withdrawn ones too, in the order of what they are about. */
export async function readRules(db: Db): Promise<StoredRule[]> {
  const { rows } = await db.query<StoredRule>(
    `SELECT ${RULE} FROM routing_rule ORDER BY kind, code NULLS LAST, area_code NULLS FIRST, rule_order, id`,
  );
  return rows;
}

export async function readRule(db: Db, id: number): Promise<StoredRule | null> {
  const { rows } = await db.query<StoredRule>(`SELECT ${RULE} FROM routing_rule WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

const values = (rule: RuleContent) => [
  rule.kind,
  rule.level,
  rule.scheme,
  rule.code,
  rule.area,
  rule.unit,
  rule.order,
  rule.validFrom,
  rule.validTo,
  rule.source,
];

export async function nextRuleId(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence('routing_rule', 'id')) AS id`,
  );
  return rows[0]!.id;
}

export async function addRule(tx: Tx, id: number, rule: RuleContent, by: string): Promise<void> {
  await tx.query(
    `INSERT INTO routing_rule (id, kind, level, scheme, code, area_code, unit_code, rule_order, valid_from, valid_to, source, created_by)
     OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [id, ...values(rule), by],
  );
}

export async function changeRule(
  tx: Tx,
  id: number,
  version: number,
  rule: RuleContent,
  withdrawnAt: number | null,
): Promise<void> {
  await tx.query(
    `UPDATE routing_rule SET kind = $2, level = $3, scheme = $4, code = $5, area_code = $6, unit_code = $7, rule_order = $8,
        valid_from = $9, valid_to = $10, source = $11, version = $12, withdrawn_at = $13 WHERE id = $1`,
    [id, ...values(rule), version, withdrawnAt === null ? null : instant(withdrawnAt)],
  );
}

/** What rules are checked against: areas, units, categories. */
export async function readSurroundings(db: Db): Promise<{
  areas: { id: string }[];
  units: Map<string, RoutingUnit>;
  categories: RuledCategory[];
}> {
  // One after the other: a transaction has one connection.
  const areas = await db.query<{ id: string }>(
    `SELECT code AS id FROM area WHERE kind IN ('district', 'subdistrict', 'community', 'custom')`,
  );
  const units = await db.query<Omit<RoutingUnit, 'names'> & { zh: string; en: string }>(
    `SELECT code, short_zh AS zh, short_en AS en, closed_at IS NOT NULL AS closed, never_responsible AS "neverResponsible",
        EXISTS (SELECT FROM app_user l WHERE l.unit_code = unit.code AND l.disabled_at IS NULL AND l.role IN ('liaison', 'unit-head')) AS "hasLiaison"
       FROM unit`,
  );
  const categories = await db.query<RuledCategory>(
    'SELECT kind, scheme, major_code AS "majorCode", code FROM category WHERE active',
  );
  const known = units.rows.map(({ zh, en, ...unit }) => [unit.code, { ...unit, names: { zh, en } }] as const);
  return { areas: areas.rows, units: new Map(known), categories: categories.rows };
}

/** The newest filed cases that rules of this kind and code are about. */
export async function readCasesAbout(
  db: Db,
  about: readonly Pick<RuleContent, 'kind' | 'level' | 'code'>[],
  limit: number,
): Promise<OpenCase[]> {
  const { rows } = await db.query<OpenCase>(
    `SELECT c.id, c.number, c.state FROM cases c JOIN category k ON k.key = c.category_key
      WHERE c.filed_at IS NOT NULL AND EXISTS (
        SELECT FROM jsonb_to_recordset($1::jsonb) AS a(kind text, level text, code text)
         WHERE a.kind = k.kind AND (a.level = 'class' OR (a.level = 'minor' AND a.code = k.code) OR (a.level = 'major' AND a.code = k.major_code)))
      ORDER BY c.id DESC LIMIT $2`,
    [JSON.stringify(about), limit],
  );
  return rows;
}
