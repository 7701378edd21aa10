import express from 'express';
import { QUEUE_SETTINGS, QUEUES } from '../../core/contract/jobs.ts';
import { readCanaries } from '../../db/queries/canary.ts';
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
    response.status(ok ? 200 : 503).json({ ok, checks });
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
