import type { CaseFigureName, CollectorFigureName, Figure } from '../../core/rules/scoring/figures.ts';
import { type Db, instant } from '../pool.ts';
import {
  AGAIN,
  CASE_FIGURE_PARTS,
  CASE_PARTS,
  type CaseGroup,
  type CasePart,
  chosenBy,
  type FigureSpan,
  GROUPS,
  WORK_PARTS,
  type WorkPart,
  workOf,
} from './figureParts.ts';

export interface GroupFigures<F extends string> {
  readonly key: string;
  readonly figures: Readonly<Record<F, Figure>>;
}

type CaseSums = Readonly<
  Record<CasePart | WorkPart | 'cells' | 'handled' | 'handled_ms' | 'handled_p90', number>
> & { readonly key: string };

/**
 * The figures of cases by group (spec 05, More figures): sums over the rows that the rule made of each case,
 * the same as `figuresOf` over their logs. In the order of their keys.
 */
export async function readCaseFigures(
  db: Db,
  by: CaseGroup,
  { from, to, only }: FigureSpan,
): Promise<GroupFigures<CaseFigureName>[]> {
  const { areas } = GROUPS[by];
  const work = workOf(by);
  const parts = Object.entries(CASE_PARTS);
  const { rows } = await db.query<CaseSums>(
    `WITH chosen AS MATERIALIZED (${chosenBy(by)}),
     again AS (${AGAIN}),
     sums AS (
       SELECT c.key, ${parts.map(([name, holds]) => `count(*) FILTER (WHERE ${holds})::int AS ${name}`).join(', ')}
         FROM chosen c LEFT JOIN again a USING (case_id) GROUP BY c.key),
     work AS (SELECT c.key, ${WORK_PARTS.map((name) => `sum(w.${name})::int AS ${name}`).join(', ')} FROM ${work} GROUP BY c.key),
     handled AS (
       SELECT c.key, count(*)::int AS handled, sum(ms)::bigint AS handled_ms, percentile_disc(0.9) WITHIN GROUP (ORDER BY ms) AS handled_p90
         FROM ${work}, unnest(w.handled_ms) AS ms GROUP BY c.key),
     cells AS (SELECT a.code, a.parent_code AS community, m.parent_code AS subdistrict FROM area a LEFT JOIN area m ON m.code = a.parent_code WHERE a.kind = 'cell')
     SELECT s.*, ${WORK_PARTS.map((name) => `coalesce(w.${name}, 0) AS ${name}`).join(', ')},
            coalesce(h.handled, 0) AS handled, coalesce(h.handled_ms, 0) AS handled_ms, coalesce(h.handled_p90, 0) AS handled_p90,
            (SELECT count(*)::int FROM cells ${areas ? 'WHERE s.key IN (code, community, subdistrict)' : ''}) AS cells
       FROM sums s LEFT JOIN work w USING (key) LEFT JOIN handled h USING (key) ORDER BY s.key COLLATE "C"`,
    [instant(from), instant(to), only],
  );
  return rows.map((row) => ({ key: row.key, figures: figuresFrom(row) }));
}

function figuresFrom(row: CaseSums): Record<CaseFigureName, Figure> {
  const figures = Object.entries(CASE_FIGURE_PARTS).map(([name, { numerator, denominator, shows }]) => [
    name,
    { numerator: row[shows ?? numerator], denominator: denominator && row[denominator] },
  ]);
  return Object.fromEntries(figures) as Record<CaseFigureName, Figure>;
}

export interface CollectorFigures extends GroupFigures<CollectorFigureName> {
  readonly name: string;
  readonly company: string | null;
  readonly beat: string | null;
}

/**
 * The figures of each collector, the same as `collectorFigures` over the logs; coverage are the cells walked
 * in the beat by day, whoever walked them: no position is kept by person. `company`: of its people alone.
 */
export async function readCollectorFigures(
  db: Db,
  { from, to, only }: FigureSpan,
  company: string | null,
): Promise<CollectorFigures[]> {
  type Sums = Record<
    | 'own'
    | 'valid'
    | 'verified'
    | 'verified_on_time'
    | 'checked'
    | 'checked_on_time'
    | 'walked'
    | 'cells'
    | 'found'
    | 'missed',
    number
  >;
  const { rows } = await db.query<Sums & Pick<CollectorFigures, 'key' | 'name' | 'company' | 'beat'>>(
    `WITH people AS MATERIALIZED (
       SELECT id::text AS key, name, company_code AS company, beat_code AS beat FROM app_user
        WHERE role = 'collector' AND ($3::text IS NULL OR id::text = $3) AND ($4::text IS NULL OR company_code = $4)),
     cases AS MATERIALIZED (
       SELECT reporter_id, beat_code, filed FROM case_figure WHERE reported_at >= $1 AND reported_at < $2),
     own AS (SELECT reporter_id AS key, count(*)::int AS own, count(*) FILTER (WHERE filed)::int AS valid FROM cases GROUP BY 1),
     found AS (SELECT beat_code AS beat, reporter_id, count(*)::int AS n FROM cases WHERE filed AND beat_code IS NOT NULL GROUP BY 1, 2),
     beats AS (SELECT beat, sum(n)::int AS n FROM found GROUP BY 1),
     turns AS (
       SELECT by_id AS key, count(*) FILTER (WHERE stage = 'verification')::int AS verified,
              count(*) FILTER (WHERE stage = 'verification' AND on_time)::int AS verified_on_time,
              count(*) FILTER (WHERE stage = 'check')::int AS checked, count(*) FILTER (WHERE stage = 'check' AND on_time)::int AS checked_on_time
         FROM turn_figure WHERE reported_at >= $1 AND reported_at < $2 AND on_time IS NOT NULL AND stage IN ('verification', 'check') GROUP BY 1),
     walks AS (
       SELECT beat_code AS beat, sum(walked)::int AS walked, sum(cells)::int AS cells FROM patrol_day, (SELECT timezone AS zone FROM city) AS c
        WHERE day >= ($1::timestamptz AT TIME ZONE zone)::date AND day < ($2::timestamptz AT TIME ZONE zone)::date GROUP BY 1)
     SELECT p.*, coalesce(o.own, 0) AS own, coalesce(o.valid, 0) AS valid, coalesce(t.verified, 0) AS verified,
            coalesce(t.verified_on_time, 0) AS verified_on_time, coalesce(t.checked, 0) AS checked, coalesce(t.checked_on_time, 0) AS checked_on_time,
            coalesce(w.walked, 0) AS walked, coalesce(w.cells, 0) AS cells, coalesce(b.n, 0) AS found, coalesce(b.n, 0) - coalesce(f.n, 0) AS missed
       FROM people p LEFT JOIN own o USING (key) LEFT JOIN turns t USING (key) LEFT JOIN walks w USING (beat) LEFT JOIN beats b USING (beat)
       LEFT JOIN found f ON f.beat = p.beat AND f.reporter_id = p.key
      ORDER BY p.key COLLATE "C"`,
    [instant(from), instant(to), only, company],
  );
  return rows.map(({ key, name, company: of, beat, ...row }) => ({
    key,
    name,
    company: of,
    beat,
    figures: {
      'valid-reports': { numerator: row.valid, denominator: row.own },
      'verification-on-time': { numerator: row.verified_on_time, denominator: row.verified },
      'check-on-time': { numerator: row.checked_on_time, denominator: row.checked },
      coverage: { numerator: row.walked, denominator: row.cells },
      missed: { numerator: row.missed, denominator: row.found },
    },
  }));
}

export interface PostFigures extends GroupFigures<'handled' | 'on-time'> {
  /** The stage's post as a whole where null. */
  readonly person: string | null;
  readonly name: string | null;
}

/** Turns at each stage and of each person at it, the same as `postFigures` over the logs; `key` is the stage. */
export async function readPostFigures(db: Db, { from, to, only }: FigureSpan): Promise<PostFigures[]> {
  const { rows } = await db.query<{
    key: string;
    person: string | null;
    name: string | null;
    handled: number;
    timed: number;
    on_time: number;
  }>(
    `SELECT t.*, u.name FROM (
       SELECT stage AS key, by_id AS person, count(*)::int AS handled, count(on_time)::int AS timed, count(*) FILTER (WHERE on_time)::int AS on_time
         FROM turn_figure WHERE reported_at >= $1 AND reported_at < $2 AND ($3::text IS NULL OR stage = $3)
        GROUP BY GROUPING SETS ((stage), (stage, by_id))) AS t
       LEFT JOIN app_user u ON u.id::text = t.person
      ORDER BY t.key, t.person COLLATE "C" NULLS FIRST`,
    [instant(from), instant(to), only],
  );
  return rows.map(({ key, person, name, handled, timed, on_time }) => ({
    key,
    person,
    name,
    figures: {
      handled: { numerator: handled, denominator: null },
      'on-time': { numerator: on_time, denominator: timed },
    },
  }));
}

/** Should-resolve and timely of the units of a period, for composites. */
export async function readTimely(db: Db, periodId: number): Promise<Map<string, Figure>> {
  const { rows } = await db.query<{ unit: string; timely: number; n: number }>(
    'SELECT unit_code AS unit, timely, should_resolve AS n FROM unit_score WHERE period_id = $1',
    [periodId],
  );
  return new Map(rows.map((row) => [row.unit, { numerator: row.timely, denominator: row.n }]));
}

/** The collection company that a person belongs to. */
export async function companyOf(db: Db, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ company: string | null }>(
    'SELECT company_code AS company FROM app_user WHERE id::text = $1',
    [userId],
  );
  return rows[0]?.company ?? null;
}
