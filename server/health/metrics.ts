import { timingSafeEqual } from 'node:crypto';
import express from 'express';
import { Counter, Gauge, Registry } from 'prom-client';
import type { SystemHealth } from '../../core/contract/api/adminHealth.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Doors } from '../http/doors.ts';
import { systemHealth } from './system.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/**
 * `/metrics` for Prometheus and a count of all requests: only for who asks from this machine without a
 * proxy between, or brings METRICS_TOKEN. To everybody else there is no such address.
 */
export function metricsRouter(doors: Doors): express.Router {
  const { registry, requests, measure } = meters();
  const router = express.Router();
  router.use((request, response, next) => {
    response.on('finish', () => requests.inc({ method: request.method, status: response.statusCode }));
    next();
  });
  router.get('/metrics', async (request, response) => {
    if (!mayScrape(request, doors.config.METRICS_TOKEN))
      throw new HouseError('not-found', 'There is no such page.');
    measure(await systemHealth(doors));
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

function mayScrape(request: express.Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  if (token && given.length === expected.length && timingSafeEqual(given, expected)) return true;
  // A proxy on this machine would make everybody local.
  if (FORWARDED.some((name) => request.get(name) !== undefined)) return false;
  return LOOPBACK.has(request.socket.remoteAddress ?? '');
}

/** Gauges are set when somebody scrapes; names and meanings are those of deploy/grafana-dashboard.json. */
function meters() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const requests = new Counter({
    name: 'city_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'status'],
    registers,
  });
  const byFigure = new Map([
    ['outbox', gauge('city_outbox_rows', 'Outbox rows that wait')],
    ['outboxOldestMs', gauge('city_outbox_oldest_ms', 'Age of the oldest outbox row, ms')],
    ['timersLate', gauge('city_timers_late', 'Cases with a light that should have turned')],
    ['timersLatestMs', gauge('city_timers_latest_ms', 'How late the latest light is, ms')],
    ['stepsLate', gauge('city_steps_late', 'Cases on which the machine owes a step')],
    ['openCases', gauge('city_open_cases', 'Open cases')],
    ['databaseBytes', gauge('city_database_bytes', 'Size of the database, bytes')],
    ['connections', gauge('city_database_connections', 'Connections to the database')],
    ['redisBytes', gauge('city_redis_bytes', 'Memory that Redis uses, bytes')],
  ]);
  const canary = gauge('city_canary_age_ms', 'Age of the last canary, ms', ['queue']);
  const jobs = gauge('city_jobs', 'Jobs by queue and state', ['queue', 'state']);
  const up = gauge('city_up', 'Whether the system is well');
  const measure = (health: SystemHealth) => {
    up.set(health.ok ? 1 : 0);
    for (const { name, value } of health.figures) byFigure.get(name)?.set(value);
    for (const { queue, ageMs } of health.canaries) canary.set({ queue }, ageMs ?? Number.NaN);
    for (const { queue, ...counts } of health.queues ?? [])
      for (const state of ['waiting', 'active', 'delayed', 'failed'] as const)
        jobs.set({ queue, state }, counts[state]);
  };
  return { registry, requests, measure };
}
