import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { addBudget, readBudget } from '../db/queries/fund.ts';
import { lockVersions } from '../db/queries/policies.ts';
import { refuseOlder } from './admin/newVersion.ts';
import type { Deed } from './run.ts';

/** Sets the budget of a year's fund as a new version, on the one that the person saw. */
export const setBudget: Deed<typeof ENDPOINTS.setBudget.input, EndpointAnswer['setBudget']> = {
  name: 'set-budget',
  right: ENDPOINTS.setBudget.right,
  input: ENDPOINTS.setBudget.input,
  async run({ tx, actor, now }, { year, amountCents, base, note }) {
    await lockVersions(tx, `fund ${year}`);
    const newest = (await readBudget(tx, year))?.version ?? 0;
    refuseOlder(base, newest);
    const version = newest + 1;
    await addBudget(tx, year, { version, amountCents, note, at: now, by: actor.id });
    await writeAudit(tx, {
      actor: actor.id,
      what: 'set-budget',
      target: `${year} ${version}`,
      source: null,
      result: 'ok',
    });
    return { version };
  },
};
