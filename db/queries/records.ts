import type { VersionLine } from '../../core/contract/api/admin.ts';
import { type Db, instant, type Tx } from '../pool.ts';

export type RecordKind = 'routing-rule' | 'category' | 'condition' | 'unit' | 'person' | 'area';

/** The newest kept version of a record; 0 where none was ever edited. */
export async function newestRecord(db: Db, kind: RecordKind, key: string): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM record_version WHERE kind = $1 AND key = $2',
    [kind, key],
  );
  return rows[0]!.version;
}

export async function addRecord(
  tx: Tx,
  row: {
    kind: RecordKind;
    key: string;
    version: number;
    data: unknown;
    at: number;
    by: string;
    note: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO record_version (kind, key, version, data, created_at, created_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [row.kind, row.key, row.version, JSON.stringify(row.data), instant(row.at), row.by, row.note],
  );
}

/** All versions of a record, newest first. */
export async function readRecords<D>(
  db: Db,
  kind: RecordKind,
  key: string,
): Promise<(VersionLine & { data: D })[]> {
  const { rows } = await db.query<VersionLine & { data: D }>(
    `SELECT version, data, created_at AS at, note,
        coalesce((SELECT u.name FROM app_user u WHERE u.id::text = created_by), created_by) AS by
       FROM record_version WHERE kind = $1 AND key = $2 ORDER BY version DESC`,
    [kind, key],
  );
  return rows;
}
