import { afterAll, beforeAll, expect, test } from 'vitest';
import { city } from '../command.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { sharedFile } from '../shared.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ city: 'empty' });
});
afterAll(async () => {
  await house?.owner.query(
    `DROP DATABASE IF EXISTS ${new URL(house.url).pathname.slice(1)}_replay_boston WITH (FORCE)`,
  );
  await house?.close();
});

/** Rows with a target, a closing time and a flag, and on how many of them the city's verdict is ours (spec 03). */
const KEY = [
  ['Street_Light_Outages', 6_738, 6_706],
  ['Street_Light_Knock_Downs', 574, 565],
  ['Missing_Sign', 1_089, 1_038],
  ['Illegal_Dumping', 44, 44],
  ['Tree_Emergencies', 767, 767],
] as const;

for (const [name, flagged, agree] of KEY) {
  const file = sharedFile(`data/boston-311/${name}.csv`);
  test.skipIf(file === null)(
    `${name}: our verdict is the city's on ${agree} of ${flagged} real cases`,
    async () => {
      const ran = await city(['replay', '--profile', 'boston', file!], { DATABASE_URL: house.url });
      expect(ran.code, ran.err).toBe(0);
      expect(ran.last).toMatchObject({ flagged, agree });
    },
  );
}

const trees = sharedFile('data/boston-311/Tree_Emergencies.csv');
test.skipIf(trees === null)('the replayed log is whole', async () => {
  const url = `${house.url}_replay_boston`;
  const ran = await city(['verify-log'], { DATABASE_URL: url });
  expect(ran.last).toMatchObject({ cases: 785, break: null });
});

test('a profile that is not there is refused with what there is', async () => {
  const ran = await city(['replay', '--profile', 'atlantis', 'x.csv'], { DATABASE_URL: house.url });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('boston');
});
