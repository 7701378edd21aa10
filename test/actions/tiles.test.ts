import { afterAll, beforeAll, expect, test } from 'vitest';
import { componentTile } from '../../db/queries/tiles.ts';
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

/** Squares whose counts or places differ from the components themselves. */
async function wrongSquares(): Promise<number> {
  const { rows } = await house.owner.query(
    `WITH truth AS (
       SELECT q.z, q.x, q.y, component_major(c.category_key) AS major, count(*)::int AS n, sum(ST_X(c.geom_m)) AS sx, sum(ST_Y(c.geom_m)) AS sy
         FROM component c, component_squares(c.geom_m) q WHERE c.status <> 'removed' GROUP BY 1, 2, 3, 4)
     SELECT count(*)::int AS wrong FROM truth t FULL JOIN (SELECT * FROM component_density WHERE n <> 0) d USING (z, x, y, major)
      WHERE t.n IS DISTINCT FROM d.n OR abs(t.sx - d.sum_x) > 1 OR abs(t.sy - d.sum_y) > 1`,
  );
  return rows[0].wrong;
}

test('the counts by squares follow every change of components', async () => {
  const { rows } = await house.owner.query(
    'SELECT count(*)::int AS n, sum(n)::int AS counted FROM component_density WHERE z = 9',
  );
  const { rows: all } = await house.owner.query(
    "SELECT count(*)::int AS n FROM component WHERE status <> 'removed'",
  );
  expect(rows[0].counted).toBe(all[0].n);
  expect(all[0].n).toBeGreaterThan(1_000);
  expect(await wrongSquares()).toBe(0);
  const change = (sql: string) => house.owner.query(sql);
  await change("UPDATE component SET status = 'removed' WHERE code LIKE '%7'");
  await change("UPDATE component SET geom = ST_Translate(geom, 0.003, -0.002) WHERE code LIKE '%3'");
  await change("UPDATE component SET category_key = 'gbt2026/component/03005' WHERE code LIKE '%4'");
  await change("DELETE FROM component WHERE code LIKE '%5'");
  await change("UPDATE component SET status = 'intact' WHERE code LIKE '%07'");
  await change(
    "INSERT INTO component (code, category_key, geom) SELECT 'new-' || code, category_key, geom FROM component WHERE code LIKE '%1' ON CONFLICT DO NOTHING",
  );
  expect(await wrongSquares()).toBe(0);
});

test('low zooms read the counts only: without them they are empty, whatever components there are', async () => {
  const { rows } = await house.owner.query<{ z: number; x: number; y: number }>(
    'SELECT z, x / 16 AS x, y / 16 AS y FROM component_density GROUP BY 1, 2, 3 ORDER BY z, sum(n) DESC',
  );
  const busiest = [...new Map(rows.map((row) => [row.z, row] as const).reverse()).values()];
  expect(busiest).toHaveLength(7);
  for (const { z, x, y } of busiest)
    expect((await componentTile(house.pool, z, x, y)).length, `zoom ${z}`).toBeGreaterThan(50);
  const { z, x, y } = busiest.find((tile) => tile.z === 15)!;
  expect((await componentTile(house.pool, z + 1, x * 2, y * 2)).toString('latin1')).toContain('component');
  await house.owner.query('CREATE TABLE kept AS SELECT * FROM component_density');
  await house.owner.query('DELETE FROM component_density');
  for (const tile of busiest) expect(await componentTile(house.pool, tile.z, tile.x, tile.y)).toHaveLength(0);
  await house.owner.query('INSERT INTO component_density SELECT * FROM kept');
});

test('a tile that has not changed is not sent again; components are for people who are signed in', async () => {
  const { rows } = await house.owner.query(
    'SELECT x / 16 AS x, y / 16 AS y FROM component_density WHERE z = 14 LIMIT 1',
  );
  const path = `14/${rows[0].x}/${rows[0].y}.mvt`;
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
