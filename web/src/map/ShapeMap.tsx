import { type GeoJSONSource, LngLatBounds, type Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { CityMap } from './CityMap.tsx';
import { readPaint } from './paint.ts';

export interface DrawnShape {
  /** GeoJSON geometry as text, WGS-84. */
  readonly shape: string;
  /** Drawn stronger than the others. */
  readonly strong?: boolean;
}

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** Shapes on the city's map, which shows all of them whenever they change. */
export function ShapeMap({ shapes, label }: { shapes: readonly DrawnShape[]; label: string }) {
  const [map, setMap] = useState<MapLibre | null>(null);
  const latest = useRef(shapes);
  latest.current = shapes;
  // A change of theme or language empties the map of what was drawn on it.
  useEffect(() => {
    if (!map) return;
    const draw = () => drawShapes(map, latest.current);
    draw();
    map.on('style.load', draw);
    return () => void map.off('style.load', draw);
  }, [map]);
  useEffect(() => {
    if (!map) return;
    drawShapes(map, shapes);
    const bounds = boundsOf(shapes);
    if (bounds) map.fitBounds(bounds, { padding: 32, maxZoom: 16, animate: false });
  }, [map, shapes]);
  return <CityMap label={label} onMap={setMap} />;
}

function drawShapes(map: MapLibre, shapes: readonly DrawnShape[]): void {
  const features = shapes.map(({ shape, strong = false }) => ({
    type: 'Feature' as const,
    geometry: JSON.parse(shape) as GeoJSON.Geometry,
    properties: { strong },
  }));
  const data = { ...EMPTY, features };
  const source = map.getSource<GeoJSONSource>('shapes');
  if (source) return void source.setData(data);
  const { accent, panel, 'ink-2': quiet } = readPaint();
  const colour = ['case', ['get', 'strong'], accent, quiet] as unknown as string;
  map.addSource('shapes', { type: 'geojson', data });
  map.addLayer({
    id: 'shape-area',
    type: 'fill',
    source: 'shapes',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.14 },
  });
  map.addLayer({
    id: 'shape-edge',
    type: 'line',
    source: 'shapes',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': colour, 'line-width': ['case', ['get', 'strong'], 2.5, 1.2] },
  });
  map.addLayer({
    id: 'shape-point',
    type: 'circle',
    source: 'shapes',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': colour,
      'circle-radius': 4,
      'circle-stroke-color': panel,
      'circle-stroke-width': 1,
    },
  });
}

function boundsOf(shapes: readonly DrawnShape[]): LngLatBounds | null {
  const bounds = new LngLatBounds();
  const extend = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x === 'number' && typeof y === 'number') bounds.extend([x, y]);
    else for (const inner of part) extend(inner);
  };
  for (const { shape } of shapes) extend((JSON.parse(shape) as { coordinates?: unknown }).coordinates);
  return bounds.isEmpty() ? null : bounds;
}
