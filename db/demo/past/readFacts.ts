import type { UnitFacts } from '../../../core/rules/case/commands.ts';
import type { Actor, Role } from '../../../core/rules/case/people.ts';
import type { RoutingRule, RoutingUnit } from '../../../core/rules/routing/facts.ts';
import type { Db } from '../../pool.ts';
import { limitMinutes } from '../catalogue/limits.ts';
import type { LimitUnit } from '../catalogue/seeds.ts';
import type { Collector, PastCategory, PastCondition, PastFacts, PastPeople } from './facts.ts';

type Organisation = Pick<PastFacts, 'categories' | 'rules' | 'units' | 'people'>;

/** Catalogue, rules, units and people as the database has them; whatever is missing in a demo city is an error. */
export async function readOrganisation(
  db: Db,
  scheme: string,
  workdayMinutes: number,
): Promise<Organisation> {
  return {
    categories: await readCategories(db, scheme, workdayMinutes),
    rules: await readRules(db),
    units: await readUnits(db),
    people: await readPeople(db),
  };
}

async function readCategories(db: Db, scheme: string, workdayMinutes: number): Promise<PastCategory[]> {
  const { rows } = await db.query<
    Omit<PastCategory, 'conditions' | 'names'> & { zh: string; en: string; conditions: ConditionRow[] | null }
  >(
    `SELECT c.key, c.kind, c.scheme, c.code, c.major_code AS "majorCode", c.short_zh AS zh, c.short_en AS en, c.territorial,
        (SELECT count(*)::int FROM component p WHERE p.category_key = c.key) AS components,
        (SELECT jsonb_agg(jsonb_build_object('key', f.key, 'zh', f.zh, 'closingZh', s.closing_zh, 'urgency', s.urgency, 'limitValue', s.limit_value,
            'limitUnit', s.limit_unit, 'photoRequired', s.photo_required, 'version', s.version) ORDER BY f.n)
           FROM filing_condition f JOIN LATERAL (SELECT * FROM standard s WHERE s.condition_key = f.key AND s.area_code IS NULL
             AND s.valid_from <= now() ORDER BY s.version DESC LIMIT 1) s ON true
          WHERE f.category_key = c.key AND f.active) AS conditions
       FROM category c WHERE c.scheme = $1 AND c.active ORDER BY c.key`,
    [scheme],
  );
  return rows
    .filter((row) => row.conditions)
    .map(({ zh, en, conditions, ...row }) => ({
      ...row,
      names: { zh, en },
      conditions: conditions!.map((condition) => conditionOf(row, condition, workdayMinutes)),
    }));
}

interface ConditionRow {
  readonly key: string;
  readonly zh: string;
  readonly closingZh: string;
  readonly urgency: PastCondition['standard']['urgency'];
  readonly limitValue: number;
  readonly limitUnit: LimitUnit;
  readonly photoRequired: boolean;
  readonly version: number;
}

function conditionOf(
  { key, kind, territorial }: Pick<PastCategory, 'key' | 'kind' | 'territorial'>,
  row: ConditionRow,
  workdayMinutes: number,
): PastCondition {
  const { minutes, clock } = limitMinutes(row.limitValue, row.limitUnit, workdayMinutes);
  return {
    zh: row.zh,
    closingZh: row.closingZh,
    standard: {
      categoryKey: key,
      conditionKey: row.key,
      kind,
      urgency: row.urgency,
      limitMinutes: Math.round(minutes),
      clock,
      photoRequired: row.photoRequired,
      territorial,
      standardVersion: row.version,
    },
  };
}

async function readRules(db: Db): Promise<RoutingRule[]> {
  const { rows } = await db.query<RoutingRule>(
    `SELECT id::text, version, kind, scheme, level, code, area_code AS "areaId", unit_code AS unit,
        coalesce(valid_from, '1900-01-01')::text AS "validFrom", valid_to::text AS "validTo", rule_order AS "order"
       FROM routing_rule ORDER BY id`,
  );
  return rows;
}

async function readUnits(db: Db): Promise<Map<string, RoutingUnit & UnitFacts>> {
  const { rows } = await db.query<RoutingUnit & UnitFacts>(
    `SELECT u.code, jsonb_build_object('zh', u.short_zh, 'en', u.short_en) AS names, u.closed_at IS NOT NULL AS closed,
        u.never_responsible AS "neverResponsible", u.command_duty AS "commandDuty",
        EXISTS (SELECT FROM app_user l WHERE l.unit_code = u.code AND l.disabled_at IS NULL
          AND l.role IN ('liaison', 'unit-head')) AS "hasLiaison"
       FROM unit u ORDER BY u.code`,
  );
  return new Map(rows.map((row) => [row.code, row]));
}

interface UserRow {
  readonly id: string;
  readonly login: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly areas: readonly string[];
  readonly beat: string | null;
  readonly trusted: boolean;
}

async function readPeople(db: Db): Promise<PastPeople> {
  const { rows } = await db.query<UserRow>(
    `SELECT id::text, login, role, unit_code AS unit, areas, beat_code AS beat, trusted
       FROM app_user WHERE disabled_at IS NULL ORDER BY login`,
  );
  const one = (role: Role): Actor => {
    const row = rows.find((user) => user.role === role);
    if (!row) throw new Error(`The demo city has nobody with the role ${role}`);
    return actorOf(row);
  };
  const all = (role: Role) => rows.filter((user) => user.role === role);
  return {
    intake: one('acceptance-officer'),
    dispatcher: one('dispatcher'),
    supervision: one('supervision-officer'),
    shift: one('shift-lead'),
    office: one('leading-office'),
    leader: one('leader'),
    collectors: all('collector').flatMap((user): Collector[] =>
      user.beat ? [{ actor: actorOf(user), beat: user.beat, trusted: user.trusted }] : [],
    ),
    liaisons: new Map(all('liaison').map((user) => [user.unit ?? '', actorOf(user)])),
    unitDispatchers: new Map(all('unit-dispatcher').map((user) => [user.areas[0] ?? '', actorOf(user)])),
    gridHeads: all('grid-head').map(actorOf),
  };
}

/** As a session has it: own areas are those of the account and the beat. */
function actorOf({ id, role, unit, areas, beat }: UserRow): Actor {
  return { id, role, unit, areas: beat ? [...areas, beat] : [...areas] };
}
