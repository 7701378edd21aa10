import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse as parseCookies } from 'cookie';
import { WALL_ACTOR_PREFIX } from '../../core/contract/right.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { Db } from '../../db/pool.ts';
import { sessionUser, type UserRow } from '../../db/queries/users.ts';
import { wallScreen } from '../../db/queries/wallKeys.ts';

/** Who is behind a request: a person with a session, a wall screen, or nobody. */
export interface Visitor {
  readonly actor: Actor | null;
  readonly user: UserRow | null;
  readonly csrf: string | null;
  readonly tokenHash: Buffer | null;
}

export const STRANGER: Visitor = { actor: null, user: null, csrf: null, tokenHash: null };
export const SESSION_HOURS = 12;

/** `__Host-` binds the cookie to this host; browsers take it over HTTPS only. */
export function cookieName(kind: 'session' | 'wall', secure: boolean): string {
  return secure ? `__Host-${kind}` : `city-${kind}`;
}

export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Reads the cookie of a request or of a socket's handshake. */
export async function visitorOf(db: Db, request: IncomingMessage): Promise<Visitor> {
  const cookies = parseCookies(request.headers.cookie ?? '');
  const session = cookies[cookieName('session', true)] ?? cookies[cookieName('session', false)];
  if (session) {
    const tokenHash = hashOf(session);
    const user = await sessionUser(db, tokenHash);
    if (user) return { actor: actorOf(user), user, csrf: user.csrf, tokenHash };
  }
  const wall = cookies[cookieName('wall', true)] ?? cookies[cookieName('wall', false)];
  if (!wall) return STRANGER;
  const screen = await wallScreen(db, hashOf(wall));
  if (!screen) return STRANGER;
  return {
    ...STRANGER,
    actor: { id: `${WALL_ACTOR_PREFIX}${screen}`, role: 'leader', unit: null, areas: [] },
  };
}

/** The actor of a person: own areas are those of the account and the beat. */
export function actorOf(user: UserRow): Actor {
  const areas = user.beat_code ? [...user.areas, user.beat_code] : [...user.areas];
  return { id: user.id, role: user.role, unit: user.unit_code, areas };
}
