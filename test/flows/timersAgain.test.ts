import { afterAll, beforeAll, expect, test } from 'vitest';
import { outboxEmpty } from '../city.ts';
import { openDeeds } from '../deeds.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { type OwnRedis, openOwnRedis } from '../ownRedis.ts';
import { startPart } from '../parts.ts';
import { findSpots, MANHOLE } from '../spots.ts';
import { until } from '../until.ts';

let house: TestHouse;
let redis: OwnRedis;

beforeAll(async () => {
  house = await openTestHouse();
  redis = await openOwnRedis();
});
afterAll(async () => {
  await redis?.stop();
  await house?.close();
});

test('timers that are not due for long are there again after Redis was emptied, before anything is late', async () => {
  const [spot] = await findSpots(house.owner);
  const workers = await startPart(house, 'workers', { REDIS_URL: redis.url });
  try {
    // Two urgent hours: yellow in 96 minutes, within what the queue holds ahead.
    const id = await openDeeds(house).handled(spot!, `${MANHOLE}/1`);
    await outboxEmpty(house);
    const timers = async () => (await redis.client.keys(`*turn-${id}-*`)).sort();
    const before = await until('the timer', async () => ((await timers()).length > 0 ? timers() : null));
    await redis.client.flushall();
    const after = await until(
      'the timer again',
      async () => ((await timers()).length > 0 ? timers() : null),
      60_000,
    );
    expect(after).toEqual(before);
  } finally {
    await workers.kill('SIGKILL');
  }
});
