import { createHash } from 'node:crypto';
import path from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import type { PictureBox } from '../../core/contract/api/desk.ts';
import type { EndpointAnswer, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { may } from '../../core/rules/case/rights.ts';
import { canSee, readCase } from '../../db/queries/cases.ts';
import { keepBlur, photoFile } from '../../db/queries/photos.ts';
import type { Doors } from './doors.ts';
import { oneAtATime, storeBytes } from './photos.ts';
import type { Seen } from './seen.ts';

/** What is left of a box: so many samples across its longer side, which no sharpening brings back. */
const SAMPLES = 6;

/** Makes the copy of a case's photo that may go out; the original stays where it is. */
export async function blurPhoto(
  { doors, visitor }: Seen,
  { caseId, photo, boxes }: EndpointParsed<'blurPhoto'>,
): Promise<EndpointAnswer['blurPhoto']> {
  const { pool, now } = doors.house;
  const actor = visitor.actor!;
  const state = (await canSee(pool, actor, caseId)) ? await readCase(pool, caseId) : null;
  const stored = state?.photos.includes(photo) ? await photoFile(pool, photo) : null;
  if (!state || !stored) throw new HouseError('not-found', 'There is no such photo in a case of yours.');
  const allowed = may(state, 'release-photo', actor);
  if (!allowed.ok) throw new HouseError('forbidden', allowed.why, { clause: allowed.clause });
  const bytes = await oneAtATime(() => blurred(photoPath(doors, stored.file), boxes));
  const hash = createHash('sha256').update(bytes).digest('hex');
  await storeBytes(doors, actor, hash, bytes);
  await keepBlur(pool, { blurred: hash, photo, boxes, by: actor.id, at: now() });
  return { blurred: hash };
}

/** Where a stored photo lies. */
export function photoPath({ config }: Doors, file: string): string {
  return path.resolve(config.DATA_DIR, 'photos', file);
}

async function blurred(file: string, boxes: readonly PictureBox[]): Promise<Buffer> {
  const image = sharp(file, { failOn: 'error' });
  const { width = 0, height = 0 } = await image.metadata();
  const patches = await Promise.all(boxes.map((box) => patch(file, inPixels(box, width, height))));
  return image.composite(patches).jpeg({ quality: 90 }).toBuffer();
}

interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A box in whole pixels, outwards, within the picture. */
export function inPixels({ x, y, w, h }: PictureBox, width: number, height: number): Region {
  const left = Math.min(width - 1, Math.floor(x * width));
  const top = Math.min(height - 1, Math.floor(y * height));
  const right = Math.min(width, Math.max(left + 1, Math.ceil((x + w) * width)));
  const bottom = Math.min(height, Math.max(top + 1, Math.ceil((y + h) * height)));
  return { left, top, width: right - left, height: bottom - top };
}

async function patch(file: string, region: Region): Promise<OverlayOptions> {
  const { left, top, width, height } = region;
  const scale = SAMPLES / Math.max(width, height);
  const few = await sharp(file)
    .extract(region)
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .png()
    .toBuffer();
  const input = await sharp(few).resize(width, height, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
  return { input, left, top };
}
