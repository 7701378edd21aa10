/** Subdistricts, communities, patrol grids and unit grids, each made of whole faces of the one below. */
import { type Border, borders, groupGraph } from './adjacency.ts';
import { groupBy } from './grouping.ts';
import type { CellFace, Network } from './network.ts';
import { evenOut, type Graph, grow, partition, spreadSeeds } from './partition.ts';
import { distance, type Point } from './plane.ts';
import { SUBDISTRICTS } from './subdistricts.ts';

export interface AreaFace extends CellFace {
  subdistrict: number;
  /** Number of the community within its subdistrict, of the beat and of the cell within the community. */
  community: number;
  beat: number;
  number: number;
}

const CELLS_PER_COMMUNITY = 20;
const CELLS_PER_BEAT = 9.5;

/** Gives every face of the district its areas. Numbers run from the north-west to the south-east. */
export function divideDistrict(net: Network): AreaFace[] {
  const faces = net.cells.filter((cell) => cell.inDistrict);
  const near = borders(
    net.sub,
    net.lines,
    faces.map((face) => face.loop),
  );
  const subdistrict = assignSubdistricts(faces, near);
  const out: AreaFace[] = faces.map((face, i) => ({
    ...face,
    subdistrict: subdistrict[i]!,
    community: 0,
    beat: 0,
    number: 0,
  }));
  for (const s of SUBDISTRICTS.keys()) {
    const members = indexes(out, (face) => face.subdistrict === s);
    const communities = assignCommunities(out, members, near);
    for (const [c, cells] of communities.entries()) {
      for (const [b, beat] of assignBeats(out, cells, near).entries()) for (const i of beat) out[i]!.beat = b;
      for (const [n, i] of byPlace(cells, (i) => out[i]!.centre, 90).entries())
        Object.assign(out[i]!, { community: c, number: n });
    }
  }
  return out;
}

/** City quarters first, evenly; then river, bank and hills fall to the nearest. */
function assignSubdistricts(faces: readonly CellFace[], near: readonly Border[]): number[] {
  const weighted = weighed(faces);
  const built = groupsBy(
    indexes(faces, (face) => isBuilt(face)),
    (i) => faces[i]!.quarter,
  );
  const graph = groupGraph(built, weighted, near);
  const seeds = SUBDISTRICTS.map(({ seed }) => nearestIndex(graph.at, seed));
  const part = partition(graph, seeds, 30, false);
  const of = faces.map(() => -1);
  for (const [g, members] of built.entries()) for (const i of members) of[i] = part[g]!;
  const whole = groupGraph(
    groupsBy(
      indexes(faces, () => true),
      (i) => (isBuilt(faces[i]!) ? -1 - i : faces[i]!.block),
    ),
    weighted,
    near,
  );
  const groups = groupsBy(
    indexes(faces, () => true),
    (i) => (isBuilt(faces[i]!) ? -1 - i : faces[i]!.block),
  );
  const starts = groups.flatMap((members, g) =>
    of[members[0]!]! >= 0 ? [{ node: g, cost: 0, part: of[members[0]!]! }] : [],
  );
  const rest = grow(whole, starts);
  for (const [g, members] of groups.entries())
    for (const i of members) if (of[i]! < 0) of[i] = starts[rest[g]!]!.part;
  return of;
}

function assignCommunities(
  faces: readonly CellFace[],
  members: number[],
  near: readonly Border[],
): number[][] {
  const blocks = groupsBy(members, (i) => faces[i]!.block);
  const count = Math.min(10, Math.max(6, Math.round(members.length / CELLS_PER_COMMUNITY)));
  const graph = groupGraph(blocks, weighed(faces), near);
  return ordered(evenParts(graph, [count], 10, 30), blocks, faces);
}

function assignBeats(faces: readonly CellFace[], cells: number[], near: readonly Border[]): number[][] {
  const single = cells.map((i) => [i]);
  const count = Math.max(1, Math.round(cells.length / CELLS_PER_BEAT));
  const graph = groupGraph(single, weighed(faces), near);
  return ordered(evenParts(graph, [count, count + 1, Math.max(1, count - 1)], 6, 14), single, faces);
}

/** The first division whose parts all weigh between the bounds, else the most even one. */
function evenParts(graph: Graph, counts: readonly number[], least: number, most: number): number[] {
  let best: { part: number[]; excess: number } | null = null;
  for (const count of counts) {
    for (const from of ['west', 'east', 'north', 'south'] as const) {
      const part = partition(graph, spreadSeeds(graph, count, from), 30, true);
      evenOut(graph, part, least, most);
      const sizes = groupsBy([...part.keys()], (i) => part[i]!).map((m) =>
        m.reduce((sum, i) => sum + graph.weight[i]!, 0),
      );
      const excess = sizes.reduce((sum, s) => sum + Math.max(0, least - s, s - most), 0);
      if (best === null || excess < best.excess) best = { part, excess };
      if (excess === 0) return part;
    }
  }
  return best!.part;
}

function weighed(faces: readonly CellFace[]): { centre: Point; weight: number }[] {
  return faces.map((face) => ({ centre: face.centre, weight: 1 }));
}

/** The faces of each part, parts in reading order. */
function ordered(part: number[], groups: readonly number[][], faces: readonly CellFace[]): number[][] {
  const parts = groupsBy([...part.keys()], (g) => part[g]!).map((members) =>
    members.flatMap((g) => groups[g]!),
  );
  return byPlace(parts, (cells) => middleOf(cells.map((i) => faces[i]!.centre)), 500);
}

/** Reading order: rows of a given height from north to south, each from west to east. */
function byPlace<T>(items: readonly T[], at: (item: T) => Point, rowM: number): T[] {
  const row = (item: T): number => -Math.floor(at(item).y / rowM);
  return items.toSorted((a, b) => row(a) - row(b) || at(a).x - at(b).x);
}

function isBuilt(face: CellFace): boolean {
  return !['river', 'riverside', 'hill'].includes(face.zone);
}

function groupsBy(items: readonly number[], key: (i: number) => number): number[][] {
  return [...groupBy(items, key).values()];
}

function indexes<T>(items: readonly T[], keep: (item: T) => boolean): number[] {
  return items.flatMap((item, i) => (keep(item) ? [i] : []));
}

function nearestIndex(points: readonly Point[], p: Point): number {
  return points.reduce((best, q, i) => (distance(q, p) < distance(points[best]!, p) ? i : best), 0);
}

function middleOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, p) => sum + p.x, 0) / points.length,
    y: points.reduce((sum, p) => sum + p.y, 0) / points.length,
  };
}
