import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { HandoverMatters, Posts } from '../../core/contract/api/posts.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { firstGap, holderAt, isHeadOf } from '../../core/rules/posts/holders.ts';
import { maySign, onDutyAt, rosterGaps } from '../../core/rules/posts/roster.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { listCases } from '../../db/queries/lists.ts';
import {
  coveredPost,
  listPosts,
  openMatters,
  peopleOf,
  type StoredPost,
  setCovering,
  stillOpen,
} from '../../db/queries/posts.ts';
import { userNames } from '../../db/queries/users.ts';
import { meOf } from './me.ts';
import type { Seen } from './seen.ts';
import { standsIn, visitorOf } from './session.ts';

const AHEAD_MS = 7 * 86_400_000;
const SHOWN = 100;

/** Posts of the own unit, or of the centre for its people, with who holds them; a gap shows as no holder. */
export async function posts({ doors, visitor }: Seen): Promise<Posts> {
  const pool = doors.house.pool;
  const now = doors.house.now();
  const actor = visitor.actor!;
  const rows = await listPosts(pool, now, actor.role === 'administrator' ? 'all' : actor.unit);
  const me = visitor.user!.id;
  const people = rows.flatMap((post) => [
    post.first,
    post.second,
    ...post.absences.flatMap(({ holder, third }) => [holder, third]),
    ...post.shifts.map(({ user }) => user),
    post.handover?.givenBy,
    post.handover?.takenBy,
  ]);
  const names = await userNames(pool, [...new Set(people.filter((id) => typeof id === 'string'))]);
  const shown = rows.map((post) => ({
    ...post,
    holder: holderAt(post, post.absences, now),
    shifts: post.shifts.filter(({ from }) => from < now + AHEAD_MS),
    onDuty: onDutyAt(post.shifts, now),
    gaps: rosterGaps(post.shifts, now, now + AHEAD_MS),
    gapAt: firstGap(post, post.absences, now, lastEnd(post.absences, now)),
    mayHead: isHeadOf(post, actor),
    maySign: maySign(post, actor, now),
  }));
  return {
    posts: shown,
    names: Object.fromEntries([...names].map(([id, { name }]) => [id, name])),
    covering: visitor.covering,
    mayCover: shown
      .filter(({ holder }) => holder?.user === me && holder.as !== 'first')
      .map(({ code }) => code),
    people: shown.some(({ mayHead }) => mayHead) ? await peopleOf(pool, actor.unit) : [],
    serverTime: now,
  };
}

function lastEnd(absences: StoredPost['absences'], now: number): number {
  return Math.max(now, ...absences.map(({ to }) => to)) + 1;
}

/** What would go over with this post now, or what went over with a handover and is open still. */
export async function handoverMatters(
  { doors, visitor }: Seen,
  { post: code, handover }: EndpointParsed<'handoverMatters'>,
): Promise<HandoverMatters> {
  const pool = doors.house.pool;
  const now = doors.house.now();
  const actor = visitor.actor!;
  const post = (await listPosts(pool, now, actor.unit)).find((one) => one.code === code);
  const given = handover === undefined ? null : post?.handover;
  if (!post || (handover !== undefined && given?.id !== handover))
    throw new HouseError('not-found', 'There is no such post for you.');
  const { red, emergencies } = given ?? (await openMatters(pool, post.unit, now));
  const cards = async (ids: readonly string[]) => {
    const open = await stillOpen(pool, ids);
    const some = open.slice(0, SHOWN);
    const { cases } = some.length
      ? await listCases(pool, actor, { ids: some.join(','), atMs: now, limit: SHOWN })
      : { cases: [] };
    return { cases, all: ids.length, open: open.length };
  };
  return { red: await cards(red), emergencies: await cards(emergencies), serverTime: now };
}

/** While covering, B has A's rights (spec 04): this session acts in the post until it is let go or A is back. */
export async function cover({ doors, visitor, request }: Seen, { post: code }: EndpointParsed<'cover'>) {
  const pool = doors.house.pool;
  const { user, tokenHash } = visitor;
  if (!user || !tokenHash) throw new HouseError('not-signed-in', 'Please sign in first.');
  const now = doors.house.now();
  const post = code === null ? null : await coveredPost(pool, code, now);
  if (code !== null && !(post && standsIn(post, user.id, now)))
    throw new HouseError('refused', 'You do not stand in for this post now. Nothing was changed.', {
      clause: '04.cover.holder',
    });
  await setCovering(pool, tokenHash, code);
  await writeAudit(pool, {
    actor: user.id,
    what: 'cover',
    target: code,
    source: request.ip ?? null,
    result: 'ok',
  });
  return meOf(doors, await visitorOf(pool, request));
}
