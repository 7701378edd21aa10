import { refuseFaults } from '../../../actions/admin/publishPolicy.ts';
import { rehearse } from '../../../actions/admin/rehearse.ts';
import type { PolicyPreview, PolicyVersions } from '../../../core/contract/api/admin.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import {
  POLICY_FIELDS,
  POLICY_KINDS,
  policyInForce,
  valueAt,
} from '../../../core/contract/api/policyFields.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { countOpen, readOpenCases } from '../../../db/queries/openCases.ts';
import { readPolicyVersions } from '../../../db/queries/policies.ts';
import { groundsOf } from '../scoreGrounds.ts';
import { scoreWhatIf } from '../scoreWhatIf.ts';
import type { Seen } from '../seen.ts';

// More would keep the person waiting; the newest cases tell enough.
const REHEARSED = 400;

/** Every policy with all its versions. */
export async function adminPolicies({ doors }: Seen): Promise<PolicyVersions> {
  const all = await readPolicyVersions(doors.house.pool);
  const now = doors.house.now();
  return {
    kinds: POLICY_KINDS.map((kind) => {
      const versions = all.filter((one) => one.kind === kind);
      const inForce = versions.find((one) => one.validFrom <= now);
      return {
        kind,
        newest: versions[0]?.version ?? 0,
        inForce: inForce?.version ?? 0,
        data: policyInForce(kind, inForce?.data ?? null),
        versions: versions.map((one) => ({ ...one, data: policyInForce(kind, one.data) })),
      };
    }),
  };
}

/** What a policy would change; nothing is touched. @throws HouseError bad-input */
export async function previewPolicy(
  seen: Seen,
  { kind, data }: EndpointParsed<'previewPolicy'>,
): Promise<PolicyPreview> {
  refuseFaults(kind, data);
  const { kinds } = await adminPolicies(seen);
  const before = kinds.find((one) => one.kind === kind)!.data;
  const { pool } = seen.doors.house;
  const open = await countOpen(pool);
  return {
    changed: POLICY_FIELDS[kind].flatMap(({ path }) => {
      const [from, to] = [valueAt(before, path), valueAt(data, path)];
      return from === to ? [] : [{ path, from, to }];
    }),
    openCases: open.open,
    runningClocks: [...open.stages].map(([stage, cases]) => ({ stage, cases })),
    routing: kind === 'routing' ? await routedOtherwise(seen, Number(valueAt(data, 'minAccuracyM'))) : null,
    scores: kind === 'score' ? await scoredOtherwise(seen, data) : null,
  };
}

async function routedOtherwise({ doors }: Seen, minAccuracyM: number) {
  const { house } = doors;
  const cases = await readOpenCases(house.pool, REHEARSED);
  return rehearse(house.pool, await house.settings(), house.now(), cases, { minAccuracyM });
}

/** The open period scored with it; an empty list where there is none, or where nothing would differ. */
async function scoredOtherwise(seen: Seen, data: unknown): Promise<NonNullable<PolicyPreview['scores']>> {
  const decimal = (path: string) => String(valueAt(data, path));
  const tried = await groundsOf(seen.doors, null)
    .then(({ period }) =>
      scoreWhatIf(seen, {
        period: period.id,
        timely: decimal('weights.timely'),
        resolved: decimal('weights.resolved'),
        deferral: decimal('allowance.deferral'),
        extension: decimal('allowance.extension'),
        repeat: decimal('allowance.repeat'),
        timelyRule: decimal('timelyRule') === 'strict' ? 'strict' : 'allowance',
        limitPercent: 100,
      }),
    )
    .catch((error) => {
      if (error instanceof HouseError && (error.code === 'not-found' || error.code === 'refused'))
        return null;
      throw error;
    });
  return (tried?.units ?? [])
    .filter(({ before, after }) => before?.score !== after.score || before?.rank !== after.rank)
    .map(({ unit, before, after }) => ({
      unit,
      before: before?.score ?? null,
      after: after.score,
      rankBefore: before?.rank ?? null,
      rankAfter: after.rank,
    }));
}
