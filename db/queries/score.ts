import type { ScoreItem, UnitScore } from '../../core/contract/api/answers.ts';
import { type Db, instant } from '../pool.ts';

export interface PeriodRow {
  readonly id: number;
  readonly chain: string;
  readonly name: string;
  readonly from_at: number;
  readonly to_at: number;
  readonly state: string;
}

/** The periods of a chain, newest first. */
export async function readPeriods(db: Db, chain: string): Promise<PeriodRow[]> {
  const { rows } = await db.query<PeriodRow>(
    'SELECT id, chain, name, from_at, to_at, state FROM period WHERE chain = $1 ORDER BY from_at DESC LIMIT 240',
    [chain],
  );
  return rows;
}

/** Units of a period with their cases that are red at `atMs`; ranks are given by the rule, not here. */
export async function readUnitScores(
  db: Db,
  periodId: number,
  atMs: number,
): Promise<(Omit<UnitScore, 'rank'> & { computedAt: number })[]> {
  const { rows } = await db.query(
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

/** The items behind a unit's number, untimely ones first. */
export async function readScoreItems(
  db: Db,
  periodId: number,
  unit: string,
  clause: string | null,
  limit: number,
): Promise<ScoreItem[]> {
  const { rows } = await db.query<ScoreItem>(
    `SELECT i.case_id AS "caseId", c.number, i.no, c.category_key AS "categoryKey", c.condition_key AS "conditionKey", c.address,
        i.resolved, i.timely, i.clauses, i.moved, c.status
       FROM score_item i JOIN cases c ON c.id = i.case_id
      WHERE i.period_id = $1 AND i.unit_code = $2 AND ($3::text IS NULL OR $3 = ANY (i.clauses))
      ORDER BY i.timely NULLS LAST, c.number, i.no LIMIT $4`,
    [periodId, unit, clause, limit],
  );
  return rows;
}
