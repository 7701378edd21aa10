import { createHash, randomBytes } from 'node:crypto';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { addWallKey, revokeWallKey } from '../../db/queries/accounts.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Deed } from '../run.ts';

const KEY_BYTES = 24;

/** A key for a wall screen, in this answer alone; the screen exchanges it once (spec 06). Never by an idempotency key. */
export const createWallKey: Deed<typeof ENDPOINTS.createWallKey.input, EndpointAnswer['createWallKey']> = {
  name: 'create-wall-key',
  right: ENDPOINTS.createWallKey.right,
  input: ENDPOINTS.createWallKey.input,
  async run({ tx, actor, house, now }, { name }) {
    const id = house.newId(now);
    const secret = randomBytes(KEY_BYTES).toString('base64url');
    await addWallKey(tx, id, name, createHash('sha256').update(secret).digest());
    await writeAudit(tx, {
      actor: actor.id,
      what: 'create-wall-key',
      target: id,
      source: null,
      result: 'ok',
    });
    return { id, secret };
  },
};

/** The screen with this key shows nothing any more. */
export const revokeKey: Deed<typeof ENDPOINTS.revokeWallKey.input, EndpointAnswer['revokeWallKey']> = {
  name: 'revoke-wall-key',
  right: ENDPOINTS.revokeWallKey.right,
  input: ENDPOINTS.revokeWallKey.input,
  async run({ tx, actor, now }, { id }) {
    if (!(await revokeWallKey(tx, id, now)))
      throw new HouseError('not-found', 'There is no such key, or it was revoked before.');
    await writeAudit(tx, {
      actor: actor.id,
      what: 'revoke-wall-key',
      target: id,
      source: null,
      result: 'ok',
    });
    return { ok: true };
  },
};
