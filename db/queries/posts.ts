import type { PostRow, Posts } from '../../core/contract/api/posts.ts';
import { SEES_ALL } from '../../core/contract/right.ts';
import type { Role } from '../../core/rules/case/people.ts';
import type { Absence } from '../../core/rules/posts/holders.ts';
import type { DutyShift } from '../../core/rules/posts/roster.ts';
import { type Db, instant, type Tx } from '../pool.ts';

export interface StoredPost
  extends Pick<PostRow, 'code' | 'zh' | 'en' | 'role' | 'unit' | 'first' | 'second'> {
  readonly absences: PostRow['absences'];
  readonly shifts: PostRow['shifts'];
  readonly handover: PostRow['handover'];
}

const MS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;
const ENDS = 'least(a.to_at, a.ended_at)';
const ABSENCES = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'holder', a.holder, 'from', ${MS('a.from_at')}, 'to', ${MS(ENDS)},
    'planned', a.planned, 'note', a.note, 'third', a.third) ORDER BY a.from_at, a.id)
   FROM absence a WHERE a.post_code = p.code AND ${ENDS} > greatest($1, a.from_at)), '[]') AS absences`;

/** Posts with their absences and shifts that end after `now`, and the last handover; all, or of one unit. */
export async function listPosts(db: Db, nowMs: number, unit: string | null | 'all'): Promise<StoredPost[]> {
  const { rows } = await db.query<StoredPost>(
    `SELECT p.code, p.zh, p.en, p.role, p.unit_code AS unit, p.first_holder::text AS first, p.second_holder::text AS second, ${ABSENCES},
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'user', s.user_id, 'from', ${MS('s.from_at')}, 'to', ${MS('s.to_at')}) ORDER BY s.from_at, s.id)
          FROM duty_shift s WHERE s.post_code = p.code AND s.to_at > $1), '[]') AS shifts,
       (SELECT jsonb_build_object('id', h.id, 'givenBy', h.given_by, 'givenAt', ${MS('h.given_at')}, 'takenBy', h.taken_by, 'takenAt', ${MS('h.taken_at')},
          'note', h.note, 'red', h.red, 'emergencies', h.emergencies) FROM handover h WHERE h.post_code = p.code ORDER BY h.given_at DESC LIMIT 1) AS handover
       FROM post p WHERE $2 = 'all' OR p.unit_code IS NOT DISTINCT FROM $2 ORDER BY p.unit_code NULLS FIRST, p.code`,
    [instant(nowMs), unit],
  );
  return rows;
}

/** A post with its row locked, so that two absences see each other; null where there is none. */
export async function lockPost(tx: Tx, code: string, nowMs: number): Promise<StoredPost | null> {
  const locked = await tx.query<{ unit: string | null }>(
    'SELECT unit_code AS unit FROM post WHERE code = $1 FOR UPDATE',
    [code],
  );
  if (!locked.rows[0]) return null;
  return (await listPosts(tx, nowMs, locked.rows[0].unit)).find((post) => post.code === code) ?? null;
}

/** The post that a session covers, if any, and what decides whether it still may. */
export interface CoveredPost {
  readonly code: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly first: string;
  readonly second: string | null;
  /** Areas that are the first holder's own. */
  readonly areas: readonly string[];
  readonly absences: readonly Absence[];
}

export async function coveredPost(db: Db, code: string, nowMs: number): Promise<CoveredPost | null> {
  const { rows } = await db.query<CoveredPost>(
    `SELECT p.code, p.role, p.unit_code AS unit, p.first_holder::text AS first, p.second_holder::text AS second,
        (SELECT u.areas FROM app_user u WHERE u.id = p.first_holder) AS areas, ${ABSENCES}
       FROM post p WHERE p.code = $2`,
    [instant(nowMs), code],
  );
  return rows[0] ?? null;
}

export async function setCovering(db: Db, tokenHash: Buffer, post: string | null): Promise<void> {
  await db.query('UPDATE session SET covering = $2 WHERE token_hash = $1', [tokenHash, post]);
}

export async function keepPost(
  tx: Tx,
  post: Pick<StoredPost, 'code' | 'zh' | 'en' | 'role' | 'unit' | 'first' | 'second'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO post (code, zh, en, role, unit_code, first_holder, second_holder) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (code) DO UPDATE SET zh = excluded.zh, en = excluded.en, role = excluded.role, unit_code = excluded.unit_code,
       first_holder = excluded.first_holder, second_holder = excluded.second_holder`,
    [post.code, post.zh, post.en, post.role, post.unit, post.first, post.second],
  );
}

interface NewAbsence {
  readonly id: string;
  readonly post: string;
  readonly holder: string;
  readonly from: number;
  readonly to: number;
  readonly planned: boolean;
  readonly note: string | null;
  readonly third: string | null;
}

/** Notes an absence; false when its key is known already. */
export async function addAbsence(tx: Tx, one: NewAbsence, by: string, at: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO absence (id, post_code, holder, from_at, to_at, planned, note, third, announced_by, announced_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
    [
      one.id,
      one.post,
      one.holder,
      instant(one.from),
      instant(one.to),
      one.planned,
      one.note,
      one.third,
      by,
      instant(at),
    ],
  );
  return rowCount === 1;
}

/** From now on the holder is there again; an absence that has not begun never was one. */
export async function endAbsence(tx: Tx, id: string, at: number): Promise<void> {
  await tx.query('UPDATE absence SET ended_at = $2 WHERE id = $1', [id, instant(at)]);
}

/** A shift that has begun ends now, one that has not is taken off. */
export async function endDutyShift(tx: Tx, id: string, at: number): Promise<void> {
  const { rowCount } = await tx.query('UPDATE duty_shift SET to_at = $2 WHERE id = $1 AND from_at < $2', [
    id,
    instant(at),
  ]);
  if (rowCount === 0) await tx.query('DELETE FROM duty_shift WHERE id = $1', [id]);
}

/** Who can stand in a post: people of the unit, or of the centre. */
export async function peopleOf(db: Db, unit: string | null): Promise<Posts['people']> {
  const { rows } = await db.query<Posts['people'][number]>(
    `SELECT id::text, name, role FROM app_user
      WHERE disabled_at IS NULL AND CASE WHEN $1::text IS NULL THEN role = ANY ($2) ELSE unit_code = $1 END ORDER BY name, id LIMIT 500`,
    [unit, SEES_ALL],
  );
  return rows;
}

export async function addDutyShift(tx: Tx, id: string, post: string, shift: DutyShift): Promise<void> {
  await tx.query(
    'INSERT INTO duty_shift (id, post_code, user_id, from_at, to_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING',
    [id, post, shift.user, instant(shift.from), instant(shift.to)],
  );
}

// Of the unit `$2`, or of the city; at `$1`.
const RED = `SELECT c.id FROM cases c WHERE c.is_open AND c.parked_at IS NULL AND c.red_from < $1 AND ($2::text IS NULL OR c.unit_code = $2)
  ORDER BY c.red_from, c.id LIMIT 500`;
const EMERGENCIES = `SELECT c.id FROM cases c WHERE c.is_open AND c.urgency = 'emergency' AND c.state -> 'emergency' ->> 'acknowledgedBy' IS NULL
  AND c.state -> 'emergency' ->> 'level' IS NOT NULL AND ($2::text IS NULL OR c.unit_code = $2) ORDER BY c.reported_at, c.id LIMIT 500`;

/**
 * Gives a post over with what is open in its sight: red cases and unacknowledged emergencies, of the unit
 * or of the city. A second handover while one waits for its signature is refused by the database.
 */
export async function giveOver(
  tx: Tx,
  one: { id: string; post: string; unit: string | null; note: string; by: string; at: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO handover (id, post_code, given_by, given_at, note, red, emergencies)
     SELECT $3, $4, $5, $1, $6, ARRAY(${RED}), ARRAY(${EMERGENCIES})`,
    [instant(one.at), one.unit, one.id, one.post, one.by, one.note],
  );
}

/** What would go over now, as case keys. */
export async function openMatters(
  db: Db,
  unit: string | null,
  at: number,
): Promise<{ red: string[]; emergencies: string[] }> {
  const { rows } = await db.query<{ red: string[]; emergencies: string[] }>(
    `SELECT ARRAY(${RED})::text[] AS red, ARRAY(${EMERGENCIES})::text[] AS emergencies`,
    [instant(at), unit],
  );
  return rows[0]!;
}

/** Those of these cases that have not ended, in the given order. */
export async function stillOpen(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT one.id::text AS id FROM unnest($1::uuid[]) WITH ORDINALITY AS one (id, n) JOIN cases c ON c.id = one.id AND c.is_open ORDER BY one.n`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

export async function lockHandover(
  tx: Tx,
  id: string,
): Promise<{ post: string; givenBy: string; takenAt: number | null } | null> {
  const { rows } = await tx.query<{ post: string; givenBy: string; takenAt: number | null }>(
    'SELECT post_code AS post, given_by::text AS "givenBy", taken_at AS "takenAt" FROM handover WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] ?? null;
}

export async function takeOver(tx: Tx, id: string, by: string, at: number): Promise<void> {
  await tx.query('UPDATE handover SET taken_by = $2, taken_at = $3 WHERE id = $1', [id, by, instant(at)]);
}
