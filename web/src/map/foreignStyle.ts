import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { BaseMap } from '../../../core/contract/api/answers.ts';
import type { StyleWish } from './styleWish.ts';

type Vector = Extract<BaseMap, { kind: 'vector' }>;
type Raster = Extract<BaseMap, { kind: 'raster' }>;
type Layers = Pick<StyleSpecification, 'sources' | 'layers'>;

const BASE = 'base';
const addressOf = (tiles: string) => (tiles.startsWith('/') ? `${location.origin}${tiles}` : tiles);

/** Where the layers of a schema hold what the map shows. */
const SCHEMAS = {
  protomaps: {
    land: 'earth',
    green: ['landuse', 'natural', 'landcover'],
    building: 'buildings',
    road: 'roads',
    roadName: 'roads',
    border: 'boundaries',
    place: 'places',
    waterName: 'water',
  },
  openmaptiles: {
    land: null,
    green: ['landcover', 'landuse', 'park'],
    building: 'building',
    road: 'transportation',
    roadName: 'transportation_name',
    border: 'boundary',
    place: 'place',
    waterName: 'water_name',
  },
} as const;

const kindOf = (...names: string[]): ExpressionSpecification =>
  ['coalesce', ...names.map((name) => ['get', name]), ''] as unknown as ExpressionSpecification;
const KIND = kindOf('kind', 'pmap:kind', 'class', 'landuse', 'leisure', 'natural');
const ROAD_KIND = kindOf('kind', 'pmap:kind', 'class');
const GREEN = [
  'park',
  'forest',
  'wood',
  'grass',
  'garden',
  'cemetery',
  'recreation_ground',
  'village_green',
  'meadow',
  'scrub',
  'nature_reserve',
  'pitch',
  'golf_course',
];
const MAIN = ['highway', 'motorway', 'trunk', 'major_road', 'primary'];
const MIDDLE = ['medium_road', 'secondary', 'tertiary'];
const RAIL = ['rail', 'transit', 'ferry', 'pier', 'aerialway'];
const among = (kind: ExpressionSpecification, words: readonly string[]): ExpressionSpecification =>
  ['in', kind, ['literal', [...words]]] as unknown as ExpressionSpecification;

/** Vector tiles of another map in the paint of ours, the same quiet grey under the lights. */
export function vectorLayers(map: Vector, wish: StyleWish): Layers {
  const { paint, scale } = wish;
  const names = SCHEMAS[map.schema];
  const source: SourceSpecification = map.pmtiles
    ? { type: 'vector', url: `pmtiles://${addressOf(map.tiles)}` }
    : { type: 'vector', tiles: [addressOf(map.tiles)], maxzoom: map.maxZoom };
  const fill = (id: string, layer: string, colour: string, more: object = {}) =>
    ({
      id,
      type: 'fill',
      source: BASE,
      'source-layer': layer,
      paint: { 'fill-color': colour },
      ...more,
    }) as LayerSpecification;
  const isMain = among(ROAD_KIND, MAIN);
  const isMiddle = among(ROAD_KIND, MIDDLE);
  const isLesser = [
    '!',
    ['any', isMain, isMiddle, among(ROAD_KIND, RAIL)],
  ] as unknown as ExpressionSpecification;
  const road = (
    id: string,
    filter: ExpressionSpecification,
    colour: string,
    stops: number[],
    wider: number,
    minzoom: number,
  ) =>
    ({
      id,
      type: 'line',
      source: BASE,
      'source-layer': names.road,
      filter,
      minzoom,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': [
          'interpolate',
          ['exponential', 1.5],
          ['zoom'],
          ...stops.map((stop, i) => (i % 2 ? stop * scale + wider : stop)),
        ],
      },
    }) as LayerSpecification;
  return {
    sources: { [BASE]: source },
    layers: [
      {
        id: 'land',
        type: 'background',
        paint: { 'background-color': paint[names.land ? 'm-out' : 'm-land'] },
      },
      ...(names.land ? [fill('earth', names.land, paint['m-land'])] : []),
      ...names.green.map((layer, i) =>
        fill(`green-${i}`, layer, paint['m-park'], { filter: among(KIND, GREEN) }),
      ),
      fill('water', 'water', paint['m-water'], { filter: ['==', ['geometry-type'], 'Polygon'] }),
      fill('building', names.building, paint['m-bldg'], { minzoom: 14 }),
      road('lesser-case', isLesser, paint['m-road-case'], [13, 0.6, 15, 2, 18, 12], 1.4, 14),
      road('middle-case', isMiddle, paint['m-road-case'], [11, 0.6, 14, 2.4, 18, 20], 1.6, 12),
      road('greater-case', isMain, paint['m-main-case'], [9, 0.8, 12, 2, 14, 5, 18, 32], 1.6, 9),
      road('lesser', isLesser, paint['m-road'], [13, 0.6, 15, 2, 18, 12], 0, 13),
      road('middle', isMiddle, paint['m-road'], [11, 0.6, 14, 2.4, 18, 20], 0, 11),
      road('greater', isMain, paint['m-main'], [9, 0.8, 12, 2, 14, 5, 18, 32], 0, 8),
      {
        id: 'border',
        type: 'line',
        source: BASE,
        'source-layer': names.border,
        paint: { 'line-color': paint['m-border'], 'line-width': 1, 'line-dasharray': [5, 2, 1, 2] },
      },
      ...labels(wish, names),
    ],
  };
}

function labels(
  { paint, lang, scale, font }: StyleWish,
  names: (typeof SCHEMAS)[keyof typeof SCHEMAS],
): LayerSpecification[] {
  const text = (id: string, layer: string, size: number, colour: string, line: boolean, more: object = {}) =>
    ({
      id,
      type: 'symbol',
      source: BASE,
      'source-layer': layer,
      layout: {
        'text-field': kindOf(`name:${lang}`, 'name', 'name:latin'),
        'text-font': [font],
        'text-size': size * scale,
        'text-padding': 4,
        'text-max-width': 8,
        'symbol-placement': line ? 'line' : 'point',
        'symbol-spacing': 320 * scale,
      },
      paint: { 'text-color': colour, 'text-halo-color': paint['m-halo'], 'text-halo-width': 1.4 * scale },
      ...more,
    }) as LayerSpecification;
  return [
    text('street-name', names.roadName, 11.5, paint['m-label-2'], true, { minzoom: 14 }),
    text('water-name', names.waterName, 13, paint['m-water-ink'], false, { minzoom: 10 }),
    text('place-name', names.place, 13, paint['m-label'], false, { minzoom: 6 }),
  ];
}

/** Pictures of another map, made quiet: less colour by day, turned over by night. */
export function rasterLayers(map: Raster, { lang, night }: StyleWish): Layers {
  const paint = night
    ? {
        'raster-brightness-min': 0.82,
        'raster-brightness-max': 0.05,
        'raster-hue-rotate': 180,
        'raster-saturation': -0.4,
      }
    : { 'raster-saturation': -0.45, 'raster-contrast': -0.1, 'raster-brightness-min': 0.08 };
  const source = (tiles: readonly string[]): SourceSpecification =>
    map.pmtiles
      ? { type: 'raster', url: `pmtiles://${addressOf(tiles[0]!)}`, tileSize: 256 }
      : { type: 'raster', tiles: tiles.map(addressOf), tileSize: 256, maxzoom: map.maxZoom };
  return {
    sources: {
      [BASE]: source(map.tiles),
      ...(map.labels ? { names: source(map.labels[lang]) } : {}),
    },
    layers: [
      { id: 'base', type: 'raster', source: BASE, paint },
      ...(map.labels
        ? [{ id: 'place-name', type: 'raster', source: 'names', paint } as LayerSpecification]
        : []),
    ],
  };
}
