import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import type { Light } from '../../../core/rules/clock/lights.ts';
import { lightAt } from '../../../core/rules/clock/lights.ts';

/** A case as the map needs it; the light is drawn from the instants (epoch ms). */
export interface MapCase {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly yellowFrom: number | null;
  readonly redFrom: number | null;
  readonly parkedAt: number | null;
}

/** The light of a map point; a case without a limit is shown green. */
export function lightOfCase(one: MapCase, now: number): Light {
  if (one.redFrom === null) return 'green';
  return (
    lightAt({ yellowAt: one.yellowFrom ?? one.redFrom, redAt: one.redFrom }, one.parkedAt ?? now) ?? 'green'
  );
}

/** Changes whenever a light has turned: lights only go forward, so their counts tell. */
export function lightCounts(cases: readonly MapCase[], now: number): string {
  let red = 0;
  let yellow = 0;
  for (const one of cases) {
    const light = lightOfCase(one, now);
    if (light === 'red') red += 1;
    else if (light === 'yellow') yellow += 1;
  }
  return `${red}/${yellow}`;
}

/** Cases as points of GeoJSON with their light; the picked one stands in a source of its own. */
export function caseFeatures(cases: readonly MapCase[], picked: string | null, now: number) {
  const feature = (one: MapCase, icon: string, light: Light) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [one.lon, one.lat] },
    properties: { id: one.id, light, icon: `${icon}/${light}` },
  });
  const rest: ReturnType<typeof feature>[] = [];
  const chosen: ReturnType<typeof feature>[] = [];
  for (const one of cases) {
    const light = lightOfCase(one, now);
    if (one.id === picked) chosen.push(feature(one, 'picked', light));
    else rest.push(feature(one, 'one', light));
  }
  return { rest: collection(rest), chosen: collection(chosen) };
}

function collection<F>(features: F[]) {
  return { type: 'FeatureCollection' as const, features };
}

const isLight = (light: Light) => ['case', ['==', ['get', 'light'], light], 1, 0] as const;
const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** Sources of the cases: clusters carry how many of each light they hold. */
export function caseSources(clusterTo: number): Record<string, GeoJSONSourceSpecification> {
  return {
    cases: {
      type: 'geojson',
      data: EMPTY,
      cluster: true,
      clusterRadius: 44,
      clusterMaxZoom: clusterTo,
      clusterProperties: {
        red: ['+', isLight('red')],
        yellow: ['+', isLight('yellow')],
        green: ['+', isLight('green')],
      },
    },
    picked: { type: 'geojson', data: EMPTY },
    around: { type: 'geojson', data: EMPTY },
    outline: { type: 'geojson', data: EMPTY },
  };
}

/** Rings for clusters, symbols for single cases, the picked one above all, a dashed circle around a place. */
export function caseLayers(ink: string): LayerSpecification[] {
  const icon = (id: string, source: string, image: unknown): LayerSpecification =>
    ({
      id,
      type: 'symbol',
      source,
      layout: {
        'icon-image': image,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['match', ['get', 'light'], 'red', 2, 'yellow', 1, 0],
      },
    }) as LayerSpecification;
  return [
    {
      id: 'around',
      type: 'line',
      source: 'around',
      paint: { 'line-color': ink, 'line-width': 1.2, 'line-dasharray': [3, 2] },
    },
    {
      id: 'outline',
      type: 'line',
      source: 'outline',
      paint: { 'line-color': ink, 'line-width': 2 },
    },
    {
      id: 'corners',
      type: 'circle',
      source: 'outline',
      paint: { 'circle-color': ink, 'circle-radius': 3.5 },
    },
    icon('cases', 'cases', [
      'case',
      ['has', 'point_count'],
      ['concat', 'ring/', ['get', 'red'], '/', ['get', 'yellow'], '/', ['get', 'green']],
      ['get', 'icon'],
    ]),
    icon('picked', 'picked', ['get', 'icon']),
  ];
}

/** The closed line through the corners of an area. */
export function outlineOf(corners: readonly (readonly [number, number])[]) {
  const line = corners.length > 2 ? [...corners, corners[0]!] : corners;
  return collection(
    corners.length === 0
      ? []
      : [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'LineString' as const, coordinates: line.map(([lon, lat]) => [lon, lat]) },
          },
        ],
  );
}

/** A circle of `radiusM` metres as a GeoJSON ring; plenty exact at city size. */
export function circleAround(lon: number, lat: number, radiusM: number) {
  const dLat = radiusM / 111_320;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: 65 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    return [lon + dLon * Math.cos(angle), lat + dLat * Math.sin(angle)];
  });
  return collection([
    {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'LineString' as const, coordinates: ring },
    },
  ]);
}
