import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { v7 } from 'uuid';
import { limitOf } from '../../actions/facts.ts';
import { type House, openHouse, type Settings } from '../../actions/house.ts';
import { ImportRefused, type ImportStep, importCases } from '../../actions/importCases.ts';
import type { CaseEvent } from '../../core/rules/case/events.ts';
import type { Standard } from '../../core/rules/case/state.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { openPool, type Pool } from '../../db/pool.ts';
import { caseNumbers } from '../../db/queries/cases.ts';
import { standardOf } from '../../db/queries/catalogue.ts';
import { addUnit, type BostonCase, categoryKey, conditionKey, readBoston, setUpBoston } from './boston.ts';
import { ownDatabase } from './ownDatabase.ts';
import { progress, say } from './say.ts';

/** So many cases share a transaction; the next ones are decided while these are written. */
const BATCH = 100;
const AT_ONCE = 2;
const SHOWN_REJECTED = 20;

interface Tally {
  cases: number;
  closed: number;
  inTime: number;
  flagged: number;
  agree: number;
  rejected: number;
}

/**
 * `city replay --profile boston FILE…`: streams real cases through the same rules with their own times;
 * the last line on standard output is the tally as JSON.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { profile: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.profile !== 'boston' || !positionals.length) {
    say('Usage: city replay --profile boston FILE…   (the one profile that is there: boston)');
    return 2;
  }
  const url = process.env.DATABASE_URL;
  if (!url) {
    say('DATABASE_URL is not set: which database?');
    return 2;
  }
  const own = await ownDatabase(url, 'replay_boston');
  say(`Cases go into a database of their own: ${new URL(own).pathname.slice(1)}`);
  const pool = openPool({ url: own, name: 'city-replay', max: AT_ONCE + 1, role: 'owner' });
  try {
    await setUpBoston(pool);
    const house = openHouse(pool);
    const tally: Tally = { cases: 0, closed: 0, inTime: 0, flagged: 0, agree: 0, rejected: 0 };
    for (const file of positionals) await replayFile(house, pool, file, tally);
    process.stdout.write(`${JSON.stringify(tally)}\n`);
    return 0;
  } finally {
    await pool.end();
  }
}

interface Row {
  readonly file: string;
  readonly line: number;
  readonly read: BostonCase;
}

async function replayFile(house: House, pool: Pool, file: string, tally: Tally): Promise<void> {
  const stream = createReadStream(file);
  const total = statSync(file).size;
  const rows = stream.pipe(parse({ columns: true, bom: true, info: true, relax_column_count: false }));
  const bar = progress(file.split('/').at(-1)!);
  const writer = batchWriter(house, pool, tally);
  const working = new Set<Promise<void>>();
  let batch: Row[] = [];
  const send = () => {
    const one = writer.write(batch).finally(() => working.delete(one));
    working.add(one);
    batch = [];
  };
  for await (const { record, info } of rows as AsyncIterable<{ record: unknown; info: { lines: number } }>) {
    const read = readBoston(record);
    if ('why' in read) writer.reject(file, info.lines, read.why);
    else batch.push({ file, line: info.lines, read });
    if (batch.length === BATCH) send();
    if (working.size >= AT_ONCE) await Promise.race(working);
    const done = tally.cases + tally.rejected;
    bar.at(done, total ? Math.round((done * total) / Math.max(1, stream.bytesRead)) : null);
  }
  send();
  await Promise.all(working);
  bar.end();
}

function batchWriter(house: House, pool: Pool, tally: Tally) {
  const standards = new Map<string, Promise<Standard>>();
  const units = new Map<string, Promise<void>>();
  const reject = (file: string, line: number, why: string) => {
    tally.rejected++;
    if (tally.rejected <= SHOWN_REJECTED) say(`${file}:${line}: left out: ${why}`);
    else if (tally.rejected === SHOWN_REJECTED + 1)
      say('… more rows are left out; they are counted, not named');
  };
  return {
    reject,
    async write(batch: readonly Row[]): Promise<void> {
      if (!batch.length) return;
      const settings = await house.settings();
      for (const { read } of batch) {
        units.set(read.unit, units.get(read.unit) ?? addUnit(pool, read.unit, v7()));
        standards.set(read.type, standards.get(read.type) ?? loadStandard(pool, settings, read.type));
        await units.get(read.unit);
      }
      const instants = batch.map(({ read }) => read.openAt);
      const numbers = await caseNumbers(pool, instants, settings.city);
      const cases = await Promise.all(
        batch.map(async ({ read }, i) => {
          const id = house.newId(read.openAt);
          return { id, steps: stepsOf(read, await standards.get(read.type)!, id, numbers[i]!) };
        }),
      );
      for (const [i, log] of (await importCases(house, settings, cases)).entries()) {
        const { file, line, read } = batch[i]!;
        if (log instanceof ImportRefused) reject(file, line, log.message);
        else judge(settings, read, log, numbers[i]!, tally);
      }
    },
  };
}

async function loadStandard(pool: Pool, settings: Settings, type: string): Promise<Standard> {
  const row = await standardOf(pool, conditionKey(type), []);
  if (!row) throw new Error(`The profile has no standard for ${type}`);
  return {
    categoryKey: row.category_key,
    conditionKey: row.condition_key,
    kind: row.kind,
    urgency: row.urgency,
    ...limitOf(row, settings.calendar.data.workdayMinutes),
    photoRequired: row.photo_required,
    territorial: row.territorial,
    standardVersion: row.version,
  };
}

/** Counts a case; the verdict is the score's own. */
function judge(
  settings: Settings,
  row: BostonCase,
  log: readonly CaseEvent[],
  number: string,
  tally: Tally,
): void {
  tally.cases++;
  if (row.closedAt === null) return;
  tally.closed++;
  const [fact] = assignmentsOfCase(scoreCaseOf(number, log), {
    calendar: settings.calendar,
    commandDutyUnits: new Set(),
    dispatchLimitMs: 0,
  });
  const inTime = fact?.resolved === true && fact.timeUsedMs <= fact.limitMs;
  if (inTime) tally.inTime++;
  if (row.flag === null) return;
  tally.flagged++;
  if (inTime === (row.flag === 'ONTIME')) tally.agree++;
}

const NOWHERE = { cell: null, community: null, subdistrict: null, beat: null };

/** Report to dispatch at its opening, feedback to close at its closing. */
function stepsOf(row: BostonCase, standard: Standard, id: string, number: string): ImportStep[] {
  const place = { lon: row.lon, lat: row.lat, accuracyM: null, address: null };
  const at = (instant: number) => (command: ImportStep['command']) => ({ at: instant, command });
  const opened = at(row.openAt);
  const steps = [
    opened({
      type: 'report',
      id,
      number,
      channel: 'import',
      categoryKey: categoryKey(row.type),
      conditionKey: standard.conditionKey,
      kind: standard.kind,
      urgency: standard.urgency,
      proposed: standard,
      place,
      areas: NOWHERE,
      component: null,
      trusted: false,
      insideCity: true,
      photos: [],
    }),
    opened({ type: 'file', standard, place, areas: NOWHERE, component: null }),
    opened({
      type: 'dispatch',
      assisting: [],
      overrode: null,
      explanation: [{ code: 'import', matched: true, params: { source: row.source } }],
      unit: { code: row.unit, commandDuty: false, closed: false, hasLiaison: true, neverResponsible: false },
    }),
  ];
  if (row.closedAt === null) return steps;
  const closed = at(row.closedAt);
  return [
    ...steps,
    closed({ type: 'feedback', photos: [], reused: [], farM: null }),
    closed({ type: 'issue-check', collector: null }),
    closed({ type: 'pass', photos: [], how: 'import', anyoneOnDuty: false }),
    closed({ type: 'close', missingPhotos: 0 }),
  ];
}
