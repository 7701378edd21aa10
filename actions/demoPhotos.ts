import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { drawPicture, type PictureKind } from '../db/demo/pictures.ts';
import type { Tx } from '../db/pool.ts';
import { keepPhoto } from '../db/queries/photos.ts';

const OF_A_KIND = 24;
const THUMB_PX = 320;
const [WIDTH, HEIGHT] = [960, 720];

/**
 * A small pool of generated, labelled photos for the cases of the past, stored as the server stores those
 * of phones: picture and thumbnail under DATA_DIR/photos, a row and the evidence of the original. Answers
 * their hashes. Stored again they are the same files.
 */
export async function storeDemoPhotos(
  tx: Tx,
  dataDir: string,
  seed: string,
  uploadedBy: string,
): Promise<{ before: string[]; after: string[] }> {
  const store = async (kind: PictureKind) => {
    const hashes: string[] = [];
    for (let n = 1; n <= OF_A_KIND; n++) hashes.push(await storeOne(tx, dataDir, seed, kind, n, uploadedBy));
    return hashes;
  };
  return { before: await store('before'), after: await store('after') };
}

async function storeOne(
  tx: Tx,
  dataDir: string,
  seed: string,
  kind: PictureKind,
  n: number,
  uploadedBy: string,
): Promise<string> {
  const picture = await drawPicture(seed, kind, String(n).padStart(2, '0'));
  const hash = createHash('sha256').update(picture).digest('hex');
  const folder = path.join(dataDir, 'photos', 'demo');
  await mkdir(folder, { recursive: true });
  const name = `${kind}-${String(n).padStart(2, '0')}-${hash.slice(0, 12)}`;
  await write(path.join(folder, `${name}.jpg`), picture);
  await write(
    path.join(folder, `${name}.t.jpg`),
    await sharp(picture).resize(THUMB_PX, THUMB_PX, { fit: 'cover' }).jpeg({ quality: 76 }).toBuffer(),
  );
  await keepPhoto(tx, {
    hash,
    file: `demo/${name}.jpg`,
    thumb: `demo/${name}.t.jpg`,
    width: WIDTH,
    height: HEIGHT,
    bytes: picture.length,
    uploadedBy,
    original: {
      mime: 'image/jpeg',
      bytes: picture.length,
      takenAt: null,
      lon: null,
      lat: null,
      metadata: { software: 'demo' },
    },
  });
  return hash;
}

/** Written beside and renamed: a killed process leaves no half photo under a served name. */
async function write(file: string, data: Buffer): Promise<void> {
  await writeFile(`${file}.part`, data);
  await rename(`${file}.part`, file);
}
