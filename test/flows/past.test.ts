import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoPast, loadDemoPast, NoPast } from '../../actions/demoPast.ts';
import { compareScores } from '../../actions/fullScore.ts';
import { openHouse } from '../../actions/house.ts';
import { firstBreak } from '../../actions/verifyLog.ts';
import { keyBefore, readLogPage } from '../../db/queries/logCheck.ts';
import { expectSound } from '../caseLog.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

const UNTIL = '2026-10-14';
const DAYS = 5;
let first: TestHouse;
let second: TestHouse;
let past: DemoPast;

const load = (house: TestHouse, seed = 'past') =>
  loadDemoPast(openHouse(house.owner), {
    seed,
    days: DAYS,
    until: UNTIL,
    casesPerDay: 60,
    dataDir: house.dataDir,
  });

beforeAll(async () => {
  [first, second] = [await openTestHouse(), await openTestHouse()];
  past = await load(first);
});
afterAll(async () => {
  await Promise.all([first?.close(), second?.close()]);
});

test('the past is whole: every chain, every replay, every column of every row', async () => {
  expect(past).toMatchObject({ from: '2026-10-10', until: UNTIL });
  const logged = await readLogPage(first.owner, keyBefore('00000000-0000-0000-0000-000000000001'), 5_000);
  expect(logged).toHaveLength(past.cases);
  expect(logged.reduce((sum, one) => sum + one.events.length, 0)).toBe(past.events);
  expect(logged.map(firstBreak).filter((broken) => broken !== null)).toEqual([]);
  const { casePolicy } = await first.house.settings();
  for (const { id } of logged.slice(0, 40)) await expectSound(first.owner, id, casePolicy);
  const types = new Set(logged.flatMap(({ events }) => events.map(({ type }) => type)));
  for (const type of [
    'returned',
    'checkFailed',
    'rejected',
    'merged',
    'turnedRed',
    'coordinationStarted',
    'closed',
  ])
    expect(types).toContain(type);
});

test('an open dispatch stands where a unit has the case, and nowhere else', async () => {
  const { rows } = await first.owner.query(
    `SELECT c.number FROM cases c LEFT JOIN dispatch d ON d.case_id = c.id AND d.ended_at IS NULL
      WHERE (c.status IN ('handling', 'deferred')) <> (d.case_id IS NOT NULL)`,
  );
  expect(rows).toEqual([]);
});

test('the score is what the whole log gives, with settled months', async () => {
  const compared = await compareScores(openHouse(first.owner), () => {});
  expect(compared.differences).toEqual([]);
  expect(compared.items).toBeGreaterThan(100);
  const { rows } = await first.owner.query(`SELECT name, state FROM period WHERE name = '2026-10'`);
  expect(rows).toEqual([{ name: '2026-10', state: 'settled' }]);
});

test('the same seed gives the same cases and events, another seed others', async () => {
  await load(second);
  expect(await dump(second)).toEqual(await dump(first));
  await second.owner.query(
    'TRUNCATE cases, case_event, dispatch, assisting, case_text, case_photo, light_turn, case_person',
  );
  await second.owner.query('TRUNCATE assignment_fact, scored_case, score_item, unit_score, period CASCADE');
  await load(second, 'another');
  expect((await dump(second)).case_dump).not.toBe((await dump(first)).case_dump);
});

test('a second past is refused, and nothing is changed', async () => {
  const before = await dump(first);
  await expect(load(first, 'once-more')).rejects.toThrow(NoPast);
  expect(await dump(first)).toEqual(before);
});

/** Both tables, row by row, as the database prints them. */
async function dump({ owner }: TestHouse): Promise<{ readonly case_dump: string }> {
  const { rows } = await owner.query(
    `SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT md5(string_agg(c::text, E'\\n' ORDER BY id)) FROM cases c) AS case_dump,
        (SELECT count(*)::int FROM case_event) AS events,
        (SELECT md5(string_agg(e::text, E'\\n' ORDER BY case_id, seq)) FROM case_event e) AS event_dump,
        (SELECT md5(string_agg(t::text, E'\\n' ORDER BY case_id, seq)) FROM case_text t) AS text_dump`,
  );
  expect(rows[0].cases).toBeGreaterThan(100);
  return rows[0];
}
