import type { Role } from '../../core/rules/case/people.ts';
import { type Db, instant } from '../pool.ts';

export interface UserRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly unit_code: string | null;
  readonly areas: readonly string[];
  readonly beat_code: string | null;
  readonly lang: string;
}

const USER = 'u.id, u.login, u.name, u.role, u.unit_code, u.areas, u.beat_code, u.lang';

export async function userByLogin(
  db: Db,
  login: string,
): Promise<(UserRow & { password_hash: string; must_change: boolean }) | null> {
  const { rows } = await db.query(
    `SELECT ${USER}, u.password_hash, u.must_change FROM app_user u WHERE u.login = $1 AND u.disabled_at IS NULL`,
    [login],
  );
  return rows[0] ?? null;
}

/** A trusted collector's complete report may be filed by the machine. */
export async function isTrusted(db: Db, id: string): Promise<boolean> {
  const { rows } = await db.query<{ trusted: boolean }>('SELECT trusted FROM app_user WHERE id::text = $1', [
    id,
  ]);
  return rows[0]?.trusted ?? false;
}

export async function openSession(
  db: Db,
  session: { tokenHash: Buffer; userId: string; csrf: string; expiresAt: number },
): Promise<void> {
  await db.query('INSERT INTO session (token_hash, user_id, csrf, expires_at) VALUES ($1, $2, $3, $4)', [
    session.tokenHash,
    session.userId,
    session.csrf,
    instant(session.expiresAt),
  ]);
}

export async function closeSession(db: Db, tokenHash: Buffer): Promise<void> {
  await db.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
}

export interface SessionUser extends UserRow {
  readonly csrf: string;
  /** The post that this session covers, if it may still. */
  readonly covering: string | null;
  /** The database's instant, by which sessions and absences end. */
  readonly now: number;
}

/** The person behind a session that is alive; disabled people have none. */
export async function sessionUser(db: Db, tokenHash: Buffer): Promise<SessionUser | null> {
  const { rows } = await db.query(
    `SELECT ${USER}, s.csrf, s.covering, now() AS now FROM session s JOIN app_user u ON u.id = s.user_id
      WHERE s.token_hash = $1 AND s.expires_at > now() AND u.disabled_at IS NULL`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

/** The people behind those of these sessions that are alive, with the session's token hash. */
export async function aliveSessions(
  db: Db,
  hashes: readonly Buffer[],
): Promise<(SessionUser & { tokenHash: Buffer })[]> {
  const { rows } = await db.query(
    `SELECT ${USER}, s.csrf, s.covering, now() AS now, s.token_hash AS "tokenHash" FROM session s JOIN app_user u ON u.id = s.user_id
      WHERE s.token_hash = ANY ($1) AND s.expires_at > now() AND u.disabled_at IS NULL`,
    [hashes],
  );
  return rows;
}

/** Names of people by id, for the case page of those who may see them. */
export async function userNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { name: string; unit: string | null }>> {
  const { rows } = await db.query<{ id: string; name: string; unit_code: string | null }>(
    'SELECT id::text, name, unit_code FROM app_user WHERE id::text = ANY ($1)',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, { name: row.name, unit: row.unit_code }]));
}

/** A person's own password in place of the one for the first login. */
export async function setOwnPassword(db: Db, id: string, hash: string): Promise<void> {
  await db.query('UPDATE app_user SET password_hash = $2, must_change = false WHERE id = $1', [id, hash]);
}
