/** What the camera wrote into a photo; null where it wrote nothing that can be believed. */
export interface CameraSays {
  readonly takenAt: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

const NOTHING: CameraSays = { takenAt: null, lon: null, lat: null };

/** Reads time and place before the photo is made smaller, since that loses them. Never fails. */
export async function readCamera(file: Blob): Promise<CameraSays> {
  try {
    // Asked for as a default import by its build without types.
    const exifr = await import('exifr/dist/lite.esm.mjs');
    // Block by block: a filter over all blocks fails in this build, which does not know them all.
    const said = await exifr.parse(file, { exif: ['DateTimeOriginal'], gps: true });
    if (!said) return NOTHING;
    const taken = said['DateTimeOriginal'] instanceof Date ? said['DateTimeOriginal'].getTime() : Number.NaN;
    const lon = said['longitude'];
    const lat = said['latitude'];
    const placed = isDegrees(lon, 180) && isDegrees(lat, 90) && !(lon === 0 && lat === 0);
    return {
      takenAt: Number.isFinite(taken) ? taken : null,
      lon: placed ? lon : null,
      lat: placed ? lat : null,
    };
  } catch {
    return NOTHING;
  }
}

function isDegrees(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most;
}
