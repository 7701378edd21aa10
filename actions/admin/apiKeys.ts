import { createHash, randomBytes } from 'node:crypto';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { addApiKey, revokeApiKey as revoke } from '../../db/queries/apiKeys.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Deed } from '../run.ts';

const KEY_BYTES = 32;

/** A key for another system, in this answer alone; only its hash is kept (spec 06, integration). Never by an idempotency key. */
export const createApiKey: Deed<typeof ENDPOINTS.createApiKey.input, EndpointAnswer['createApiKey']> = {
  name: 'create-api-key',
  right: ENDPOINTS.createApiKey.right,
  input: ENDPOINTS.createApiKey.input,
  async run({ tx, actor, house, now }, { name, scopes }) {
    const id = house.newId(now);
    const secret = randomBytes(KEY_BYTES).toString('base64url');
    const hash = createHash('sha256').update(secret).digest();
    await addApiKey(tx, { id, name, scopes: [...new Set(scopes)], hash, at: now, by: actor.id });
    await writeAudit(tx, { actor: actor.id, what: 'create-api-key', target: id, source: null, result: 'ok' });
    return { id, secret };
  },
};

/** From now on the key opens nothing. */
export const revokeApiKey: Deed<typeof ENDPOINTS.revokeApiKey.input, EndpointAnswer['revokeApiKey']> = {
  name: 'revoke-api-key',
  right: ENDPOINTS.revokeApiKey.right,
  input: ENDPOINTS.revokeApiKey.input,
  async run({ tx, actor, now }, { id }) {
    if (!(await revoke(tx, id, now, actor.id)))
      throw new HouseError('not-found', 'There is no such key, or it was revoked before.');
    await writeAudit(tx, { actor: actor.id, what: 'revoke-api-key', target: id, source: null, result: 'ok' });
    return { ok: true };
  },
};
