import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Beat } from '../../../../core/contract/api/field.ts';
import { readPaint } from '../../map/paint.ts';
import type { Fix } from '../place/position.ts';

const SOURCE = 'beat-cells';
const HERE = 'beat-here';

/** Draws a beat's cells, those walked filled, and where the person stands; again after each change of style. */
export function drawBeat(
  map: MapLibre,
  cells: Beat['cells'],
  walked: ReadonlySet<string>,
  fix: Fix | null,
): () => void {
  const put = () => {
    addLayers(map);
    map.getSource<GeoJSONSource>(SOURCE)?.setData({
      type: 'FeatureCollection',
      features: cells.map(({ code, rings }) => ({
        type: 'Feature',
        properties: { walked: walked.has(code) },
        geometry: {
          type: 'MultiPolygon',
          coordinates: rings.map((ring) => [ring.map(([lon, lat]) => [lon, lat])]),
        },
      })),
    });
    map.getSource<GeoJSONSource>(HERE)?.setData({
      type: 'FeatureCollection',
      features: fix
        ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] } }]
        : [],
    });
  };
  put();
  map.on('style.load', put);
  return () => void map.off('style.load', put);
}

function addLayers(map: MapLibre): void {
  if (map.getSource(SOURCE)) return;
  const paint = readPaint();
  const empty = { type: 'FeatureCollection' as const, features: [] };
  map.addSource(SOURCE, { type: 'geojson', data: empty });
  map.addSource(HERE, { type: 'geojson', data: empty });
  // Under the cases: they are what one looks for.
  const under = map.getLayer('around') ? 'around' : undefined;
  map.addLayer(
    {
      id: 'beat-walked',
      type: 'fill',
      source: SOURCE,
      filter: ['get', 'walked'],
      paint: { 'fill-color': paint['m-heat'], 'fill-opacity': 0.32 },
    },
    under,
  );
  map.addLayer(
    {
      id: 'beat-edge',
      type: 'line',
      source: SOURCE,
      paint: { 'line-color': paint['m-person'], 'line-width': 1.2 },
    },
    under,
  );
  map.addLayer({
    id: 'beat-here',
    type: 'circle',
    source: HERE,
    paint: {
      'circle-radius': 7,
      'circle-color': paint.accent,
      'circle-stroke-color': paint.panel,
      'circle-stroke-width': 3,
    },
  });
}
