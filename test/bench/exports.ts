import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as rest } from 'node:timers/promises';
import { type Client, signIn } from '../client.ts';
import { openTestHouse } from '../house.ts';
import { loadOpenCases } from '../openCases.ts';
import { startPart } from '../parts.ts';

/**
 * `npx tsx test/bench/exports.ts [open] [lived]` with TEST_DATABASE_URL and TEST_REDIS_URL: has a real server make
 * the list of all open cases as CSV and as XLSX; prints how long each takes, the most memory that the server held
 * meanwhile (VmHWM, Linux), and how long a desk's list waited beside it.
 */
const OPEN = Number(process.argv[2] ?? 100_000);
const LIVED = Number(process.argv[3] ?? 4_000);
const LOOK_EVERY_MS = 200;

const house = await openTestHouse();
try {
  await loadOpenCases(house, OPEN, LIVED);
  const server = await startPart(house, 'server');
  try {
    const base = `http://127.0.0.1:${server.port}`;
    const [lead, desk] = [await signIn(base, 'shift'), await signIn(base, 'dispatch')];
    for (const format of ['csv', 'xlsx', 'csv', 'xlsx'] as const)
      await make(lead, desk, format, server.process.pid!);
  } finally {
    await server.kill();
  }
} finally {
  await house.close();
}

async function make(lead: Client, desk: Client, format: 'csv' | 'xlsx', pid: number): Promise<void> {
  // Linux forgets the highest mark so far when it is told so.
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await memoryOf(pid, 'VmRSS');
  const from = performance.now();
  const { id } = await lead.call('startExport', { format, lang: 'zh' });
  let slowest = 0;
  for (;;) {
    const asked = performance.now();
    await desk.call('listCases', { limit: 50 });
    slowest = Math.max(slowest, performance.now() - asked);
    const job = (await lead.call('myExports', {})).exports.find((one) => one.id === id);
    if (job?.state === 'failed') throw new Error(`The ${format} failed`);
    if (job?.state === 'done') {
      const { size } = await stat(path.join(house.dataDir, 'exports', `${id}.${format}`));
      const took = ((performance.now() - from) / 1_000).toFixed(1);
      const peak = await memoryOf(pid, 'VmHWM');
      console.log(
        `${format.padEnd(4)} ${job.rowsDone} rows, ${(size / 1e6).toFixed(1)} MB: ${took} s; memory ${before} MB before, ${peak} MB at most; a desk's list beside it ${slowest.toFixed(0)} ms at most`,
      );
      return;
    }
    await rest(LOOK_EVERY_MS);
  }
}

async function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const kb = new RegExp(`${what}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1_024);
}
