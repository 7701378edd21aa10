import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse as parseCookies } from 'cookie';
import { WALL_ACTOR_PREFIX } from '../../core/contract/right.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { holderAt } from '../../core/rules/posts/holders.ts';
import type { Db } from '../../db/pool.ts';
import { type CoveredPost, coveredPost } from '../../db/queries/posts.ts';
import { aliveSessions, type SessionUser, sessionUser, type UserRow } from '../../db/queries/users.ts';
import { wallScreen } from '../../db/queries/wallKeys.ts';

/** Who is behind a request: a person with a session, a wall screen, or nobody. */
export interface Visitor {
  readonly actor: Actor | null;
  readonly user: UserRow | null;
  readonly csrf: string | null;
  readonly tokenHash: Buffer | null;
  /** The post in which this session acts for its absent holder; null: in the own role. */
  readonly covering: string | null;
}

export const STRANGER: Visitor = { actor: null, user: null, csrf: null, tokenHash: null, covering: null };
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
    const own = await sessionUser(db, tokenHash);
    if (own) {
      const user = await inCoveredPost(db, own);
      const covering = user === own ? null : own.covering;
      return { actor: actorOf(user), user, csrf: own.csrf, tokenHash, covering };
    }
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

/** Whether a person stands in for the first holder of a post at an instant (spec 04, backup posts). */
export function standsIn(post: CoveredPost, userId: string, at: number): boolean {
  const holder = holderAt(post, post.absences, at);
  return holder?.user === userId && holder.as !== 'first';
}

/** While covering, B has A's rights; the person stays B, and with A's return or the absence's end it is over. */
async function inCoveredPost(db: Db, user: SessionUser): Promise<UserRow> {
  if (user.covering === null) return user;
  const post = await coveredPost(db, user.covering, user.now);
  if (!post || !standsIn(post, user.id, user.now)) return user;
  return { ...user, role: post.role, unit_code: post.unit, areas: post.areas, beat_code: null };
}

/** Those of these sessions that are alive, each as `aliveKey` names it: with the role and unit that it has now. */
export async function aliveKeys(db: Db, hashes: readonly Buffer[]): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const own of await aliveSessions(db, hashes))
    keys.add(aliveKey(own.tokenHash, actorOf(await inCoveredPost(db, own))));
  return keys;
}

export function aliveKey(tokenHash: Buffer, { role, unit }: Actor): string {
  return `${tokenHash.toString('hex')}|${role}|${unit ?? ''}`;
}

/** The actor of a person: own areas are those of the account and the beat. */
export function actorOf(user: UserRow): Actor {
  const areas = user.beat_code ? [...user.areas, user.beat_code] : [...user.areas];
  return { id: user.id, role: user.role, unit: user.unit_code, areas };
}
