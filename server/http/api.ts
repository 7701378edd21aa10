import express, { type Request, type RequestHandler } from 'express';
import { CASE_DEEDS } from '../../actions/caseCommands.ts';
import type { Deed } from '../../actions/run.ts';
import { parse, run } from '../../actions/run.ts';
import { CASE_COMMANDS } from '../../core/contract/api/caseCommands.ts';
import { ENDPOINTS, type EndpointName } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { allowed } from '../../core/contract/right.ts';
import { DEEDS } from './deeds.ts';
import type { Doors } from './doors.ts';
import { guardChange } from './guard.ts';
import { QUERIES } from './queries.ts';
import { type Visitor, visitorOf } from './session.ts';
import { SPECIAL } from './special.ts';

/**
 * Mounts every endpoint of the contract: a deed, a query or a special one (login, photos). An endpoint
 * without a handler, or a handler without a row in the table, does not start.
 */
export function apiRouter(doors: Doors): express.Router {
  const router = express.Router();
  router.use(express.json({ limit: '256kb', strict: true }));
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const { method, path } = ENDPOINTS[name];
    const handlers: RequestHandler[] = [...(SPECIAL[name]?.before ?? []), endpoint(doors, name)];
    if (method === 'GET') router.get(path, ...handlers);
    else router.post(path, ...handlers);
  }
  for (const name of CASE_COMMANDS)
    router.post(`/api/cases/:id/${name}`, deedHandler(doors, CASE_DEEDS[name]));
  return router;
}

function endpoint(doors: Doors, name: EndpointName): RequestHandler {
  const deed = DEEDS[name];
  if (deed) return deedHandler(doors, deed);
  const answer = SPECIAL[name]?.answer ?? QUERIES[name];
  if (!answer) throw new Error(`Endpoint ${name} has no handler`);
  const { method, right, input } = ENDPOINTS[name];
  return async (request, response) => {
    const seen = { doors, request, response, visitor: await visitorOf(doors.house.pool, request) };
    refuseUnlessAllowed(right, seen.visitor);
    if (method === 'POST') guardChange(seen, { csrf: name !== 'login' && name !== 'exchangeWallKey' });
    const body = await answer(seen, parse(input, inputOf(request)) as never);
    if (!response.headersSent) response.json(body);
  };
}

function deedHandler(doors: Doors, deed: Deed): RequestHandler {
  return async (request, response) => {
    const seen = { doors, request, response, visitor: await visitorOf(doors.house.pool, request) };
    if (deed.right !== 'machine') refuseUnlessAllowed(deed.right, seen.visitor);
    guardChange(seen, { csrf: true });
    const key = request.get('idempotency-key') ?? null;
    if (key !== null && !/^[\w.:-]{8,100}$/.test(key))
      throw new HouseError(
        'bad-input',
        'The Idempotency-Key is not usable (8 to 100 letters, digits, . : _ -).',
      );
    response.json(await run(doors.house, deed, inputOf(request), { actor: seen.visitor.actor, key }));
  };
}

function refuseUnlessAllowed(right: Parameters<typeof allowed>[0], visitor: Visitor): void {
  if (allowed(right, visitor.actor)) return;
  if (!visitor.actor) throw new HouseError('not-signed-in', 'Please sign in first.');
  throw new HouseError('forbidden', 'Your role may not do this.');
}

/** Body or query string, with the path's parameters on top; prototype keys never get through zod. */
function inputOf(request: Request): Record<string, unknown> {
  const given: unknown = request.method === 'GET' ? request.query : request.body;
  const base = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  return { ...base, ...request.params };
}
