import type { Pool } from '../../db/pool.ts';
import { readTail, TAIL_PAGE, type TailRow } from '../../db/queries/tail.ts';

export interface Tail {
  readonly stop: () => Promise<void>;
}

interface TailOptions {
  readonly pool: Pool;
  /** Called with unseen events, each exactly once while this process lives. */
  readonly onEvents: (rows: readonly TailRow[]) => void;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

/**
 * Follows the log of all cases. Positions are given out before commits, so a slow transaction's events
 * appear behind faster ones: what has been seen is remembered above a floor, and the floor rises only to
 * a position below which nothing can still be open. That is the sequence's value read *before* a
 * snapshot, once every transaction of that snapshot has ended.
 */
export async function openTail({ pool, onEvents, onError, everyMs = 100 }: TailOptions): Promise<Tail> {
  const start = await readTail(pool, null, []);
  let floor = start.lastPosition;
  let waiting: { readonly xmax: bigint; readonly position: number } | null = null;
  let lastPosition = start.lastPosition;
  const seen = new Set<number>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    const found = await readTail(pool, floor, [...seen]);
    if (found.rows.length) onEvents(found.rows);
    for (const row of found.rows) seen.add(row.position);
    if (waiting && found.xmin >= waiting.xmax) {
      // Everything up to the mark is visible now; a full page may not have reached it yet.
      const read = found.rows.length === TAIL_PAGE ? found.rows.at(-1)!.position : waiting.position;
      floor = Math.max(floor, Math.min(waiting.position, read));
      for (const position of seen) if (position <= floor) seen.delete(position);
      if (floor >= waiting.position) waiting = null;
    }
    // `lastPosition` was read before this snapshot was taken.
    waiting ??= { xmax: found.xmax, position: lastPosition };
    lastPosition = found.lastPosition;
  };
  let looking: Promise<void> = Promise.resolve();
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look().catch(onError).then(again);
    }, everyMs);
  };
  again();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
