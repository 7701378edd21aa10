import { parseArgs } from 'node:util';
import { compareScores } from '../../actions/fullScore.ts';
import { type House, openHouse } from '../../actions/house.ts';
import { rescoreStale } from '../../actions/scoreCase.ts';
import { openPool } from '../../db/pool.ts';
import { progress, say } from './say.ts';

/**
 * `city scores`: computes every month again from the whole log, a settled one with what it was settled with,
 * and compares with what is stored and frozen. The last line is JSON: periods, items and differences; exit 1
 * when anything differs. `city scores --again`: computes the open months of every unit anew.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { again: { type: 'boolean' } } });
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const pool = openPool({ url, name: 'city-scores', max: 4, role: 'owner' });
  try {
    if (values.again) return await again(openHouse(pool));
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

async function again(house: House): Promise<number> {
  const bar = progress('units');
  const done = await rescoreStale(house, ({ units, of }) => bar.at(units, of || null), true);
  bar.end();
  process.stdout.write(`${JSON.stringify({ units: done.units, cases: done.cases })}\n`);
  return 0;
}
