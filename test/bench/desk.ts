import { performance } from 'node:perf_hooks';
import { loadDemoPast } from '../../actions/demoPast.ts';
import { openHouse } from '../../actions/house.ts';
import type { EndpointInput } from '../../core/contract/api/endpoints.ts';
import type { Pool } from '../../db/pool.ts';
import { type Client, signIn } from '../client.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { startPart } from '../parts.ts';

/**
 * `npx tsx test/bench/desk.ts [open] [lived]` with TEST_DATABASE_URL and TEST_REDIS_URL: loads the second number of reports
 * of one day by the bulk loader, about half of them open at its end, and copies the open ones with their logs until
 * there are as many as the first number says, each with its own number, place and light; living that many through the
 * rules would take an hour. Asks a real server as the desk does; prints p50 and p95.
 */
const OPEN = Number(process.argv[2] ?? 100_000);
const LIVED = Number(process.argv[3] ?? 8_000);
const ROUNDS = 30;
const TERMS = {
  'one character': ['路', '井', '树', '灯', '水', '广', '车', '南', '巷', '楼'],
  'two characters': ['井盖', '路灯', '占道', '垃圾', '西津', '广告', '南路', '积水', '树木', '城管'],
  'four characters': [
    '西津西路',
    '污水井盖',
    '占道经营',
    '非法广告',
    '行道树木',
    '建兰南路',
    '暴露垃圾',
    '乱堆物料',
    '敦煌北路',
    '小西湖东',
  ],
  'four letters': ['lamp', 'road', 'tree', 'sewa', 'stal', 'unli', 'drai', 'gree', 'adve', 'wate'],
} as const;

const house = await openTestHouse();
try {
  await load(house);
  const server = await startPart(house, 'server');
  try {
    await ask(await signIn(`http://127.0.0.1:${server.port}`, 'shift'));
  } finally {
    await server.kill();
  }
} finally {
  await house.close();
}

async function load({ owner, dataDir }: TestHouse): Promise<void> {
  const started = performance.now();
  const past = await loadDemoPast(openHouse(owner), {
    seed: 'desk-bench',
    days: 1,
    casesPerDay: LIVED,
    dataDir,
    unscored: true,
  });
  await multiply(owner, Math.ceil(OPEN / past.open) - 1);
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

async function ask(client: Client): Promise<void> {
  const first = await client.call('listCases', { limit: 200 });
  const [hands, ids] = [
    ['acceptance', 'unit', 'supervision', 'closing'] as const,
    first.cases.map(({ id }) => id),
  ];
  const lists = async (input: EndpointInput<'listCases'>) =>
    void (await client.call('listCases', { limit: 200, ...input }));
  await measure('counts', 50, () => client.call('counts', {}));
  await measure('queue opens (list and counts)', 300, (i) =>
    Promise.all([lists({ hand: hands[i % hands.length]! }), client.call('counts', {})]),
  );
  await measure('next case', 150, (i) => client.call('caseDetail', { id: ids[i % ids.length]! }));
  for (const [what, words] of Object.entries(TERMS))
    await measure(`search, ${what}`, 500, (i) => lists({ q: words[i % words.length]! }));
  await measure('red, of a category, in a week', 300, () =>
    lists({ light: 'red', category: first.cases[0]!.categoryKey!, from: Date.now() - 7 * 86_400_000 }),
  );
  await measure('area on the map', 300, () =>
    lists({ area: '103.75,36.05;103.79,36.05;103.79,36.08;103.75,36.08' }),
  );
  await measure('supervision list', 300, () => lists({ view: 'supervision' }));
  await measure('approvals', 300, () => lists({ view: 'approvals' }));
  await wholeList(client);
}

/** Every page of the whole list, one after the other, as somebody who scrolls to its end. */
async function wholeList(client: Client): Promise<void> {
  const took: number[] = [];
  let rows = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const from = performance.now();
    const page = await client.call('listCases', { limit: 200, ...(after ? { after } : {}) });
    took.push(performance.now() - from);
    rows += page.cases.length;
    after = page.next;
  }
  print(`each of ${took.length} pages, ${rows} rows`, 300, took);
}

async function measure(
  what: string,
  goalMs: number,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  await work(0);
  const took: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const from = performance.now();
    await work(i);
    took.push(performance.now() - from);
  }
  print(what, goalMs, took);
}

function print(what: string, goalMs: number, took: readonly number[]): void {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.ceil(share * sorted.length) - 1]!.toFixed(0)} ms`;
  console.log(
    `${what.padEnd(40)} p50 ${at(0.5).padStart(7)}  p95 ${at(0.95).padStart(7)}  goal ${goalMs} ms`,
  );
}
