import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { rasterLayers, vectorLayers } from './foreignStyle.ts';
import type { StyleWish } from './styleWish.ts';

const BASE = 'base';
/** Deeper zooms stretch the tiles of this one: the city's own layers have no more detail. */
const BASE_MAX_ZOOM = 16;
const COMPONENT_MIN_ZOOM = 16;
/** Where components begin to show as a shade of how many there are. */
const DENSITY_MIN_ZOOM = 14;

/** The map under everything: the city's own, or the one that is configured. No glyphs: labels are drawn from local fonts. */
export function baseStyle(wish: StyleWish): StyleSpecification {
  const { map } = wish;
  const under =
    map.kind === 'city'
      ? cityLayers(wish)
      : map.kind === 'vector'
        ? vectorLayers(map, wish)
        : rasterLayers(map, wish);
  // Components lie on the streets and under the names.
  const names = under.layers.filter(({ type }) => type === 'symbol');
  return {
    version: 8,
    sources: { ...under.sources, ...(wish.components && { component: componentSource() }) },
    layers: [
      ...under.layers.filter(({ type }) => type !== 'symbol'),
      ...(wish.components ? components(wish) : []),
      ...names,
    ],
  };
}

/** The quiet grey base from the city's own vector tiles. */
function cityLayers(wish: StyleWish): Pick<StyleSpecification, 'sources' | 'layers'> {
  return {
    sources: {
      [BASE]: {
        type: 'vector',
        tiles: [`${location.origin}/tiles/base/{z}/{x}/{y}.mvt`],
        minzoom: 8,
        maxzoom: BASE_MAX_ZOOM,
      },
    },
    layers: [...ground(wish), ...streets(wish), ...labels(wish)],
  };
}

function componentSource() {
  return {
    type: 'vector' as const,
    tiles: [`${location.origin}/tiles/component/{z}/{x}/{y}.mvt`],
    minzoom: DENSITY_MIN_ZOOM,
    maxzoom: COMPONENT_MIN_ZOOM,
  };
}

const at = (...stops: [number, number][]): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  ...stops.flat(),
];

function fill(
  id: string,
  layer: string,
  colour: string,
  more: Partial<LayerSpecification> = {},
): LayerSpecification {
  return {
    id,
    type: 'fill',
    source: BASE,
    'source-layer': layer,
    paint: { 'fill-color': colour },
    ...more,
  } as LayerSpecification;
}

function ground({ paint }: StyleWish): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': paint['m-land'] } },
    fill('block', 'block', paint['m-block'], { minzoom: 11 }),
    fill('hill', 'hill', paint['m-hill'], { filter: ['==', ['geometry-type'], 'Polygon'] }),
    {
      id: 'contour',
      type: 'line',
      source: BASE,
      'source-layer': 'hill',
      filter: ['==', ['geometry-type'], 'LineString'],
      minzoom: 11,
      paint: { 'line-color': paint['m-contour'], 'line-width': 1 },
    },
    fill('green', 'green', paint['m-park']),
    fill('water', 'water', paint['m-water']),
    fill('building', 'building', paint['m-bldg'], { minzoom: 14 }),
    {
      id: 'border',
      type: 'line',
      source: BASE,
      'source-layer': 'border',
      paint: {
        'line-color': paint['m-border'],
        'line-width': at([10, 1], [16, 2]),
        'line-dasharray': [5, 2, 1, 2],
      },
    },
  ];
}

/** Rank 3 and more are main roads, 2 streets, below lanes and paths. */
const RANK: ExpressionSpecification = ['coalesce', ['get', 'rank'], 0];
const LESSER: ExpressionSpecification = ['<=', RANK, 1];
const GREATER: ExpressionSpecification = ['>=', RANK, 3];
const WIDTH = {
  lesser: [
    [13, 0.6],
    [15, 2],
    [18, 12],
  ],
  middle: [
    [11, 0.6],
    [14, 2.4],
    [18, 20],
  ],
  greater: [
    [9, 0.8],
    [12, 2],
    [14, 5],
    [18, 32],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

function streets({ paint, scale }: StyleWish): LayerSpecification[] {
  const line = (
    id: string,
    filter: ExpressionSpecification,
    colour: string,
    stops: readonly (readonly [number, number])[],
    wider: number,
    minzoom: number,
  ): LayerSpecification => ({
    id,
    type: 'line',
    source: BASE,
    'source-layer': 'street',
    filter,
    minzoom,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': at(...stops.map(([zoom, width]): [number, number] => [zoom, width * scale + wider])),
    },
  });
  const middle: ExpressionSpecification = ['!', ['any', LESSER, GREATER]];
  return [
    line('lesser-case', LESSER, paint['m-road-case'], WIDTH.lesser, 1.4, 14),
    line('middle-case', middle, paint['m-road-case'], WIDTH.middle, 1.6, 12),
    line('greater-case', GREATER, paint['m-main-case'], WIDTH.greater, 1.6, 9),
    line('lesser', LESSER, paint['m-road'], WIDTH.lesser, 0, 13),
    line('middle', middle, paint['m-road'], WIDTH.middle, 0, 11),
    line('greater', GREATER, paint['m-main'], WIDTH.greater, 0, 9),
    {
      id: 'rail',
      type: 'line',
      source: BASE,
      'source-layer': 'rail',
      paint: {
        'line-color': paint['m-rail'],
        'line-width': at([10, 0.8], [16, 2.4]),
        'line-dasharray': [6, 3],
      },
    },
  ];
}

function components({ paint }: StyleWish): LayerSpecification[] {
  return [
    {
      id: 'component-density',
      type: 'circle',
      source: 'component',
      'source-layer': 'density',
      minzoom: DENSITY_MIN_ZOOM,
      maxzoom: COMPONENT_MIN_ZOOM,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'n']], 1, 1.4, 10, 6],
        'circle-color': paint['m-label-2'],
        'circle-opacity': 0.18,
      },
    },
    {
      id: 'component',
      type: 'circle',
      source: 'component',
      'source-layer': 'component',
      minzoom: COMPONENT_MIN_ZOOM,
      paint: {
        'circle-radius': at([16, 1.6], [19, 5]),
        'circle-color': paint.panel,
        'circle-stroke-color': paint['m-label-2'],
        'circle-stroke-width': 1.2,
      },
    },
  ];
}

function labels(wish: StyleWish): LayerSpecification[] {
  const { paint, lang, scale, font } = wish;
  const name: ExpressionSpecification = ['coalesce', ['get', lang], ['get', lang === 'zh' ? 'en' : 'zh'], ''];
  const text = (
    id: string,
    layer: string,
    size: number,
    colour: string,
    line: boolean,
    more: Partial<LayerSpecification> = {},
  ): LayerSpecification =>
    ({
      id,
      type: 'symbol',
      source: BASE,
      'source-layer': layer,
      layout: {
        'text-field': name,
        'text-font': [font],
        'text-size': size * scale,
        'text-padding': 4,
        'text-max-width': 8,
        'symbol-placement': line ? 'line' : 'point',
        'symbol-spacing': 320 * scale,
        'symbol-sort-key': ['-', ['coalesce', ['get', 'rank'], 0]],
      },
      paint: {
        'text-color': colour,
        'text-halo-color': paint['m-halo'],
        'text-halo-width': 1.4 * scale,
      },
      ...more,
    }) as LayerSpecification;
  return [
    text('street-name', 'street', 11.5, paint['m-label-2'], true, { minzoom: 14 }),
    text('main-name', 'street', 12, paint['m-label-2'], true, { filter: GREATER, minzoom: 12, maxzoom: 14 }),
    text('water-name', 'water', 13, paint['m-water-ink'], false, { minzoom: 10 }),
    text('place-name', 'place', 12, paint['m-label'], false, { minzoom: 11 }),
  ];
}
