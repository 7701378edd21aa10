import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { useEffect, useRef } from 'react';

interface PlaceMarkProps {
  readonly map: MapLibre;
  readonly place: readonly [number, number];
  readonly onPlace?: (lon: number, lat: number) => void;
}

/** The place of a report: a pin that can be dragged where somebody listens. */
export function PlaceMark({ map, place, onPlace }: PlaceMarkProps) {
  const marker = useRef<Marker>(null);
  const latest = useRef(onPlace);
  latest.current = onPlace;
  const [lon, lat] = place;
  const first = useRef<[number, number]>([lon, lat]);
  useEffect(() => {
    const element = document.createElement('div');
    element.className = 'placemark';
    const made = new Marker({ element, draggable: latest.current !== undefined, anchor: 'center' })
      .setLngLat(first.current)
      .addTo(map);
    made.on('dragend', () => {
      const at = made.getLngLat();
      latest.current?.(at.lng, at.lat);
    });
    marker.current = made;
    return () => void made.remove();
  }, [map]);
  useEffect(() => {
    first.current = [lon, lat];
    marker.current?.setLngLat([lon, lat]);
  }, [lon, lat]);
  return null;
}
