import type { EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { ENDPOINTS } from '../../core/contract/api/endpoints.ts';
import { type PolicyKind, policyFaults } from '../../core/contract/api/policyFields.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { addPolicy, lockVersions, newestPolicy } from '../../db/queries/policies.ts';
import type { Deed } from '../run.ts';
import { refuseOlder } from './newVersion.ts';

/**
 * Adds a version of a policy, in force from its instant on, at the earliest now (spec 06). An undo is a
 * version with the numbers of an earlier one. What is running keeps the numbers that it began with.
 */
export const publishPolicy: Deed<typeof ENDPOINTS.publishPolicy.input, EndpointAnswer['publishPolicy']> = {
  name: 'publish-policy',
  right: ENDPOINTS.publishPolicy.right,
  input: ENDPOINTS.publishPolicy.input,
  async run({ tx, actor, now }, { kind, base, data, validFrom, note }) {
    refuseFaults(kind, data);
    await lockVersions(tx, `policy ${kind}`);
    const newest = await newestPolicy(tx, kind);
    refuseOlder(base, newest);
    const version = newest + 1;
    const from = Math.max(now, validFrom ?? now);
    await addPolicy(tx, { kind, version, data, validFrom: from, at: now, by: actor.id, note });
    const target = `${kind} ${version}`;
    await writeAudit(tx, { actor: actor.id, what: 'publish-policy', target, source: null, result: 'ok' });
    return { version };
  },
};

/** @throws HouseError bad-input, with each field. */
export function refuseFaults(kind: PolicyKind, data: unknown): void {
  const faults = policyFaults(kind, data);
  if (!faults.length) return;
  throw new HouseError('bad-input', 'These numbers cannot be published. Nothing was changed.', {
    fields: faults.map(({ path, why }) => ({ path, message: why })),
  });
}
