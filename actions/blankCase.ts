import { z } from 'zod';
import { blankFrom } from '../core/rules/case/retention.ts';
import { readCase } from '../db/queries/cases.ts';
import { blankTexts } from '../db/queries/retention.ts';
import { readSettings } from '../db/queries/settings.ts';
import { actOnCase } from './actOnCase.ts';
import type { Deed } from './run.ts';

const caseOnly = z.object({ caseId: z.uuid() });

/**
 * Blanks the personal texts of a case whose retention time is over: every text beside the log with its salt,
 * and who reported; the log keeps its digests, so that its chain stands. The fact and what it says are one
 * transaction: twice, late or killed half-way it is done once or not at all.
 */
export const blankCase: Deed<typeof caseOnly, { blanked: boolean }> = {
  name: 'blank-case',
  right: 'machine',
  input: caseOnly,
  async run(ctx, { caseId }) {
    const { personDays } = (await readSettings(ctx.tx)).retentionPolicy;
    const seen = await readCase(ctx.tx, caseId);
    const from = seen && blankFrom(seen, personDays);
    if (from === null || ctx.now < from) return { blanked: false };
    let due = false;
    await actOnCase(ctx, caseId, undefined, (state) => {
      // Between the look and the lock something may have been added, and the time begins anew.
      due = state.version === seen!.version;
      if (!due) throw new MovedOn();
      return { type: 'blank', fields: ['text', 'reporter'] };
    }).catch((error) => {
      if (!(error instanceof MovedOn)) throw error;
    });
    if (due) await blankTexts(ctx.tx, caseId, ctx.now);
    return { blanked: due };
  },
};

class MovedOn extends Error {}
