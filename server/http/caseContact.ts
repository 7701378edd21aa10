import type { CaseCard, CaseDetail } from '../../core/contract/api/answers.ts';
import type { Role } from '../../core/rules/case/people.ts';
import { holderAt } from '../../core/rules/posts/holders.ts';
import type { Db } from '../../db/pool.ts';
import { listPosts } from '../../db/queries/posts.ts';
import { nearCollectors, unitLine } from '../../db/queries/unitContact.ts';
import { userNames } from '../../db/queries/users.ts';

// Spec 06, Persons: a live position is for the supervision officer and the shift lead.
const SEE_POSITIONS = new Set<Role>(['supervision-officer', 'shift-lead']);
/** Positions come every 15 s; an older one says little of where somebody is. */
const LIVE_MS = 5 * 60_000;
const NEAR_M = 3_000;

/** Whom to ring up about the case: the unit's line, and who holds its posts at this instant. */
export async function unitContact(db: Db, unit: string, now: number): Promise<CaseDetail['contact']> {
  const [posts, line] = await Promise.all([listPosts(db, now, unit), unitLine(db, unit)]);
  const held = posts.flatMap((post) => {
    const holder = holderAt(post, post.absences, now);
    return holder ? [{ post, user: holder.user }] : [];
  });
  if (held.length === 0)
    return { phone: line.phone, people: line.liaisons.map((name) => ({ name, post: null })) };
  const names = await userNames(db, [...new Set(held.map(({ user }) => user))]);
  return {
    phone: line.phone,
    people: held.map(({ post, user }) => ({
      name: names.get(user)?.name ?? '',
      post: { zh: post.zh, en: post.en },
    })),
  };
}

/** Who of the street is near, for who may know it. */
export async function collectorsNear(
  db: Db,
  role: Role,
  { lon, lat, cell }: Pick<CaseCard, 'lon' | 'lat' | 'cell'>,
  now: number,
): Promise<CaseDetail['collectorsNear']> {
  if (!SEE_POSITIONS.has(role)) return null;
  return nearCollectors(db, { lon, lat, cell, sinceMs: now - LIVE_MS, withinM: NEAR_M });
}
