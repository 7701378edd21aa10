import { useEffect, useState } from 'react';

/** The cache that the service worker answers tiles from; named in both places. */
export const TILE_CACHE = 'field-tiles';
const ZOOMS = [11, 12, 13, 14, 15, 16] as const;
/** A beat is a few hundred metres across; more than this is no beat. */
const MOST_TILES = 400;
const AT_ONCE = 4;

type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Saves the base map around a beat for work without a network; how far it is. */
export function useSavedTiles(bounds: Bounds | null): { readonly done: number; readonly all: number } {
  const key = bounds?.map((one) => one.toFixed(4)).join(',') ?? '';
  const [state, setState] = useState({ done: 0, all: 0 });
  useEffect(() => {
    if (key === '' || typeof caches === 'undefined') return;
    let gone = false;
    const urls = tilesOf(key.split(',').map(Number) as unknown as Bounds);
    void saveTiles(urls, (done) => {
      if (!gone) setState({ done, all: urls.length });
      return !gone;
    }).catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [key]);
  return state;
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

async function saveTiles(urls: readonly string[], progress: (done: number) => boolean): Promise<void> {
  const cache = await caches.open(TILE_CACHE);
  const rest = [...urls];
  let done = 0;
  const one = async () => {
    for (let url = rest.shift(); url !== undefined; url = rest.shift()) {
      if (!(await cache.match(url))) {
        const response = await fetch(url).catch(() => null);
        if (response?.status === 200) await cache.put(url, response);
        else if (response?.status === 204) await cache.put(url, new Response(null, { status: 200 }));
      }
      done += 1;
      if (!progress(done)) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
