import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFilter } from '../../core/contract/api/caseFilter.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { listCases } from '../../db/queries/lists.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let spots: Spot[];
let shift: Actor;
/** Cases by what was said of them. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  spots = await findSpots(house.owner);
  shift = await deeds.as('shift');
  const intake = await deeds.as('intake');
  const said = {
    cover: ['井盖翘起，夜间响动', '建兰路 18 号', spots[0]!],
    lamp: ['Street lamp broken since Monday', 'Jianlan Road 3', spots[1]!],
    tree: ['行道树倾斜', '西津西路 200 号', spots[2]!],
  } as const;
  for (const [name, [text, address, spot]] of Object.entries(said)) {
    const report = reportAt(spot, { text, channel: 'hotline' });
    const place = { lon: spot.lon, lat: spot.lat, accuracyM: 5, address };
    ids[name] = (await deeds.report(intake, { ...report, place })).id;
  }
  ids.handled = await deeds.handled(spots[0]!);
});
afterAll(() => house?.close());

async function find(filter: CaseFilter, actor = shift): Promise<string[]> {
  const { cases } = await listCases(house.pool, actor, { ...filter, limit: 100, atMs: Date.now() });
  return Object.keys(ids)
    .filter((name) => cases.some(({ id }) => id === ids[name]))
    .sort();
}

test.each<[q: string, found: string[]]>([
  ['翘', ['cover']],
  ['夜间', ['cover']],
  ['井盖翘起', ['cover']],
  ['行道树倾', ['tree']],
  ['倾', ['tree']],
  ['建兰', ['cover']],
  ['建兰路', ['cover']],
  ['西路', ['tree']],
  ['津西路 倾斜', ['tree']],
  ['津西路 井盖', []],
  ['lamp', ['lamp']],
  ['LAMP', ['lamp']],
  ['l', ['lamp']],
  ['la', ['lamp']],
  ['Jianlan broken', ['lamp']],
  ['amp', []],
  ['盖井', []],
])('search of text and place: %s', async (q, found) => {
  expect(await find({ q, status: 'reported' })).toEqual(found);
});

test('category and unit are found by their names in both languages, the number by its last digits', async () => {
  const { rows } = await house.owner.query(
    `SELECT c.number, k.short_zh AS zh, k.en, u.zh AS unit FROM cases c JOIN category k ON k.key = c.category_key JOIN unit u ON u.code = c.unit_code WHERE c.id = $1`,
    [ids.handled],
  );
  const { number, zh, en, unit } = rows[0];
  for (const q of [zh, zh.slice(0, 2), en.split(' ')[0], unit, unit.slice(0, 4), number.slice(-6), number])
    expect([q, await find({ q })]).toEqual([q, expect.arrayContaining(['handled'])]);
  expect(await find({ q: number })).toEqual(['handled']);
});

test('a text beside the log is found by nobody who may not see its case', async () => {
  const strangers = [await deeds.as('transport'), await deeds.as(spots[3]!.other)];
  for (const actor of strangers) expect(await find({ q: '翘起' }, actor)).toEqual([]);
  expect(await find({ q: '翘起' })).toEqual(['cover']);
});

test('a note is found as soon as it is written, and no more once the case has ended', async () => {
  await deeds.command(shift, ids.tree!, 'note', { text: '园林已到场' });
  expect(await find({ q: '园林已到' })).toContain('tree');
  await deeds.command(shift, ids.tree!, 'void', { reason: 'test' });
  expect(await find({ q: '园林已到' })).toEqual([]);
  const { rows } = await house.owner.query('SELECT count(*)::int AS n FROM case_search WHERE case_id = $1', [
    ids.tree,
  ]);
  expect(rows[0].n).toBe(0);
});

test('filters narrow by status, channel, unit, subdistrict, dates, area and views', async () => {
  const { lon, lat } = spots[0]!;
  const box = (x: number) =>
    [
      [-x, -x],
      [x, -x],
      [x, x],
      [-x, x],
    ]
      .map(([dx, dy]) => `${(lon + dx!).toFixed(6)},${(lat + dy!).toFixed(6)}`)
      .join(';');
  expect(await find({ status: 'handling' })).toEqual(['handled']);
  expect(await find({ unit: spots[0]!.unit })).toEqual(['handled']);
  expect(await find({ channel: 'hotline', subdistrict: spots[1]!.subdistrict })).toEqual(['lamp']);
  expect(await find({ category: MANHOLE })).toEqual(['handled']);
  expect(await find({ area: box(0.0002) })).toEqual(['cover', 'handled']);
  expect(await find({ from: Date.now() + 60_000 })).toEqual([]);
  expect(await find({ from: Date.now() - 3_600_000, to: Date.now() + 60_000, status: 'handling' })).toEqual([
    'handled',
  ]);
  const liaison = await deeds.as(spots[0]!.unit);
  await deeds.command(liaison, ids.handled!, 'request-extension', { reason: 'parts', minutes: 60 });
  expect(await find({ view: 'approvals' })).toEqual(['handled']);
  expect(await find({ pending: 'extension' })).toEqual(['handled']);
  expect(await find({ view: 'supervision' })).toEqual([]);
  await deeds.command(await deeds.as('supervise'), ids.handled!, 'supervise', {});
  expect(await find({ view: 'supervision' })).toEqual(['handled']);
  await deeds.command(shift, ids.handled!, 'close-unresolved', { reason: 'no-responsible-subject' });
  expect(await find({ view: 'unresolved' })).toEqual(['handled']);
  expect(await find({ view: 'no-subject' })).toEqual(['handled']);
  expect(await find({ scope: 'ended', status: 'closed' })).toEqual(['handled']);
});

test('only the named cases of a list are answered, and those that left it are not', async () => {
  const both = `${ids.cover},${ids.handled}`;
  const { cases } = await listCases(house.pool, shift, {
    hand: 'acceptance',
    ids: both,
    limit: 100,
    atMs: Date.now(),
  });
  expect(cases.map(({ id }) => id)).toEqual([ids.cover]);
});
