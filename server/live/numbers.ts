import { readOpenCards } from '../../db/queries/tail.ts';
import { lastScored, readWallNumbers } from '../../db/queries/wall.ts';
import type { Doors } from '../http/doors.ts';
import { scorePageOf } from '../http/scorePages.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { cityMidnight } from '../../actions/cityTime.ts';

const NOTHING = { units: [], city: { shouldResolve: 0, resolved: 0, timely: 0, goal: 0.85 } };

/** Paints the wall's picture anew from the database. */
export async function paintWall(doors: Doors): Promise<void> {
  const [open, numbers] = await Promise.all([readOpenCards(doors.house.pool), numbersNow(doors)]);
  doors.wall.paint({ open, ...numbers });
}

/** What no case event carries; read every few seconds. */
export async function numbersNow(doors: Doors) {
  const now = doors.house.now();
  const { city } = await doors.house.settings();
  const midnight = cityMidnight(now, city.timezone);
  const month = cityMidnight(midnight - (Number(new Date(midnight + 43_200_000).getUTCDate()) - 1) * 86_400_000 + 43_200_000, city.timezone);
  const [numbers, score] = await Promise.all([
    readWallNumbers(doors.house.pool, midnight, month),
    scorePageOf(doors.house.pool, now, null, null).catch((error) => {
      if (error instanceof HouseError) return NOTHING;
      throw error;
    }),
  ]);
  return { ...numbers, units: score.units, city: score.city };
}

/** Calls `changed` when some unit's score was computed since the last look. */
export function watchScores(doors: Doors, changed: (at: number) => Promise<void>, everyMs = 700): () => void {
  let last: number | null | undefined;
  const timer = setInterval(() => {
    lastScored(doors.house.pool)
      .then(async (at) => {
        if (last !== undefined && at !== last && at !== null) await changed(at);
        last = at;
      })
      .catch((error) => doors.log.warn({ err: error }, 'score watch failed'));
  }, everyMs);
  return () => clearInterval(timer);
}
