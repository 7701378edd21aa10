import { createHash } from 'node:crypto';

/**
 * A UUID of version 7 whose time is `atMs` and whose random bits come from a name: the same name gives the
 * same key in every install of the demo.
 */
export function seededId(atMs: number, name: string): string {
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  const random = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'[Number.parseInt(random[3]!, 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

/** Sixteen bytes for the salt of a text. */
export function seededSalt(name: string): Buffer {
  return createHash('sha256').update(`salt/${name}`).digest().subarray(0, 16);
}
