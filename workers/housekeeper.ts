import type { Pool } from '../db/pool.ts';
import { thinTracks } from '../db/queries/patrol.ts';
import { forgetOld } from '../db/queries/retention.ts';
import { readSettings } from '../db/queries/settings.ts';
import { type Loop, loop } from './relay.ts';

const EVERY_MS = 3_600_000;

/** Each hour: positions are thinned and deleted by their time (spec 06, Persons), ended sessions and old keys forgotten. */
export function openHousekeeper(
  pool: Pool,
  options: { now: () => number; onError: (error: unknown) => void },
): Loop {
  return loop(
    async () => {
      const { retentionPolicy } = await readSettings(pool);
      await thinTracks(pool, options.now(), retentionPolicy);
      await forgetOld(pool, retentionPolicy.receiptDays);
      return EVERY_MS;
    },
    { afterErrorMs: 60_000, onError: options.onError },
  );
}
