import { ENDPOINTS, type EndpointAnswer, type EndpointName } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { firstGap, isHeadOf, refuseAbsence, refuseEnding } from '../core/rules/posts/holders.ts';
import { maySign, refuseTaking } from '../core/rules/posts/roster.ts';
import { writeAudit } from '../db/queries/audit.ts';
import {
  addAbsence,
  addDutyShift,
  endDutyShift,
  endAbsence as endOne,
  giveOver as give,
  keepPost as keep,
  lockHandover,
  lockPost,
  type StoredPost,
  takeOver as take,
} from '../db/queries/posts.ts';
import { userNames } from '../db/queries/users.ts';
import { refusalError } from './actOnCase.ts';
import type { Deed, DeedContext } from './run.ts';
import { tellGap } from './tellPeople.ts';

type PostDeed<E extends EndpointName> = Deed<(typeof ENDPOINTS)[E]['input'], EndpointAnswer[E]>;

/** A post and its two holders, by the administrator. */
export const keepPost: PostDeed<'keepPost'> = {
  name: 'keep-post',
  right: ENDPOINTS.keepPost.right,
  input: ENDPOINTS.keepPost.input,
  async run(ctx, input) {
    await knownPeople(ctx, [input.first, input.second]);
    if (input.second === input.first)
      throw refused('04.post.second', 'The second holder is another person than the first.');
    await keep(ctx.tx, input);
    await noted(ctx, 'keep-post', input.code);
    return { ok: true };
  },
};

/** A holder will be, or is, away (spec 04, backup posts). Sent twice is one absence. */
export const announceAbsence: PostDeed<'announceAbsence'> = {
  name: 'announce-absence',
  right: ENDPOINTS.announceAbsence.right,
  input: ENDPOINTS.announceAbsence.input,
  async run(ctx, input) {
    const { tx, actor, now } = ctx;
    const post = await postOr404(ctx, input.post);
    if (post.absences.some(({ id }) => id === input.id)) return { id: input.id, gapAt: null };
    await knownPeople(ctx, [input.third]);
    const refusal = refuseAbsence(post, post.absences, input, actor, now);
    if (refusal) throw refusalError(refusal, null);
    if (!(await addAbsence(tx, input, actor.id, now)))
      throw refused('04.absence.id', 'This key belongs to another absence.');
    const gapAt = firstGap(post, [...post.absences, input], Math.max(input.from, now), input.to);
    if (gapAt !== null) await tellGap(ctx, post, gapAt);
    await noted(ctx, gapAt === null ? 'absence' : 'absence-with-gap', input.post);
    return { id: input.id, gapAt };
  },
};

/** The holder is back earlier, or does not go: from now on the absence counts no more. */
export const endAbsence: PostDeed<'endAbsence'> = {
  name: 'end-absence',
  right: ENDPOINTS.endAbsence.right,
  input: ENDPOINTS.endAbsence.input,
  async run(ctx, { post: code, id }) {
    const post = await postOr404(ctx, code);
    const absence = post.absences.find((one) => one.id === id);
    const refusal = refuseEnding(post, absence, ctx.actor, ctx.now);
    if (refusal) throw refusalError(refusal, null);
    await endOne(ctx.tx, id, ctx.now);
    await noted(ctx, 'absence-ended', code);
    return { id };
  },
};

/** Puts somebody on the roster of a post. */
export const putOnDuty: PostDeed<'putOnDuty'> = {
  name: 'put-on-duty',
  right: ENDPOINTS.putOnDuty.right,
  input: ENDPOINTS.putOnDuty.input,
  async run(ctx, { id, post: code, user, from, to }) {
    refuseUnlessHead(ctx, await postOr404(ctx, code));
    if (to <= from || to <= ctx.now)
      throw refused('06.roster.times', 'The shift ends before it begins, or is over.');
    await knownPeople(ctx, [user]);
    await addDutyShift(ctx.tx, id, code, { user, from, to });
    return { id };
  },
};

/** Takes a shift off the roster, or ends the one that runs. Twice is once. */
export const takeOffDuty: PostDeed<'takeOffDuty'> = {
  name: 'take-off-duty',
  right: ENDPOINTS.takeOffDuty.right,
  input: ENDPOINTS.takeOffDuty.input,
  async run(ctx, { post: code, id }) {
    const post = await postOr404(ctx, code);
    refuseUnlessHead(ctx, post);
    if (!post.shifts.some((shift) => shift.id === id)) return { id };
    await endDutyShift(ctx.tx, id, ctx.now);
    await noted(ctx, 'take-off-duty', code);
    return { id };
  },
};

/** The end of a shift: what is open goes over with a note, signed by who gives it (spec 06, duty roster). */
export const giveOver: PostDeed<'giveOver'> = {
  name: 'give-over',
  right: ENDPOINTS.giveOver.right,
  input: ENDPOINTS.giveOver.input,
  async run(ctx, { id, post: code, note }) {
    const post = await postOr404(ctx, code);
    refuseOthers(ctx, post);
    if (post.handover?.id === id) return { id };
    if (post.handover && post.handover.takenAt === null)
      throw refused('06.handover.open', 'The last handover waits for its second signature.');
    await give(ctx.tx, { id, post: code, unit: post.unit, note, by: ctx.actor.id, at: ctx.now });
    return { id };
  },
};

/** The second signature: another person of the post takes over. */
export const takeOver: PostDeed<'takeOver'> = {
  name: 'take-over',
  right: ENDPOINTS.takeOver.right,
  input: ENDPOINTS.takeOver.input,
  async run(ctx, { id }) {
    const handover = await lockHandover(ctx.tx, id);
    if (!handover) throw new HouseError('not-found', 'There is no such handover.');
    refuseOthers(ctx, await postOr404(ctx, handover.post));
    const refusal = refuseTaking(handover, ctx.actor.id);
    if (refusal) throw refusalError(refusal, null);
    await take(ctx.tx, id, ctx.actor.id, ctx.now);
    return { id };
  },
};

/** Posts of another unit do not exist for its people. */
async function postOr404(ctx: DeedContext, code: string): Promise<StoredPost> {
  const post = await lockPost(ctx.tx, code, ctx.now);
  const { role, unit } = ctx.actor;
  const sees = post && (post.unit === null ? unit === null : unit === post.unit || role === 'administrator');
  if (!post || !sees) throw new HouseError('not-found', 'There is no such post for you.');
  return post;
}

function refuseUnlessHead({ actor }: DeedContext, post: StoredPost): void {
  if (!isHeadOf(post, actor))
    throw new HouseError('forbidden', 'Only the head makes the roster of this post.', {
      clause: '06.roster.by',
    });
}

function refuseOthers({ actor, now }: DeedContext, post: StoredPost): void {
  if (!maySign(post, actor, now))
    throw new HouseError('forbidden', 'This post is not yours to hand over.', { clause: '06.handover.by' });
}

async function knownPeople({ tx }: DeedContext, ids: readonly (string | null)[]): Promise<void> {
  const named = ids.filter((id) => id !== null);
  const known = await userNames(tx, named);
  if (named.some((id) => !known.has(id))) throw refused('04.post.person', 'There is no such person.');
}

function refused(clause: string, why: string): HouseError {
  return new HouseError('refused', `${why} Nothing was changed.`, { clause });
}

async function noted({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
