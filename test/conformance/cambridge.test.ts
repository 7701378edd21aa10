import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_DEEDS } from '../../actions/caseCommands.ts';
import { machine, stepCase } from '../../actions/machine.ts';
import { reportCase } from '../../actions/reportCase.ts';
import { run } from '../../actions/run.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { firstStart } from '../../db/demo/seed.ts';
import { city } from '../command.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { sharedFile } from '../shared.ts';

const LIGHTS = sharedFile('data/cambridge-ma/INFRA_StreetLights.geojson');
const layer = (name: string) => sharedFile(`data/cambridge-ma/${name}.geojson`)!;

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await openTestHouse({ city: 'empty' });
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
  await firstStart(house.owner);
});
afterAll(async () => {
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const imported = (...args: string[]) => city(['import', ...args], { DATABASE_URL: house.url });
const count = async (sql: string, values: unknown[] = []) =>
  (await house.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, values)).rows[0]!.n;

/** An officer and a collector of the imported city. */
const OFFICER: Actor = { id: v7(), role: 'acceptance-officer', unit: null, areas: [] };
const COLLECTOR: Actor = { id: v7(), role: 'collector', unit: null, areas: [] };

/** Reports a component where it stands, files it, lets the machine take its step. */
async function walk(code: string): Promise<{ status: string; unit: string | null; reason: string | null }> {
  const { rows } = await house.owner.query(
    'SELECT category_key, ST_X(geom) AS lon, ST_Y(geom) AS lat FROM component WHERE code = $1',
    [code],
  );
  const { category_key: category, lon, lat } = rows[0];
  const { rows: conditions } = await house.owner.query(
    'SELECT key FROM filing_condition WHERE category_key = $1 ORDER BY n LIMIT 1',
    [category],
  );
  const id = v7();
  await run(
    house.house,
    reportCase,
    {
      id,
      categoryKey: category,
      conditionKey: conditions[0].key,
      place: { lon, lat, accuracyM: 5 },
      component: code,
    },
    { actor: COLLECTOR },
  );
  await run(house.house, CASE_DEEDS.file, { id, conditionKey: conditions[0].key }, { actor: OFFICER });
  await run(house.house, stepCase, { caseId: id }, { actor: machine('dispatch-case') });
  const { rows: cases } = await house.owner.query(
    "SELECT status, unit_code AS unit, (SELECT payload ->> 'reason' FROM case_event e WHERE e.case_id = c.id AND e.type = 'coordinationStarted') AS reason FROM cases c WHERE id = $1",
    [id],
  );
  return cases[0];
}

describe.skipIf(LIGHTS === null)('the real layers of Cambridge', () => {
  test('come in with the counts of the files', async () => {
    for (const [what, file, rows] of [
      ['areas', 'BOUNDARY_CDDNeighborhoods', 13],
      ['areas', 'DEMOGRAPHICS_Blocks2020', 1_044],
      ['components', 'INFRA_StreetLights', 6_117],
      ['components', 'INFRA_Hydrants', 1_960],
      ['components', 'INFRA_UtilityPoles', 2_457],
      ['components', 'TRAFFIC_Signals', 785],
    ] as const) {
      const ran = await imported(what, layer(file), '--add-units');
      expect(ran.code, ran.err).toBe(0);
      expect(ran.last).toMatchObject({ rows, refused: 0, added: rows });
    }
    expect(await count("area WHERE kind = 'cell'")).toBe(1_044);
    expect(await count('component')).toBe(6_117 + 1_960 + 2_457 + 785);
  });

  test('once more updates by code and adds nothing', async () => {
    const ran = await imported('components', layer('INFRA_Hydrants'));
    expect(ran.last).toMatchObject({ added: 0, updated: 1_960 });
  });

  test('lights lie in the neighbourhoods that the file names, on at least 4,898 of 5,094', async () => {
    const lights = JSON.parse(await readFile(LIGHTS!, 'utf8')) as {
      features: { properties: { PoleID: string; Neighborhood: number | null } }[];
    };
    const named = lights.features
      .filter(({ properties }) => properties.Neighborhood)
      .map(({ properties }) => ({ code: properties.PoleID, n: String(properties.Neighborhood) }));
    expect(named).toHaveLength(5_094);
    const same = await count(
      `jsonb_to_recordset($1::jsonb) AS f(code text, n text) JOIN component c ON c.code = f.code
         JOIN area a ON a.kind = 'community' AND ST_Covers(a.geom, c.geom) AND a.code = f.n`,
      [JSON.stringify(named)],
    );
    expect(same).toBeGreaterThanOrEqual(4_898);
  });

  test('a report near a street light goes to its owner once that has a liaison; a hydrant without an owner is uncertain for that reason', async () => {
    const { rows } = await house.owner.query(
      "SELECT code, owner_unit FROM component WHERE owner_text = 'City' AND category_key LIKE '%01037' ORDER BY code LIMIT 1",
    );
    expect(await walk(rows[0].code)).toMatchObject({ status: 'coordinating', reason: 'unit-no-liaison' });
    await house.owner.query(
      "INSERT INTO app_user (id, login, name, role, unit_code, password_hash) VALUES ($1, 'city-liaison', 'Liaison', 'liaison', $2, 'none')",
      [v7(), rows[0].owner_unit],
    );
    expect(await walk(rows[0].code)).toMatchObject({ status: 'handling', unit: rows[0].owner_unit });
    const hydrant = await house.owner.query(
      "SELECT code FROM component WHERE owner_text IS NULL AND category_key LIKE '%01013' ORDER BY code LIMIT 1",
    );
    expect(await walk(hydrant.rows[0].code)).toMatchObject({
      status: 'coordinating',
      reason: 'component-without-owner',
    });
  });

  test('a wrong file is refused with row and reason, and nothing of it is kept', async () => {
    const before = await count('component');
    const feature = (code: string | null, coordinates: unknown, type = 'Point') => ({
      type: 'Feature',
      properties: { code },
      geometry: { type, coordinates },
    });
    const good = feature('T-1', [-71.11, 42.37]);
    const wrong: [string, unknown, RegExp][] = [
      ['swapped', feature('T-2', [42.37, -71.11]), /row 2 .*swapped/],
      ['without code', feature(null, [-71.11, 42.37]), /row 2 has no code/],
      ['twice', feature('T-1', [-71.11, 42.37]), /row 2 .*same code as row 1/],
      ['500 m off the city', feature('T-3', [-71.1795, 42.39]), /row 2 .*outside the city.*gcj02/],
      [
        'no geometry',
        { type: 'Feature', properties: { code: 'T-4' }, geometry: null },
        /row 2 .*no geometry/,
      ],
    ];
    for (const [name, feature_, why] of wrong) {
      const file = path.join(folder, 'wrong.geojson');
      await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [good, feature_] }));
      const ran = await imported('components', file, '--category', 'gbt2026/component/01037');
      expect(ran.code, name).toBe(1);
      expect(ran.err, name).toMatch(why);
    }
    const ring = {
      type: 'Feature',
      properties: { code: 'A-1' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-71.11, 42.37],
            [-71.1, 42.38],
            [-71.1, 42.37],
            [-71.11, 42.38],
            [-71.11, 42.37],
          ],
        ],
      },
    };
    const file = path.join(folder, 'ring.geojson');
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [ring] }));
    const ran = await imported('areas', file, '--kind', 'custom');
    expect(ran.err).toMatch(/row 1 \(A-1\) is broken/);
    expect(await count('component')).toBe(before);
    expect(await count("area WHERE code = 'A-1'")).toBe(0);
  });
});
