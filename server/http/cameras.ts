import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { keepCamera as keepCameraIn } from '../../actions/admin/keepCamera.ts';
import { hostAllowed } from '../../actions/noticeSettings.ts';
import { run } from '../../actions/run.ts';
import type { PictureBox } from '../../core/contract/api/desk.ts';
import type { EndpointAnswer, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { keepFrame, ownFrame, readCameras, snapshotSource, writeMark } from '../../db/queries/cameras.ts';
import { photoFile } from '../../db/queries/photos.ts';
import { inPixels, photoPath } from './blurPhoto.ts';
import { oneAtATime, storeBytes } from './photos.ts';
import type { Seen } from './seen.ts';
import { fetchSnapshot } from './snapshot.ts';

/** The register; where a camera answers is for administrators alone. */
export async function cameras({ doors, visitor }: Seen): Promise<EndpointAnswer['cameras']> {
  return { cameras: await readCameras(doors.house.pool, visitor.actor!.role === 'administrator') };
}

export function keepCamera({ doors, visitor, request }: Seen, input: EndpointParsed<'keepCamera'>) {
  // Giving it twice does no harm, and what holds a password leaves no trace of it among kept keys.
  const key = input.password === undefined ? (request.get('idempotency-key') ?? null) : null;
  return run(doors.house, keepCameraIn(doors.config.CAMERA_HOSTS), input, { actor: visitor.actor, key });
}

/** Fetches a frame of a camera of the register and keeps it as evidence. */
export async function fetchFrame(
  { doors, visitor }: Seen,
  { camera }: EndpointParsed<'fetchFrame'>,
): Promise<EndpointAnswer['fetchFrame']> {
  const { pool, now, newId } = doors.house;
  const actor = visitor.actor!;
  const source = await snapshotSource(pool, camera);
  if (!source || source.closed) throw new HouseError('not-found', 'There is no such camera.');
  // Asked again here: the operator may have taken the host off the list since.
  if (!hostAllowed(source.url, doors.config.CAMERA_HOSTS))
    throw new HouseError('refused', 'Frames may not be fetched from this camera’s host (CAMERA_HOSTS).', {
      clause: '07.camera.host',
    });
  const { user, password } = source;
  const { bytes, cameraAt } = await fetchSnapshot(source.url, {
    login: password === null ? null : { user, password },
    withinMs: doors.config.CAMERA_WITHIN_MS,
  });
  const hash = createHash('sha256').update(bytes).digest('hex');
  const { width, height } = await storeBytes(doors, actor, hash, bytes);
  const fetchedAt = now();
  const frame = newId(fetchedAt);
  await keepFrame(pool, { id: frame, camera, hash, cameraAt, fetchedAt, by: actor.id });
  return { frame, hash, width, height, cameraAt, fetchedAt };
}

/** Keeps the box with the frame and makes the copy that shows it; the frame itself stays as it came. */
export async function markFrame(
  { doors, visitor }: Seen,
  { frame, box }: EndpointParsed<'markFrame'>,
): Promise<EndpointAnswer['markFrame']> {
  const { pool } = doors.house;
  const actor = visitor.actor!;
  const hash = await ownFrame(pool, frame, actor.id);
  const stored = hash && (await photoFile(pool, hash));
  if (!stored) throw new HouseError('not-found', 'There is no such frame of yours.');
  const bytes = await oneAtATime(() => marked(photoPath(doors, stored.file), box));
  const copy = createHash('sha256').update(bytes).digest('hex');
  await storeBytes(doors, actor, copy, bytes);
  await writeMark(pool, frame, box, copy);
  return { marked: copy };
}

/** A white line within a black one is seen on any picture. */
async function marked(file: string, box: PictureBox): Promise<Buffer> {
  const image = sharp(file, { failOn: 'error' });
  const { width = 0, height = 0 } = await image.metadata();
  const at = inPixels(box, width, height);
  const line = Math.max(2, Math.round(Math.max(width, height) / 300));
  const rect = (stroke: string, thick: number) =>
    `<rect x="${at.left}" y="${at.top}" width="${at.width}" height="${at.height}" fill="none" stroke="${stroke}" stroke-width="${thick}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${rect('#000', line * 3)}${rect('#fff', line)}</svg>`;
  return image
    .composite([{ input: Buffer.from(svg), left: 0, top: 0 }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
