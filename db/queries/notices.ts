import type { NoticeItem, NoticeSettings } from '../../core/contract/api/notices.ts';
import type { NoticeChannel, NoticeKind } from '../../core/contract/notices.ts';
import type { Role } from '../../core/rules/case/people.ts';
import { type Db, instant, type Tx } from '../pool.ts';

/** Owed facts that somebody is told of, in the relay's own transaction. */
export async function oweNotices(tx: Tx, facts: readonly { caseId: string; seq: number }[]): Promise<void> {
  if (!facts.length) return;
  await tx.query(
    `INSERT INTO notice_owed (case_id, seq) SELECT * FROM unnest($1::uuid[], $2::int[]) ON CONFLICT DO NOTHING`,
    [facts.map(({ caseId }) => caseId), facts.map(({ seq }) => seq)],
  );
}

export interface OwedNotice {
  readonly caseId: string;
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly unit: string | null;
  readonly urgency: string;
  readonly number: string;
  readonly address: string | null;
  readonly zh: string | null;
  readonly en: string | null;
  readonly dueAt: number | null;
  readonly closedAt: number | null;
  readonly hasReporter: boolean;
}

/** Takes owed facts by state and forgets them; what the caller writes stands or falls with that. */
export async function takeOwedNotices(tx: Tx, limit: number): Promise<OwedNotice[]> {
  const { rows } = await tx.query<OwedNotice>(
    `WITH taken AS (DELETE FROM notice_owed o USING (SELECT case_id, seq FROM notice_owed ORDER BY case_id, seq LIMIT $1 FOR UPDATE SKIP LOCKED) t
        WHERE o.case_id = t.case_id AND o.seq = t.seq RETURNING o.case_id, o.seq)
     SELECT e.case_id AS "caseId", e.seq, e.type, e.at, e.payload, c.number, c.address, c.urgency, k.short_zh AS zh, k.short_en AS en,
        coalesce(e.payload ->> 'unit', c.state -> 'assignment' ->> 'unit') AS unit,
        (c.state -> 'clock' ->> 'dueAt')::float8 AS "dueAt", c.closed_at AS "closedAt",
        EXISTS (SELECT FROM case_person p WHERE p.case_id = c.id AND p.email IS NOT NULL AND p.blanked_at IS NULL) AS "hasReporter"
       FROM taken t JOIN case_event e ON e.case_id = t.case_id AND e.seq = t.seq JOIN cases c ON c.id = t.case_id
       LEFT JOIN category k ON k.key = c.category_key ORDER BY e.case_id, e.seq`,
    [limit],
  );
  return rows;
}

/** Somebody who may be told, with what they have chosen. */
export interface Receiver extends NoticeSettings {
  readonly id: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly endpoints: readonly string[];
}

const RECEIVER = `u.id, u.role, u.unit_code AS unit, n.email, n.webhook_url AS "webhookUrl", coalesce(n.off, '{}') AS off,
  n.quiet_from AS "quietFrom", n.quiet_to AS "quietTo", coalesce(n.lang, u.lang) AS lang,
  ARRAY(SELECT endpoint FROM push_subscription p WHERE p.user_id = u.id) AS endpoints`;

/** People who are not disabled, of roles: of one unit, or of the centre (`unit` null). */
export async function receiversOf(db: Db, roles: readonly Role[], unit: string | null): Promise<Receiver[]> {
  const { rows } = await db.query<Receiver>(
    `SELECT ${RECEIVER} FROM app_user u LEFT JOIN notice_setting n ON n.user_id = u.id
      WHERE u.disabled_at IS NULL AND u.role = ANY ($1) AND ($2::text IS NULL OR u.unit_code = $2)`,
    [roles, unit],
  );
  return rows;
}

export interface NewNotice {
  readonly id: string;
  readonly userId: string | null;
  readonly kind: NoticeKind;
  readonly caseId: string | null;
  readonly seq: number | null;
  readonly day: string | null;
  readonly data: object;
  readonly at: number;
  readonly deliveries: readonly { channel: NoticeChannel; target: string; dueAt: number }[];
}

/** Writes a notice with its deliveries; one that is there already is left alone with them. */
export async function writeNotice(tx: Tx, one: NewNotice): Promise<void> {
  await tx.query(
    `WITH made AS (INSERT INTO notice (id, user_id, kind, case_id, seq, day, data, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT DO NOTHING RETURNING id)
     INSERT INTO notice_delivery (notice_id, channel, target, due_at)
     SELECT made.id, d.channel, d.target, d.due FROM made, jsonb_to_recordset($9::jsonb) AS d(channel text, target text, due timestamptz)`,
    [
      one.id,
      one.userId,
      one.kind,
      one.caseId,
      one.seq,
      one.day,
      JSON.stringify(one.data),
      instant(one.at),
      JSON.stringify(
        one.deliveries.map(({ channel, target, dueAt }) => ({ channel, target, due: instant(dueAt) })),
      ),
    ],
  );
}

/** The latest notices of a person, newest first, and how many are not read. */
export async function noticesOf(db: Db, userId: string): Promise<{ notices: NoticeItem[]; unread: number }> {
  const { rows } = await db.query<NoticeItem>(
    `SELECT id, kind, case_id AS "caseId", data, at, read_at IS NOT NULL AS read FROM notice
      WHERE user_id = $1 ORDER BY at DESC LIMIT 100`,
    [userId],
  );
  const count = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM notice WHERE user_id = $1 AND read_at IS NULL',
    [userId],
  );
  return { notices: rows, unread: count.rows[0]!.n };
}

export async function markRead(tx: Tx, userId: string, upTo: number): Promise<void> {
  await tx.query('UPDATE notice SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND at <= $2', [
    userId,
    instant(upTo),
  ]);
}

export async function readNoticeSettings(
  db: Db,
  userId: string,
): Promise<NoticeSettings & { subscriptions: number; signed: boolean }> {
  const { rows } = await db.query(
    `SELECT n.email, n.webhook_url AS "webhookUrl", coalesce(n.off, '{}') AS off, n.quiet_from AS "quietFrom", n.quiet_to AS "quietTo",
        coalesce(n.lang, u.lang) AS lang, n.webhook_secret IS NOT NULL AS signed,
        (SELECT count(*)::int FROM push_subscription p WHERE p.user_id = u.id) AS subscriptions
       FROM app_user u LEFT JOIN notice_setting n ON n.user_id = u.id WHERE u.id = $1`,
    [userId],
  );
  return rows[0]!;
}

/** Keeps the choices; a secret is kept unless a new one is given. */
export async function keepNoticeSettings(
  tx: Tx,
  userId: string,
  given: NoticeSettings,
  secret: string | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO notice_setting (user_id, email, webhook_url, webhook_secret, off, quiet_from, quiet_to, lang)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, webhook_url = excluded.webhook_url,
       webhook_secret = coalesce(excluded.webhook_secret, notice_setting.webhook_secret), off = excluded.off,
       quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, lang = excluded.lang`,
    [
      userId,
      given.email,
      given.webhookUrl,
      secret,
      JSON.stringify(given.off),
      given.quietFrom,
      given.quietTo,
      given.lang,
    ],
  );
}

/** A browser's subscription; a browser that somebody else uses now tells that person. */
export async function keepSubscription(
  tx: Tx,
  userId: string,
  one: { endpoint: string; p256dh: string; auth: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO push_subscription (endpoint, user_id, p256dh, auth) VALUES ($1, $2, $3, $4)
     ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth`,
    [one.endpoint, userId, one.p256dh, one.auth],
  );
}

export async function dropSubscription(db: Db, endpoint: string, userId: string | null): Promise<void> {
  await db.query('DELETE FROM push_subscription WHERE endpoint = $1 AND ($2::uuid IS NULL OR user_id = $2)', [
    endpoint,
    userId,
  ]);
}

export interface PushKey {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The server's push keys; `made` are kept when there are none yet, whoever comes first. */
export async function pushKey(db: Db, make: () => PushKey): Promise<PushKey> {
  const read = async () =>
    (await db.query<PushKey>('SELECT public_key AS "publicKey", private_key AS "privateKey" FROM push_key'))
      .rows[0];
  const known = await read();
  if (known) return known;
  const made = make();
  await db.query('INSERT INTO push_key (public_key, private_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    made.publicKey,
    made.privateKey,
  ]);
  return (await read())!;
}
