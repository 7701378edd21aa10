import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAt } from '../city.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { type Door, openDoor, sessionOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let spot: Spot;
let handled: string;
const HARMFUL = '=HYPERLINK("http://x","点")';

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner, undefined, 1)) as [Spot];
  const intake = await deeds.as('intake');
  await deeds.report(intake, reportAt(spot, { text: HARMFUL }));
  handled = await deeds.handled(spot);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

async function file(
  client: Client,
  query: string,
): Promise<{ status: number; bytes: Buffer; rows: string | null }> {
  const response = await fetch(`${door.base}${query}`, { headers: { cookie: client.cookie } });
  return {
    status: response.status,
    bytes: Buffer.from(await response.arrayBuffer()),
    rows: response.headers.get('x-rows'),
  };
}

test('a list as CSV: every row of the list, names in the language, formulas harmless', async () => {
  const shift = await sessionOf(house.owner, door.base, 'shift');
  const { bytes, rows } = await file(shift, '/api/export/cases?format=csv&lang=zh');
  const lines: string[][] = parse(bytes, { bom: true });
  expect(lines).toHaveLength(3);
  expect(rows).toBe('2');
  expect(lines[0]!.slice(0, 2)).toEqual(['案卷号', '状态']);
  expect(lines.flat()).toContain(`'${HARMFUL}`);
  expect(lines.flat()).toContain('处置中');
});

test('the same as XLSX, and no formula in it', async () => {
  const shift = await sessionOf(house.owner, door.base, 'shift');
  const { bytes } = await file(shift, '/api/export/cases?format=xlsx&lang=en');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const sheet = book.worksheets[0]!;
  expect(sheet.rowCount).toBe(3);
  const values = sheet.getRow(2).values as unknown[];
  expect([sheet.getRow(2), sheet.getRow(3)].flatMap((row) => row.values as unknown[])).toContain(
    `'${HARMFUL}`,
  );
  expect(values.every((value) => typeof value !== 'object' || value === null)).toBe(true);
});

test('a unit’s file holds what the unit sees; a wrong filter is refused', async () => {
  const unit = await sessionOf(house.owner, door.base, spot.unit);
  const other = await sessionOf(house.owner, door.base, 'commerce');
  expect((await file(unit, '/api/export/cases?format=csv')).rows).toBe('1');
  expect((await file(other, '/api/export/cases?format=csv')).rows).toBe('0');
  expect((await file(other, '/api/export/cases?format=csv&hand=nobody-at-all')).status).toBe(400);
});

test('a file is made apart from the request, found again by its owner alone, and taken over from a maker who fell silent', async () => {
  const [shift, other] = await Promise.all(
    ['shift', 'intake'].map((login) => sessionOf(house.owner, door.base, login)),
  );
  const left = v7();
  await house.owner.query(
    `INSERT INTO export_job (id, user_id, actor, format, lang, filter, asked_at, state, tries, heard_at)
     SELECT $1, id, jsonb_build_object('id', id, 'role', role, 'unit', NULL, 'areas', '[]'::jsonb), 'csv', 'zh', '{}', now(), 'running', 1, now() - interval '1 hour'
       FROM app_user WHERE login = 'shift'`,
    [left],
  );
  const { id } = await shift!.call('startExport', { format: 'xlsx', lang: 'en' });
  await until('both files', async () => {
    const { exports } = await shift!.call('myExports', {});
    return exports.length === 2 && exports.every(({ state }) => state === 'done');
  });
  const { exports } = await shift!.call('myExports', {});
  expect(exports.map((one) => [one.id, one.rowsAll, one.rowsDone])).toEqual(
    expect.arrayContaining([
      [id, 2, 2],
      [left, 2, 2],
    ]),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await file(shift!, `/api/exports/${id}/file`)).bytes as never);
  expect(book.worksheets[0]!.rowCount).toBe(3);
  const csv = (await file(shift!, `/api/exports/${left}/file`)).bytes;
  expect(parse(csv, { bom: true })).toHaveLength(3);
  expect((await other!.call('myExports', {})).exports).toEqual([]);
  expect((await file(other!, `/api/exports/${id}/file`)).status).toBe(404);
  await expect(other!.call('dropExport', { id })).rejects.toMatchObject({ status: 404 });
  await shift!.call('dropExport', { id });
  expect((await file(shift!, `/api/exports/${id}/file`)).status).toBe(404);
});

test('the case sheet is a PDF whose Chinese can be read out again; a stranger to the case gets none', async () => {
  const shift = await sessionOf(house.owner, door.base, 'shift');
  const { status, bytes } = await file(shift, `/api/cases/${handled}/sheet?lang=zh`);
  expect(status).toBe(200);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const { rows } = await house.owner.query(
    'SELECT c.number, u.zh AS unit, k.zh AS category FROM cases c JOIN unit u ON u.code = c.unit_code JOIN category k ON k.key = c.category_key WHERE c.id = $1',
    [handled],
  );
  const text = await pdfText(bytes);
  for (const word of [rows[0].number, rows[0].unit, rows[0].category, '责任单位', '派遣'])
    expect(text).toContain(word);
  const other = await sessionOf(house.owner, door.base, 'commerce');
  expect((await file(other, `/api/cases/${handled}/sheet`)).status).toBe(404);
});

test('filters are a person’s own: kept, replaced by name, dropped by their owner alone', async () => {
  const [shift, other] = await Promise.all(
    ['shift', 'intake'].map((login) => sessionOf(house.owner, door.base, login)),
  );
  await shift!.call('saveFilter', { name: '红灯', filter: { light: 'red' } });
  await shift!.call('saveFilter', { name: '红灯', filter: { light: 'red', hand: 'unit' } });
  const { filters } = await shift!.call('savedFilters', {});
  expect(filters).toMatchObject([{ name: '红灯', filter: { light: 'red', hand: 'unit' } }]);
  expect((await other!.call('savedFilters', {})).filters).toEqual([]);
  await expect(other!.call('dropFilter', { id: filters[0]!.id })).rejects.toMatchObject({ status: 404 });
  await shift!.call('dropFilter', { id: filters[0]!.id });
  expect((await shift!.call('savedFilters', {})).filters).toEqual([]);
});

test('a place is found by address, by name and by component number', async () => {
  const shift = await sessionOf(house.owner, door.base, 'shift');
  const byNumber = (await shift.call('findPlace', { q: spot.component })).places;
  expect(byNumber[0]).toMatchObject({ component: spot.component, kind: 'component' });
  const { address } = await shift.call('place', { lon: spot.lon, lat: spot.lat });
  const [found] = (await shift.call('findPlace', { q: address!.zh })).places;
  expect(found).toMatchObject({ kind: 'address', zh: address!.zh });
  expect(Math.hypot(found!.lon - spot.lon, found!.lat - spot.lat)).toBeLessThan(0.003);
});

test('why it was routed is told of the case as it is now', async () => {
  const shift = await sessionOf(house.owner, door.base, 'shift');
  const routing = await shift.call('caseRouting', { id: handled });
  expect(routing.unit).toBe(spot.unit);
  expect(routing.explanation.some((step) => step.matched)).toBe(true);
});

async function pdfText(bytes: Buffer): Promise<string> {
  const name = path.join(house.dataDir, 'sheet.pdf');
  await writeFile(name, bytes);
  // Poppler where it is installed; a reader in the program's own dependencies does not exist.
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', name, '-']);
  return stdout;
}
