import { ENDPOINTS, type EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { type SnapshotSource, snapshotSource, writeCamera } from '../../db/queries/cameras.ts';
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
      const password = passwordOf(camera, await snapshotSource(tx, camera.code));
      await writeCamera(tx, { ...camera, password, by: actor.id, at: now });
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

type Given = Pick<EndpointParsed<'keepCamera'>, 'snapshotUrl' | 'user' | 'password'>;

/** A kept password goes to nobody but the camera that it was given for: elsewhere it has to be typed again. */
function passwordOf({ snapshotUrl, user, password }: Given, kept: SnapshotSource | null): string | null {
  if (user === '') return null;
  if (password !== undefined) return password;
  const same = kept && kept.user === user && new URL(kept.url).origin === new URL(snapshotUrl).origin;
  if (same && kept.password !== null) return kept.password;
  throw new HouseError(
    'refused',
    'A camera with a name needs its password, and again when its address or name changes. Nothing was changed.',
    { clause: '07.camera.password' },
  );
}
