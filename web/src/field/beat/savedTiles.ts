import { useSyncExternalStore } from 'react';

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

/** Saves the base map around a beat for work without a network; what lies here already is not asked for again. */
export async function saveTiles(bounds: Bounds): Promise<void> {
  const wanted = bounds.map((one) => one.toFixed(4)).join(',');
  if (typeof caches === 'undefined' || savedFor === wanted) return;
  savedFor = wanted;
  const urls = tilesOf(bounds);
  const rest = [...urls];
  const cache = await caches.open(TILE_CACHE);
  say({ done: 0, all: urls.length });
  const one = async () => {
    for (let url = rest.shift(); url !== undefined; url = rest.shift()) {
      if (!(await keepTile(cache, url))) {
        // No network: begun again with the next opening or the next time on duty.
        savedFor = '';
        return;
      }
      say({ ...saved, done: saved.done + 1 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** The addresses of all tiles that a box touches, zoom by zoom. */
export function tilesOf([west, south, east, north]: Bounds): string[] {
  const urls: string[] = [];
  for (const z of ZOOMS) {
    const x = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
    const y = (lat: number) => {
      const rad = (lat * Math.PI) / 180;
      return Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * 2 ** z);
    };
    // One more on each side: the edge of the beat stands in the middle of the screen too.
    for (let tx = x(west) - 1; tx <= x(east) + 1; tx++)
      for (let ty = y(north) - 1; ty <= y(south) + 1; ty++) urls.push(`/tiles/base/${z}/${tx}/${ty}.mvt`);
  }
  return urls.slice(0, MOST_TILES);
}

async function keepTile(cache: Cache, url: string): Promise<boolean> {
  if (await cache.match(url)) return true;
  const response = await fetch(url).catch(() => null);
  if (response?.status === 200) await cache.put(url, response).catch(() => undefined);
  // An empty tile is kept as an empty one; a cache takes no 204.
  if (response?.status === 204)
    await cache.put(url, new Response(null, { status: 200 })).catch(() => undefined);
  return response?.ok ?? false;
}

function say(next: Saved): void {
  saved = next;
  for (const listener of listeners) listener();
}
