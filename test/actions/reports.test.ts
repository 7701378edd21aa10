import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareScores } from '../../actions/fullScore.ts';
import { openHouse } from '../../actions/house.ts';
import { machine } from '../../actions/machine.ts';
import { run } from '../../actions/run.ts';
import { rescoreStale, scoreCase } from '../../actions/scoreCase.ts';
import { settlePeriods } from '../../actions/settlePeriods.ts';
import type { EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';

const HOUR = 3_600_000;
const SECRET = '王小二 13800001111';
let now = Date.parse('2026-10-12T02:00:00Z');
let kept: TestHouse;
let door: Door;
let deeds: Deeds;
let spots: Spot[];
let evaluator: Client;
let month: number;

beforeAll(async () => {
  kept = await openTestHouse({ now: () => now });
  door = await openDoor(kept);
  deeds = openDeeds(kept);
  spots = await findSpots(kept.owner, undefined, 3);
  evaluator = await sessionOf(kept.owner, door.base, (await addPerson(kept.owner, 'evaluator')).login);
  for (const spot of [...spots, ...spots]) {
    const id = await deeds.handled(spot);
    await kept.owner.query(`UPDATE cases SET address = $2 WHERE id = $1`, [id, SECRET]);
    now += HOUR;
    await run(kept.house, scoreCase, { caseId: id }, { actor: machine('test') });
  }
  month = (await evaluator.call('score', {})).period.id;
});
afterAll(async () => {
  await door?.close();
  await kept?.close();
});

async function fetched(query: string, client = evaluator) {
  const response = await fetch(`${door.base}${query}`, { headers: { cookie: client.cookie } });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** What a real reader finds in a PDF. */
async function textOf(pdf: Buffer): Promise<string> {
  const file = path.join(kept.dataDir, 'paper.pdf');
  await writeFile(file, pdf);
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
  return stdout;
}

const sum = (rows: readonly { shouldResolve: number }[]) =>
  rows.reduce((total, row) => total + row.shouldResolve, 0);

test('the briefing’s areas and categories sum up to the units’ numbers, and its charts are drawn', async () => {
  const { figures } = await evaluator.call('paper', { period: month, kind: 'briefing' });
  expect(figures.sums.shouldResolve).toBe(6);
  for (const rows of [figures.units, figures.subdistricts, figures.communities, figures.categories])
    expect(sum(rows)).toBe(6);
  expect(figures.hotSpots.map((spot) => spot.filed)).toEqual([2, 2, 2]);
  const { charts } = await evaluator.call('paperCharts', { period: month, kind: 'briefing', lang: 'zh' });
  for (const svg of Object.values(charts)) expect(svg).toMatch(/^<svg/);
  expect(charts.ranking).toContain(figures.units[0]!.name.zh);
});

test('text blocks are edited as versions until the paper is published; then its words and figures stay', async () => {
  const of = { period: month, kind: 'briefing' } as const;
  const texts = { summary: '本月总体平稳，井盖问题突出。', problems: '', measures: '' };
  expect(await evaluator.call('savePaper', { ...of, base: 0, texts })).toEqual({ version: 1 });
  await expect(evaluator.call('savePaper', { ...of, base: 0, texts })).rejects.toMatchObject({ status: 409 });
  await expect(evaluator.call('savePaper', { ...of, base: 1, texts: { gossip: 'x' } })).rejects.toMatchObject(
    { status: 400 },
  );
  expect(await evaluator.call('publishPaper', { ...of, base: 1 })).toEqual({ version: 2 });
  const published = await evaluator.call('paper', of);
  const { bytes } = await fetched(`/api/score/report/file?period=${month}&kind=briefing&lang=zh`);
  await kept.owner.query('UPDATE unit_score SET should_resolve = should_resolve + 7 WHERE period_id = $1', [
    month,
  ]);
  expect((await evaluator.call('paper', of)).figures).toEqual(published.figures);
  await kept.owner.query('UPDATE unit_score SET should_resolve = should_resolve - 7 WHERE period_id = $1', [
    month,
  ]);
  await expect(evaluator.call('savePaper', { ...of, base: 2, texts })).rejects.toMatchObject({
    body: { error: { clause: '05.report.published' } },
  });
  const text = await textOf(bytes);
  expect(text).toContain('2026 年 10 月 考核通报');
  expect(text).toContain('本月总体平稳，井盖问题突出。');
  for (const unit of published.figures.units) expect(text).toContain(unit.name.zh.slice(0, 4));
});

test('an award list leaves out who had too little to resolve', async () => {
  const policy = (minVolume: number) => [
    {
      reviewWorkdays: 3,
      appealWorkdays: 5,
      recurrence: { metres: 50, days: 30 },
      award: { minVolume, places: 2 },
      composites: { collector: false, dispatcher: false, unit: false },
    },
  ];
  const most = Math.max(
    ...(await evaluator.call('score', { period: month })).units.map((u) => u.shouldResolve),
  );
  await kept.owner.query(
    `INSERT INTO policy (kind, version, data, valid_from) VALUES ('assessment', 1, $1, '2020-01-01')`,
    policy(most),
  );
  const house = { ...kept, house: openHouse(kept.pool, { now: () => now }) };
  const other = await openDoor(house);
  const client = await sessionOf(kept.owner, other.base, (await addPerson(kept.owner, 'leader')).login);
  const { figures } = await client.call('paper', { period: month, kind: 'award' });
  await other.close();
  const enough = figures.units.filter((unit) => unit.shouldResolve >= most && unit.level !== 'municipal');
  expect(figures.award.listed.map(({ unit }) => unit).sort()).toEqual(enough.map(({ unit }) => unit).sort());
  expect(figures.award.tooFew.length).toBe(
    figures.units.filter((unit) => unit.rank !== null && unit.level !== 'municipal').length - enough.length,
  );
});

test('the workbook holds every sheet and every item; the open data nobody and no place but the unit grid', async () => {
  const { bytes } = await fetched(`/api/score/book?period=${month}&lang=zh`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(
    '排名 趋势 扣分构成 分街道 分社区 分小类 热点网格 申诉 修订 指标·单位 指标·小类 指标·街道 指标·社区 指标·采集员 指标·公司 指标·岗位 案卷'.split(
      ' ',
    ),
  );
  const items = book.getWorksheet('案卷')!;
  expect(items.rowCount).toBe(7);
  const numbers = items.getColumn(2).values.slice(2);
  const { rows } = await kept.owner.query<{ number: string }>('SELECT number FROM cases ORDER BY number');
  expect([...numbers].sort()).toEqual(rows.map((row) => row.number));

  const csv = await fetched(`/api/open-data?period=${month}&format=csv`);
  const geo = await fetched(`/api/open-data?period=${month}&format=geojson`);
  const lines: string[][] = parse(csv.bytes, { bom: true });
  const { rows: open } = await kept.owner.query(
    `SELECT count(*)::int AS n FROM cases c JOIN category g ON g.key = c.category_key WHERE g.open_to_residents`,
  );
  expect(lines).toHaveLength(open[0].n + 1);
  expect(open[0].n).toBeGreaterThan(0);
  const { features } = JSON.parse(geo.bytes.toString()) as {
    features: { geometry: { coordinates: number[] } }[];
  };
  expect(features).toHaveLength(open[0].n);
  for (const text of [csv.bytes.toString(), geo.bytes.toString()]) expect(text).not.toContain('王小二');
  for (const spot of spots) expect(JSON.stringify(features)).not.toContain(String(spot.lon));
});

test('quarters and years are chains of their own: scored, shown, settled and frozen like months', async () => {
  await rescoreStale(kept.house);
  const { chains } = await evaluator.call('score', {});
  const quarter = chains.find((one) => one.chain === 'quarter')!.period;
  const page = await evaluator.call('score', { period: quarter });
  expect([page.chain, page.period.name, sum(page.units)]).toEqual(['quarter', '2026-Q4', 6]);
  const kinds = async (period: number) =>
    (await evaluator.call('papers', { period })).reports.map(({ kind }) => kind);
  expect(await kinds(quarter)).toEqual(['notice', 'award']);
  await expect(evaluator.call('paper', { period: quarter, kind: 'briefing' })).rejects.toMatchObject({
    status: 404,
  });
  const notice: EndpointAnswer['paper'] = await evaluator.call('paper', { period: quarter, kind: 'notice' });
  expect(sum(notice.figures.communities)).toBe(6);
  const text = await textOf(
    (await fetched(`/api/score/report/file?period=${quarter}&kind=notice&lang=en`)).bytes,
  );
  expect(text).toContain('Q4 2026 Quarterly notice');
  expect(text).toContain('By community');
  now = Date.parse('2027-01-10T02:00:00Z');
  const { settled } = await run(kept.house, settlePeriods, {}, { actor: machine('test') });
  expect(settled).toEqual(['2026-10', '2026-11', '2026-12', '2026-Q4', '2026']);
  const frozen = await evaluator.call('periodStages', { period: quarter });
  expect(frozen.period.state).toBe('settled');
  expect(sum(frozen.revisions[0]!.units)).toBe(6);
});

test('what counts as the same problem again is policy: another distance, and the figure follows', async () => {
  const [spot] = spots as [Spot, ...Spot[]];
  const recurrence = async () => {
    const span = { from: now - 40 * 24 * HOUR, to: now + 24 * HOUR };
    const { rows } = await evaluator.call('figures', { by: 'category', ...span });
    return rows.reduce((sum, row) => sum + row.figures.recurrence!.numerator, 0);
  };
  const pairs = async () => (await kept.owner.query('SELECT FROM recurrence')).rowCount;
  const handle = async (east: number) => {
    const id = await deeds.handled({ ...spot, lon: spot.lon + east });
    now += HOUR;
    return id;
  };
  const score = (id: string, house = kept.house) =>
    run(house, scoreCase, { caseId: id }, { actor: machine('test') });
  const [unit, shift] = [await deeds.as(spot.unit), await deeds.as('shift')];
  const first = await handle(0);
  await deeds.command(unit, first, 'feedback', { photos: [await deeds.photo(unit)] });
  await deeds.step(first);
  await deeds.command(shift, first, 'pass', { photos: [await deeds.photo(shift)] });
  await deeds.command(shift, first, 'close', {});
  await score(first);
  now += HOUR;
  // 0.002 degrees are some 180 m.
  await score(await handle(0.002));
  expect([await recurrence(), await pairs()]).toEqual([0, 0]);
  await kept.owner.query(
    `INSERT INTO policy (kind, version, data, valid_from)
     SELECT 'assessment', coalesce(max(version), 0) + 1, '{"recurrence": {"metres": 400, "days": 30}}', '2020-01-01' FROM policy WHERE kind = 'assessment'`,
  );
  const house = openHouse(kept.pool, { now: () => now });
  await rescoreStale(house);
  expect([await recurrence(), await pairs()]).toEqual([1, 1]);
  // Event by event on the new policy it stays what the whole log gives.
  await score(await handle(-0.003), house);
  expect([await recurrence(), await pairs()]).toEqual([1, 2]);
  const { differences } = await compareScores(house, () => {});
  expect(differences.filter((line) => line.includes('recurrences'))).toEqual([]);
});
