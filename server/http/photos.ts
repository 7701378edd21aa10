import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import exifr from 'exifr';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { keepPhoto } from '../../actions/keepPhoto.ts';
import { run } from '../../actions/run.ts';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { isWall } from '../../core/contract/right.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import type { StoredPhoto } from '../../db/queries/photos.ts';
import { isReleased, noteSender, photoFile, seesPhoto } from '../../db/queries/photos.ts';
import type { Doors } from './doors.ts';
import type { Seen } from './seen.ts';

export const MAX_PHOTO_BYTES = 20 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;
const TAKEN_TYPES = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'image/avif',
]);
const FULL_PX = 2_048;
const THUMB_PX = 320;
sharp.concurrency(1);

/** Takes a photo in one piece. */
export async function storePhoto({ doors, request, visitor }: Seen, input: EndpointParsed<'uploadPhoto'>) {
  return storeBytes(doors, visitor.actor!, input.hash, request.file?.buffer ?? Buffer.alloc(0));
}

/**
 * Stores a photo: checked by content, re-encoded (nothing of the original is served), under a generated
 * name, the original's hash and metadata kept as evidence. Sent twice is stored once.
 */
export async function storeBytes(doors: Doors, actor: Actor, named: string, bytes: Buffer) {
  if (bytes.length === 0)
    throw new HouseError('not-a-photo', 'The photo is empty. Nothing was stored; take it again.');
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== named)
    throw new HouseError(
      'bad-input',
      'The photo arrived changed (its hash differs). Nothing was stored; it is sent again.',
      { clause: 'photo.hash' },
    );
  const known = await photoFile(doors.house.pool, hash);
  if (known) {
    await noteSender(doors.house.pool, hash, actor.id);
    return { hash, width: known.width, height: known.height };
  }
  const folder = path.join(doors.config.DATA_DIR, 'photos');
  const photo = await oneAtATime(() => reencode(folder, hash, bytes));
  const stored = { ...photo, uploadedBy: actor.id } satisfies StoredPhoto;
  // When this throws, the commit may still have happened: the files stay, a stray one harms nobody.
  const kept = await run(doors.house, keepPhoto, stored, { actor });
  // The same photo came in meanwhile and was kept under its own name: these files are nobody's.
  if (kept.file !== photo.file)
    await Promise.all([photo.file, photo.thumb].map((left) => rm(path.join(folder, left), { force: true })));
  return { hash, width: photo.width, height: photo.height };
}

async function reencode(
  folder: string,
  hash: string,
  original: Buffer,
): Promise<Omit<StoredPhoto, 'uploadedBy'>> {
  const type = await fileTypeFromBuffer(original);
  if (!type || !TAKEN_TYPES.has(type.mime))
    throw new HouseError(
      'not-a-photo',
      'This is not a photo (JPEG, PNG, WebP, HEIC or AVIF). Nothing was stored.',
    );
  const name = v7();
  const dir = path.join(folder, name.slice(0, 8));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  try {
    const image = sharp(original, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 }).rotate();
    const full = await image
      .clone()
      .resize(FULL_PX, FULL_PX, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    const thumb = await sharp(full.data)
      .resize(THUMB_PX, THUMB_PX, { fit: 'cover' })
      .jpeg({ quality: 76 })
      .toBuffer();
    await write(path.join(dir, `${name}.jpg`), full.data);
    await write(path.join(dir, `${name}.t.jpg`), thumb);
    return {
      hash,
      file: `${name.slice(0, 8)}/${name}.jpg`,
      thumb: `${name.slice(0, 8)}/${name}.t.jpg`,
      width: full.info.width,
      height: full.info.height,
      bytes: full.data.length,
      original: { mime: type.mime, bytes: original.length, ...(await cameraSays(original)) },
    };
  } catch (error) {
    if (error instanceof HouseError || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new HouseError(
      'not-a-photo',
      'The photo cannot be read or is larger than 50 megapixels. Nothing was stored; take it again.',
    );
  }
}

/** Written beside and renamed, so that a killed process leaves no half photo under a served name. */
async function write(file: string, data: Buffer): Promise<void> {
  await writeFile(`${file}.part`, data);
  await rename(`${file}.part`, file);
}

async function cameraSays(original: Buffer) {
  const exif: Record<string, unknown> = (await exifr.parse(original, { gps: true }).catch(() => null)) ?? {};
  const taken = exif.DateTimeOriginal instanceof Date ? exif.DateTimeOriginal.getTime() : null;
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  const plain = (value: unknown) => (typeof value === 'string' ? value.slice(0, 80) : null);
  return {
    takenAt: taken !== null && Number.isFinite(taken) ? taken : null,
    lon: number(exif.longitude),
    lat: number(exif.latitude),
    metadata: { make: plain(exif.Make), model: plain(exif.Model), software: plain(exif.Software) },
  };
}

// Decoding is the one act here that takes memory by the picture's size: two at a time, the rest waits.
const AT_ONCE = 2;
let atWork = 0;
const waiting: (() => void)[] = [];
/** Work on pictures, in its turn. */
export async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  if (atWork >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  atWork++;
  try {
    return await work();
  } finally {
    atWork--;
    waiting.shift()?.();
  }
}

/** Serves a photo to whoever may see a case that names it, or took it; everybody else hears 404. */
export async function servePhoto(
  { doors, response, visitor }: Seen,
  input: EndpointParsed<'photo'>,
): Promise<void> {
  const { pool } = doors.house;
  const actor = visitor.actor!;
  const photo = await photoFile(pool, input.hash);
  const sees = isWall(actor) ? isReleased(pool, input.hash) : seesPhoto(pool, actor, input.hash);
  if (!photo || !(await sees)) throw new HouseError('not-found', 'There is no such photo for you.');
  response.set({
    'Cache-Control': 'private, no-store',
    'Content-Type': 'image/jpeg',
    'X-Content-Type-Options': 'nosniff',
  });
  const file = path.resolve(
    doors.config.DATA_DIR,
    'photos',
    input.size === 'thumb' ? photo.thumb : photo.file,
  );
  await new Promise<void>((done, fail) =>
    response.sendFile(
      file,
      { cacheControl: false, etag: false, lastModified: false, dotfiles: 'allow' },
      (error) => (error ? fail(lostFile(error) ?? error) : done()),
    ),
  );
}

/** A stored photo whose file is not there is the city's loss, not the asker's mistake. */
function lostFile(error: Error): HouseError | null {
  if (!('code' in error) || error.code !== 'ENOENT') return null;
  return new HouseError(
    'internal',
    'The file of this photo is missing on the server. The case keeps its name.',
  );
}
