import express from 'express';
import { QUEUE_SETTINGS, QUEUES } from '../../core/contract/jobs.ts';
import { horizon } from '../../core/rules/clock/horizon.ts';
import { readCanaries } from '../../db/queries/canary.ts';
import { channelHealth } from '../../db/queries/deliveries.ts';
import { countOnOldCalendar } from '../../db/queries/sweep.ts';
import type { Doors } from './doors.ts';

/**
 * `/healthz`: this process answers. `/readyz`: work gets done - the database answers and the canary of
 * every queue has reached it lately. Liveness is work, not ping.
 */
export function healthRouter(doors: Doors): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', async (_request, response) => {
    const checks = await readiness(doors).catch(() => [{ check: 'database', ok: false, ageMs: null }]);
    const ok = checks.every((check) => check.ok);
    const calendar = await calendarState(doors).catch(() => null);
    // A channel of notices that fails is shown; the work of the house goes on without it.
    const notices = await channelHealth(doors.house.pool).catch(() => []);
    response.status(ok ? 200 : 503).json({ ok, checks, calendar, notices });
  });
  return router;
}

async function readiness({ house }: Doors) {
  const canaries = await readCanaries(house.pool);
  const queues = QUEUES.map((queue) => {
    const ageMs = canaries.get(queue) ?? null;
    return { check: `queue ${queue}`, ok: ageMs !== null && ageMs < QUEUE_SETTINGS.canaryStaleMs, ageMs };
  });
  return [{ check: 'database', ok: true, ageMs: 0 }, ...queues];
}

/**
 * What an administrator has to know of the calendar, without turning readiness red: how far its holidays are
 * announced (spec 03: warned 60 days before), and how many cases still wait for a new one's deadlines.
 */
async function calendarState({ house }: Doors) {
  const [{ calendar, calendarVersion }, toRecompute] = await Promise.all([
    house.settings(),
    countOnOldCalendar(house.pool),
  ]);
  return { version: calendarVersion, horizon: horizon(calendar, house.now()), toRecompute };
}
