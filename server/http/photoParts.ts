import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { PhotoParts } from '../../core/contract/api/field.ts';
import { HouseError } from '../../core/contract/errors.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { seesPhoto } from '../../db/queries/photos.ts';
import { storedPhotos } from '../../db/queries/receipts.ts';
import { storedVoices } from '../../db/queries/voice.ts';
import { MAX_PHOTO_BYTES, storeBytes } from './photos.ts';
import type { Seen } from './seen.ts';
import { soundType, storeVoice } from './voice.ts';

export const MAX_PART_BYTES = 1024 * 1024;
// A phone that comes back after a week begins its photo anew.
const KEEP_PARTS_MS = 7 * 86_400_000;
const MOST_PARTS = 200;

/** How much of a photo or voice note the server holds, so that a phone goes on from there. */
export async function photoParts(
  { doors, visitor }: Seen,
  { hash }: EndpointParsed<'photoParts'>,
): Promise<PhotoParts> {
  if (await isStoredFor(doors, visitor.actor!, hash)) return { hash, received: 0, stored: true };
  return { hash, received: await sizeOf(fileOf(doors, visitor.actor!.id, hash)), stored: false };
}

/**
 * Takes the next stretch of a photo. A stretch that does not begin where the last one ended changes nothing
 * and is answered with what is held; the last one is checked against the hash and stored as what it is, a photo or a voice note.
 */
export async function uploadPhotoPart(
  seen: Seen,
  input: EndpointParsed<'uploadPhotoPart'>,
): Promise<PhotoParts> {
  const { doors, request, visitor } = seen;
  const { hash, offset, total } = input;
  const part = request.file?.buffer;
  if (!part || part.length === 0)
    throw new HouseError('bad-input', 'The part of the photo is empty. Nothing was stored.', {
      clause: 'photo.part',
    });
  if (total > MAX_PHOTO_BYTES)
    throw new HouseError(
      'too-large',
      'The photo is larger than 20 MB. Nothing was stored; send a smaller one.',
    );
  if (await isStoredFor(doors, visitor.actor!, hash)) return { hash, received: total, stored: true };
  const file = fileOf(doors, visitor.actor!.id, hash);
  if (offset === 0) await begin(path.dirname(file));
  const held = await sizeOf(file);
  if (offset > held || offset + part.length > total) return { hash, received: held, stored: false };
  await writeAt(file, offset, part);
  const received = Math.max(held, offset + part.length);
  if (received < total) return { hash, received, stored: false };
  await finish(seen, file, hash);
  return { hash, received: total, stored: true };
}

/** Stored, and this person's to use: who only knows a hash has to send the bytes like everybody. */
async function isStoredFor({ house }: Seen['doors'], actor: Actor, hash: string): Promise<boolean> {
  if ((await storedVoices(house.pool, actor.id, [hash])).length > 0) return true;
  return (await storedPhotos(house.pool, [hash])).length > 0 && (await seesPhoto(house.pool, actor, hash));
}

async function finish({ doors, visitor }: Seen, file: string, hash: string): Promise<void> {
  try {
    const bytes = await readFile(file);
    const sound = await soundType(bytes);
    if (sound) await storeVoice(doors, visitor.actor!, hash, bytes, sound);
    else await storeBytes(doors, visitor.actor!, hash, bytes);
  } catch (error) {
    // Wrong bytes or no photo: the phone decides by the answer; a database that is away keeps the parts.
    if (error instanceof HouseError && error.code !== 'unavailable') await rm(file, { force: true });
    throw error;
  }
  await rm(file, { force: true });
}

/** Makes the person's folder and clears it of what was given up long ago. */
async function begin(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  for (const name of names) {
    const file = path.join(folder, name);
    const seen = await stat(file).catch(() => null);
    if (seen && seen.mtimeMs < Date.now() - KEEP_PARTS_MS) await rm(file, { force: true });
  }
  if (names.length > MOST_PARTS)
    throw new HouseError(
      'too-many',
      'Too many photos were begun and not finished. Finish them first; nothing was stored.',
      { retryAfterS: 60 },
    );
}

/** Written at its place, so that the same part arriving twice at once does no harm. */
async function writeAt(file: string, offset: number, part: Buffer): Promise<void> {
  const handle = await open(file, offset === 0 ? 'a+' : 'r+').then(async (made) => {
    if (offset > 0) return made;
    await made.close();
    return open(file, 'r+');
  });
  try {
    await handle.write(part, 0, part.length, offset);
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

/** Both names are checked before: a user's key is a UUID, a hash 64 hex digits. */
function fileOf({ config }: Seen['doors'], userId: string, hash: string): string {
  return path.join(
    path.resolve(config.DATA_DIR),
    'photos',
    'parts',
    userId.replace(/[^0-9a-f-]/gi, ''),
    hash,
  );
}
