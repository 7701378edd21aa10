import express, { type Request, type RequestHandler } from 'express';
import { CASE_DEEDS } from '../../actions/caseCommands.ts';
import type { Deed } from '../../actions/run.ts';
import { parse, run } from '../../actions/run.ts';
import { CASE_COMMANDS } from '../../core/contract/api/caseCommands.ts';
import type { ApiScope, EndpointRow, Right } from '../../core/contract/api/endpointRow.ts';
import { ENDPOINTS, type EndpointName } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { allowed } from '../../core/contract/right.ts';
import { keyVisitor } from './apiKey.ts';
import { DEEDS } from './deeds.ts';
import type { Doors } from './doors.ts';
import { guardChange } from './guard.ts';
import { QUERIES } from './queries.ts';
import type { Seen } from './seen.ts';
import { type Visitor, visitorOf } from './session.ts';
import { SPECIAL } from './special.ts';

const NO_TOKEN_YET = new Set<EndpointName>([
  'login',
  'exchangeWallKey',
  'track',
  'trackNote',
  'trackRate',
  'residentReport',
  'residentPhoto',
]);
const seenRequests = new WeakMap<Request, Seen>();

/**
 * Mounts every endpoint of the contract: a deed, a query or a special one (login, photos). An endpoint
 * without a handler, or a handler without a row in the table, does not start.
 */
export function apiRouter(doors: Doors): express.Router {
  const router = express.Router();
  const json = express.json({ limit: '256kb', strict: true });
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const { method, path, right, scope }: EndpointRow = ENDPOINTS[name];
    const act = endpoint(name);
    if (method === 'GET') router.get(path, enter(doors, right, null, scope), act);
    else {
      const csrf = !NO_TOKEN_YET.has(name);
      router.post(path, enter(doors, right, { csrf }), json, ...(SPECIAL[name]?.before ?? []), act);
    }
  }
  for (const name of CASE_COMMANDS) {
    const deed = CASE_DEEDS[name];
    if (deed.right === 'machine') throw new Error(`Command ${name} has no right that a door could ask for`);
    router.post(`/api/cases/:id/${name}`, enter(doors, deed.right, { csrf: true }), json, deedHandler(deed));
  }
  return router;
}

/** Who it is, whether they may, and whether the page is ours: before anything of the body is read. */
function enter(
  doors: Doors,
  right: Right,
  change: { csrf: boolean } | null,
  scope?: ApiScope,
): RequestHandler {
  return async (request, response, next) => {
    const byKey = await keyVisitor(doors, request, scope);
    const visitor = byKey ?? (await visitorOf(doors.house.pool, request));
    const seen = { doors, request, response, visitor };
    if (!byKey) refuseUnlessAllowed(right, visitor);
    if (change) guardChange(seen, change);
    seenRequests.set(request, seen);
    next();
  };
}

/** Behind `enter` only. */
function seenOf(request: Request): Seen {
  const seen = seenRequests.get(request);
  if (!seen) throw new Error('A request came to a handler without having been let in');
  return seen;
}

function endpoint(name: EndpointName): RequestHandler {
  const deed = DEEDS[name];
  if (deed) return deedHandler(deed);
  const answer = SPECIAL[name]?.answer ?? QUERIES[name];
  if (!answer) throw new Error(`Endpoint ${name} has no handler`);
  const { input } = ENDPOINTS[name];
  return async (request, response) => {
    const body = await answer(seenOf(request), parse(input, inputOf(request)) as never);
    if (!response.headersSent) response.json(body);
  };
}

function deedHandler(deed: Deed): RequestHandler {
  return async (request, response) => {
    const { doors, visitor } = seenOf(request);
    const key = request.get('idempotency-key') ?? null;
    if (key !== null && !/^[\w.:-]{8,100}$/.test(key))
      throw new HouseError(
        'bad-input',
        'The Idempotency-Key is not usable (8 to 100 letters, digits, . : _ -).',
      );
    response.json(await run(doors.house, deed, inputOf(request), { actor: visitor.actor, key }));
  };
}

function refuseUnlessAllowed(right: Right, visitor: Visitor): void {
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
