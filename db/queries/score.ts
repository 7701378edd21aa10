import type { ScoreItem, UnitScore } from '../../core/contract/api/answers.ts';
import type { ItemShow, PeriodSum } from '../../core/contract/api/score.ts';
import type { AssignmentFact } from '../../core/rules/scoring/assignmentFact.ts';
import type { Chain } from '../../core/rules/scoring/periods.ts';
import type { Recognition } from '../../core/rules/scoring/recognition.ts';
import type { PeriodState } from '../../core/rules/scoring/stages.ts';
import type { UnitPeriod } from '../../core/rules/scoring/unitPeriod.ts';
import type { Clause } from '../../core/rules/scoring/verdict.ts';
import { type Db, instant } from '../pool.ts';

interface PeriodRow {
  readonly id: number;
  readonly chain: Chain;
  readonly name: string;
  readonly from_at: number;
  readonly to_at: number;
  readonly state: PeriodState;
}

export interface KeptPeriod extends PeriodRow {
  readonly formal: boolean;
  readonly settled_at: number | null;
  readonly policy_version: number | null;
  readonly calendar_version: number | null;
  readonly command_duty: readonly string[] | null;
  readonly log_position: number | null;
  readonly review_until: number | null;
  readonly published_at: number | null;
  readonly appeals_until: number | null;
  /** Frozen so often: the settlement and each granted appeal. */
  readonly revision: number;
}

/** Chains that have periods, each with the one that runs at an instant, else its last one before. */
export async function readChains(db: Db, atMs: number): Promise<{ chain: Chain; period: number }[]> {
  const { rows } = await db.query<{ chain: Chain; period: number }>(
    `SELECT DISTINCT ON (chain) chain, id AS period FROM period WHERE from_at <= $1 ORDER BY chain, from_at DESC`,
    [instant(atMs)],
  );
  return rows;
}

/** The periods of a chain, newest first. */
export async function readPeriods(db: Db, chain: string): Promise<KeptPeriod[]> {
  const { rows } = await db.query<KeptPeriod>(
    `SELECT id, chain, name, from_at, to_at, state, formal, settled_at, policy_version, calendar_version, command_duty, log_position,
        review_until, published_at, appeals_until, revision
       FROM period WHERE chain = $1 ORDER BY from_at DESC LIMIT 240`,
    [chain],
  );
  return rows;
}

type UnitRow = Omit<UnitScore, 'rank' | 'places'> & { readonly computedAt: number };

/** Units of a period with their cases that are red at `atMs`; ranks are given by the rule, not here. */
export async function readUnitScores(db: Db, periodId: number, atMs: number): Promise<UnitRow[]> {
  const { rows } = await db.query<UnitRow>(
    `SELECT s.unit_code AS unit, u.level, s.score, s.should_resolve AS "shouldResolve", s.resolved, s.timely, s.moved_out AS "movedOut",
        s.carried_in AS "carriedIn", s.computed_at AS "computedAt", coalesce(l.late, 0) AS late
       FROM unit_score s JOIN unit u ON u.code = s.unit_code
       LEFT JOIN (SELECT unit_code, count(*)::int AS late FROM cases
                   WHERE is_open AND hand = 'unit' AND coalesce(red_from, 'infinity') < $2 GROUP BY unit_code) l USING (unit_code)
      WHERE s.period_id = $1`,
    [periodId, instant(atMs)],
  );
  return rows;
}

/** Items by what they show: each kind has a place of its own in the order of the list. */
const SHOWN: Readonly<Record<ItemShow, string>> = {
  untimely: 'i.place = 0',
  timely: 'i.place = 2',
  pending: 'i.place = 1',
  moved: 'i.place = 3',
  all: 'true',
};

const ITEM = `i.case_id AS "caseId", i.number, i.no, c.category_key AS "categoryKey", c.condition_key AS "conditionKey", c.address,
  i.resolved, i.timely, i.clauses, i.moved, i.pending, i.carried, i.excluded, f.original_due AS "originalDueAt",
  (f.fact ->> 'timeUsedMs')::float8 AS "usedMs", (f.fact ->> 'limitMs')::float8 + (f.fact ->> 'extensionMs')::float8 AS "limitMs", c.status`;
const FROM_ITEM = `score_item i JOIN cases c ON c.id = i.case_id LEFT JOIN assignment_fact f ON f.case_id = i.case_id AND f.no = i.no`;

export interface ItemQuestion {
  readonly period: number;
  readonly unit: string;
  readonly clause: string | null;
  readonly show: ItemShow;
  readonly after: string | null;
  readonly limit: number;
}

/** The items behind a unit's number: untimely ones first, then by case number; paged by key. */
export async function readScoreItems(
  db: Db,
  { period, unit, clause, show, after, limit }: ItemQuestion,
): Promise<{ items: ScoreItem[]; next: string | null }> {
  const [place, number, no] = after?.split('|') ?? [null, null, null];
  const { rows } = await db.query<ScoreItem & { place: number }>(
    `SELECT ${ITEM}, i.place FROM (
       SELECT * FROM score_item i
        WHERE i.period_id = $1 AND i.unit_code = $2 AND ($3::text IS NULL OR $3 = ANY (i.clauses)) AND ${SHOWN[show]}
          AND ($4::smallint IS NULL OR (i.place, i.number, i.no) > ($4, $5, $6::int))
        ORDER BY i.place, i.number, i.no LIMIT $7) i
       JOIN cases c ON c.id = i.case_id LEFT JOIN assignment_fact f ON f.case_id = i.case_id AND f.no = i.no
      ORDER BY i.place, i.number, i.no`,
    [period, unit, clause, place, number, no, limit + 1],
  );
  const items = rows.slice(0, limit).map(({ place: _, ...item }) => item);
  const last = rows[limit - 1];
  return { items, next: rows.length > limit && last ? `${last.place}|${last.number}|${last.no}` : null };
}

/** One item of a period with what the quotas decided on it. */
export async function readScoreItem(
  db: Db,
  of: { period: number; unit: string; caseId: string; no: number },
): Promise<(ScoreItem & { recognition: Recognition | null }) | null> {
  const { rows } = await db.query(
    `SELECT ${ITEM}, i.recognition FROM ${FROM_ITEM} WHERE i.period_id = $1 AND i.unit_code = $2 AND i.case_id = $3 AND i.no = $4`,
    [of.period, of.unit, of.caseId, of.no],
  );
  return rows[0] ?? null;
}

/** Items of a period alike in everything that costs points, counted; of one unit or of all. */
export interface ItemGroup {
  readonly unit: string;
  readonly resolved: boolean | null;
  readonly timely: boolean | null;
  readonly pending: boolean;
  readonly moved: UnitPeriod['items'][number]['moved'];
  readonly clauses: readonly Clause[];
  readonly excluded: boolean;
  readonly cases: number;
}

export async function groupItems(db: Db, period: number, unit: string | null): Promise<ItemGroup[]> {
  const { rows } = await db.query<{ unit: string; groups: Omit<ItemGroup, 'unit'>[] }>(
    `SELECT unit_code AS unit, groups FROM unit_score WHERE period_id = $1 AND ($2::text IS NULL OR unit_code = $2) ORDER BY 1`,
    [period, unit],
  );
  return rows.flatMap(({ unit: of, groups }) => groups.map((group) => ({ unit: of, ...group })));
}

/** What was kept of a unit's reckoning beside its items. */
export async function readUnitResult(
  db: Db,
  period: number,
  unit: string,
): Promise<Omit<UnitPeriod, 'items' | 'placed'> | null> {
  const { rows } = await db.query('SELECT result FROM unit_score WHERE period_id = $1 AND unit_code = $2', [
    period,
    unit,
  ]);
  return rows[0]?.result ?? null;
}

export interface ItemFact {
  readonly unit: string;
  readonly carried: boolean;
  readonly recognition: Recognition | null;
  readonly changedAt: number;
  readonly id: string;
  readonly fact: AssignmentFact;
}

/** Items with their facts: of one unit or of all; `unresolved`: only those. */
export async function readItemFacts(
  db: Db,
  period: number,
  unit: string | null,
  unresolved: boolean,
): Promise<ItemFact[]> {
  const { rows } = await db.query<ItemFact>(
    `SELECT i.unit_code AS unit, i.carried, i.recognition, c.changed_at AS "changedAt", c.id, f.fact
       FROM score_item i JOIN cases c ON c.id = i.case_id JOIN assignment_fact f ON f.case_id = i.case_id AND f.no = i.no
      WHERE i.period_id = $1 AND ($2::text IS NULL OR i.unit_code = $2) AND (NOT $3 OR i.resolved = false)`,
    [period, unit, unresolved],
  );
  return rows;
}

/** An assignment that may be of a period when limits or the calendar are others. */
export interface NearFact {
  readonly id: string;
  readonly no: number;
  readonly unit: string;
  readonly category: string | null;
  readonly dueAt: number;
  /** It is an item of the period as it stands. */
  readonly item: boolean;
  readonly carried: boolean;
  readonly recognition: Recognition | null;
}

/** The items of a period, and what is due so many days before or after it; of one unit or of all. */
export async function readNearFacts(
  db: Db,
  period: number,
  unit: string | null,
  days: number,
): Promise<NearFact[]> {
  const { rows } = await db.query<NearFact>(
    `SELECT a.case_id AS id, a.no, a.unit_code AS unit, c.category_key AS category, a.original_due AS "dueAt", i.case_id IS NOT NULL AS item,
        coalesce(i.carried, false) AS carried, i.recognition
       FROM period p
       JOIN assignment_fact a ON ($2::text IS NULL OR a.unit_code = $2)
       JOIN cases c ON c.id = a.case_id
       LEFT JOIN score_item i ON i.period_id = p.id AND i.unit_code = a.unit_code AND i.case_id = a.case_id AND i.no = a.no
      WHERE p.id = $1 AND i.excluded IS NOT TRUE AND (i.case_id IS NOT NULL
         OR a.original_due >= p.from_at - make_interval(days => $3) AND a.original_due < p.to_at + make_interval(days => $3))`,
    [period, unit, days],
  );
  return rows;
}

export async function countItems(db: Db, period: number, unit: string | null): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM score_item WHERE period_id = $1 AND ($2::text IS NULL OR unit_code = $2)',
    [period, unit],
  );
  return rows[0]!.n;
}

/** Sums by period up to one of them, oldest first; of one unit or of all together. */
export async function readTrend(
  db: Db,
  chain: string,
  upTo: number,
  unit: string | null,
  periods: number,
): Promise<PeriodSum[]> {
  const { rows } = await db.query<PeriodSum>(
    `SELECT p.id, p.name, p.state, coalesce(sum(s.should_resolve), 0)::int AS "shouldResolve", coalesce(sum(s.resolved), 0)::int AS resolved,
        coalesce(sum(s.timely), 0)::int AS timely, CASE WHEN $3::text IS NULL THEN NULL ELSE max(s.score) END AS score
       FROM (SELECT * FROM period WHERE chain = $1 AND from_at <= (SELECT from_at FROM period WHERE id = $2) ORDER BY from_at DESC LIMIT $4) p
       LEFT JOIN unit_score s ON s.period_id = p.id AND ($3::text IS NULL OR s.unit_code = $3)
      GROUP BY p.id, p.name, p.state, p.from_at ORDER BY p.from_at`,
    [chain, upTo, unit, periods],
  );
  return rows;
}

/** Scores of all units in these periods. */
export async function readScoresOf(
  db: Db,
  periods: readonly number[],
): Promise<{ unit: string; period: number; score: string | null }[]> {
  const { rows } = await db.query(
    'SELECT unit_code AS unit, period_id AS period, score FROM unit_score WHERE period_id = ANY ($1) ORDER BY unit_code',
    [periods],
  );
  return rows;
}

/** A version of a policy or of the calendar as it was kept. */
export async function readPolicyVersion(
  db: Db,
  kind: 'score',
  version: number,
): Promise<Record<string, unknown> | null> {
  const { rows } = await db.query('SELECT data FROM policy WHERE kind = $1 AND version = $2', [
    kind,
    version,
  ]);
  return rows[0]?.data ?? null;
}

export async function readCalendarVersion(db: Db, version: number): Promise<unknown> {
  const { rows } = await db.query('SELECT data FROM calendar WHERE version = $1', [version]);
  return rows[0]?.data ?? null;
}
