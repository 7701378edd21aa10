import type { SurveyCells, SurveyRow } from '../../core/contract/api/records.ts';
import { type Db, instant, type Tx } from '../pool.ts';

interface NewSurvey {
  readonly id: string;
  readonly title: string;
  readonly categoryKey: string;
  readonly area: string;
  readonly dueAt: number;
  readonly by: string;
  readonly at: number;
}

/** Opens a survey with a task for each cell whose middle lies in the area; answers how many. */
export async function openSurvey(tx: Tx, survey: NewSurvey): Promise<number> {
  const { id, title, categoryKey, area, dueAt, by, at } = survey;
  await tx.query(
    'INSERT INTO survey (id, title, category_key, area_code, due_at, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, title, categoryKey, area, instant(dueAt), by, instant(at)],
  );
  const { rowCount } = await tx.query(
    `INSERT INTO survey_task (survey_id, cell_code, beat_code)
     SELECT $1, cell.code, b.beat_code FROM area whole JOIN area cell ON cell.kind = 'cell' AND cell.geom && whole.geom
        AND ST_Covers(whole.geom, ST_PointOnSurface(cell.geom)) LEFT JOIN beat_cell b ON b.cell_code = cell.code
      WHERE whole.code = $2`,
    [id, area],
  );
  return rowCount ?? 0;
}

export async function surveyExists(db: Db, id: string): Promise<boolean> {
  return ((await db.query('SELECT FROM survey WHERE id = $1', [id])).rowCount ?? 0) > 0;
}

/** Surveys with their progress, the latest due first; with beats the tasks in them that are still to be done. */
export async function listSurveys(db: Db, beats: readonly string[] | null): Promise<SurveyRow[]> {
  const { rows } = await db.query<SurveyRow>(
    `SELECT s.id, s.title, s.category_key AS "categoryKey", s.area_code AS area, s.due_at AS "dueAt",
        count(*)::int AS cells, count(t.done_at)::int AS done,
        (SELECT count(*)::int FROM component_proposal p WHERE p.survey_id = s.id) AS proposals,
        coalesce(jsonb_agg(jsonb_build_object('cell', t.cell_code, 'components', ARRAY(
             SELECT c.code FROM component c WHERE c.cell_code = t.cell_code AND c.category_key = s.category_key AND c.status <> 'removed' ORDER BY c.code))
          ORDER BY t.cell_code) FILTER (WHERE t.done_at IS NULL AND t.beat_code = ANY ($1)), '[]') AS tasks
       FROM survey s JOIN survey_task t ON t.survey_id = s.id
      GROUP BY s.id
     HAVING $1::text[] IS NULL OR bool_or(t.beat_code = ANY ($1))
      ORDER BY s.due_at DESC, s.id LIMIT 50`,
    [beats],
  );
  return rows;
}

/** How far a survey is, cell by cell; nothing for a survey that is not there. */
export async function surveyCells(db: Db, id: string): Promise<SurveyCells['cells']> {
  const { rows } = await db.query<SurveyCells['cells'][number]>(
    `SELECT t.cell_code AS cell, t.beat_code AS beat, t.done_at AS "doneAt", count(c.code)::int AS recorded, count(seen.component_code)::int AS seen,
        (SELECT count(*)::int FROM component_proposal p LEFT JOIN component o ON o.code = p.component_code
          WHERE p.survey_id = t.survey_id AND coalesce(o.cell_code, p.cell_code) = t.cell_code) AS proposals
       FROM survey_task t JOIN survey s ON s.id = t.survey_id
       LEFT JOIN component c ON c.cell_code = t.cell_code AND c.category_key = s.category_key AND c.status <> 'removed'
       LEFT JOIN survey_seen seen ON seen.survey_id = t.survey_id AND seen.component_code = c.code
      WHERE t.survey_id = $1 GROUP BY t.survey_id, t.cell_code ORDER BY t.done_at DESC NULLS LAST, recorded DESC, t.cell_code LIMIT 2000`,
    [id],
  );
  return rows;
}

export interface SurveyedCell {
  readonly beat: string | null;
  readonly doneAt: number | null;
  readonly recorded: readonly string[];
  readonly proposed: readonly string[];
}

/** A task with its row locked, the components of the category recorded in the cell, those proposed by the survey. */
export async function lockSurveyTask(tx: Tx, survey: string, cell: string): Promise<SurveyedCell | null> {
  const { rows } = await tx.query<SurveyedCell>(
    `SELECT t.beat_code AS beat, t.done_at AS "doneAt",
        ARRAY(SELECT c.code FROM component c WHERE c.cell_code = t.cell_code AND c.category_key = s.category_key AND c.status <> 'removed') AS recorded,
        ARRAY(SELECT p.component_code FROM component_proposal p WHERE p.survey_id = s.id AND p.component_code IS NOT NULL) AS proposed
       FROM survey_task t JOIN survey s ON s.id = t.survey_id WHERE t.survey_id = $1 AND t.cell_code = $2 FOR UPDATE OF t`,
    [survey, cell],
  );
  return rows[0] ?? null;
}

export async function finishSurveyTask(
  tx: Tx,
  done: { survey: string; cell: string; seen: readonly string[]; by: string; at: number },
): Promise<void> {
  const { survey, cell, seen, by, at } = done;
  await tx.query(
    'UPDATE survey_task SET done_by = $3, done_at = $4 WHERE survey_id = $1 AND cell_code = $2',
    [survey, cell, by, instant(at)],
  );
  await tx.query(
    `INSERT INTO survey_seen (survey_id, component_code, by_id, at) SELECT $1, code, $3, $4 FROM unnest($2::text[]) AS code ON CONFLICT DO NOTHING`,
    [survey, seen, by, instant(at)],
  );
}
