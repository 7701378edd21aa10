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

/** A district's border is stronger than those within it. */
function border(
  id: string,
  filter: ExpressionSpecification,
  colour: string,
  opacity: number,
  width: ExpressionSpecification,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: BASE,
    'source-layer': 'border',
    filter,
    paint: {
      'line-color': colour,
      'line-opacity': opacity,
      'line-width': width,
      'line-dasharray': [5, 2, 1, 2],
    },
  } as LayerSpecification;
}

/** From afar the ground has no tone of its own: the land beyond the drawn map goes on without an edge. */
function blocks(colour: string): LayerSpecification {
  const paint = { 'fill-color': colour, 'fill-opacity': at([12.5, 0], [14, 1]) };
  return { id: 'block', type: 'fill', source: BASE, 'source-layer': 'block', minzoom: 12.5, paint };
}

function ground({ paint }: StyleWish): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': paint['m-land'] } },
    blocks(paint['m-block']),
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
    border('border', ['!=', ['get', 'class'], 'district'], paint['m-border'], 0.55, at([10, 0.6], [16, 1.4])),
    border(
      'border-district',
      ['==', ['get', 'class'], 'district'],
      paint['m-border'],
      1,
      at([10, 1.4], [16, 3]),
    ),
  ];
}

/** Rank 3 and more are main roads, 2 streets, below lanes and paths. */
const RANK: ExpressionSpecification = ['coalesce', ['get', 'rank'], 0];
const LESSER: ExpressionSpecification = ['<=', RANK, 1];
const GREATER: ExpressionSpecification = ['>=', RANK, 3];
/** Pixels far off, by class; from REAL_FROM on a street is as wide as it is. */
const WIDTH = {
  lesser: [
    [13, 0.6],
    [15, 2],
  ],
  middle: [
    [11, 0.6],
    [14, 2.4],
  ],
  greater: [
    [9, 0.8],
    [12, 2],
    [14, 5],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;
const LEAST = { lesser: 3, middle: 7, greater: 12 } as const;
const METRES = { lesser: 6, middle: 16, greater: 30 } as const;
const REAL_FROM = 16;
const NEAREST = 22;
/** Metres of a pixel at zoom 0 on the equator; tiles are 512 pixels wide. */
const METRES_A_PIXEL = 78_271.517;

function streets({ paint, scale, latitude }: StyleWish): LayerSpecification[] {
  const pixelsAMetre = (zoom: number) => 2 ** zoom / (METRES_A_PIXEL * Math.cos((latitude * Math.PI) / 180));
  const line = (
    id: string,
    size: keyof typeof WIDTH,
    filter: ExpressionSpecification,
    colour: string,
    wider: number,
    minzoom: number,
  ): LayerSpecification => {
    const real = (zoom: number) => [
      '+',
      ['max', ['*', ['coalesce', ['get', 'width'], METRES[size]], pixelsAMetre(zoom)], LEAST[size]],
      wider,
    ];
    return {
      id,
      type: 'line',
      source: BASE,
      'source-layer': 'street',
      filter,
      minzoom,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': [
          'interpolate',
          ['exponential', 2],
          ['zoom'],
          ...WIDTH[size].flatMap(([zoom, width]) => [zoom, width * scale + wider]),
          REAL_FROM,
          real(REAL_FROM),
          NEAREST,
          real(NEAREST),
        ],
      },
    } as unknown as LayerSpecification;
  };
  const middle: ExpressionSpecification = ['!', ['any', LESSER, GREATER]];
  return [
    line('lesser-case', 'lesser', LESSER, paint['m-road-case'], 1.4, 14),
    line('middle-case', 'middle', middle, paint['m-road-case'], 1.6, 12),
    line('greater-case', 'greater', GREATER, paint['m-main-case'], 1.6, 9),
    line('lesser', 'lesser', LESSER, paint['m-road'], 0, 13),
    line('middle', 'middle', middle, paint['m-road'], 0, 11),
    line('greater', 'greater', GREATER, paint['m-main'], 0, 9),
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
        // Trees and green are told from the rest by their fill.
        'circle-color': ['case', ['in', '/component/04', ['get', 'category']], paint['m-park'], paint.panel],
        'circle-stroke-color': paint['m-label-2'],
        'circle-stroke-width': 1.2,
      },
    },
  ];
}

const IS_WATER: ExpressionSpecification = ['==', ['get', 'class'], 'water'];

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
    text('water-name', 'place', 13, paint['m-water-ink'], false, { filter: IS_WATER, minzoom: 10 }),
    text('place-name', 'place', 12, paint['m-label'], false, {
      filter: ['!', ['in', ['get', 'class'], ['literal', ['water', 'beyond-river']]]],
      minzoom: 11,
    }),
  ];
}
