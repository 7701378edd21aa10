import type {
  PersonContent,
  StoredPerson,
  StoredUnit,
  UnitContent,
  WallKeys,
} from '../../core/contract/api/adminPeople.ts';
import { type Db, instant, type Tx } from '../pool.ts';

const versionOf = (kind: string, key: string) =>
  `greatest(1, (SELECT max(version) FROM record_version r WHERE r.kind = '${kind}' AND r.key = ${key}))`;
const PERSON = `u.id, u.login, u.name, u.role, u.unit_code AS unit, u.areas, u.beat_code AS beat, u.trusted, u.demo,
  u.disabled_at IS NOT NULL AS disabled, ${versionOf('person', 'u.id::text')} AS version`;

/** Accounts whose login, name, role or unit fits; the living ones first. */
export async function readPeople(
  db: Db,
  typed: string,
  limit: number,
): Promise<{ people: StoredPerson[]; total: number }> {
  const fits = `($1 = '' OR strpos(lower(concat_ws(' ', u.login, u.name, u.role, u.unit_code, u.beat_code)), lower($1)) > 0)`;
  const { rows } = await db.query<StoredPerson & { total: number }>(
    `SELECT ${PERSON}, count(*) OVER () AS total FROM app_user u WHERE ${fits} ORDER BY u.disabled_at IS NOT NULL, u.role, u.login LIMIT $2`,
    [typed, limit],
  );
  return { people: rows.map(({ total: _total, ...person }) => person), total: rows[0]?.total ?? 0 };
}

export async function readPerson(db: Db, id: string): Promise<StoredPerson | null> {
  const { rows } = await db.query<StoredPerson>(`SELECT ${PERSON} FROM app_user u WHERE u.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function addPerson(
  tx: Tx,
  person: PersonContent & { id: string; login: string; passwordHash: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO app_user (id, login, name, role, unit_code, areas, beat_code, trusted, password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      person.id,
      person.login,
      person.name,
      person.role,
      person.unit,
      person.areas,
      person.beat,
      person.trusted,
      person.passwordHash,
    ],
  );
}

/** Changes an account; a disabled one, or one of another role, unit or area, is logged out everywhere. */
export async function changePerson(
  tx: Tx,
  id: string,
  person: PersonContent,
  disabledAt: number | null,
  logOut: boolean,
): Promise<void> {
  await tx.query(
    `UPDATE app_user SET name = $2, role = $3, unit_code = $4, areas = $5, beat_code = $6, trusted = $7, disabled_at = $8 WHERE id = $1`,
    [
      id,
      person.name,
      person.role,
      person.unit,
      person.areas,
      person.beat,
      person.trusted,
      disabledAt === null ? null : instant(disabledAt),
    ],
  );
  if (logOut) await endSessions(tx, id);
}

export async function setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [id, passwordHash]);
  await endSessions(tx, id);
}

async function endSessions(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM session WHERE user_id = $1', [id]);
  await tx.query('DELETE FROM duty WHERE user_id = $1', [id]);
}

/** Administrators who can still log in, beside this one. */
export async function otherAdministrators(tx: Tx, id: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT FROM app_user WHERE role = 'administrator' AND disabled_at IS NULL AND id <> $1 FOR UPDATE) others`,
    [id],
  );
  return rows[0]!.n;
}

export async function loginTaken(tx: Tx, login: string): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>(
    'SELECT EXISTS (SELECT FROM app_user WHERE lower(login) = lower($1)) AS taken',
    [login],
  );
  return rows[0]!.taken;
}

const UNIT = `u.code, u.zh, u.en, u.short_zh AS "shortZh", u.short_en AS "shortEn", u.type, u.level, u.command_duty AS "commandDuty",
  u.never_responsible AS "neverResponsible", u.closed_at IS NOT NULL AS closed, u.phone, ${versionOf('unit', 'u.code')} AS version,
  (SELECT count(*) FROM app_user p WHERE p.unit_code = u.code AND p.disabled_at IS NULL) AS people,
  (SELECT count(*) FROM app_user p WHERE p.unit_code = u.code AND p.disabled_at IS NULL AND p.role IN ('liaison', 'unit-head')) AS liaisons,
  (SELECT count(*) FROM cases c WHERE c.unit_code = u.code AND c.is_open) AS "openCases",
  (SELECT count(*) FROM routing_rule r WHERE r.unit_code = u.code AND r.withdrawn_at IS NULL) AS rules`;

export async function readAdminUnits(db: Db): Promise<StoredUnit[]> {
  const { rows } = await db.query<StoredUnit>(
    `SELECT ${UNIT} FROM unit u ORDER BY u.closed_at IS NOT NULL, u.type, u.code`,
  );
  return rows;
}

export async function readAdminUnit(db: Db, code: string): Promise<StoredUnit | null> {
  const { rows } = await db.query<StoredUnit>(`SELECT ${UNIT} FROM unit u WHERE u.code = $1`, [code]);
  return rows[0] ?? null;
}

/** Adds or changes a unit. */
export async function keepUnit(
  tx: Tx,
  code: string,
  unit: UnitContent,
  closedAt: number | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO unit (code, zh, en, short_zh, short_en, type, level, command_duty, never_responsible, closed_at, phone)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (code) DO UPDATE SET zh = excluded.zh, en = excluded.en, short_zh = excluded.short_zh, short_en = excluded.short_en,
       type = excluded.type, level = excluded.level, command_duty = excluded.command_duty,
       never_responsible = excluded.never_responsible, closed_at = excluded.closed_at, phone = excluded.phone`,
    [
      code,
      unit.zh,
      unit.en,
      unit.shortZh,
      unit.shortEn,
      unit.type,
      unit.level,
      unit.commandDuty,
      unit.neverResponsible,
      closedAt === null ? null : instant(closedAt),
      unit.phone || null,
    ],
  );
}

/** Keys of wall screens, newest first; their hashes stay where they are. */
export async function readWallKeys(db: Db): Promise<WallKeys['keys']> {
  const { rows } = await db.query<WallKeys['keys'][number]>(
    `SELECT id, name, created_at AS "createdAt", exchanged_at AS "exchangedAt", revoked_at AS "revokedAt"
       FROM wall_key ORDER BY revoked_at IS NOT NULL, created_at DESC LIMIT 200`,
  );
  return rows;
}

export async function addWallKey(tx: Tx, id: string, name: string, keyHash: Buffer): Promise<void> {
  await tx.query('INSERT INTO wall_key (id, name, key_hash) VALUES ($1, $2, $3)', [id, name, keyHash]);
}

/** Answers whether there was such a key that was not revoked before. */
export async function revokeWallKey(tx: Tx, id: string, at: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE wall_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
    [id, instant(at)],
  );
  return rowCount === 1;
}
