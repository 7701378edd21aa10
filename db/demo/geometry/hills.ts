/** The loess hills: a height field south of the hill road (and far north), drawn as slopes and contour lines. */
import { contours } from 'd3-contour';
import { type Ground, heightAt } from './ground.ts';
import { type Point, toPosition } from './plane.ts';
import { smoothField } from './random.ts';
import type { Hill, Position } from './types.ts';

const GRID_M = 45;
const SLOPES_M = [12, 40, 80, 130, 190, 260];
const CONTOUR_M = 20;

export function makeHills(seed: string, ground: Ground): Hill[] {
  const height = heightField(seed, ground);
  const [sw, , ne] = ground.frame as [Point, Point, Point, Point];
  const columns = Math.ceil((ne.x - sw.x) / GRID_M) + 1;
  const rows = Math.ceil((ne.y - sw.y) / GRID_M) + 1;
  const values = Array.from({ length: columns * rows }, (_, i) =>
    height({ x: sw.x + (i % columns) * GRID_M, y: sw.y + Math.floor(i / columns) * GRID_M }),
  );
  const place = ([i, j]: number[]): Position =>
    toPosition({ x: sw.x + (i! - 0.5) * GRID_M, y: sw.y + (j! - 0.5) * GRID_M });
  const traced = (thresholds: number[]): { heightM: number; polygons: Position[][][] }[] =>
    contours()
      .size([columns, rows])
      .thresholds(thresholds)(values)
      .map((shape) => ({
        heightM: shape.value,
        polygons: shape.coordinates.map((rings) => rings.map((ring) => ring.map(place))),
      }));
  const slopes = traced(SLOPES_M).flatMap(({ heightM, polygons }) =>
    polygons.map(
      (coordinates, i): Hill => ({
        id: `H${heightM}-${i + 1}`,
        kind: 'slope',
        heightM,
        geometry: { type: 'Polygon', coordinates },
      }),
    ),
  );
  const edge = (p: Position, q: Position): boolean =>
    onFrame(p, place, columns, rows) && onFrame(q, place, columns, rows);
  const levels = Array.from({ length: 16 }, (_, i) => (i + 1) * CONTOUR_M);
  const lines = traced(levels).flatMap(({ heightM, polygons }) =>
    polygons
      .flatMap((rings) => rings.flatMap((ring) => openRuns(ring, edge)))
      .map(
        (coordinates, i): Hill => ({
          id: `C${heightM}-${i + 1}`,
          kind: 'contour',
          heightM,
          geometry: { type: 'LineString', coordinates },
        }),
      ),
  );
  return [...slopes, ...lines];
}

/** Metres over the valley floor. Terraces are level steps; gullies cut the slopes. */
function heightField(seed: string, ground: Ground): (p: Point) => number {
  const broad = smoothField(seed, 'hill-broad', 900);
  const ridge = smoothField(seed, 'hill-ridge', 340);
  const fine = smoothField(seed, 'hill-fine', 130);
  return (p) => {
    const south = heightAt(ground.hillRoad, p.x) - p.y - 8;
    const north = p.y - heightAt(ground.riverMiddle, p.x) - 2500;
    const up = Math.max(south, north);
    if (up <= 0) return up / 10;
    const gully = 1 - Math.abs(ridge(p.x + 60 * fine(p.x, p.y), p.y * 0.45));
    const rise = Math.min(1, up / 900);
    return up * 0.17 * (0.75 + 0.35 * broad(p.x, p.y)) * (0.45 + 0.75 * gully) + 16 * rise * fine(p.x, p.y);
  };
}

function onFrame(p: Position, place: (at: number[]) => Position, columns: number, rows: number): boolean {
  const [w, s] = place([0.5, 0.5]);
  const [e, n] = place([columns - 0.5, rows - 0.5]);
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 2e-4;
  return near(p[0], w) || near(p[0], e) || near(p[1], s) || near(p[1], n);
}

/** The pieces of a ring that do not run along the edge of the map. */
function openRuns(ring: Position[], edge: (p: Position, q: Position) => boolean): Position[][] {
  const runs: Position[][] = [];
  let run: Position[] = [];
  for (let i = 1; i < ring.length; i++) {
    if (edge(ring[i - 1]!, ring[i]!)) {
      run = [];
      continue;
    }
    if (run.length === 0) {
      run = [ring[i - 1]!];
      runs.push(run);
    }
    run.push(ring[i]!);
  }
  return runs.filter((r) => r.length > 3);
}
