import { z } from 'zod';
import { CHAINS, type Chain } from '../core/rules/scoring/periods.ts';
import { isListed, type UnitPeriod } from '../core/rules/scoring/unitPeriod.ts';
import { freezeRevision } from '../db/queries/revisions.ts';
import { settlePeriod, unitsWithFacts } from '../db/queries/scoring.ts';
import type { Deed, DeedContext } from './run.ts';
import { refreshAll } from './scoreCase.ts';
import { scoreUnit } from './scoreUnit.ts';
import { workingOf } from './scoreWorking.ts';

// Longer than any statement may take: what was received before the cutoff has been committed by then.
const GRACE_MS = 60_000;

/**
 * Settles every period whose cutoff has passed: scores all units once more as the cutoff sees them and
 * freezes the result with its versions (spec 05, Periods). What happens later counts in later periods.
 */
export const settlePeriods: Deed<z.ZodType<Record<string, never>>, { settled: string[] }> = {
  name: 'settle-periods',
  right: 'machine',
  input: z.object({}),
  async run(ctx) {
    const settled: string[] = [];
    for (const chain of CHAINS) settled.push(...(await settleChain(ctx, chain)));
    return { settled };
  },
};

async function settleChain(ctx: DeedContext, chain: Chain): Promise<string[]> {
  const working = await workingOf(ctx, chain);
  const due = working.periods.filter(
    (period) => period.open && period.settled && period.cutoff + GRACE_MS <= ctx.now,
  );
  if (!due.length) return [];
  await refreshAll(ctx, working);
  const results = new Map(due.map((period) => [period.id, [] as UnitPeriod[]]));
  for (const unit of await unitsWithFacts(ctx.tx))
    for (const [id, result] of await scoreUnit(ctx, unit, working)) results.get(id)?.push(result);
  for (const period of due) {
    await settlePeriod(ctx.tx, period.id, period.cutoff, {
      policy: ctx.settings.scorePolicyVersion,
      calendar: ctx.settings.calendarVersion,
      commandDuty: [...working.assignments.commandDutyUnits].sort(),
    });
    const units = results.get(period.id)!.filter(isListed);
    await freezeRevision(
      ctx.tx,
      { period: period.id, at: ctx.now, actor: ctx.actor.id, why: 'settled', appeal: null },
      units.map((unit) => ({ ...unit, rulings: [] })),
    );
  }
  return due.map((period) => period.name);
}
