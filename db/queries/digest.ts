import type { NoticeData } from '../../core/contract/api/notices.ts';
import { type Db, instant } from '../pool.ts';
import { type Receiver, receiversOf } from './notices.ts';

/** Unit heads who have not had this day's digest, with how their unit stands. `day` is a city date. */
export async function digestsOwed(
  db: Db,
  day: string,
  atMs: number,
  timezone: string,
): Promise<{ receiver: Receiver; data: NoticeData }[]> {
  const had = await db.query<{ id: string }>(
    `SELECT user_id AS id FROM notice WHERE kind = 'digest' AND day = $1`,
    [day],
  );
  const done = new Set(had.rows.map(({ id }) => id));
  const heads = (await receiversOf(db, ['unit-head'], null)).filter(({ id, unit }) => unit && !done.has(id));
  if (!heads.length) return [];
  const { rows } = await db.query<NoticeData & { unit: string }>(
    `SELECT u.code AS unit, count(c.id)::int AS open,
        count(c.id) FILTER (WHERE c.red_from < $2 AND c.parked_at IS NULL)::int AS late,
        count(c.id) FILTER (WHERE c.parked_at IS NULL AND to_timestamp((c.state -> 'clock' ->> 'dueAt')::float8 / 1000) >= $2
          AND (to_timestamp((c.state -> 'clock' ->> 'dueAt')::float8 / 1000) AT TIME ZONE $3)::date = $4::date)::int AS "dueToday",
        (SELECT round(100.0 * s.timely / nullif(s.should_resolve, 0), 2)::text FROM unit_score s JOIN period p ON p.id = s.period_id
          WHERE s.unit_code = u.code AND p.chain = 'month' AND p.from_at <= $2 AND p.to_at > $2) AS rate
       FROM unit u LEFT JOIN cases c ON c.unit_code = u.code AND c.is_open AND c.status IN ('handling', 'deferred')
      WHERE u.code = ANY ($1) GROUP BY u.code`,
    [[...new Set(heads.map(({ unit }) => unit))], instant(atMs), timezone, day],
  );
  const byUnit = new Map(rows.map(({ unit, ...data }) => [unit, data]));
  return heads.flatMap((receiver) => {
    const data = byUnit.get(receiver.unit!);
    return data ? [{ receiver, data }] : [];
  });
}
