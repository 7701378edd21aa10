import { lineLookup, type NearLine } from './lookup.ts';
import { toPoint } from './plane.ts';
import type { Name, Street } from './types.ts';

export interface Address {
  streetId: string;
  number: number;
  text: Name;
  distanceM: number;
}

type Numbered = Pick<Street, 'id' | 'name' | 'widthM' | 'numberFrom' | 'numberSpacingM'>;

/** House number at a distance along a street: odd on the left, even on the right. Streets without names have none. */
function houseNumber(street: Numbered, alongM: number, side: 'left' | 'right'): number | null {
  if (street.name === null || street.numberFrom === null) return null;
  return street.numberFrom + 2 * Math.floor(alongM / street.numberSpacingM) + (side === 'left' ? 0 : 1);
}

export function addressText(street: Numbered, alongM: number, side: 'left' | 'right'): Name | null {
  const number = houseNumber(street, alongM, side);
  if (number === null || street.name === null) return null;
  return { zh: `${street.name.zh} ${number} 号`, en: `${number} ${street.name.en}` };
}

/**
 * Makes the function that finds the address of a point (WGS-84 degrees): the street whose kerb is nearest
 * within 250 m, and the house number there; null out on the hills or the river.
 */
export function addressFinder(streets: readonly Street[]): (lon: number, lat: number) => Address | null {
  const numbered = streets.filter((street) => street.name !== null && street.numberFrom !== null);
  const near = lineLookup(numbered.map((street) => street.geometry.coordinates.map(toPoint)));
  const toKerb = (hit: NearLine): number => Math.max(0, hit.distance - numbered[hit.line]!.widthM / 2);
  return (lon, lat) => {
    const p = toPoint([lon, lat]);
    const hits = near(p, 60);
    const found = hits.length > 0 ? hits : near(p, 250);
    if (found.length === 0) return null;
    const hit = found.reduce((a, b) => (toKerb(b) < toKerb(a) ? b : a));
    const street = numbered[hit.line]!;
    const number = houseNumber(street, hit.along, hit.side)!;
    return {
      streetId: street.id,
      number,
      text: addressText(street, hit.along, hit.side)!,
      distanceM: hit.distance,
    };
  };
}
