import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { byCaseAndNo } from '../core/rules/scoring/assignmentFact.ts';
import { applyRulings, type Ruling } from '../core/rules/scoring/rulings.ts';
import { mayAppeal } from '../core/rules/scoring/stages.ts';
import type { Clause } from '../core/rules/scoring/verdict.ts';
import { addAppeal, keepDecision, lockAppeal } from '../db/queries/appeals.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { freezeRevision, storedUnits } from '../db/queries/revisions.ts';
import { readScoreItem } from '../db/queries/score.ts';
import { lockUnitScore } from '../db/queries/scoring.ts';
import { keepUnitPeriod } from '../db/queries/unitPeriods.ts';
import { lockedPeriod, refuseUnless } from './movePeriod.ts';
import type { Deed, DeedContext } from './run.ts';
import { type ChainRow, stageOf } from './scoreChain.ts';

/** The unit's head appeals one item of a period in review or published (spec 05, Periods). */
export const fileAppeal: Deed<typeof ENDPOINTS.fileAppeal.input, EndpointAnswer['fileAppeal']> = {
  name: 'file-appeal',
  right: ENDPOINTS.fileAppeal.right,
  input: ENDPOINTS.fileAppeal.input,
  async run(ctx, { period: id, caseId, no, text }) {
    const { unit } = ctx.actor;
    const found = await lockedPeriod(ctx, id);
    const item = unit === null ? null : await readScoreItem(ctx.tx, { period: id, unit, caseId, no });
    if (unit === null || !item)
      throw new HouseError('not-found', 'This case is no item of your unit in this period.');
    refuseUnless(mayAppeal(stageOf(found), item, false, ctx.now));
    const appeal = ctx.house.newId(ctx.now);
    const by = ctx.actor.id;
    const added = await addAppeal(ctx.tx, {
      id: appeal,
      period: id,
      unit,
      caseId,
      no,
      text,
      by,
      at: ctx.now,
    });
    if (!added) refuseUnless(mayAppeal(stageOf(found), item, true, ctx.now));
    await audit(ctx, 'appeal-filed', appeal);
    return { id: appeal };
  },
};

/** The evaluator decides an appeal; a granted one makes a new revision of the period, the old one stays. */
export const decideAppeal: Deed<typeof ENDPOINTS.decideAppeal.input, EndpointAnswer['decideAppeal']> = {
  name: 'decide-appeal',
  right: ENDPOINTS.decideAppeal.right,
  input: ENDPOINTS.decideAppeal.input,
  async run(ctx, { appeal: id, grant, effect, clauses, reason }) {
    const seen = await lockAppeal(ctx.tx, id);
    if (!seen) throw new HouseError('not-found', 'There is no such appeal.');
    if (seen.state !== 'filed')
      throw new HouseError('conflict', 'This appeal has been decided already. Nothing was changed.', {
        clause: '05.appeal.decided',
      });
    const found = await lockedPeriod(ctx, seen.period);
    const item = await readScoreItem(ctx.tx, seen);
    if (!item) throw new Error(`Appeal ${id} is about no item`);
    const ruling = { caseId: seen.number, no: seen.no, effect: effect ?? 'struck', clauses };
    if (grant) refuseEmpty(ruling, item.clauses);
    const revision = grant ? await newRevision(ctx, found, seen.unit, ruling, id) : null;
    await keepDecision(ctx.tx, {
      id,
      state: grant ? 'granted' : 'refused',
      effect: grant ? ruling.effect : null,
      clauses: grant ? clauses : [],
      reason,
      by: ctx.actor.id,
      at: ctx.now,
      revision,
    });
    await audit(ctx, grant ? 'appeal-granted' : 'appeal-refused', id);
    return { id, revision };
  },
};

/** To strike nothing that holds would be a grant without effect. @throws HouseError refused */
function refuseEmpty({ effect, clauses }: Ruling, held: readonly string[]): void {
  const right =
    effect === 'excluded'
      ? clauses.length === 0
      : clauses.length > 0 && clauses.every((clause: Clause) => held.includes(clause));
  if (!right)
    throw new HouseError(
      'refused',
      'Name the clauses of this item that shall not hold. Nothing was changed.',
      {
        clause: '05.appeal.effect',
      },
    );
}

async function newRevision(
  ctx: DeedContext,
  { row, policy }: ChainRow,
  unit: string,
  ruling: Ruling,
  appeal: string,
): Promise<number> {
  await lockUnitScore(ctx.tx, unit);
  const [stored] = await storedUnits(ctx.tx, row.id, unit);
  if (!stored) throw new Error(`Unit ${unit} has no result in period ${row.name}`);
  const ruled = applyRulings(stored, [ruling], policy.weights);
  const rulings = [...stored.rulings, ...ruled.rulings].sort(byCaseAndNo);
  const whole = { ...ruled, rulings };
  await keepUnitPeriod(ctx.tx, whole, { periodId: row.id, at: ctx.now, basis: '', idOf: null });
  const revision = { period: row.id, at: ctx.now, actor: ctx.actor.id, why: 'appeal', appeal } as const;
  return freezeRevision(ctx.tx, revision, [whole]);
}

async function audit({ tx, actor }: DeedContext, what: string, target: string): Promise<void> {
  await writeAudit(tx, { actor: actor.id, what, target, source: null, result: 'ok' });
}
