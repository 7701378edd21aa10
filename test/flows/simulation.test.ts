import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulation } from '../../cli/sim/simulation.ts';
import { eventTypes, expectSound } from '../caseLog.ts';
import { type City, openCity } from '../city.ts';
import { PASSWORD } from '../house.ts';
import { until } from '../until.ts';

let city: City;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city?.stop());

test('the people of the simulation bring a case from the street to its close, through the public API alone', async () => {
  const stopping = new AbortController();
  const { owner } = city.house;
  const simulation = await startSimulation({
    url: city.base,
    password: PASSWORD,
    casesPerDay: 60,
    speed: 3_000,
    collectors: 2,
    signal: stopping.signal,
    say: () => {},
  });
  const id = await until('a closed case', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `SELECT id FROM cases WHERE status = 'closed' LIMIT 1`,
    );
    return rows[0]?.id;
  });
  stopping.abort();
  await simulation.done;

  const types = await eventTypes(owner, id);
  for (const type of ['reported', 'filed', 'dispatched', 'feedback', 'checkIssued', 'checkPassed', 'closed'])
    expect(types).toContain(type);
  await expectSound(owner, id, (await city.house.house.settings()).casePolicy);
  const { reports, deeds, failed, hints } = simulation.figures();
  expect(reports).toBeGreaterThan(0);
  expect(deeds.close).toBeGreaterThan(0);
  expect(failed).toBe(0);
  // They have heard of it over their sockets.
  expect(hints).toBeGreaterThan(0);
  // Everybody has gone home: no position stays behind.
  expect((await owner.query('SELECT FROM duty')).rowCount).toBe(0);
});
