import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { appealsUntil, mayMark, mayMoveTo, reviewUntil } from '../core/rules/scoring/stages.ts';
import { isListed } from '../core/rules/scoring/unitPeriod.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { lockPeriod, markFormal, publish, readPeriod, startReview } from '../db/queries/periods.ts';
import { freezeRevision, storedUnits } from '../db/queries/revisions.ts';
import type { Deed, DeedContext } from './run.ts';
import { type ChainRow, chainRows, stageOf } from './scoreChain.ts';
import { settlePeriods } from './settlePeriods.ts';

type Answer = EndpointAnswer['movePeriod'];

/** The next stage of a period: settled (its cutoff has passed), in review, published (spec 05, Periods). */
export const movePeriod: Deed<typeof ENDPOINTS.movePeriod.input, Answer> = {
  name: 'move-period',
  right: ENDPOINTS.movePeriod.right,
  input: ENDPOINTS.movePeriod.input,
  async run(ctx, { period: id, to }) {
    const found = await lockedPeriod(ctx, id);
    const stage = stageOf(found);
    refuseUnless(mayMoveTo(stage, to, ctx.now));
    const { reviewWorkdays, appealWorkdays } = ctx.settings.assessment;
    if (to === 'settled') await settlePeriods.run(ctx, {});
    if (to === 'in-review') {
      await freezeUnfrozen(ctx, found);
      await startReview(ctx.tx, id, reviewUntil(stage.working, ctx.now, reviewWorkdays));
    }
    if (to === 'published')
      await publish(ctx.tx, id, ctx.now, appealsUntil(stage.working, ctx.now, appealWorkdays));
    const { row } = await lockedPeriod(ctx, id);
    // The settlement waits a minute behind its cutoff for what is still being written.
    if (row.state !== to)
      throw new HouseError('refused', 'The cutoff has only just passed; try again in a minute.', {
        clause: '05.period.grace',
      });
    await audit(ctx, `period-${to}`, found.row.name);
    return { id, state: row.state, revision: row.revision };
  },
};

/** Says of an open period whether it is trial or formal. */
export const markPeriod: Deed<typeof ENDPOINTS.markPeriod.input, Answer> = {
  name: 'mark-period',
  right: ENDPOINTS.markPeriod.right,
  input: ENDPOINTS.markPeriod.input,
  async run(ctx, { period: id, formal }) {
    const found = await lockedPeriod(ctx, id);
    refuseUnless(mayMark(stageOf(found)));
    await markFormal(ctx.tx, id, formal);
    await audit(ctx, formal ? 'period-formal' : 'period-trial', found.row.name);
    return { id, state: found.row.state, revision: found.row.revision };
  },
};

/** The period with its row locked. @throws HouseError not-found */
export async function lockedPeriod(ctx: DeedContext, id: number): Promise<ChainRow> {
  const there = await lockPeriod(ctx.tx, id);
  const chain = there ? (await readPeriod(ctx.tx, id))!.chain : 'month';
  const rows = there ? await chainRows(ctx.tx, ctx.settings, chain, ctx.now) : [];
  const found = rows.find(({ row }) => row.id === id);
  if (!found) throw new HouseError('not-found', 'There is no such period.');
  return found;
}

/** @throws HouseError conflict with the rule's clause */
export function refuseUnless(
  said: { readonly ok: true } | { readonly ok: false; readonly why: string; readonly clause: string },
): void {
  if (!said.ok) throw new HouseError('refused', `${said.why} Nothing was changed.`, { clause: said.clause });
}

/** A period that was settled before results were frozen is frozen as it stands. */
async function freezeUnfrozen(ctx: DeedContext, { row }: ChainRow): Promise<void> {
  if (row.revision > 0) return;
  const revision = {
    period: row.id,
    at: ctx.now,
    actor: ctx.actor.id,
    why: 'settled',
    appeal: null,
  } as const;
  await freezeRevision(ctx.tx, revision, (await storedUnits(ctx.tx, row.id)).filter(isListed));
}

async function audit({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
