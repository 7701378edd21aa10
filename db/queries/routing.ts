import type { Kind } from '../../core/rules/case/people.ts';
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

interface Question {
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
export async function routingRows(db: Db, question: Question): Promise<RoutingRows> {
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
