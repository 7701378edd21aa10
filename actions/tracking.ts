import { createHash, randomBytes } from 'node:crypto';
import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import type { Actor } from '../core/rules/case/people.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import type { Db } from '../db/pool.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { canSee, lockCase, readCase } from '../db/queries/cases.ts';
import { caseByTracking, keepTrackingHash } from '../db/queries/persons.ts';
import type { Deed } from './run.ts';

// Crockford's alphabet: no letter that sounds or looks like another sign. 20 of 32 signs are 100 bits.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGNS = 20;

/** A new code in groups of four; every sign is five random bits. */
export function newTrackingCode(): string {
  const signs = [...randomBytes(SIGNS)].map((byte) => ALPHABET[byte & 31]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored of a code; how it was typed (case, spaces, dashes, O for 0, I and L for 1) does not matter. */
export function trackingHash(code: string): Buffer {
  const signs = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(signs).digest();
}

/** Gives a caller the code to follow the case by; the one given before is void. Only its hash is kept. */
export const giveTrackingCode: Deed<typeof ENDPOINTS.trackingCode.input, EndpointAnswer['trackingCode']> = {
  name: 'tracking-code',
  right: ENDPOINTS.trackingCode.right,
  input: ENDPOINTS.trackingCode.input,
  async run({ tx, actor }, { caseId }) {
    if (!(await lockCase(tx, caseId)) || !(await canSee(tx, actor, caseId)))
      throw new HouseError('not-found', 'There is no such case for you.');
    const code = newTrackingCode();
    await keepTrackingHash(tx, caseId, trackingHash(code));
    await writeAudit(tx, {
      actor: actor.id,
      what: 'tracking-code',
      target: caseId,
      source: null,
      result: 'ok',
    });
    return { code };
  },
};

// Each merge leads to a case that was open then: a long chain is a sign of something wrong, not of a case.
const MOST_MERGES = 10;

/** The case behind a code, and the one to show: a duplicate's reporter follows the master (spec 02, merge). */
export async function casesOfCode(db: Db, code: string): Promise<{ own: CaseState; shown: CaseState }> {
  const id = await caseByTracking(db, trackingHash(code));
  const own = id === null ? null : await readCase(db, id);
  if (!own) throw new HouseError('not-found', 'There is no report of this code. Look at the code again.');
  let shown = own;
  for (let left = MOST_MERGES; left > 0 && shown.mergedInto !== null; left--)
    shown = (await readCase(db, shown.mergedInto)) ?? shown;
  return { own, shown };
}

/** Whoever holds the code acts as a resident under the case's own key. */
export function holderOf(state: CaseState): Actor {
  return { id: state.id, role: 'resident', unit: null, areas: [] };
}
