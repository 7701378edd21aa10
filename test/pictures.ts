import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A photo that nobody has sent before: JPEG by default, its colour and noise are random. */
export async function picture(
  options: {
    width?: number;
    height?: number;
    gps?: { lon: number; lat: number };
    /** As a camera writes it, without a time zone: `2026:11:20 15:42:10`. */
    takenAt?: string;
    format?: 'jpeg' | 'png' | 'webp';
    /** Noise all over, so that it stays large after being made smaller. */
    noisy?: boolean;
  } = {},
): Promise<Buffer> {
  const { width = 320, height = 240, format = 'jpeg', gps, takenAt, noisy = false } = options;
  const [r, g, b] = randomBytes(3);
  const noise = randomBytes(16 * 16 * 3);
  const patch = await sharp(noise, { raw: { width: 16, height: 16, channels: 3 } })
    .png()
    .toBuffer();
  let image = sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: r!, g: g!, b: b! },
      ...(noisy && { noise: { type: 'gaussian' as const, mean: 128, sigma: 20 } }),
    },
  }).composite([{ input: patch, left: 0, top: 0 }]);
  if (gps)
    image = image.withExif({
      IFD0: { Make: 'Phone', Model: 'Secret Model' },
      ...(takenAt && { IFD2: { DateTimeOriginal: takenAt } }),
      IFD3: {
        GPSLatitudeRef: gps.lat < 0 ? 'S' : 'N',
        GPSLatitude: degrees(gps.lat),
        GPSLongitudeRef: gps.lon < 0 ? 'W' : 'E',
        GPSLongitude: degrees(gps.lon),
      },
    });
  return image.toFormat(format).toBuffer();
}

/** SHA-256 in lower-case hex, as receipts and events name a photo. */
export function hashOfBytes(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** EXIF writes degrees as three rationals. */
function degrees(value: number): string {
  const abs = Math.abs(value);
  const whole = Math.floor(abs);
  const minutes = Math.floor((abs - whole) * 60);
  const seconds = Math.round(((abs - whole) * 60 - minutes) * 60 * 1000);
  return `${whole}/1 ${minutes}/1 ${seconds}/1000`;
}
