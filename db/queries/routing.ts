import type { Kind } from '../../core/rules/case/people.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import type { RuledCategory } from '../../core/rules/routing/conflicts.ts';
import type { RoutingArea, RoutingRule, RoutingUnit } from '../../core/rules/routing/facts.ts';
import type { Db } from '../pool.ts';

export interface RoutingRows {
  readonly areas: readonly RoutingArea[];
  readonly rules: readonly RoutingRule[];
  readonly units: readonly RoutingUnit[];
  readonly subdistrictUnit: string | null;
  readonly subdistrictCrosses: boolean;
  readonly neighbourUnits: readonly string[];
}

/** Where and about what a router asks. */
export interface RoutingQuestion {
  readonly lon: number;
  readonly lat: number;
  /** Radius of the accuracy circle, metres. */
  readonly radiusM: number;
  readonly kind: Kind;
  readonly code: string;
  readonly majorCode: string;
  /** Units that the component's record names; they must be known to the router too. */
  readonly recordUnits: readonly string[];
}

/** Everything that the router may look at, in one round trip: areas around the point, rules that could match, units. */
export async function routingRows(db: Db, question: RoutingQuestion): Promise<RoutingRows> {
  const { lon, lat, radiusM, kind, code, majorCode, recordUnits } = question;
  const { rows } = await db.query<{
    areas: (RoutingArea & { unit: string | null })[] | null;
    rules: RoutingRule[] | null;
    units: RoutingUnit[] | null;
  }>(
    `WITH p AS (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326) AS g),
     near AS (
       SELECT a.code, a.kind, a.zh, a.en, a.area_m2, a.unit_code, ST_Covers(a.geom, p.g) AS inside,
              ST_DWithin(ST_Boundary(a.geom)::geography, p.g::geography, $3) AS crosses
         FROM p, area a
        WHERE a.kind IN ('district', 'subdistrict', 'community', 'custom')
          AND a.geom && ST_Expand(p.g, $3 / (111320 * cos(radians($2))), $3 / 110540.0)),
     around AS (SELECT * FROM near WHERE inside OR crosses),
     matching AS (
       SELECT * FROM routing_rule r WHERE r.kind = $4 AND r.withdrawn_at IS NULL
          AND (r.level = 'class' OR (r.level = 'minor' AND r.code = $5) OR (r.level = 'major' AND r.code = $6))
          AND (r.area_code IS NULL OR r.area_code IN (SELECT code FROM around)))
     SELECT
       (SELECT jsonb_agg(jsonb_build_object('id', code, 'code', code, 'names', jsonb_build_object('zh', zh, 'en', en), 'level', kind,
          'areaM2', area_m2, 'containsPoint', inside, 'crossesAccuracy', crosses, 'unit', unit_code)) FROM around) AS areas,
       (SELECT jsonb_agg(jsonb_build_object('id', id::text, 'version', version, 'kind', kind, 'scheme', scheme, 'level', level, 'code', code,
          'areaId', area_code, 'unit', unit_code, 'validFrom', coalesce(valid_from, '1900-01-01'), 'validTo', valid_to, 'order', rule_order)) FROM matching) AS rules,
       (SELECT jsonb_agg(jsonb_build_object('code', u.code, 'names', jsonb_build_object('zh', u.short_zh, 'en', u.short_en), 'closed', u.closed_at IS NOT NULL,
          'neverResponsible', u.never_responsible,
          'hasLiaison', EXISTS (SELECT FROM app_user l WHERE l.unit_code = u.code AND l.disabled_at IS NULL AND l.role IN ('liaison', 'unit-head'))))
          FROM unit u WHERE u.code IN (SELECT unit_code FROM matching UNION SELECT unit_code FROM around UNION SELECT unnest($7::text[]))) AS units`,
    [lon, lat, radiusM, kind, code, majorCode, recordUnits],
  );
  const { areas, rules, units } = rows[0]!;
  const subdistricts = (areas ?? []).filter((area) => area.level === 'subdistrict');
  const own = subdistricts.find((area) => area.containsPoint);
  return {
    areas: areas ?? [],
    rules: rules ?? [],
    units: units ?? [],
    subdistrictUnit: own?.unit ?? null,
    subdistrictCrosses: own?.crossesAccuracy ?? false,
    neighbourUnits: subdistricts.filter((area) => area !== own && area.unit).map((area) => area.unit!),
  };
}

/** Every rule, by its key. */
export async function allRules(db: Db): Promise<RoutingRule[]> {
  const { rows } = await db.query<RoutingRule>(
    `SELECT id::text, version, kind, scheme, level, code, area_code AS "areaId", unit_code AS unit, coalesce(valid_from, '1900-01-01')::text AS "validFrom",
        valid_to::text AS "validTo", rule_order AS "order" FROM routing_rule ORDER BY routing_rule.id`,
  );
  return rows;
}

/** What rules may be checked against: areas, units with their liaisons, categories of the catalogue. */
export async function ruleSurroundings(
  db: Db,
): Promise<{ areas: { id: string }[]; units: Map<string, RoutingUnit>; categories: RuledCategory[] }> {
  const areas = await db.query<{ id: string }>(
    `SELECT code AS id FROM area WHERE kind IN ('district', 'subdistrict', 'community', 'custom')`,
  );
  const units = await db.query<RoutingUnit>(
    `SELECT u.code, jsonb_build_object('zh', u.short_zh, 'en', u.short_en) AS names, u.closed_at IS NOT NULL AS closed,
        u.never_responsible AS "neverResponsible",
        EXISTS (SELECT FROM app_user l WHERE l.unit_code = u.code AND l.disabled_at IS NULL AND l.role IN ('liaison', 'unit-head', 'unit-dispatcher')) AS "hasLiaison"
       FROM unit u`,
  );
  const categories = await db.query<RuledCategory>(
    `SELECT kind, scheme, major_code AS "majorCode", code FROM category WHERE active`,
  );
  return {
    areas: areas.rows,
    units: new Map(units.rows.map((unit) => [unit.code, unit])),
    categories: categories.rows,
  };
}

/** How often a rule's version decided, and how often a person dispatched otherwise. */
export interface RuleOverrides {
  /** null: the component's record or the territory decided. */
  readonly ruleId: string | null;
  readonly version: number | null;
  readonly unit: string | null;
  readonly decided: number;
  readonly overridden: number;
}

/** Overrides counted per rule and version (spec 04), the most overridden first. */
export async function countOverrides(db: Db): Promise<RuleOverrides[]> {
  const { rows } = await db.query<RuleOverrides>(
    `SELECT d.rule AS "ruleId", d.rule_version AS version, r.unit_code AS unit, count(*)::int AS decided, count(d.overrode)::int AS overridden
       FROM dispatch d LEFT JOIN routing_rule r ON r.id::text = d.rule
      WHERE d.rule IS NOT NULL OR d.overrode IS NOT NULL
      GROUP BY 1, 2, 3 ORDER BY overridden DESC, decided DESC, d.rule NULLS LAST, d.rule_version`,
  );
  return rows;
}

export interface FiledCase {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
}

/** Filed cases in order of their keys, from `after` on. */
export async function filedCases(db: Db, after: string | null, limit: number): Promise<FiledCase[]> {
  const { rows } = await db.query<FiledCase>(
    'SELECT id, number, state FROM cases WHERE filed_at IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2',
    [after, limit],
  );
  return rows;
}

export async function countFiled(db: Db): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM cases WHERE filed_at IS NOT NULL',
  );
  return rows[0]!.n;
}
