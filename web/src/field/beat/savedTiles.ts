import { useSyncExternalStore } from 'react';
import type { BaseMap } from '../../../../core/contract/api/answers.ts';
import type { Lang } from '../../parts/i18n.ts';

/** The cache that the service worker answers tiles from; named in both places. */
const TILE_CACHE = 'field-tiles';
const ZOOMS = [11, 12, 13, 14, 15, 16] as const;
/** A beat is a few hundred metres across; more than this is no beat. */
const MOST_TILES = 400;
const AT_ONCE = 3;

type Bounds = readonly [west: number, south: number, east: number, north: number];
interface Saved {
  readonly done: number;
  readonly all: number;
}

let saved: Saved = { done: 0, all: 0 };
let savedFor = '';
const listeners = new Set<() => void>();

/** How far the base map of the beat lies on this phone. */
export function useSavedTiles(): Saved {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => saved,
  );
}

/**
 * Saves the base map around a beat for work without a network, whatever map the city has chosen; what lies
 * here already is not asked for again, and what its licence does not let a phone keep is left.
 */
export async function saveTiles(bounds: Bounds, map: BaseMap, lang: Lang): Promise<void> {
  const wanted = [...bounds.map((one) => one.toFixed(4)), lang, JSON.stringify(map)].join();
  if (typeof caches === 'undefined' || savedFor === wanted || (map.kind !== 'city' && !map.keep)) return;
  savedFor = wanted;
  const cache = await caches.open(TILE_CACHE);
  const rest = await jobsOf(cache, bounds, map, lang);
  say({ done: 0, all: rest.length });
  const one = async () => {
    for (let job = rest.shift(); job !== undefined; job = rest.shift()) {
      if (!(await job().catch(() => false))) {
        // No network: begun again with the next opening or the next time on duty.
        savedFor = '';
        return;
      }
      say({ ...saved, done: saved.done + 1 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

type Job = () => Promise<boolean>;

async function jobsOf(cache: Cache, bounds: Bounds, map: BaseMap, lang: Lang): Promise<Job[]> {
  if (map.kind === 'city')
    return tilesOf(bounds).map(
      (tile) => () => keepTile(cache, addressOf(['/tiles/base/{z}/{x}/{y}.mvt'], tile)),
    );
  // Pictures of 256 pixels are drawn one zoom later than tiles of ours.
  const tiles = tilesOf(bounds, map.kind === 'raster' ? 1 : 0, map.maxZoom);
  if (map.pmtiles) {
    const { keepRanges } = await import('./savedRanges.ts');
    const archive = keepRanges(cache, [map.tiles].flat()[0]!);
    return tiles.map(({ z, x, y }) => async () => {
      await archive.getZxy(z, x, y);
      return true;
    });
  }
  const layers =
    map.kind === 'vector' ? [[map.tiles]] : [map.tiles, ...(map.labels ? [map.labels[lang]] : [])];
  return layers.flatMap((layer) => tiles.map((tile) => () => keepTile(cache, addressOf(layer, tile))));
}

interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** All tiles that a box touches, zoom by zoom; of a map that ends early its last zoom stands for the rest. */
export function tilesOf([west, south, east, north]: Bounds, later = 0, maxZoom = 22): Tile[] {
  const tiles: Tile[] = [];
  for (const z of new Set(ZOOMS.map((zoom) => Math.min(zoom + later, maxZoom)))) {
    const x = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
    const y = (lat: number) => {
      const rad = (lat * Math.PI) / 180;
      return Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * 2 ** z);
    };
    // One more on each side: the edge of the beat stands in the middle of the screen too.
    for (let tx = x(west) - 1; tx <= x(east) + 1; tx++)
      for (let ty = y(north) - 1; ty <= y(south) + 1; ty++) tiles.push({ z, x: tx, y: ty });
  }
  return tiles.slice(0, MOST_TILES);
}

/** The address that the map will ask for: of several hosts it takes the same one for the same tile. */
export function addressOf(templates: readonly string[], { z, x, y }: Tile): string {
  return templates[(x + y) % templates.length]!.replace('{z}', String(z))
    .replace('{x}', String(x))
    .replace('{y}', String(y));
}

async function keepTile(cache: Cache, url: string): Promise<boolean> {
  if (await cache.match(url)) return true;
  const response = await fetch(url);
  if (response.status === 200) await cache.put(url, response).catch(() => undefined);
  // An empty tile is kept as an empty one; a cache takes no 204.
  if (response.status === 204)
    await cache.put(url, new Response(null, { status: 200 })).catch(() => undefined);
  // A place beyond the map's edge has no tile; that is no reason to begin again.
  return response.ok || response.status === 404;
}

function say(next: Saved): void {
  saved = next;
  for (const listener of listeners) listener();
}
