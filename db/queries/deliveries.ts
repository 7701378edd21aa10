import type { ChannelHealth } from '../../core/contract/api/adminHealth.ts';
import type { NoticeChannel, NoticeKind } from '../../core/contract/notices.ts';
import { type Db, instant, type Pool } from '../pool.ts';

/** A delivery with everything that its channel needs. */
export interface Delivery {
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  readonly target: string;
  readonly tries: number;
  readonly kind: NoticeKind;
  readonly caseId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly lang: string;
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly webhookSecret: string | null;
  readonly p256dh: string | null;
  readonly auth: string | null;
}

/**
 * Deliveries that are due, leased: one that is taken is due again after the lease, so that a killed sender's
 * work is done by the next one.
 */
export async function takeDeliveries(pool: Pool, limit: number, leaseMs: number): Promise<Delivery[]> {
  const { rows } = await pool.query<Delivery>(
    `WITH taken AS (
       UPDATE notice_delivery d SET due_at = clock_timestamp() + make_interval(secs => $2), tries = tries + 1
         FROM (SELECT notice_id, channel, target FROM notice_delivery
                WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= clock_timestamp()
                ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) t
        WHERE d.notice_id = t.notice_id AND d.channel = t.channel AND d.target = t.target
        RETURNING d.notice_id, d.channel, d.target, d.tries)
     SELECT t.notice_id AS "noticeId", t.channel, t.target, t.tries, n.kind, n.case_id AS "caseId", n.data, n.at,
        coalesce(s.lang, u.lang, 'zh') AS lang, CASE WHEN n.user_id IS NULL THEN p.email ELSE s.email END AS email,
        s.webhook_url AS "webhookUrl", s.webhook_secret AS "webhookSecret", b.p256dh, b.auth
       FROM taken t JOIN notice n ON n.id = t.notice_id LEFT JOIN app_user u ON u.id = n.user_id
       LEFT JOIN notice_setting s ON s.user_id = n.user_id
       LEFT JOIN case_person p ON n.user_id IS NULL AND p.case_id = n.case_id AND p.blanked_at IS NULL
       LEFT JOIN push_subscription b ON t.channel = 'push' AND b.endpoint = t.target`,
    [limit, leaseMs / 1000],
  );
  return rows;
}

type Key = Pick<Delivery, 'noticeId' | 'channel' | 'target'>;

export async function delivered(db: Db, { noticeId, channel, target }: Key): Promise<void> {
  await db.query(
    `WITH done AS (UPDATE notice_delivery SET sent_at = now(), error = NULL WHERE notice_id = $1 AND channel = $2 AND target = $3)
     INSERT INTO notice_channel (channel, ok_at) VALUES ($2, now())
     ON CONFLICT (channel) DO UPDATE SET ok_at = now(), failures = 0, error = NULL`,
    [noticeId, channel, target],
  );
}

/** Tried in vain: due again at an instant, or given up (`null`). `counts`: whether the channel is to blame. */
export async function notDelivered(
  db: Db,
  { noticeId, channel, target }: Key,
  why: string,
  again: number | null,
  counts: boolean,
): Promise<void> {
  await db.query(
    `UPDATE notice_delivery SET error = $4, due_at = coalesce($5, due_at), given_up_at = CASE WHEN $5::timestamptz IS NULL THEN now() END
      WHERE notice_id = $1 AND channel = $2 AND target = $3`,
    [noticeId, channel, target, why.slice(0, 300), again === null ? null : instant(again)],
  );
  if (counts)
    await db.query(
      `INSERT INTO notice_channel (channel, failed_at, failures, error) VALUES ($1, now(), 1, $2)
       ON CONFLICT (channel) DO UPDATE SET failed_at = now(), failures = notice_channel.failures + 1, error = excluded.error`,
      [channel, why.slice(0, 300)],
    );
}

/** Whether anything is due, or will be within the given time. */
export async function deliveriesComing(db: Db, withinMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM notice_delivery WHERE sent_at IS NULL AND given_up_at IS NULL
        AND due_at <= clock_timestamp() + make_interval(secs => $1) LIMIT 1`,
    [withinMs / 1000],
  );
  return rowCount === 1;
}

/** How each channel of notices does. */
export async function channelHealth(db: Db): Promise<ChannelHealth[]> {
  const { rows } = await db.query<ChannelHealth>(
    `SELECT c.channel, c.failures, c.error, c.ok_at AS "okAt", c.failed_at AS "failedAt",
        (SELECT count(*)::int FROM notice_delivery d WHERE d.channel = c.channel AND d.sent_at IS NULL AND d.given_up_at IS NULL) AS waiting,
        (SELECT count(*)::int FROM notice_delivery d WHERE d.channel = c.channel AND d.given_up_at > now() - interval '1 day') AS "givenUp"
       FROM notice_channel c ORDER BY c.channel`,
  );
  return rows;
}
