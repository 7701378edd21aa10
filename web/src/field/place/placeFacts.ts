import { useMemo } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { useCity } from '../../parts/names.tsx';
import { isInside, type Point } from './geometry.ts';

export interface PlaceFactsShown {
  readonly address: string | null;
  readonly subdistrict: string | null;
  readonly cell: string | null;
  /** Null: not known without the network. */
  readonly inside: boolean | null;
}

/** What is known of a place: from the server, else the cell from the beat that the phone keeps. */
export function usePlaceFacts(place: Point | null): PlaceFactsShown {
  const { lang, area } = useCity();
  const beat = useAnswer('beat', {}).data;
  const lon = place ? Math.round(place.lon * 1e5) / 1e5 : 0;
  const lat = place ? Math.round(place.lat * 1e5) / 1e5 : 0;
  const asked = useAnswer('place', { lon, lat }, { enabled: place !== null, keep: true }).data;
  return useMemo(() => {
    const cell =
      beat?.cells.find(({ rings }) => rings.some((ring) => isInside({ lon, lat }, ring)))?.code ?? null;
    if (!asked) return { address: null, subdistrict: null, cell, inside: cell ? true : null };
    return {
      address: asked.address?.[lang] ?? null,
      subdistrict: asked.subdistrict ? area(asked.subdistrict) : null,
      cell: asked.cell ?? cell,
      inside: asked.inside,
    };
  }, [asked, beat, lon, lat, lang, area]);
}
