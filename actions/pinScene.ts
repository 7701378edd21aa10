import { ENDPOINTS } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { areaExists, keepScene } from '../db/queries/wallScene.ts';
import type { Deed } from './run.ts';

/** Holds one scene on every wall, or lets them rotate again (spec 07, /wall). */
export const pinScene: Deed<typeof ENDPOINTS.pinScene.input, { readonly ok: true }> = {
  name: 'pin-scene',
  right: ENDPOINTS.pinScene.right,
  input: ENDPOINTS.pinScene.input,
  async run({ tx, actor }, { scene }) {
    const area = scene?.startsWith('area:') ? scene.slice('area:'.length) : null;
    if (area !== null && !(await areaExists(tx, area)))
      throw new HouseError('refused', 'There is no such subdistrict. The walls show what they showed.', {
        clause: '07.wall.scene',
      });
    await keepScene(tx, scene);
    await writeAudit(tx, { actor: actor.id, what: 'pin-scene', target: scene, source: null, result: 'ok' });
    return { ok: true };
  },
};
