import express from 'express';
import { HouseError } from '../../core/contract/errors.ts';
import { baseTile, componentTile, DENSITY_MAX_ZOOM } from '../../db/queries/tiles.ts';
import { PMTILES_PATH } from './baseMap.ts';
import type { Doors } from './doors.ts';
import { visitorOf } from './session.ts';

const TILE = /^\/(base|component)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt$/;
const MAX_ZOOM = 22;
const BASE_FRESH_S = 3_600;
const COMPONENT_FRESH_S = 60;
const KEPT_TILES = 2_000;

/**
 * Vector tiles: the base map for everyone, components for people who are signed in, the PMTiles file by range
 * where one is configured. Tiles are the same for all who may see them, and are kept for a while; each answer
 * carries its ETag.
 */
export function tileRouter(doors: Doors): express.Router {
  const router = express.Router();
  const base = keeping(BASE_FRESH_S, (z, x, y) => baseTile(doors.house.pool, z, x, y));
  const density = keeping(COMPONENT_FRESH_S, (z, x, y) => componentTile(doors.house.pool, z, x, y));
  const { file } = doors.baseMap;
  if (file)
    router.get(PMTILES_PATH.replace('/tiles', ''), (_request, response) => {
      response.set('Content-Type', 'application/octet-stream');
      response.sendFile(file, { maxAge: BASE_FRESH_S * 1_000, dotfiles: 'allow' });
    });
  router.get(/.*/, async (request, response) => {
    const match = TILE.exec(request.path);
    const [, layer, z, x, y] = match ?? [];
    if (!match || Number(z) > MAX_ZOOM || Number(x) >= 2 ** Number(z) || Number(y) >= 2 ** Number(z))
      throw new HouseError('not-found', 'There is no such tile.');
    const at = [Number(z), Number(x), Number(y)] as const;
    if (layer === 'component' && !(await visitorOf(doors.house.pool, request)).user)
      throw new HouseError('not-signed-in', 'Please sign in first.');
    const tile =
      layer === 'base'
        ? await base(...at)
        : at[0] <= DENSITY_MAX_ZOOM
          ? await density(...at)
          : await componentTile(doors.house.pool, ...at);
    response.set('Content-Type', 'application/vnd.mapbox-vector-tile');
    response.set(
      'Cache-Control',
      layer === 'base' ? `public, max-age=${BASE_FRESH_S}` : `private, max-age=${COMPONENT_FRESH_S}`,
    );
    if (tile.length === 0) response.status(204).end();
    else response.send(tile);
  });
  return router;
}

type Draw = (z: number, x: number, y: number) => Promise<Buffer>;

/** Keeps what was drawn for a time; the same tile asked for twice at once is drawn once. */
function keeping(freshS: number, draw: Draw): Draw {
  const kept = new Map<string, { tile: Promise<Buffer>; until: number }>();
  return (z, x, y) => {
    const key = `${z}/${x}/${y}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.tile;
    kept.delete(key);
    if (kept.size >= KEPT_TILES) kept.delete(kept.keys().next().value!);
    const tile = draw(z, x, y);
    kept.set(key, { tile, until: Date.now() + freshS * 1_000 });
    tile.catch(() => kept.delete(key));
    return tile;
  };
}
