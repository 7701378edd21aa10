import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { responsibilityMap } from '../../db/demo/catalogue/catalogue.ts';
import { reportAt } from '../city.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

// A net for a machine that has much else to do; no measure.
vi.setConfig({ testTimeout: 200_000 });
let house: TestHouse;
let deeds: Deeds;
let spot: { readonly lon: number; readonly lat: number; readonly unit: string };

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  // Well within its subdistrict: near a border the territorial step is uncertain, and rightly so.
  const { rows } = await house.owner.query(
    `SELECT unit_code AS unit, ST_X(p) AS lon, ST_Y(p) AS lat
       FROM area, ST_PointOnSurface(ST_Buffer(geom, -0.001)) AS p WHERE kind = 'subdistrict' ORDER BY area_m2 DESC LIMIT 1`,
  );
  spot = rows[0];
});
afterAll(() => house?.close());

/** A component in the custody of a unit for the time being: what a builder holds during the maintenance period. */
async function inCustodyOf(unit: string, categoryKey: string): Promise<string> {
  const code = `custody-${unit}-${categoryKey.replaceAll('/', '-')}`;
  await house.owner.query(
    `INSERT INTO component (code, category_key, custodian_unit, custody_until, maintainer_unit, geom)
     VALUES ($1, $2, $3, current_date + 30, 'power', ST_SetSRID(ST_MakePoint($4, $5), 4326)) ON CONFLICT DO NOTHING`,
    [code, categoryKey, unit, spot.lon, spot.lat],
  );
  return code;
}

test('each responsibility, emergency and special condition of the regulation is filed and goes where it says', async () => {
  const intake = await deeds.as('intake');
  const wrong: unknown[] = [];
  let filed = 0;
  for (const { sort, unit, zh, targets } of responsibilityMap()) {
    expect(targets.length, zh).toBeGreaterThan(0);
    for (const { categoryKey, conditionKey, expect: wanted } of targets) {
      const byRecord = 'by' in wanted && wanted.by === 'component';
      const component = byRecord ? await inCustodyOf(unit!, categoryKey) : null;
      const { id } = await deeds.report(intake, reportAt(spot));
      await deeds.command(intake, id, 'file', { conditionKey, component });
      await deeds.step(id);
      filed++;
      const state = await deeds.state(id);
      const is = {
        status: state.status,
        unit: state.assignment?.unit ?? null,
        reason: null as string | null,
      };
      const should = { status: 'handling', unit: null as string | null, reason: null as string | null };
      if ('uncertain' in wanted) {
        const { rows } = await house.owner.query(
          `SELECT payload ->> 'reason' AS reason FROM case_event WHERE case_id = $1 AND type = 'coordinationStarted'`,
          [id],
        );
        is.reason = rows[0]?.reason ?? null;
        Object.assign(should, { status: 'coordinating', reason: wanted.uncertain });
      } else should.unit = wanted.by === 'territory' ? spot.unit : wanted.unit;
      const urgent = sort === 'emergency' || sort === 'special';
      if (JSON.stringify(is) !== JSON.stringify(should) || (urgent && state.urgency !== sort))
        wrong.push({ zh, conditionKey, should, is, urgency: state.urgency });
    }
  }
  expect(wrong).toEqual([]);
  expect(filed).toBeGreaterThan(100);
});
