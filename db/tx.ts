import type { Pool, Tx } from './pool.ts';

/**
 * Runs `work` in one transaction: all of it or nothing; `nowMs` is the database's clock, the one that all
 * processes share, whatever their hosts' clocks say. A connection whose rollback fails is
 * thrown away, never given back to the pool in an unknown state.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: Tx, nowMs: number) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    const result = await work(tx, await begin(tx));
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}

/** Begins and reads the clock in one round trip. */
async function begin(tx: Tx): Promise<number> {
  const results = (await tx.query('BEGIN; SELECT clock_timestamp() AS now')) as unknown as {
    rows: { now: number }[];
  }[];
  return results[1]!.rows[0]!.now;
}

/** SQLSTATE of a PostgreSQL error, or null for any other error. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

const NOBODYS_FAULT = new Set(['40001', '40P01']);

/**
 * Whether work that failed is to be tried again from the start: a deadlock, a serialisation failure, or a
 * case of the same key that was committed meanwhile (a report sent twice at once finds the first one then).
 */
export function isLostRace(error: unknown): boolean {
  const state = sqlState(error);
  if (state === '23505') return (error as { constraint?: string }).constraint === 'cases_pkey';
  return state !== null && NOBODYS_FAULT.has(state);
}
