import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDemoPast } from '../../actions/demoPast.ts';
import { openHouse } from '../../actions/house.ts';
import { seedDemo } from '../../db/demo/seed.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

/** Rows of a table as the database prints them, without what time and chance put in. */
const DUMPS = {
  area: 'SELECT md5(string_agg(a::text, chr(10) ORDER BY code)) FROM area a',
  component:
    "SELECT md5(string_agg((to_jsonb(c) - 'updated_at')::text, chr(10) ORDER BY code)) FROM component c",
  map: "SELECT md5(string_agg((to_jsonb(m) - 'geom_m')::text || encode(ST_AsEWKB(geom_m), 'hex'), chr(10) ORDER BY id)) FROM map_feature m",
  camera: 'SELECT md5(string_agg(c::text, chr(10) ORDER BY code)) FROM camera c',
  beats: 'SELECT md5(string_agg(b::text, chr(10) ORDER BY cell_code)) FROM beat_cell b',
  people:
    "SELECT md5(string_agg((to_jsonb(u) - 'password_hash' - 'created_at')::text, chr(10) ORDER BY login)) FROM app_user u",
  cases: 'SELECT md5(string_agg(c::text, chr(10) ORDER BY id)) FROM cases c',
  events: 'SELECT md5(string_agg(e::text, chr(10) ORDER BY case_id, seq)) FROM case_event e',
} as const;

async function dump({ owner }: TestHouse): Promise<Record<string, string>> {
  const parts = await Promise.all(
    Object.entries(DUMPS).map(async ([name, sql]) => [name, (await owner.query(sql)).rows[0].md5] as const),
  );
  return Object.fromEntries(parts);
}

const PATIENCE_MS = 300_000;
const SEED = 'test';

async function withPast(house: TestHouse): Promise<void> {
  const past = { days: 1, until: '2026-10-14', casesPerDay: 25, seed: SEED, dataDir: house.dataDir };
  await loadDemoPast(openHouse(house.owner), past);
}

let houses: TestHouse[] = [];
beforeAll(async () => {
  // The template of the tests is one fresh database of this seed; the other is made here.
  const [first, second] = [await openTestHouse(), await openTestHouse({ city: 'empty' })];
  houses = [first, second];
  await seedDemo(second.owner, { scale: 'small', seed: SEED });
  await withPast(first);
  await withPast(second);
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all(houses.map((house) => house.close()));
});

test('cities of fresh databases are equal to the byte by seed and last day', async () => {
  const [first, second] = await Promise.all(houses.map(dump));
  expect(Object.values(first!)).not.toContain(null);
  expect(second).toEqual(first);
});

test('the demo city holds what a city has: cameras with owners, custody until a date, units of every level', async () => {
  const { rows } = await houses[0]!.owner.query(
    `SELECT (SELECT count(*)::int FROM camera WHERE owner_unit IS NULL) AS ownerless, (SELECT count(*)::int FROM camera) AS cameras,
        (SELECT count(*)::int FROM component WHERE custodian_unit = 'public-invest' AND custody_until IS NOT NULL) AS custody,
        (SELECT array_agg(DISTINCT level ORDER BY level) FROM unit) AS levels, (SELECT count(*)::int FROM app_user WHERE role = 'grid-head') AS heads,
        (SELECT count(DISTINCT company_code)::int FROM app_user WHERE role = 'collector') AS companies, (SELECT count(*)::int FROM app_user WHERE role = 'collector' AND company_code IS NULL) AS alone,
        (SELECT count(*)::int FROM app_user WHERE role = 'company' AND company_code IS NOT NULL) AS people`,
  );
  expect(rows[0]).toMatchObject({
    ownerless: 0,
    levels: ['district', 'municipal', 'private'],
    heads: 8,
    companies: 2,
    alone: 0,
    people: 2,
  });
  expect(rows[0].cameras).toBeGreaterThan(10);
  expect(rows[0].custody).toBeGreaterThan(50);
});

test(
  'the older scheme can be chosen: every component has a category of it with a standard; another seed draws another city',
  async () => {
    const house = await openTestHouse({ city: 'empty' });
    try {
      await seedDemo(house.owner, { scale: 'small', seed: 'older', scheme: 'yuncheng2013' });
      const { rows } = await house.owner.query(
        `SELECT count(*)::int AS components, count(c.key)::int AS known,
          count(*) FILTER (WHERE EXISTS (SELECT FROM filing_condition f WHERE f.category_key = c.key))::int AS fileable
         FROM component k LEFT JOIN category c ON c.key = k.category_key AND c.scheme = 'yuncheng2013'`,
      );
      expect(rows[0].components).toBeGreaterThan(1_000);
      expect(rows[0]).toMatchObject({ known: rows[0].components, fileable: rows[0].components });
      const [first, other] = [await dump(houses[0]!), await dump(house)];
      for (const name of ['area', 'component', 'map', 'camera'])
        expect(other[name], name).not.toBe(first[name]);
    } finally {
      await house.close();
    }
  },
  PATIENCE_MS,
);
