import { parseArgs } from 'node:util';
import { checkSeals } from '../../actions/seal.ts';
import { firstBreak } from '../../actions/verifyLog.ts';
import { openPool, type Pool } from '../../db/pool.ts';
import { caseIdsByNumber, keyBefore, readLogPage } from '../../db/queries/logCheck.ts';
import { progress, say } from './say.ts';

const PAGE = 500;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * `city verify-log [NUMBER…]`: one case or everything. The last line is JSON: cases, events, seals and the
 * first break (null when the log is whole); exit 1 on a break.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { anchor: { type: 'string' } },
    allowPositionals: true,
  });
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const pool = openPool({ url, name: 'city-verify-log', max: 2, role: 'owner' });
  try {
    const found = positionals.length ? await verifyNumbers(pool, positionals) : await verifyAll(pool);
    const seals = positionals.length
      ? { seals: 0, broken: null }
      : await checkSeals(pool, values.anchor ?? anchorFile());
    const first = found.first ?? seals.broken;
    process.stdout.write(
      `${JSON.stringify({ cases: found.cases, events: found.events, seals: seals.seals, break: first })}\n`,
    );
    return first ? 1 : 0;
  } finally {
    await pool.end();
  }
}

function anchorFile(): string | null {
  return process.env.DATA_DIR ? `${process.env.DATA_DIR}/seals.jsonl` : null;
}

async function verifyAll(pool: Pool) {
  const bar = progress('cases');
  const found = { cases: 0, events: 0, first: null as ReturnType<typeof firstBreak> };
  for (let after = FIRST_KEY; !found.first; ) {
    const page = await readLogPage(pool, after, PAGE);
    for (const logged of page) {
      found.cases++;
      found.events += logged.events.length;
      found.first ??= firstBreak(logged);
    }
    bar.at(found.cases, null);
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  bar.end();
  return found;
}

async function verifyNumbers(pool: Pool, numbers: readonly string[]) {
  const ids = await caseIdsByNumber(pool, numbers);
  const found = { cases: 0, events: 0, first: null as ReturnType<typeof firstBreak> };
  for (const number of numbers) {
    const id = ids.get(number);
    if (!id) {
      found.first ??= { caseId: '', number, seq: 0, why: 'there is no case of this number' };
      continue;
    }
    const [logged] = await readLogPage(pool, keyBefore(id), 1);
    found.cases++;
    found.events += logged!.events.length;
    found.first ??= firstBreak(logged!);
  }
  return found;
}
