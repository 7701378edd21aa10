import type { WallGround, WallSnapshot } from '../../core/contract/api/wall.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { readGround } from '../../db/queries/wall.ts';
import type { Doors } from './doors.ts';
import type { Seen } from './seen.ts';

const HEAT_DAYS = 7;
const FRESH_MS = 300_000;
const kept = new WeakMap<Doors, { readonly at: number; readonly ground: Promise<WallGround | null> }>();

/** The wall's picture for who has no socket. */
export async function wallPicture({ doors }: Seen): Promise<WallSnapshot> {
  const picture = doors.wall.snapshot();
  if (!picture)
    throw new HouseError('unavailable', 'The wall is being painted; try again in a moment.', {
      retryAfterS: 1,
    });
  return picture;
}

/** What lies below the cases; read once for all screens and kept for minutes. */
export async function wallGround({ doors }: Seen): Promise<WallGround> {
  const now = doors.house.now();
  let last = kept.get(doors);
  if (!last || now - last.at > FRESH_MS) {
    last = { at: now, ground: readGround(doors.house.pool, now - HEAT_DAYS * 86_400_000) };
    kept.set(doors, last);
    last.ground.catch(() => kept.delete(doors));
  }
  const ground = await last.ground;
  if (ground) return ground;
  const { city } = await doors.house.settings();
  return {
    bounds: [city.lon - 0.05, city.lat - 0.03, city.lon + 0.05, city.lat + 0.03],
    areas: [],
    beats: [],
    heat: [],
  };
}
