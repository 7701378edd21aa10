import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../client.ts';
import { type Door, openDoor } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

let house: TestHouse;
let door: Door;
beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

test('a tile that has not changed is not sent again; components are for people who are signed in', async () => {
  const { rows } = await house.owner.query(
    'SELECT floor((ST_X(geom) + 180) / 360 * 65536)::int AS x, floor((1 - ln(tan(radians(ST_Y(geom))) + 1 / cos(radians(ST_Y(geom)))) / pi()) / 2 * 65536)::int AS y FROM component LIMIT 1',
  );
  const path = `16/${rows[0].x}/${rows[0].y}.mvt`;
  const first = await fetch(`${door.base}/tiles/base/${path}`);
  expect(first.status).toBe(200);
  const etag = first.headers.get('etag')!;
  const again = await fetch(`${door.base}/tiles/base/${path}`, {
    headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
  });
  // fetch asks for everything anew unless it is told otherwise.
  expect(again.status).toBe(304);
  expect((await fetch(`${door.base}/tiles/component/${path}`)).status).toBe(401);
  const { cookie } = await signIn(door.base, 'intake');
  const components = await fetch(`${door.base}/tiles/component/${path}`, { headers: { cookie } });
  expect(components.status).toBe(200);
  expect(components.headers.get('cache-control')).toContain('private');
});
