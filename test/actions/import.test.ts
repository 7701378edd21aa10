import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verify } from '@node-rs/argon2';
import gcoord from 'gcoord';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { firstPasswords } from '../../actions/import/firstPasswords.ts';
import { generateCells, joinSmall } from '../../actions/import/generateCells.ts';
import { type ImportWish, importFile } from '../../actions/import/importFile.ts';
import type { ImportName } from '../../core/contract/api/adminImports.ts';
import { inTransaction } from '../../db/tx.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await openTestHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});
const said: string[] = [];
afterEach(() => void said.splice(0));

/** Imports a text as a file; refused files roll back, as the doors do. */
async function take(what: ImportName, text: string | Buffer, more: Partial<ImportWish> = {}) {
  const file = path.join(folder, 'file');
  await writeFile(file, text);
  let answer: Awaited<ReturnType<typeof importFile>> | undefined;
  await inTransaction(house.owner, async (tx) => {
    answer = await importFile(tx, {
      what,
      file,
      reading: {},
      columns: {},
      target: null,
      owners: {},
      addUnits: false,
      actor: 'test',
      say: (line) => void said.push(line),
      told: () => {},
      ...more,
    });
    if (answer.refused) throw new Error('refused');
  }).catch((error: Error) => {
    if (!answer?.refused) throw error;
  });
  return answer!;
}
const sql = async (text: string, values: unknown[] = []) => (await house.owner.query(text, values)).rows;
const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
const whys = ({ faults }: { faults: readonly { row: number; why: string }[] }) =>
  faults.map(({ row, why }) => `${row}: ${why}`);

test('units come by code, once more they are updated, wrong ones are named by row and nothing is kept', async () => {
  const head = 'code,zh,en,type,level,command_duty';
  const first = await take('units', csv(head, 'gas,燃气公司,Gas Company,utility,private,no'));
  expect(first).toMatchObject({ rows: 1, refused: 0, added: 1, updated: 0 });
  const again = await take(
    'units',
    csv(head, 'gas,燃气集团,Gas Group,utility,municipal,no', 'heat,热力公司,Heat,utility,private,'),
  );
  expect(again).toMatchObject({ added: 1, updated: 1 });
  expect(await sql("SELECT zh, short_zh, level FROM unit WHERE code = 'gas'")).toEqual([
    { zh: '燃气集团', short_zh: '燃气集团', level: 'municipal' },
  ]);
  const wrong = await take(
    'units',
    csv(
      head,
      'rail,铁路局,Rail,utility,private,no',
      ',无名,Nobody,utility,private,no',
      'x,某,X,ministry,private,maybe',
      'rail,铁路,Rail,utility,private,no',
    ),
  );
  expect(wrong.refused).toBe(3);
  expect(whys(wrong)).toEqual([
    '3: has no code',
    '4: type is "ministry", expected bureau, utility, subdistrict, office; commandDuty ("command_duty") is "maybe", expected yes or no',
    '5: has the same code as row 2',
  ]);
  expect(await sql("SELECT FROM unit WHERE code IN ('rail', 'x')")).toEqual([]);
  expect(await sql("SELECT what, result FROM audit WHERE what = 'import units' ORDER BY id")).toEqual([
    { what: 'import units', result: '1 added, 0 updated' },
    { what: 'import units', result: '1 added, 1 updated' },
  ]);
});

test('categories bring conditions; a changed limit is the next version of the standard, the same file changes nothing', async () => {
  const head = 'kind,code,major_zh,zh,n,condition,limit,limit_unit,closing,urgency';
  const rows = (limit: number) =>
    csv(
      head,
      `incident,01950,市容环境,共享单车乱停,1,占用盲道,${limit},workingHour,移走,special`,
      'incident,01950,市容环境,共享单车乱停,2,倒伏成片,1,workingDay,扶正,',
    );
  expect(await take('categories', rows(4))).toMatchObject({ rows: 2, added: 1, updated: 0 });
  const standards = () =>
    sql(
      "SELECT condition_key, version, limit_value, urgency FROM standard WHERE condition_key LIKE 'gbt2026/incident/01950/%' ORDER BY 1, 2",
    );
  const first = [
    { condition_key: 'gbt2026/incident/01950/1', version: 1, limit_value: '4', urgency: 'special' },
    { condition_key: 'gbt2026/incident/01950/2', version: 1, limit_value: '1', urgency: 'general' },
  ];
  expect(await standards()).toEqual(first);
  await take('categories', rows(4));
  expect(await standards()).toEqual(first);
  await take('categories', rows(2));
  expect(await standards()).toEqual([first[0], { ...first[0], version: 2, limit_value: '2' }, first[1]]);
  expect(await sql("SELECT pinyin, major_code FROM category WHERE key = 'gbt2026/incident/01950'")).toEqual([
    { pinyin: 'gxdclt', major_code: '01' },
  ]);
  const wrong = await take(
    'categories',
    csv(
      head,
      'incident,01951,市容环境,甲,1,某,,workingHour,好,',
      'incident,01952,市容,乙,1,某,2,weeks,好,',
      'incident,01953,市容,丙,1,某,2,workingDay,好,',
      'incident,01953,市容,丁,2,某,2,workingDay,好,',
    ),
  );
  expect(whys(wrong)).toEqual([
    '2: limit is missing',
    '3: limitUnit ("limit_unit") is "weeks", expected urgentHour, urgentDay, workingHour, workingDay',
    '5: gives category 01953 another name than row 4',
  ]);
});

test('rules and people name units, areas and categories that are there', async () => {
  const [{ code: area }] = await sql(
    "SELECT code FROM area WHERE kind = 'subdistrict' ORDER BY code LIMIT 1",
  );
  const head = 'kind,level,code,area,unit,valid_from,order';
  const rule = `component,minor,01013,${area},water,2026-01-01,10`;
  expect(await take('rules', csv(head, rule))).toMatchObject({ added: 1, updated: 0 });
  expect(await take('rules', csv(head, rule.replace(',10', ',5')))).toMatchObject({ added: 0, updated: 1 });
  expect(
    await sql('SELECT unit_code, rule_order, version FROM routing_rule WHERE area_code = $1', [area]),
  ).toEqual([{ unit_code: 'water', rule_order: 5, version: 2 }]);
  const wrong = await take(
    'rules',
    csv(
      head,
      'component,minor,00000,,water,,',
      'component,minor,01013,nowhere,water,,',
      'component,minor,01013,,nobody,,',
      'component,minor,,,water,,',
      'incident,class,,,leading-office,2026-13-01,',
    ),
  );
  expect(whys(wrong)).toEqual([
    '2: names category 00000, which the city does not have',
    '3: names area nowhere, which the city does not have',
    '4: names unit nobody, which the city does not have',
    '5: code is missing: the category or major code',
    '6: from ("valid_from") is no date of the calendar',
  ]);

  const people = 'login,name,role,unit,areas,disabled';
  expect(
    await take('users', csv(people, `gas.li,李燃,liaison,water,,`, `grid.wang,王格,grid-head,,${area},`)),
  ).toMatchObject({ added: 2 });
  const passwords = await inTransaction(house.owner, async (tx) => {
    await tx.query("CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT 'gas.li' AS code");
    return firstPasswords(tx);
  });
  const [{ hash }] = await sql("SELECT password_hash AS hash FROM app_user WHERE login = 'gas.li'");
  expect(await verify(hash, passwords.get('gas.li')!)).toBe(true);
  await take('users', csv(people, 'gas.li,李燃,liaison,水务局,,yes'));
  expect(
    await sql(
      "SELECT unit_code, disabled_at IS NOT NULL AS disabled, password_hash = $1 AS same FROM app_user WHERE login = 'gas.li'",
      [hash],
    ),
  ).toEqual([{ unit_code: 'water', disabled: true, same: true }]);
  const strangers = await take(
    'users',
    csv(
      people,
      'a.b,甲,liaison,,,',
      'c.d,乙,emperor,,,',
      'e.f,丙,collector,,nowhere,',
      'g h,丁,collector,,,',
    ),
  );
  expect(strangers.refused).toBe(4);
  expect(whys(strangers)[0]).toBe('2: unit is missing: a liaison works for one');
});

test('components in GCJ-02 and BD-09 land where they are; declared as WGS-84 they are refused with the way home', async () => {
  const places = await sql(
    `SELECT ST_X(p) AS lon, ST_Y(p) AS lat FROM (SELECT ST_PointOnSurface(geom) AS p FROM area WHERE kind = 'cell' ORDER BY code) middles`,
  );
  for (const [system, name] of [
    ['gcj02', gcoord.GCJ02],
    ['bd09', gcoord.BD09],
  ] as const) {
    const code = (i: number) => `${system}-${i}`;
    const lines = places.map(({ lon, lat }, i) => {
      const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, name);
      return `${code(i)},01037,${x},${y},供电局`;
    });
    const file = csv('code,category,lon,lat,权属单位', ...lines);
    const refused = await take('components', file);
    expect(refused.refused).toBeGreaterThanOrEqual(5);
    expect(whys(refused)[0]).toMatch(
      new RegExp(
        `^\\d+: lies outside the city.*\\(\\d+ m off\\).*; read with --crs ${system} it lies inside`,
      ),
    );
    expect(await take('components', file, { reading: { system } })).toMatchObject({ added: lines.length });
    const [kept] = await sql(
      `SELECT max(ST_DistanceSphere(geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))) AS off, count(cell_code)::int AS seated,
          array_agg(DISTINCT owner_unit) AS owners FROM component JOIN unnest($1::text[], $2::float8[], $3::float8[]) AS p(code, lon, lat) USING (code)`,
      [places.map((_p, i) => code(i)), places.map(({ lon }) => lon), places.map(({ lat }) => lat)],
    );
    expect(kept).toMatchObject({ seated: lines.length, owners: ['power'] });
    expect(kept.off).toBeLessThan(1);
  }
  // What the file does not say stays as it was.
  const [{ lon, lat }] = places;
  const again = await take('components', csv('code,category,lon,lat', `gcj02-0,01037,${lon},${lat}`));
  expect(again).toMatchObject({ added: 0, updated: 1 });
  expect(await sql("SELECT owner_unit FROM component WHERE code = 'gcj02-0'")).toEqual([
    { owner_unit: 'power' },
  ]);
  const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02) as [number, number];
  const wkt = csv(
    'code,wkt,zh',
    `P-1,"POLYGON((${x} ${y},${x + 0.01} ${y},${x} ${y + 0.01},${x} ${y}))",某片`,
  );
  await take('areas', wkt, { target: 'custom', reading: { system: 'gcj02' } });
  const [drawn] = await sql(
    "SELECT ST_X(ST_StartPoint(ST_ExteriorRing(ST_GeometryN(geom, 1)))) AS x FROM area WHERE code = 'P-1'",
  );
  expect(Math.abs(drawn.x - lon)).toBeLessThan(1e-5);
});

test('a file that breaks off, has a ragged line, another encoding or another projection is refused by row', async () => {
  const point =
    '{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Point","coordinates":[103.8,36.06]}}';
  const category = { target: 'gbt2026/component/01037' };
  const broken = await take(
    'components',
    `{"type":"FeatureCollection","features":[${point},{"type":"Feat`,
    category,
  );
  expect(whys(broken)[0]).toMatch(/breaks off or is not JSON/);
  const ragged = await take('units', csv('code,zh', 'a,b', 'c,d,e'));
  expect(whys(ragged)[0]).toMatch(/^3: cannot be read/);
  const gb = Buffer.concat([
    Buffer.from('code,zh,type,level\ngb,'),
    Buffer.from([0xb9, 0xab, 0xcb, 0xbe]),
    Buffer.from(',utility,private\n'),
  ]);
  expect(whys(await take('units', gb))[0]).toMatch(/not in UTF-8/);
  expect(await take('units', gb, { reading: { encoding: 'gb18030' } })).toMatchObject({ added: 1 });
  expect(await sql("SELECT zh FROM unit WHERE code = 'gb'")).toEqual([{ zh: '公司' }]);
  const projected = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[${point}]}`;
  expect(whys(await take('components', projected, category))[0]).toMatch(/^1: .*EPSG::3857/);
});

test('cells are cut along streets or as squares, cover their communities without overlap, and are numbered', async () => {
  const made = await inTransaction(house.owner, (tx) =>
    generateCells(tx, { streets: 'city', sideM: 100, replace: true }),
  );
  expect(made.from).toBe('community');
  const check = () =>
    sql(
      `SELECT count(*)::int AS cells, count(*) FILTER (WHERE c.code ~ '^\\d{15}$' AND c.code LIKE c.parent_code || '%')::int AS coded,
          count(*) FILTER (WHERE NOT ST_IsValid(c.geom))::int AS broken,
          (SELECT sum(area_m2) FROM area WHERE kind = 'community') AS whole, sum(ST_Area(c.geom::geography)) AS sum,
          (SELECT count(*)::int FROM component k WHERE k.cell_code IS NULL) AS homeless FROM area c WHERE c.kind = 'cell'`,
    );
  const [streets] = await check();
  expect(streets).toMatchObject({ cells: made.cells, coded: made.cells, broken: 0 });
  expect(Math.abs(streets.sum / streets.whole - 1)).toBeLessThan(0.01);
  await expect(
    inTransaction(house.owner, (tx) => generateCells(tx, { streets: null, sideM: 300, replace: false })),
  ).rejects.toThrow(/already/);
  const squares = await inTransaction(house.owner, (tx) =>
    generateCells(tx, { streets: null, sideM: 300, replace: true }),
  );
  const [after] = await check();
  expect(after).toMatchObject({ cells: squares.cells, coded: squares.cells, broken: 0 });
  expect(Math.abs(after.sum / after.whole - 1)).toBeLessThan(0.01);
});

test('small pieces join the neighbour with the longest border, until they are large enough', () => {
  const pieces = [
    { id: 1, area: 100 },
    { id: 2, area: 4 },
    { id: 3, area: 3 },
    { id: 4, area: 5 },
  ];
  const borders = [
    { a: 1, b: 2, metres: 2 },
    { a: 2, b: 3, metres: 5 },
    { a: 1, b: 3, metres: 4 },
  ];
  // 3 joins 2, both together are still small and join 1; 4 has no neighbour.
  expect([...joinSmall(pieces, borders, 10)]).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 4],
  ]);
});
