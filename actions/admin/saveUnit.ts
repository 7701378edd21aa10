import type { StoredUnit, UnitContent } from '../../core/contract/api/adminPeople.ts';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { keepUnit, readAdminUnit } from '../../db/queries/accounts.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Deed } from '../run.ts';
import { nextRecord } from './newVersion.ts';

/** Adds a unit (base 0), changes or closes one; a closed unit is never routed to (spec 04). */
export const saveUnit: Deed<typeof ENDPOINTS.saveUnit.input, EndpointAnswer['saveUnit']> = {
  name: 'save-unit',
  right: ENDPOINTS.saveUnit.right,
  input: ENDPOINTS.saveUnit.input,
  async run(ctx, { code, base, note, ...after }) {
    const { tx, actor, now } = ctx;
    const before = async () => contentOf(await readAdminUnit(tx, code));
    const version = await nextRecord(ctx, { kind: 'unit', key: code, base, note, before, after });
    await keepUnit(tx, code, after, after.closed ? now : null);
    await writeAudit(tx, { actor: actor.id, what: 'save-unit', target: code, source: null, result: 'ok' });
    return { version };
  },
};

function contentOf(unit: StoredUnit | null): UnitContent | null {
  if (!unit) return null;
  const { zh, en, shortZh, shortEn, type, level, commandDuty, neverResponsible, closed, phone } = unit;
  return { zh, en, shortZh, shortEn, type, level, commandDuty, neverResponsible, closed, phone };
}
