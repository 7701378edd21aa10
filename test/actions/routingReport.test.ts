import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { city } from '../command.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let spot: Spot;
let number: string;
const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, Record<string, unknown>>);

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  // Without an owner in its record the component leaves the decision to the rules.
  await house.owner.query(
    'UPDATE component SET owner_unit = NULL, maintainer_unit = NULL, custodian_unit = NULL WHERE code = $1',
    [spot.component],
  );
  await house.owner.query('DELETE FROM routing_rule');
  await house.owner.query(
    `INSERT INTO routing_rule (kind, level, scheme, code, unit_code, version)
     SELECT c.kind, 'minor', c.scheme, c.code, 'water', 3 FROM category c JOIN component p ON p.category_key = c.key WHERE p.code = $1`,
    [spot.component],
  );
  const id = await deeds.handled(spot);
  number = (await deeds.state(id)).number;
  expect((await deeds.state(id)).assignment!.unit).toBe('water');
});
afterAll(() => house?.close());

const RULE = `INSERT INTO routing_rule (kind, level, scheme, code, unit_code) SELECT kind, level, scheme, code, $1 FROM routing_rule WHERE unit_code = 'water'`;

test('overrides are counted per rule and version', async () => {
  const dispatcher = await deeds.as('dispatch');
  const { rows } = await house.owner.query(`SELECT id::text FROM routing_rule`);
  const id = await deeds.handled(spot);
  const head = await house.owner.query(
    `SELECT login FROM app_user WHERE unit_code = 'water' AND role = 'liaison' AND disabled_at IS NULL LIMIT 1`,
  );
  await deeds.command(await deeds.as(head.rows[0].login), id, 'return', { reason: 'not-ours' });
  await deeds.command(dispatcher, id, 'dispatch', { unit: 'power', reason: 'decided' });
  const report = await city(['routing-report'], { DATABASE_URL: house.url });
  expect(report.err).toBe('');
  expect(lines(report.out).flatMap((line) => line.overrides ?? [])).toEqual([
    { ruleId: rows[0].id, version: 3, unit: 'water', decided: 3, overridden: 1 },
  ]);
  expect(report.last).toMatchObject({ rules: 1, conflicts: 0, overridden: 1 });
});

test('rules that contradict each other and rules that never decide are named', async () => {
  await house.owner.query(RULE, ['power']);
  await house.owner.query(
    `INSERT INTO routing_rule (kind, level, code, unit_code, valid_from, valid_to) VALUES ('incident', 'minor', 'no-such', 'water', NULL, NULL)`,
  );
  const report = await city(['routing-report'], { DATABASE_URL: house.url });
  expect(report.code).toBe(1);
  const found = lines(report.out).slice(0, -1);
  expect(found.flatMap((line) => line.conflict ?? [])).toMatchObject([{ units: ['water', 'power'] }]);
  expect(found.flatMap((line) => line.unreachable ?? [])).toMatchObject([{ why: 'category-unknown' }]);
  await house.owner.query(`DELETE FROM routing_rule WHERE unit_code = 'power' OR code = 'no-such'`);
});

test('a rule set is tried on past cases, nothing is changed, and an unusable file names its field', async () => {
  const file = path.join(house.dataDir, 'rules.json');
  const { rows } = await house.owner.query(`SELECT kind, scheme, code FROM routing_rule`);
  writeFileSync(file, JSON.stringify([{ ...rows[0], level: 'minor', unit: 'power' }]));
  const before = (await house.owner.query('SELECT * FROM dispatch ORDER BY case_id, seq')).rows;
  const ran = await city(['routing-dry-run', file], { DATABASE_URL: house.url });
  expect(ran.code, ran.err).toBe(0);
  expect(lines(ran.out).slice(0, -1)).toContainEqual({
    case: number,
    before: { unit: 'water', reason: null },
    after: { unit: 'power', reason: null },
  });
  expect(ran.last).toEqual({
    total: 2,
    same: 0,
    moves: [{ from: 'water', to: 'power', count: 2 }],
    skipped: 0,
  });
  expect((await house.owner.query('SELECT * FROM dispatch ORDER BY case_id, seq')).rows).toEqual(before);
  writeFileSync(file, JSON.stringify([{ ...rows[0], level: 'street', unit: 'power' }]));
  const refused = await city(['routing-dry-run', file], { DATABASE_URL: house.url });
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('0.level');
});
