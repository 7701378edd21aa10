import { residentReportInput } from '../core/contract/api/records.ts';
import { HouseError } from '../core/contract/errors.ts';
import type { Actor } from '../core/rules/case/people.ts';
import { caseByTracking, keepTrackingHash } from '../db/queries/persons.ts';
import { reportCase } from './reportCase.ts';
import type { Deed } from './run.ts';
import { trackingHash } from './tracking.ts';

/** Who reports without an account acts under the report's own key, as its code's holder does afterwards. */
export function residentOf(report: string): Actor {
  return { id: report, role: 'resident', unit: null, areas: [] };
}

/**
 * A resident's report with the code to follow it by (spec 07, residents); of the code only the hash is kept.
 * The same report again is the same case, and keeps its first code.
 */
export const residentReport: Deed<typeof residentReportInput, { readonly number: string }> = {
  name: 'resident-report',
  right: ['resident'],
  input: residentReportInput,
  async run(ctx, { code, contact, ...report }) {
    const hash = trackingHash(code);
    const known = await caseByTracking(ctx.tx, hash);
    if (known !== null && known !== report.id)
      throw new HouseError('conflict', 'This code follows another report. Nothing was sent.', {
        clause: '02.report.code',
      });
    const sent = { ...report, conditionKey: null, component: null, ...(contact && { reporter: contact }) };
    const receipt = await reportCase.run(ctx, sent);
    if (!receipt.repeated) await keepTrackingHash(ctx.tx, report.id, hash);
    else if (known === null)
      throw new HouseError('conflict', 'This report has been sent with another code. Nothing was changed.', {
        clause: '02.report.code',
      });
    return { number: receipt.number };
  },
};
