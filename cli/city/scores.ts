import { compareScores } from '../../actions/fullScore.ts';
import { openHouse } from '../../actions/house.ts';
import { openPool } from '../../db/pool.ts';
import { progress, say } from './say.ts';

/**
 * `city scores`: computes every month again from the whole log and compares with what is stored. The last
 * line is JSON: periods, items and differences; exit 1 when anything differs.
 */
export async function main(): Promise<number> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const pool = openPool({ url, name: 'city-scores', max: 2, role: 'owner' });
  try {
    const bar = progress('cases');
    const found = await compareScores(openHouse(pool), (done) => bar.at(done, null));
    bar.end();
    for (const line of found.differences.slice(0, 20)) say(line);
    process.stdout.write(
      `${JSON.stringify({ periods: found.periods, items: found.items, differences: found.differences.length })}\n`,
    );
    return found.differences.length ? 1 : 0;
  } finally {
    await pool.end();
  }
}
