export interface Point {
  readonly lon: number;
  readonly lat: number;
}
export type Ring = readonly (readonly [number, number])[];

const RADIUS_M = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two points on the sphere. */
export function metresBetween(a: Point, b: Point): number {
  const dLat = rad(b.lat - a.lat);
  const dLon = rad(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Minutes on foot, at the pace of a person who looks around: 60 m a minute over streets a third longer. */
export function walkMinutes(metres: number): number {
  return Math.max(1, Math.round((metres * 1.3) / 60));
}

/** Whether a point lies within a ring; on its edge either answer is good. */
export function isInside({ lon, lat }: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[j]!;
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** The box around rings: [west, south, east, north]; null without any. */
export function boundsOf(rings: readonly Ring[]): [number, number, number, number] | null {
  const points = rings.flat();
  if (points.length === 0) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
