import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Deeds, openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, type Spot } from '../spots.ts';

let house: TestHouse;
let deeds: Deeds;
let id: string;

beforeAll(async () => {
  house = await openTestHouse();
  deeds = openDeeds(house);
  const [spot] = (await findSpots(house.owner)) as [Spot];
  id = await deeds.handled(spot);
});
afterAll(() => house?.close());

const PARTITION = 'case_event_2026';
const DENIED = [
  `UPDATE case_event SET payload = '{}'`,
  `UPDATE case_event SET at = now() WHERE seq = 1`,
  'DELETE FROM case_event',
  'TRUNCATE case_event',
  `UPDATE ${PARTITION} SET payload = '{}'`,
  `DELETE FROM ${PARTITION}`,
  `TRUNCATE ${PARTITION}`,
  'DELETE FROM case_event_elsewhen',
  'DELETE FROM cases',
  'TRUNCATE cases',
  'DELETE FROM dispatch',
  'DELETE FROM light_turn',
  'DELETE FROM case_text',
  'DELETE FROM case_photo',
  'DELETE FROM photo',
  'UPDATE photo_original SET bytes = 0',
  'DELETE FROM photo_original',
  `UPDATE audit SET what = 'nothing'`,
  'DELETE FROM audit',
  'UPDATE seal SET events = 0',
  'DELETE FROM seal',
  'DELETE FROM app_user',
  'DROP TABLE case_event',
  'ALTER TABLE case_event DISABLE TRIGGER ALL',
  'ALTER TABLE cases ADD COLUMN mine int',
  'CREATE TABLE mine (a int)',
];

test.each(DENIED)('the application’s role may not: %s', async (sql) => {
  const tx = await house.pool.connect();
  try {
    await tx.query('BEGIN');
    await expect(tx.query(sql)).rejects.toMatchObject({ code: '42501' });
  } finally {
    await tx.query('ROLLBACK');
    tx.release();
  }
});

test('it works as city_app, which owns no table and is no superuser', async () => {
  const { rows } = await house.pool.query('SELECT current_user AS role');
  expect(rows).toEqual([{ role: 'city_app' }]);
  const owned = await house.owner.query(
    `SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = 'city_app')`,
  );
  expect(owned.rows).toEqual([]);
  const role = await house.owner.query(
    `SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = 'city_app'`,
  );
  expect(Object.values(role.rows[0])).toEqual([false, false, false, false, false]);
});

test('every partition of the log is closed, also those of later years', async () => {
  const { rows } = await house.owner.query(
    `SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'case_event'::regclass
        AND (has_table_privilege('city_app', c.oid, 'UPDATE') OR has_table_privilege('city_app', c.oid, 'DELETE') OR has_table_privilege('city_app', c.oid, 'TRUNCATE'))`,
  );
  expect(rows).toEqual([]);
});

test('an event that is too much for the database leaves nothing of itself: row, log, outbox', async () => {
  const shift = await deeds.as('shift');
  const before = await house.owner.query('SELECT version, last_hash FROM cases WHERE id = $1', [id]);
  // The last statement of the deed fails: the whole deed is undone.
  await house.owner.query(`ALTER TABLE outbox ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID`);
  await expect(
    deeds.command(shift, id, 'note', { text: 'too much' }, 'a-key-for-later'),
  ).rejects.toMatchObject({ code: '23514' });
  await house.owner.query('ALTER TABLE outbox DROP CONSTRAINT full_up');
  const after = await house.owner.query('SELECT version, last_hash FROM cases WHERE id = $1', [id]);
  expect(after.rows).toEqual(before.rows);
  expect(
    (await house.owner.query(`SELECT FROM case_event WHERE case_id = $1 AND type = 'noted'`, [id])).rowCount,
  ).toBe(0);
  await deeds.command(shift, id, 'note', { text: 'now it fits' }, 'a-key-for-later');
});
