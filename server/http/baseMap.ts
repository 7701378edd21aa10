import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Header, PMTiles, TileType } from 'pmtiles';
import type { Config } from '../../actions/config.ts';
import type { BaseMap } from '../../core/contract/api/answers.ts';

/** The base map as the configuration asks for it. */
export interface OpenBaseMap {
  /** What browsers are told of it. */
  readonly shown: BaseMap;
  /** Other places that browsers fetch tiles from, for the content security policy. */
  readonly origins: readonly string[];
  /** The PMTiles file to serve by range. */
  readonly file: string | null;
}

export const PMTILES_PATH = '/tiles/base.pmtiles';
const TIANDITU = { hosts: ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7'], maxZoom: 18 };

/** @throws Error in one line for people, when the map that was chosen cannot be shown */
export async function openBaseMap(config: Config): Promise<OpenBaseMap> {
  const { BASEMAP, BASEMAP_URL: tiles, BASEMAP_MAX_ZOOM: maxZoom, BASEMAP_ATTRIBUTION: attribution } = config;
  const common = { pmtiles: false, maxZoom, attribution, keep: config.BASEMAP_KEEP } as const;
  const elsewhere = { origins: tiles ? [new URL(tiles).origin] : [], file: null };
  switch (BASEMAP) {
    case 'city':
      return { shown: { kind: 'city' }, origins: [], file: null };
    case 'raster':
      return {
        ...elsewhere,
        shown: { kind: 'raster', tiles: [tiles], labels: null, ...common },
      };
    case 'vector':
      return {
        ...elsewhere,
        shown: { kind: 'vector', schema: config.BASEMAP_SCHEMA, tiles, ...common },
      };
    case 'tianditu':
      return tianditu(config.TIANDITU_KEY);
    case 'pmtiles':
      return fromFile(path.resolve(config.BASEMAP_FILE), attribution);
  }
}

/** Tianditu's street map in Web Mercator (CGCS2000, which is WGS-84 for a map); its names come as a layer of their own. */
function tianditu(key: string): OpenBaseMap {
  const layer = (name: string) =>
    TIANDITU.hosts.map(
      (host) =>
        `https://${host}.tianditu.gov.cn/${name}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${name}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`,
    );
  return {
    shown: {
      kind: 'raster',
      tiles: layer('vec'),
      pmtiles: false,
      labels: { zh: layer('cva'), en: layer('eva') },
      maxZoom: TIANDITU.maxZoom,
      attribution: '天地图 Tianditu',
      // Its calls are counted by key and day: a beat's tiles for each phone would use them up.
      keep: false,
    },
    origins: TIANDITU.hosts.map((host) => `https://${host}.tianditu.gov.cn`),
    file: null,
  };
}

async function fromFile(file: string, attribution: string): Promise<OpenBaseMap> {
  const { header, layers, said } = await describe(file).catch((error: Error) => {
    throw new Error(`BASEMAP_FILE: ${file} cannot be used as a PMTiles file: ${error.message}`);
  });
  const common = {
    pmtiles: true,
    maxZoom: header.maxZoom,
    attribution: attribution || said,
    keep: true,
  } as const;
  // Another file is another address: what phones have kept of the old one is not mixed with it.
  const tiles = `${PMTILES_PATH}?v=${Math.floor((await stat(file)).mtimeMs).toString(36)}`;
  if (header.tileType !== TileType.Mvt)
    return {
      shown: { kind: 'raster', tiles: [tiles], labels: null, ...common },
      origins: [],
      file,
    };
  const schema = layers.includes('roads')
    ? 'protomaps'
    : layers.includes('transportation')
      ? 'openmaptiles'
      : null;
  if (!schema)
    throw new Error(
      `BASEMAP_FILE: ${file} has neither the layers of Protomaps nor those of OpenMapTiles (${layers.join(', ') || 'none named'})`,
    );
  return { shown: { kind: 'vector', schema, tiles, ...common }, origins: [], file };
}

async function describe(file: string): Promise<{ header: Header; layers: string[]; said: string }> {
  const handle = await open(file);
  try {
    const archive = new PMTiles({
      getKey: () => file,
      getBytes: async (offset, length) => {
        const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position: offset });
        return { data: new Uint8Array(buffer.subarray(0, bytesRead)).buffer };
      },
    });
    const header = await archive.getHeader();
    const metadata = (await archive.getMetadata()) as {
      vector_layers?: { id: string }[];
      attribution?: string;
    };
    return {
      header,
      layers: metadata.vector_layers?.map(({ id }) => id) ?? [],
      // Browsers get it as text: the file's markup stays out.
      said: (metadata.attribution ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  } finally {
    await handle.close();
  }
}
