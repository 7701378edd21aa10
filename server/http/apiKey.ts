import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ApiScope } from '../../core/contract/api/endpointRow.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { apiKeyOf } from '../../db/queries/apiKeys.ts';
import type { Doors } from './doors.ts';
import { hashOf, STRANGER, type Visitor } from './session.ts';

const KEY_ACTOR_PREFIX = 'key:';
const SHAPE = /^Bearer ([\w-]{20,100})$/;
const WRONG = { points: 30, duration: 60 };
const CALLS = { points: 120, duration: 60 };
// Wrong keys per address, and calls per key, in this process; others are not slowed by either.
const wrong = new RateLimiterMemory(WRONG);
const calls = new RateLimiterMemory(CALLS);

/**
 * Another system behind its key (`Authorization: Bearer …`), where the endpoint has a scope and the key has it
 * too; null: the request carries no key. @throws HouseError not-signed-in, forbidden, too-many
 */
export async function keyVisitor(
  { house }: Doors,
  request: Request,
  scope: ApiScope | undefined,
): Promise<Visitor | null> {
  const given = SHAPE.exec(request.get('authorization') ?? '')?.[1];
  if (given === undefined || scope === undefined) return null;
  const address = request.ip ?? 'unknown';
  const tried = await wrong.get(address);
  if (tried && tried.consumedPoints >= WRONG.points) throw tooMany(tried.msBeforeNext);
  const key = await apiKeyOf(house.pool, hashOf(given));
  if (!key) {
    await wrong.consume(address).catch(() => {});
    throw new HouseError('not-signed-in', 'This key is unknown or revoked.');
  }
  if (!key.scopes.includes(scope))
    throw new HouseError('forbidden', `This key may not do this; it needs the scope ${scope}.`);
  await calls.consume(key.id).catch((limit: { msBeforeNext?: number }) => {
    throw tooMany(limit.msBeforeNext ?? 60_000);
  });
  return {
    ...STRANGER,
    actor: { id: `${KEY_ACTOR_PREFIX}${key.id}`, role: 'integration', unit: null, areas: [] },
  };
}

function tooMany(waitMs: number): HouseError {
  const retryAfterS = Math.ceil(waitMs / 1_000);
  return new HouseError('too-many', `Too many calls. Try again in ${retryAfterS} seconds.`, { retryAfterS });
}
