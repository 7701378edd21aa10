type Ring = readonly (readonly number[])[];

/** Degrees between two names on a long water; about two kilometres. */
const EVERY = 0.022;
/** A water shorter than this has one name. */
const SHORT = 0.012;

/**
 * Where the name of a water stands: in the middle of it, again and again along a river from west to east. Tiles
 * would else each write the name of their own piece.
 */
export function labelSpots(shape: {
  readonly type: string;
  readonly coordinates: unknown;
}): [number, number][] {
  const rings =
    shape.type === 'Polygon' ? (shape.coordinates as Ring[]) : (shape.coordinates as Ring[][]).flat();
  const xs = rings.flatMap((ring) => ring.map(([x]) => x!));
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const count = east - west < SHORT ? 1 : Math.max(1, Math.floor((east - west) / EVERY));
  return Array.from({ length: count }, (_, i) => west + ((i + 0.5) * (east - west)) / count).flatMap((x) => {
    const y = middleAt(rings, x);
    return y === null ? [] : [[x, y] as [number, number]];
  });
}

/** The middle of the widest crossing of a shape at a longitude. */
function middleAt(rings: readonly Ring[], x: number): number | null {
  const crossings = rings
    .flatMap((ring) =>
      ring.slice(1).flatMap(([bx, by], i) => {
        const [ax, ay] = ring[i] as [number, number];
        return ax > x !== bx! > x ? [ay + ((x - ax) / (bx! - ax)) * (by! - ay)] : [];
      }),
    )
    .sort((a, b) => a - b);
  let best: { middle: number; width: number } | null = null;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [low, high] = [crossings[i]!, crossings[i + 1]!];
    if (!best || high - low > best.width) best = { middle: (low + high) / 2, width: high - low };
  }
  return best?.middle ?? null;
}
