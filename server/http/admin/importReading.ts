import { rm } from 'node:fs/promises';
import path from 'node:path';
import { rehearse } from '../../../actions/admin/rehearse.ts';
import { attemptImport } from '../../../actions/import/attemptImport.ts';
import { type Imported, type ImportWish, NOTHING, UnusableFile } from '../../../actions/import/importFile.ts';
import type { Rehearsal } from '../../../core/contract/api/admin.ts';
import type { ImportReport } from '../../../core/contract/api/adminImports.ts';
import type { Tx } from '../../../db/pool.ts';
import { claimImport, endImport, noteImport, type OwedImport } from '../../../db/queries/importJobs.ts';
import { readOpenCases } from '../../../db/queries/openCases.ts';
import type { Doors } from '../doors.ts';

const HEARD_EVERY_MS = 1_000;
const REHEARSED = 300;

// One at a time in a process; claimImport sees to it that it is one at a time in the whole city.
const atWork = new WeakMap<Doors, { again: boolean }>();

/** Reads all files that are owed a check or an import, one after the other. */
export async function readOwed(doors: Doors): Promise<void> {
  const busy = atWork.get(doors);
  if (busy) {
    busy.again = true;
    return;
  }
  const own = { again: false };
  atWork.set(doors, own);
  try {
    do {
      own.again = false;
      for (let job = await claimImport(doors.house.pool); job; job = await claimImport(doors.house.pool))
        await readOne(doors, job);
    } while (own.again);
  } catch (error) {
    doors.log.warn({ err: error }, 'imports failed, trying again');
  } finally {
    atWork.delete(doors);
  }
}

/** Under a generated key; nothing of a person's words is in a path. */
export function fileOf({ config }: Doors, id: string): string {
  return path.resolve(config.DATA_DIR, 'imports', id);
}

async function readOne(doors: Doors, job: OwedImport): Promise<void> {
  const { pool } = doors.house;
  let rows = 0;
  const heard = setInterval(() => void noteImport(pool, job.id, rows).catch(() => {}), HEARD_EVERY_MS);
  const wish = wishOf(doors, job, (n) => {
    rows = n;
  });
  try {
    if (job.state === 'checking') await check(doors, job, wish);
    else await take(doors, job, wish);
  } catch (error) {
    if (error instanceof UnusableFile) {
      const fault = { row: 0, code: null, field: 'target', why: error.message };
      await endImport(
        pool,
        job.id,
        job.state,
        'refused',
        reportOf({ ...NOTHING, refused: 1, faults: [fault] }, null),
      );
      return;
    }
    doors.log.warn({ err: error, import: job.id }, 'an import failed');
    await endImport(pool, job.id, job.state, 'failed', null);
  } finally {
    clearInterval(heard);
  }
}

function wishOf(
  doors: Doors,
  { id, user, what, file, wish }: OwedImport,
  told: ImportWish['told'],
): ImportWish {
  const { system, encoding, columns, target, addUnits } = wish;
  return {
    what,
    file: fileOf(doors, id),
    name: file,
    reading: { system, encoding },
    columns,
    target,
    owners: {},
    addUnits,
    actor: user,
    say: () => {},
    told,
  };
}

/** Everything is written, compared, tried, and taken back. */
async function check(doors: Doors, { id }: OwedImport, wish: ImportWish): Promise<void> {
  const { pool } = doors.house;
  let routing: Rehearsal | null = null;
  const done = await attemptImport(pool, wish, 'preview', async (tx) => {
    routing = await routedOtherwise(doors, tx);
  });
  await endImport(pool, id, 'checking', done.refused ? 'refused' : 'checked', reportOf(done, routing));
}

/** The job's end is in the transaction of the rows: it is done once, whoever else tries. */
async function take(doors: Doors, { id }: OwedImport, wish: ImportWish): Promise<void> {
  const { pool } = doors.house;
  const done = await attemptImport(pool, wish, 'keep', async (tx, written) => {
    if (!(await endImport(tx, id, 'importing', 'done', reportOf(written, null))))
      throw new Error('This import was taken over by another process');
  });
  if (done.refused) await endImport(pool, id, 'importing', 'refused', reportOf(done, null));
  else await rm(fileOf(doors, id), { force: true });
}

async function routedOtherwise({ house }: Doors, after: Tx): Promise<Rehearsal> {
  const cases = await readOpenCases(house.pool, REHEARSED);
  return rehearse(house.pool, await house.settings(), house.now(), cases, { after });
}

function reportOf({ updated, ...done }: Imported, routing: Rehearsal | null): ImportReport {
  return { ...done, changed: updated - done.same, routing };
}
