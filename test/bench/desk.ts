import { performance } from 'node:perf_hooks';
import type { EndpointInput } from '../../core/contract/api/endpoints.ts';
import { type Client, signIn } from '../client.ts';
import { openTestHouse } from '../house.ts';
import { loadOpenCases } from '../openCases.ts';
import { startPart } from '../parts.ts';

/**
 * `npx tsx test/bench/desk.ts [open] [lived]` with TEST_DATABASE_URL and TEST_REDIS_URL: asks a real server of a
 * city with so many open cases (see ../openCases.ts) as the desk does; prints p50 and p95.
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
  await loadOpenCases(house, OPEN, LIVED);
  const server = await startPart(house, 'server');
  try {
    await ask(await signIn(`http://127.0.0.1:${server.port}`, 'shift'));
  } finally {
    await server.kill();
  }
} finally {
  await house.close();
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
