import type { Db } from '../pool.ts';

export async function singCanary(db: Db, queue: string): Promise<void> {
  await db.query(
    'INSERT INTO canary (queue, at) VALUES ($1, clock_timestamp()) ON CONFLICT (queue) DO UPDATE SET at = excluded.at',
    [queue],
  );
}

/** Age of each queue's last canary, ms by the database's clock. */
export async function readCanaries(db: Db): Promise<Map<string, number>> {
  const { rows } = await db.query<{ queue: string; age: number }>(
    'SELECT queue, (extract(epoch FROM clock_timestamp() - at) * 1000)::float8 AS age FROM canary',
  );
  return new Map(rows.map((row) => [row.queue, row.age]));
}
