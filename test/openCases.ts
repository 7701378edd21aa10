import { performance } from 'node:perf_hooks';
import { loadDemoPast } from '../actions/demoPast.ts';
import { openHouse } from '../actions/house.ts';
import type { Pool } from '../db/pool.ts';
import type { TestHouse } from './house.ts';

/**
 * Loads `lived` reports of one day by the bulk loader, about half of them open at its end, and copies the open ones
 * with their logs until there are as many as `open` says, each with its own number, place and light; living that
 * many through the rules would take an hour.
 */
export async function loadOpenCases(
  { owner, dataDir }: TestHouse,
  open: number,
  lived: number,
): Promise<void> {
  const started = performance.now();
  const past = await loadDemoPast(openHouse(owner), {
    seed: 'desk-bench',
    days: 1,
    casesPerDay: lived,
    dataDir,
    unscored: true,
  });
  await multiply(owner, Math.ceil(open / past.open) - 1);
  const { rows } = await owner.query('SELECT count(*) AS open FROM cases WHERE is_open');
  await owner.query('VACUUM ANALYZE cases, case_event, case_text, case_search, dispatch, case_photo');
  console.log(
    `${rows[0].open} open cases (${past.open} of them lived, of ${past.cases}) loaded in ${Math.round((performance.now() - started) / 1_000)} s`,
  );
}

/** Copies of the open cases with their logs and texts, spread over 300 m and two days of lights. */
async function multiply(owner: Pool, times: number): Promise<void> {
  const list = async (table: string) => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'
          AND column_name <> 'position' ORDER BY ordinal_position`,
      [table],
    );
    return rows.map(({ name }) => name);
  };
  const own: Record<string, string> = {
    id: 'm.copy',
    case_id: 'm.copy',
    number: `left(t.number, 14) || lpad(m.n::text, 8, '0')`,
    geom: 'ST_Translate(t.geom, (random() - 0.5) * 0.006, (random() - 0.5) * 0.006)',
    yellow_from: 't.yellow_from + m.later',
    red_from: 't.red_from + m.later',
  };
  const tx = await owner.connect();
  await tx.query(
    "BEGIN; SET LOCAL statement_timeout = '10min'; SET LOCAL session_replication_role = replica",
  );
  await tx.query(
    `CREATE TEMP TABLE made ON COMMIT DROP AS
     SELECT c.id, (left(c.id::text, 14) || substr(gen_random_uuid()::text, 15))::uuid AS copy, row_number() OVER () + 10000000 AS n, (random() - 0.5) * interval '2 days' AS later
       FROM cases c, generate_series(1, $1::int) WHERE c.is_open`,
    [times],
  );
  for (const [table, key] of [
    ['cases', 'id'],
    ['case_search', 'case_id'],
    ['case_event', 'case_id'],
    ['case_text', 'case_id'],
  ] as const) {
    const columns = await list(table);
    const values = columns.map((name) => own[name] ?? `t.${name}`);
    await tx.query(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM made m JOIN ${table} t ON t.${key} = m.id`,
    );
  }
  await tx.query('COMMIT');
  tx.release();
}
