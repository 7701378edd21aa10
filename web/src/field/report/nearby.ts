import { useMemo } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { metresBetween, type Point } from '../place/geometry.ts';

/** Spec 02: components within 30 m are offered. */
export const NEAR_M = 30;

export interface NearComponent {
  readonly code: string;
  readonly categoryKey: string;
  readonly name: string | null;
  readonly distanceM: number;
}

/** Components near a place, nearest first: from the beat that this phone keeps at once, from the server when it answers. */
export function useNearby(place: Point | null): readonly NearComponent[] {
  const beat = useAnswer('beat', {}).data;
  // About a metre: a wandering fix does not ask anew each second.
  const lon = place ? Math.round(place.lon * 1e5) / 1e5 : 0;
  const lat = place ? Math.round(place.lat * 1e5) / 1e5 : 0;
  const asked = useAnswer('componentsNear', { lon, lat, radius: NEAR_M }, { enabled: place !== null }).data;
  return useMemo(() => {
    if (lon === 0 && lat === 0) return [];
    if (asked) return asked.components;
    return (beat?.components ?? [])
      .map((component) => ({ ...component, distanceM: metresBetween({ lon, lat }, component) }))
      .filter((component) => component.distanceM <= NEAR_M)
      .sort((a, b) => a.distanceM - b.distanceM)
      .slice(0, 30);
  }, [asked, beat, lon, lat]);
}
