import type { Pool, Tx } from '../../db/pool.ts';
import { inTransaction } from '../../db/tx.ts';

/** Does something in a transaction of its own, looks at what came of it, and takes all of it back. */
export async function tryOut<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction<never>(pool, async (tx) => {
      throw new TakenBack(await work(tx));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T;
    throw error;
  }
}

class TakenBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('taken back');
    this.result = result;
  }
}
