import type {
  ImportJob,
  ImportLine,
  ImportName,
  ImportOptions,
  ImportReport,
  ImportState,
} from '../../core/contract/api/adminImports.ts';
import { type Db, instant } from '../pool.ts';

export interface OwedImport {
  readonly id: string;
  readonly user: string;
  readonly what: ImportName;
  readonly file: string;
  readonly wish: ImportOptions;
  readonly state: 'checking' | 'importing';
}

/** A process that reads a file is heard of every few seconds; after so long another one begins it anew. */
const SILENT_S = 60;
const TRIES = 3;
const SHOWN = 100;

export async function addImport(
  db: Db,
  job: Omit<OwedImport, 'state'> & { readonly bytes: number; readonly at: number },
): Promise<void> {
  await db.query(
    'INSERT INTO import_job (id, user_id, what, file_name, bytes, wish, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [job.id, job.user, job.what, job.file, job.bytes, JSON.stringify(job.wish), instant(job.at)],
  );
}

const LINE = `j.id, j.what, j.file_name AS file, j.bytes, j.received, j.state, j.rows_read AS "rowsRead",
  (SELECT u.name FROM app_user u WHERE u.id = j.user_id) AS by, j.asked_at AS at, j.finished_at AS "finishedAt"`;

/** All files, newest first, without what each one holds. */
export async function readImports(db: Db): Promise<ImportLine[]> {
  const { rows } = await db.query<ImportLine>(
    `SELECT ${LINE}, CASE WHEN j.report IS NOT NULL THEN jsonb_build_object('rows', j.report -> 'rows', 'refused', j.report -> 'refused',
        'added', j.report -> 'added', 'changed', j.report -> 'changed', 'same', j.report -> 'same') END AS counts
       FROM import_job j ORDER BY j.asked_at DESC LIMIT ${SHOWN}`,
  );
  return rows;
}

export async function readImport(db: Db, id: string): Promise<ImportJob | null> {
  const { rows } = await db.query<ImportJob>(
    `SELECT ${LINE}, j.wish, j.report FROM import_job j WHERE j.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** How much of the file has come; the last part makes its check owed. */
export async function noteReceived(db: Db, id: string, received: number): Promise<void> {
  await db.query(
    `UPDATE import_job SET received = $2, state = CASE WHEN $2 = bytes THEN 'check-owed' ELSE state END WHERE id = $1 AND state = 'receiving'`,
    [id, received],
  );
}

/** Moves a job on from one of these states; answers whether it was in one. */
export async function orderImport(
  db: Db,
  id: string,
  from: readonly ImportState[],
  to: 'check-owed' | 'import-owed',
  more: { readonly wish?: ImportOptions; readonly user?: string } = {},
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE import_job SET state = $3, tries = 0, rows_read = 0, finished_at = NULL, wish = coalesce($4::jsonb, wish), user_id = coalesce($5::uuid, user_id),
        report = CASE WHEN $3 = 'check-owed' THEN NULL ELSE report END
      WHERE id = $1 AND state = ANY ($2)`,
    [id, from, to, more.wish ? JSON.stringify(more.wish) : null, more.user ?? null],
  );
  return rowCount === 1;
}

/** Takes a job that nobody works on off the list; what a done one has changed stays, in the audit too. */
export async function dropImport(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `DELETE FROM import_job WHERE id = $1 AND state NOT IN ('checking', 'importing', 'done')`,
    [id],
  );
  return rowCount === 1;
}

/** The next file that is owed a reading, now this process's; one at a time in the whole city. */
export async function claimImport(db: Db): Promise<OwedImport | null> {
  await db.query(
    `UPDATE import_job SET state = 'failed', finished_at = now() WHERE state IN ('checking', 'importing') AND tries >= ${TRIES} AND heard_at < now() - make_interval(secs => ${SILENT_S})`,
  );
  const { rows } = await db.query<OwedImport>(
    `UPDATE import_job e SET state = CASE WHEN e.state IN ('check-owed', 'checking') THEN 'checking' ELSE 'importing' END, heard_at = now(), tries = tries + 1, rows_read = 0
       FROM (SELECT id FROM import_job w
              WHERE (state IN ('check-owed', 'import-owed') OR (state IN ('checking', 'importing') AND heard_at < now() - make_interval(secs => ${SILENT_S})))
                AND NOT EXISTS (SELECT FROM import_job o WHERE o.state IN ('checking', 'importing') AND o.heard_at >= now() - make_interval(secs => ${SILENT_S}))
                AND EXISTS (SELECT FROM app_user u WHERE u.id = w.user_id AND u.role = 'administrator' AND u.disabled_at IS NULL)
              ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED) owed
      WHERE e.id = owed.id
      RETURNING e.id, e.user_id AS "user", e.what, e.file_name AS file, e.wish, e.state`,
  );
  return rows[0] ?? null;
}

export async function noteImport(db: Db, id: string, rowsRead: number): Promise<void> {
  await db.query(
    'UPDATE import_job SET rows_read = greatest(rows_read, $2), heard_at = now() WHERE id = $1',
    [id, rowsRead],
  );
}

/** What came of a reading; answers false where the job is not this reading's any more. */
export async function endImport(
  db: Db,
  id: string,
  from: OwedImport['state'],
  to: 'checked' | 'refused' | 'done' | 'failed',
  report: ImportReport | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE import_job SET state = $3, report = coalesce($4::jsonb, report), rows_read = coalesce(($4::jsonb ->> 'rows')::int, rows_read), finished_at = now()
      WHERE id = $1 AND state = $2`,
    [id, from, to, report && JSON.stringify(report)],
  );
  return rowCount === 1;
}

/** Files that nobody went on with since an instant are given up, and what was done long ago needs its file no more. */
export async function dropOldImports(db: Db, beforeMs: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `DELETE FROM import_job WHERE asked_at < $1 AND state IN ('receiving', 'checked', 'refused', 'failed') RETURNING id`,
    [instant(beforeMs)],
  );
  return rows.map(({ id }) => id);
}
