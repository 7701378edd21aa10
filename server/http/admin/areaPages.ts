import { rehearse } from '../../../actions/admin/rehearse.ts';
import { areaOr404, refuseStrangeUnit } from '../../../actions/admin/saveArea.ts';
import { tryOut } from '../../../actions/admin/tryOut.ts';
import type { AdminArea, AdminAreas, AreaPreview } from '../../../core/contract/api/adminAreas.ts';
import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { changeArea, readAdminAreas, readCasesIn } from '../../../db/queries/adminAreas.ts';
import { readRecords } from '../../../db/queries/records.ts';
import type { Seen } from '../seen.ts';

const REHEARSED = 200;

export function adminAreas({ doors }: Seen, { kind, q }: EndpointParsed<'adminAreas'>): Promise<AdminAreas> {
  return readAdminAreas(doors.house.pool, kind, q);
}

export async function adminArea({ doors }: Seen, { code }: EndpointParsed<'adminArea'>): Promise<AdminArea> {
  const { pool } = doors.house;
  const [area, versions] = await Promise.all([
    areaOr404(pool, code),
    readRecords<AdminArea['versions'][number]['area']>(pool, 'area', code),
  ]);
  return { ...area, versions: versions.map(({ data, ...line }) => ({ ...line, area: data })) };
}

/** How many open cases lie in it, and who would be routed otherwise. */
export async function previewArea(
  { doors }: Seen,
  { code, ...content }: EndpointParsed<'previewArea'>,
): Promise<AreaPreview> {
  const { pool, now, settings } = doors.house;
  const { kind, openCases } = await areaOr404(pool, code);
  await refuseStrangeUnit(pool, kind, content);
  const [cases, inForce] = await Promise.all([readCasesIn(pool, code, REHEARSED), settings()]);
  const routing = await tryOut(pool, async (tx) => {
    await changeArea(tx, code, content);
    return rehearse(pool, inForce, now(), cases, { after: tx });
  });
  return { openCases, routing };
}
