import type { WallCell } from '../../core/contract/api/wall.ts';
import type { Light } from '../../core/rules/clock/lights.ts';

interface Sum {
  open: number;
  yellow: number;
  red: number;
  lon: number;
  lat: number;
}

interface Spot {
  readonly lon: number;
  readonly lat: number;
}

// About 220 m; a ring on a wall covers some more.
const STEP = { lon: 0.0025, lat: 0.002 } as const;

/** Counts of open cases by small squares, for pictures with too many single points. */
export function openCells() {
  const cells = new Map<string, Sum>();
  let changed = new Set<string>();
  const keyOf = ({ lon, lat }: Spot) => `${Math.floor(lon / STEP.lon)},${Math.floor(lat / STEP.lat)}`;
  const wire = (key: string): WallCell => {
    const sum = cells.get(key);
    if (!sum) return [key, 0, 0, 0, 0, 0];
    const middle = (value: number) => Math.round((value / sum.open) * 1e5) / 1e5;
    return [key, middle(sum.lon), middle(sum.lat), sum.open, sum.yellow, sum.red];
  };

  return {
    moved(spot: Spot, from: Light | null, to: Light | null): void {
      const key = keyOf(spot);
      const sum = cells.get(key) ?? { open: 0, yellow: 0, red: 0, lon: 0, lat: 0 };
      cells.set(key, sum);
      changed.add(key);
      if (from === 'yellow' || from === 'red') sum[from] -= 1;
      if (to === 'yellow' || to === 'red') sum[to] += 1;
      const step = (to ? 1 : 0) - (from ? 1 : 0);
      sum.open += step;
      sum.lon += step * spot.lon;
      sum.lat += step * spot.lat;
      if (sum.open === 0) cells.delete(key);
    },
    all: (): WallCell[] => [...cells.keys()].map(wire),
    /** Cells that changed since the last call. */
    takeChanged(): WallCell[] {
      const keys = changed;
      changed = new Set();
      return [...keys].map(wire);
    },
    clear(): void {
      cells.clear();
      changed = new Set();
    },
  };
}
