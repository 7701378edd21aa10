import { ENDPOINTS } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { writeCamera } from '../../db/queries/cameras.ts';
import { hostAllowed } from '../noticeSettings.ts';
import type { Deed } from '../run.ts';

/** Enters a camera into the register, or changes one; its host has to be one that the operator allows. */
export function keepCamera(
  hosts: readonly string[],
): Deed<typeof ENDPOINTS.keepCamera.input, { readonly ok: true }> {
  return {
    name: 'keep-camera',
    right: ENDPOINTS.keepCamera.right,
    input: ENDPOINTS.keepCamera.input,
    async run({ tx, actor, now }, camera) {
      if (!hostAllowed(camera.snapshotUrl, hosts))
        throw new HouseError(
          'refused',
          'Frames may not be fetched from this host: the operator lists those that may (CAMERA_HOSTS). Nothing was changed.',
          { clause: '07.camera.host' },
        );
      await writeCamera(tx, { ...camera, by: actor.id, at: now });
      await writeAudit(tx, {
        actor: actor.id,
        what: 'keep-camera',
        target: camera.code,
        source: null,
        result: 'ok',
      });
      return { ok: true };
    },
  };
}
