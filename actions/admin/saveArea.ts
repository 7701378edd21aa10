import type { AreaContent } from '../../core/contract/api/adminAreas.ts';
import { ENDPOINTS, type EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Db } from '../../db/pool.ts';
import { readAdminUnit } from '../../db/queries/accounts.ts';
import { changeArea, readAdminArea } from '../../db/queries/adminAreas.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Deed } from '../run.ts';
import { nextRecord } from './newVersion.ts';

/** Renames an area, or gives a subdistrict's duty to a unit; its shape comes by import. A new version (spec 07). */
export const saveArea: Deed<typeof ENDPOINTS.saveArea.input, EndpointAnswer['saveArea']> = {
  name: 'save-area',
  right: ENDPOINTS.saveArea.right,
  input: ENDPOINTS.saveArea.input,
  async run(ctx, { code, base, note, ...content }) {
    const { tx, actor } = ctx;
    const area = await areaOr404(tx, code);
    await refuseStrangeUnit(tx, area.kind, content);
    const m2 = Math.round(area.m2);
    const before = async () => {
      const { zh, en, unit } = await areaOr404(tx, code);
      return { zh, en, unit, m2 };
    };
    const after = { ...content, m2 };
    const version = await nextRecord(ctx, { kind: 'area', key: code, base, note, before, after });
    await changeArea(tx, code, content);
    await writeAudit(tx, { actor: actor.id, what: 'save-area', target: code, source: null, result: 'ok' });
    return { version };
  },
};

/** @throws HouseError not-found */
export async function areaOr404(db: Db, code: string) {
  const area = await readAdminArea(db, code);
  if (!area) throw new HouseError('not-found', 'There is no such area.');
  return area;
}

/** Territorial duty is a subdistrict's, and falls to a unit that there is. @throws HouseError refused */
export async function refuseStrangeUnit(db: Db, kind: string, { unit }: AreaContent): Promise<void> {
  if (unit === null) return;
  const known = await readAdminUnit(db, unit);
  if (known && !known.closed && kind === 'subdistrict') return;
  throw new HouseError(
    'refused',
    kind === 'subdistrict'
      ? 'There is no such unit, or it is closed. Nothing was changed.'
      : 'Only a subdistrict has a unit of its own. Nothing was changed.',
    { clause: '07.area-unit' },
  );
}
