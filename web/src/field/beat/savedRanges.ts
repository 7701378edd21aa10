import { PMTiles, type RangeResponse } from 'pmtiles';

/**
 * A PMTiles file that keeps every stretch which is read of it, under the name by which the service worker
 * finds it again: the same tile is the same stretch of bytes.
 */
export function keepRanges(cache: Cache, file: string): PMTiles {
  return new PMTiles({
    getKey: () => file,
    async getBytes(offset: number, length: number): Promise<RangeResponse> {
      const bytes = `bytes=${offset}-${offset + length - 1}`;
      const name = rangeName(file, bytes);
      const kept = await cache.match(name);
      if (kept) return { data: await kept.arrayBuffer(), etag: kept.headers.get('etag') ?? undefined };
      const response = await fetch(file, { headers: { range: bytes } });
      if (response.status !== 206) throw new Error(`${file} is not served by range: ${response.status}`);
      const { headers } = response;
      const data = await response.arrayBuffer();
      // A cache takes no part of a file: it is kept as a whole one under a name of its own.
      await cache.put(name, new Response(data.slice(0), { status: 200, headers }));
      return { data, etag: headers.get('etag') ?? undefined };
    },
  });
}

function rangeName(file: string, bytes: string): string {
  return `${file}&${bytes}`;
}
