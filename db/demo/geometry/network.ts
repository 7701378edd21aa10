/** From the hand-drawn ground to all streets, blocks and cells: faces are cut until each is small enough. */
import { borders } from './adjacency.ts';
import { arrange } from './arrangement.ts';
import { boundingBox } from './box.ts';
import { cutFace } from './cut.ts';
import type { CutStyle } from './cutEnds.ts';
import type { Ground } from './ground.ts';
import type { NetLine } from './netLine.ts';
import { centroid, type Point, pointInside, signedArea } from './plane.ts';
import { type Random, randomStream } from './random.ts';
import {
  allFaces,
  emptySubdivision,
  type Loop,
  loopPoints,
  refined,
  type Subdivision,
} from './subdivision.ts';
import { outline } from './union.ts';
import { ZONES, type Zone, zoneFinder } from './zones.ts';

/** The smallest face, with the number of the larger ones it lies in. */
export interface CellFace {
  loop: Loop;
  ring: Point[];
  area: number;
  centre: Point;
  zone: Zone;
  inDistrict: boolean;
  block: number;
  quarter: number;
}

export interface Network {
  sub: Subdivision;
  lines: NetLine[];
  cells: CellFace[];
}

// A third of a small block: less is a traffic island.
const LEAST_CELL_M2 = 4000;

type Level = 'secondary' | 'lane' | 'cell';

const STYLES: Record<Level, Omit<CutStyle, 'shuns'>> = {
  secondary: { bend: 0.75, reachM: 60, stepM: 45, leastShare: 0.32, tries: 28, spread: 1 },
  lane: { bend: 0.5, reachM: 32, stepM: 40, leastShare: 0.33, tries: 22, spread: 1 },
  cell: { bend: 0, reachM: 14, stepM: 4000, leastShare: 0.36, tries: 14, spread: 1 },
};

// For faces of odd shape in which no good cut is found.
const LAST_RESORT = { tries: 90, spread: 2.4, leastShare: 0.18, bend: 0 };

export function buildNetwork(seed: string, ground: Ground): Network {
  const sub = emptySubdivision();
  const drawn = arrange(
    sub,
    ground.lines.map((line, id) => ({ id, points: line.points })),
  );
  const lines: NetLine[] = ground.lines.map((line, id) => ({ ...line, id, path: drawn.get(id)! }));
  const random = randomStream(seed, 'network');
  const zoneOf = zoneFinder(seed, ground);
  const cells: CellFace[] = [];
  const count = { block: 0, quarter: 0 };
  for (const loop of allFaces(sub)) {
    const zoned = zoneOf(centroid(loopPoints(sub, loop)), loopPoints(sub, loop));
    for (const quarter of cutDown(sub, lines, loop, 'secondary', zoned, random)) {
      const id = count.quarter++;
      for (const block of cutDown(sub, lines, quarter, 'lane', zoned, random)) {
        const blockId = count.block++;
        for (const cell of cutDown(sub, lines, block, 'cell', zoned, random)) {
          cells.push(cellFace(cell, zoned.zone, zoned.inDistrict, blockId, id));
        }
      }
    }
  }
  for (const cell of cells) finish(sub, cell);
  for (const line of lines) line.path = refined(sub, line.path, false);
  return { sub, lines, cells: joinCrumbs(sub, lines, cells) };
}

function cutDown(
  sub: Subdivision,
  lines: NetLine[],
  whole: Loop,
  level: Level,
  zoned: { zone: Zone; factor: (p: Point) => number },
  random: Random,
): Loop[] {
  const target = ZONES[zoned.zone][level];
  if (target === null) return [whole];
  const shuns = (line: number): boolean => level !== 'cell' && ['rail', 'stream'].includes(lines[line]!.role);
  const done: Loop[] = [];
  const open: Loop[] = [whole];
  while (open.length > 0) {
    const loop = refined(sub, open.pop()!, true);
    const ring = loopPoints(sub, loop);
    if (!tooLarge(ring, target * zoned.factor(centroid(ring)))) {
      done.push(loop);
      continue;
    }
    const style = { ...STYLES[level], shuns };
    const cut =
      cutFace(sub, loop, lines.length, style, random) ??
      cutFace(sub, loop, lines.length, { ...style, ...LAST_RESORT }, random);
    if (cut === null) {
      done.push(loop);
      continue;
    }
    const street = level !== 'cell';
    const cls = !street ? null : ZONES[zoned.zone].path ? 'path' : level;
    lines.push({
      id: lines.length,
      role: street ? 'street' : 'cell',
      class: cls,
      name: null,
      path: cut.path,
    });
    open.push(...cut.parts);
  }
  return done;
}

/** Long faces are cut at three quarters of the size already. */
function tooLarge(ring: Point[], target: number): boolean {
  const area = signedArea(ring);
  if (area > target) return true;
  const box = boundingBox(ring);
  return area > target * 0.62 && box.long > 2.6 * box.short;
}

/** Faces too small for a cell join the neighbour with the longest common border. */
function joinCrumbs(sub: Subdivision, lines: readonly NetLine[], cells: readonly CellFace[]): CellFace[] {
  const near = borders(
    sub,
    lines,
    cells.map((cell) => cell.loop),
  );
  const into = new Map<number, number>();
  for (const [i, cell] of cells.entries()) {
    if (cell.area >= LEAST_CELL_M2) continue;
    const around = near
      .filter((b) => b.a === i || b.b === i)
      .map((b) => ({ other: b.a === i ? b.b : b.a, b }));
    const fit = around.filter(
      ({ other }) => cells[other]!.inDistrict === cell.inDistrict && cells[other]!.area >= LEAST_CELL_M2,
    );
    const best = fit.toSorted((p, q) => q.b.lengthM / q.b.factor - p.b.lengthM / p.b.factor)[0];
    if (best !== undefined) into.set(i, best.other);
  }
  return cells.flatMap((cell, i) => {
    if (into.has(i)) return [];
    const crumbs = [...into].filter(([, to]) => to === i).map(([from]) => cells[from]!.loop);
    if (crumbs.length === 0) return [cell];
    const joined = { ...cell, loop: outline(sub, [cell.loop, ...crumbs])[0]! };
    finish(sub, joined);
    return [joined];
  });
}

function cellFace(loop: Loop, zone: Zone, inDistrict: boolean, block: number, quarter: number): CellFace {
  return { loop, ring: [], area: 0, centre: { x: 0, y: 0 }, zone, inDistrict, block, quarter };
}

function finish(sub: Subdivision, cell: CellFace): void {
  cell.loop = refined(sub, cell.loop, true);
  cell.ring = loopPoints(sub, cell.loop);
  cell.area = signedArea(cell.ring);
  cell.centre = pointInside(cell.ring);
}
