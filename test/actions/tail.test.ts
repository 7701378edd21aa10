import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportCase } from '../../actions/reportCase.ts';
import { run } from '../../actions/run.ts';
import { instant } from '../../db/pool.ts';
import { openTail } from '../../server/live/tail.ts';
import { reportAt } from '../city.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let spot: Spot;
beforeAll(async () => {
  house = await openTestHouse();
  [spot] = (await findSpots(house.owner, undefined, 1)) as [Spot];
});
afterAll(() => house?.close());

const LOADED = 1_700;

test('a load of more events than one look brings reaches the tail whole, each once', async () => {
  const { rows } = await house.owner.query('SELECT id FROM app_user WHERE login = $1', [spot.other]);
  const actor = { id: rows[0].id as string, role: 'collector', unit: null, areas: [] } as const;
  const { id } = await run(house.house, reportCase, reportAt(spot), { actor });
  const heard: number[] = [];
  const tail = await openTail({
    pool: house.pool,
    everyMs: 20,
    onEvents: (found) => heard.push(...found.map((row) => row.seq)),
    onError: (error) => {
      throw error;
    },
  });
  await house.owner.query(
    `INSERT INTO case_event (case_id, seq, type, at, received_at, actor_id, actor_role, payload, prev_hash, hash)
     SELECT $1, n, 'noted', $2, $2, 'test', 'machine', '{}', '\\x00', '\\x00' FROM generate_series(2, $3) AS n`,
    [id, instant(Date.now()), LOADED + 1],
  );
  await until('the whole load', async () => heard.length >= LOADED);
  await tail.stop();
  expect(new Set(heard).size).toBe(heard.length);
  expect(heard.length).toBe(LOADED);
});
