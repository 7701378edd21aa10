import type { PolicyVersions, StoredCalendar, VersionLine } from '../../core/contract/api/admin.ts';
import type { PolicyKind } from '../../core/contract/api/policyFields.ts';
import type { CalendarData } from '../../core/rules/clock/calendar.ts';
import { type Db, instant, type Tx } from '../pool.ts';

type Kept = PolicyVersions['kinds'][number]['versions'][number] & { readonly kind: PolicyKind };

const BY = (column: string) =>
  `coalesce((SELECT u.name FROM app_user u WHERE u.id::text = ${column}), ${column})`;

/** All versions of all policies, newest first. */
export async function readPolicyVersions(db: Db): Promise<Kept[]> {
  const { rows } = await db.query<Kept>(
    `SELECT kind, version, data, valid_from AS "validFrom", created_at AS at, ${BY('created_by')} AS by, note
       FROM policy ORDER BY kind, version DESC`,
  );
  return rows;
}

/** One edit of a thing at a time: the second waits, and then sees the first one's version. */
export async function lockVersions(tx: Tx, what: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('versions'), hashtext($1))`, [what]);
}

/** The newest version of a policy; 0 where the city has set none. */
export async function newestPolicy(db: Db, kind: PolicyKind): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM policy WHERE kind = $1',
    [kind],
  );
  return rows[0]!.version;
}

export async function addPolicy(
  tx: Tx,
  row: {
    kind: PolicyKind;
    version: number;
    data: unknown;
    validFrom: number;
    at: number;
    by: string;
    note: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO policy (kind, version, data, valid_from, created_at, created_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      row.kind,
      row.version,
      JSON.stringify(row.data),
      instant(row.validFrom),
      instant(row.at),
      row.by,
      row.note,
    ],
  );
}

/** Newest first, without their days. */
export async function readCalendarLines(db: Db): Promise<(VersionLine & { name: string })[]> {
  const { rows } = await db.query<VersionLine & { name: string }>(
    `SELECT version, name, created_at AS at, ${BY('created_by')} AS by, note FROM calendar ORDER BY version DESC`,
  );
  return rows;
}

/** A version of the calendar, without one the newest; null where there is none. */
export async function readCalendar(db: Db, version: number | null): Promise<StoredCalendar | null> {
  const { rows } = await db.query<{ version: number; name: string; data: CalendarData }>(
    'SELECT version, name, data FROM calendar WHERE $1::int IS NULL OR version = $1 ORDER BY version DESC LIMIT 1',
    [version],
  );
  return rows[0] ?? null;
}

export async function addCalendar(
  tx: Tx,
  row: { version: number; name: string; data: CalendarData; at: number; by: string; note: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO calendar (version, name, data, created_at, created_by, note) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.version, row.name, JSON.stringify(row.data), instant(row.at), row.by, row.note],
  );
}
