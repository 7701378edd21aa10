import type { Pool, Tx } from '../../db/pool.ts';
import { inTransaction } from '../../db/tx.ts';
import { type Imported, type ImportWish, importFile } from './importFile.ts';

/**
 * A file in a transaction of its own: all of it, or nothing when a row is refused or only a preview was asked
 * for. `then` works in the same transaction, after the rows are written.
 */
export async function attemptImport(
  pool: Pool,
  wish: ImportWish,
  mode: 'preview' | 'keep',
  then: (tx: Tx, done: Imported) => Promise<void> = async () => {},
): Promise<Imported> {
  try {
    return await inTransaction(pool, async (tx) => {
      const done = await importFile(tx, wish);
      if (done.refused) throw new Stopped(done);
      await then(tx, done);
      if (mode === 'preview') throw new Stopped(done);
      return done;
    });
  } catch (error) {
    if (error instanceof Stopped) return error.done;
    throw error;
  }
}

/** Ends the transaction without keeping anything. */
class Stopped extends Error {
  readonly done: Imported;
  constructor(done: Imported) {
    super('stopped');
    this.done = done;
  }
}
