import { sha256 } from '../../api/call.ts';
import { fieldDb, type KeptPhoto } from '../store/db.ts';
import { withCameraSegment } from './cameraSegment.ts';
import { readCamera } from './readCamera.ts';

/** Longest edge in pixels and the size aimed at: sharp enough for evidence, small enough for a bad line. */
const LONGEST_PX = 2_048;
const AIM_BYTES = 400 * 1024;
const QUALITIES = [0.82, 0.72, 0.6, 0.5] as const;
const SMALLER_PX = 1_600;
/** What the server takes at most; a photo that cannot be made smaller is sent as it is up to this. */
const MOST_BYTES = 20 * 1024 * 1024;

const THUMB_PX = 112;

interface Small {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
  readonly thumb: ArrayBuffer | null;
}

export class PhotoError extends Error {
  readonly why: 'empty' | 'not-a-photo' | 'too-large';
  constructor(why: PhotoError['why']) {
    super(why);
    this.why = why;
  }
}

/**
 * Takes a photo in: reads time and place, makes it smaller, names it by its hash and stores it on the phone.
 * @throws PhotoError for a file that is no photo, DOMException QuotaExceededError when there is no room
 */
export async function takeIn(file: Blob, userId: string): Promise<KeptPhoto> {
  if (file.size === 0) throw new PhotoError('empty');
  const says = await readCamera(file);
  const small = await shrink(file);
  const data = withCameraSegment(await small.blob.arrayBuffer(), says);
  const photo: KeptPhoto = {
    ...says,
    hash: await sha256(new Blob([data])),
    userId,
    data,
    type: small.blob.type,
    thumb: small.thumb,
    width: small.width,
    height: small.height,
  };
  await (await fieldDb()).put('photos', photo);
  return photo;
}

/** At most 2048 px and about 400 KB, upright, as JPEG. */
async function shrink(file: Blob): Promise<Small> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return asItIs(file);
  try {
    for (const longest of [LONGEST_PX, SMALLER_PX]) {
      const canvas = drawn(picture, longest);
      for (const quality of QUALITIES) {
        const blob = await jpegOf(canvas, quality);
        const last = longest === SMALLER_PX && quality === QUALITIES.at(-1);
        if (blob.size > AIM_BYTES && !last) continue;
        return { blob, width: canvas.width, height: canvas.height, thumb: await thumbOf(canvas) };
      }
    }
    throw new PhotoError('not-a-photo');
  } finally {
    picture.close();
  }
}

/** A format that this browser cannot draw but the server can read (HEIC). */
function asItIs(file: Blob): Small {
  if (file.type !== 'image/heic' && file.type !== 'image/heif') throw new PhotoError('not-a-photo');
  if (file.size > MOST_BYTES) throw new PhotoError('too-large');
  return { blob: file, width: 0, height: 0, thumb: null };
}

async function thumbOf(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const small = document.createElement('canvas');
  small.width = THUMB_PX;
  small.height = THUMB_PX;
  const edge = Math.min(canvas.width, canvas.height);
  const from = [(canvas.width - edge) / 2, (canvas.height - edge) / 2] as const;
  small.getContext('2d')?.drawImage(canvas, ...from, edge, edge, 0, 0, THUMB_PX, THUMB_PX);
  return (await jpegOf(small, 0.7)).arrayBuffer();
}

function drawn(picture: ImageBitmap, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new PhotoError('not-a-photo');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new PhotoError('not-a-photo'))),
      'image/jpeg',
      quality,
    ),
  );
}
