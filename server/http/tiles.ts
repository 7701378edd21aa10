import express from 'express';
import { HouseError } from '../../core/contract/errors.ts';
import { baseTile, componentTile } from '../../db/queries/tiles.ts';
import type { Doors } from './doors.ts';
import { visitorOf } from './session.ts';

const TILE = /^\/(base|component)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt$/;
const MAX_ZOOM = 22;
const BASE_FRESH_S = 3_600;
const KEPT_TILES = 2_000;

/**
 * Vector tiles: the base map for everyone, components for people who are signed in. Base tiles are the
 * same for all and are kept; what depends on who asks never is.
 */
export function tileRouter(doors: Doors): express.Router {
  const router = express.Router();
  const kept = new Map<string, Promise<Buffer>>();
  const base = (z: number, x: number, y: number): Promise<Buffer> => {
    const key = `${z}/${x}/${y}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= KEPT_TILES) kept.delete(kept.keys().next().value!);
    const tile = baseTile(doors.house.pool, z, x, y);
    kept.set(key, tile);
    tile.catch(() => kept.delete(key));
    return tile;
  };
  router.get(/.*/, async (request, response) => {
    const match = TILE.exec(request.path);
    const [, layer, z, x, y] = match ?? [];
    if (!match || Number(z) > MAX_ZOOM || Number(x) >= 2 ** Number(z) || Number(y) >= 2 ** Number(z))
      throw new HouseError('not-found', 'There is no such tile.');
    const at = [Number(z), Number(x), Number(y)] as const;
    if (layer === 'component' && !(await visitorOf(doors.house.pool, request)).user)
      throw new HouseError('not-signed-in', 'Please sign in first.');
    const tile = layer === 'base' ? await base(...at) : await componentTile(doors.house.pool, ...at);
    response.set('Content-Type', 'application/vnd.mapbox-vector-tile');
    response.set(
      'Cache-Control',
      layer === 'base' ? `public, max-age=${BASE_FRESH_S}` : 'private, max-age=60',
    );
    if (tile.length === 0) response.status(204).end();
    else response.send(tile);
  });
  return router;
}
