import path from 'node:path';
import { sealLog } from '../actions/seal.ts';
import type { Pool } from '../db/pool.ts';
import { lastSealAge } from '../db/queries/seals.ts';
import { type Loop, loop } from './relay.ts';

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 60_000;

/** Each hour all events since the last seal go under a Merkle root, which is written outside the database too. */
export function openSealer(
  pool: Pool,
  dataDir: string,
  options: { onError: (error: unknown) => void },
): Loop {
  return loop(
    async () => {
      const age = await lastSealAge(pool);
      if (age === null || age >= HOUR_MS) await sealLog(pool, path.join(dataDir, 'seals.jsonl'));
      return LOOK_EVERY_MS;
    },
    { afterErrorMs: LOOK_EVERY_MS, onError: options.onError },
  );
}
