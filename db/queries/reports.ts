import type { Report, ReportFigures, ReportKind, ReportLine } from '../../core/contract/api/reports.ts';
import { type Db, instant, type Tx } from '../pool.ts';

export interface KeptReport {
  readonly version: number;
  readonly texts: Readonly<Record<string, string>>;
  readonly figures: ReportFigures | null;
  readonly at: number;
  readonly by: string;
}

const BY = `coalesce((SELECT u.name FROM app_user u WHERE u.id::text = created_by), created_by)`;

/** The newest version of each paper of a period. */
export async function readReportLines(db: Db, period: number): Promise<ReportLine[]> {
  const { rows } = await db.query<ReportLine>(
    `SELECT DISTINCT ON (kind) kind, version, figures IS NOT NULL AS published FROM report WHERE period_id = $1 ORDER BY kind, version DESC`,
    [period],
  );
  return rows;
}

/** The newest version of a paper; null where nothing was written yet. */
export async function readReport(db: Db, period: number, kind: ReportKind): Promise<KeptReport | null> {
  const { rows } = await db.query<KeptReport>(
    `SELECT version, texts, figures, created_at AS at, ${BY} AS by FROM report WHERE period_id = $1 AND kind = $2 ORDER BY version DESC LIMIT 1`,
    [period, kind],
  );
  return rows[0] ?? null;
}

/** Who wrote which version, newest first. */
export async function readReportVersions(
  db: Db,
  period: number,
  kind: ReportKind,
): Promise<Report['versions']> {
  const { rows } = await db.query(
    `SELECT version, created_at AS at, ${BY} AS by FROM report WHERE period_id = $1 AND kind = $2 ORDER BY version DESC`,
    [period, kind],
  );
  return rows;
}

export async function addReport(
  tx: Tx,
  row: {
    period: number;
    kind: ReportKind;
    version: number;
    texts: Readonly<Record<string, string>>;
    figures: unknown;
    at: number;
    by: string;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO report (period_id, kind, version, texts, figures, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      row.period,
      row.kind,
      row.version,
      JSON.stringify(row.texts),
      row.figures === null ? null : JSON.stringify(row.figures),
      instant(row.at),
      row.by,
    ],
  );
}
