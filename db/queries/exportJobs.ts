import type { CaseFilter } from '../../core/contract/api/caseFilter.ts';
import type { ExportJob } from '../../core/contract/api/desk.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { type Db, instant } from '../pool.ts';

export interface OwedExport {
  readonly id: string;
  readonly actor: Actor;
  readonly format: 'xlsx' | 'csv';
  readonly lang: 'zh' | 'en';
  readonly filter: CaseFilter;
}

/** A process that makes a file is heard of with each page; after so long another one begins it anew. */
const SILENT_S = 60;
const TRIES = 3;
const SHOWN = 20;

export async function askExport(db: Db, job: OwedExport & { readonly at: number }): Promise<void> {
  await db.query(
    `INSERT INTO export_job (id, user_id, actor, format, lang, filter, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      job.id,
      job.actor.id,
      JSON.stringify(job.actor),
      job.format,
      job.lang,
      JSON.stringify(job.filter),
      instant(job.at),
    ],
  );
}

/** How many files of a person are not ready. */
export async function unfinishedExports(db: Db, userId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM export_job WHERE user_id = $1 AND state IN ('waiting', 'running')`,
    [userId],
  );
  return rows[0]!.n;
}

/** A person's own files, newest first. */
export async function exportsOf(db: Db, userId: string): Promise<ExportJob[]> {
  const { rows } = await db.query<ExportJob>(
    `SELECT id, format, state, asked_at AS "askedAt", rows_all AS "rowsAll", rows_done AS "rowsDone", bytes
       FROM export_job WHERE user_id = $1 ORDER BY asked_at DESC LIMIT ${SHOWN}`,
    [userId],
  );
  return rows;
}

/** The format of a person's finished file; null: there is none. */
export async function finishedExport(db: Db, id: string, userId: string): Promise<'xlsx' | 'csv' | null> {
  const { rows } = await db.query<{ format: 'xlsx' | 'csv' }>(
    `SELECT format FROM export_job WHERE id = $1 AND user_id = $2 AND state = 'done'`,
    [id, userId],
  );
  return rows[0]?.format ?? null;
}

/** Takes a file off the list; answers what it was, null where it was nobody's. */
export async function dropExport(db: Db, id: string, userId: string): Promise<'xlsx' | 'csv' | null> {
  const { rows } = await db.query<{ format: 'xlsx' | 'csv' }>(
    'DELETE FROM export_job WHERE id = $1 AND user_id = $2 RETURNING format',
    [id, userId],
  );
  return rows[0]?.format ?? null;
}

/** The next file that is owed, now this process's: one that waits, or whose maker fell silent. */
export async function claimExport(db: Db): Promise<OwedExport | null> {
  await db.query(
    `UPDATE export_job SET state = 'failed' WHERE state = 'running' AND tries >= ${TRIES} AND heard_at < now() - make_interval(secs => ${SILENT_S})`,
  );
  const { rows } = await db.query<OwedExport>(
    `UPDATE export_job e SET state = 'running', heard_at = now(), tries = tries + 1, rows_done = 0
       FROM (SELECT id FROM export_job w
              WHERE (state = 'waiting' OR (state = 'running' AND heard_at < now() - make_interval(secs => ${SILENT_S})))
                AND EXISTS (SELECT FROM app_user u WHERE u.id = w.user_id AND u.disabled_at IS NULL)
              ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED) owed
      WHERE e.id = owed.id
      RETURNING e.id, e.actor, e.format, e.lang, e.filter`,
  );
  return rows[0] ?? null;
}

/** How far it is; answers whether anybody still wants it. */
export async function noteExport(db: Db, id: string, rows: { done: number; all: number }): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE export_job SET rows_done = $2, rows_all = $3, heard_at = now() WHERE id = $1 AND state = 'running'`,
    [id, rows.done, rows.all],
  );
  return rowCount === 1;
}

export async function endExport(db: Db, id: string, bytes: number | null): Promise<void> {
  await db.query(
    `UPDATE export_job SET state = $2, bytes = $3, finished_at = now() WHERE id = $1 AND state = 'running'`,
    [id, bytes === null ? 'failed' : 'done', bytes],
  );
}

/** Files older than an instant are given up; answers which. */
export async function dropOldExports(db: Db, beforeMs: number): Promise<{ id: string; format: string }[]> {
  const { rows } = await db.query<{ id: string; format: string }>(
    'DELETE FROM export_job WHERE asked_at < $1 RETURNING id, format',
    [instant(beforeMs)],
  );
  return rows;
}
