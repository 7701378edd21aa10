/** Where a still map looks: middle, zoom (MapLibre's, tiles of 512 px) and its size in design pixels. */
export interface Camera {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

const TILE = 512;
type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Web Mercator, 0…1 from west to east and from north to south. */
function worldX(lon: number): number {
  return (lon + 180) / 360;
}

function worldY(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** The camera that shows bounds as large as the size allows, with a margin in pixels. */
export function cameraOn(
  [west, south, east, north]: Bounds,
  size: { width: number; height: number },
  margin: number,
): Camera {
  const [x0, x1, y0, y1] = [worldX(west), worldX(east), worldY(north), worldY(south)];
  const fit = Math.min((size.width - 2 * margin) / (x1 - x0), (size.height - 2 * margin) / (y1 - y0));
  const lat = latOf((y0 + y1) / 2);
  return { lon: (west + east) / 2, lat, zoom: Math.min(17, Math.log2(fit / TILE)), ...size };
}

/** Where a point of the ground lies in the picture, px from its upper left. */
export function projector(camera: Camera): (lon: number, lat: number) => { x: number; y: number } {
  const scale = TILE * 2 ** camera.zoom;
  const left = worldX(camera.lon) * scale - camera.width / 2;
  const top = worldY(camera.lat) * scale - camera.height / 2;
  return (lon, lat) => ({ x: worldX(lon) * scale - left, y: worldY(lat) * scale - top });
}

/** The camera at a zoom that shows a place at a point of the picture. */
export function cameraAt(
  place: { readonly lon: number; readonly lat: number },
  zoom: number,
  size: { width: number; height: number },
  at: { readonly x: number; readonly y: number },
): Camera {
  const scale = TILE * 2 ** zoom;
  const x = worldX(place.lon) + (size.width / 2 - at.x) / scale;
  const y = worldY(place.lat) + (size.height / 2 - at.y) / scale;
  return { lon: x * 360 - 180, lat: latOf(y), zoom, ...size };
}

function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}
