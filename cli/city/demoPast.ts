import { parseArgs } from 'node:util';
import { loadDemoPast, NoPast } from '../../actions/demoPast.ts';
import { openHouse } from '../../actions/house.ts';
import { openPool } from '../../db/pool.ts';
import { progress, say } from './say.ts';

/**
 * `city demo-past [--days N] [--until DATE] [--seed S] [--cases-per-day N]`: gives the demo city its past. The
 * last line is JSON with counts and seconds; exit 3 when there is a past already.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string' },
      until: { type: 'string' },
      seed: { type: 'string' },
      'cases-per-day': { type: 'string' },
    },
  });
  const { DATABASE_URL: url, DATA_DIR: dataDir = '.data', DEMO_DAYS, DEMO_SEED } = process.env;
  const days = Number(values.days ?? DEMO_DAYS ?? 92);
  const casesPerDay = Number(values['cases-per-day'] ?? 150);
  if (!url) say('DATABASE_URL is not set: which database?');
  if (!inRange(days, 1_000)) say('--days is a number from 1 to 1000.');
  if (!inRange(casesPerDay, 100_000)) say('--cases-per-day is a number from 1 to 100000.');
  const dateIsRight = values.until === undefined || /^\d{4}-\d\d-\d\d$/.test(values.until);
  if (!dateIsRight) say('--until is a date like 2026-11-20.');
  if (!url || !dateIsRight || !inRange(days, 1_000) || !inRange(casesPerDay, 100_000)) return 2;
  const pool = openPool({ url, name: 'city-demo-past', role: 'owner', max: 4 });
  const startedAt = Date.now();
  const bar = progress('days of the past');
  try {
    const past = await loadDemoPast(openHouse(pool), {
      days,
      casesPerDay,
      dataDir,
      seed: values.seed || DEMO_SEED || 'qilihe',
      told: ({ day, days: all }) => bar.at(day, all),
      ...(values.until ? { until: values.until } : {}),
    });
    bar.end();
    await pool.query(
      'ANALYZE cases, case_event, dispatch, case_photo, light_turn, assignment_fact, score_item, unit_score, scored_case',
    );
    process.stdout.write(
      `${JSON.stringify({ ...past, seconds: Math.round((Date.now() - startedAt) / 100) / 10 })}\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof NoPast)) throw error;
    say(error.message);
    return 3;
  } finally {
    await pool.end();
  }
}

function inRange(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
