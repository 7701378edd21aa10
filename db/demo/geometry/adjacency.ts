import type { NetLine } from './netLine.ts';
import type { Graph } from './partition.ts';
import { distance, type Point } from './plane.ts';
import { edgeKey, type Loop, type Subdivision } from './subdivision.ts';

export interface Border {
  a: number;
  b: number;
  lengthM: number;
  /** How dear it is to let an area reach over it: 1 for a mere line, more for streets, most for railways. */
  factor: number;
}

/** Pairs of faces that share edges. */
export function borders(sub: Subdivision, lines: readonly NetLine[], loops: readonly Loop[]): Border[] {
  const owner = new Map<number, number>();
  const found = new Map<string, Border & { dear: number }>();
  for (const [face, loop] of loops.entries()) {
    for (let i = 0; i < loop.length; i++) {
      const [a, b] = [loop[i]!, loop[(i + 1) % loop.length]!];
      const key = edgeKey(a, b);
      const other = owner.get(key);
      if (other === undefined) {
        owner.set(key, face);
        continue;
      }
      const lengthM = distance(sub.vertices[a]!, sub.vertices[b]!);
      const name = `${other},${face}`;
      const border = found.get(name) ?? { a: other, b: face, lengthM: 0, factor: 1, dear: 0 };
      border.lengthM += lengthM;
      border.dear += lengthM * crossingFactor(lines[sub.lineOf.get(key)!]!);
      found.set(name, border);
    }
  }
  return [...found.values()].map(({ a, b, lengthM, dear }) => ({ a, b, lengthM, factor: dear / lengthM }));
}

/**
 * The graph of groups of faces: `groups` lists the faces of each node. Crossing a border costs the distance of
 * the middles times its factor.
 */
export function groupGraph(
  groups: readonly number[][],
  faces: { centre: Point; weight: number }[],
  all: readonly Border[],
): Graph {
  const groupOf = new Map<number, number>();
  for (const [g, members] of groups.entries()) for (const face of members) groupOf.set(face, g);
  const weight = groups.map((members) => members.reduce((sum, f) => sum + faces[f]!.weight, 0));
  const at = groups.map((members) => ({
    x: members.reduce((sum, f) => sum + faces[f]!.centre.x, 0) / members.length,
    y: members.reduce((sum, f) => sum + faces[f]!.centre.y, 0) / members.length,
  }));
  const links = groups.map(() => new Map<number, { length: number; dear: number }>());
  for (const border of all) {
    const [a, b] = [groupOf.get(border.a), groupOf.get(border.b)];
    if (a === undefined || b === undefined || a === b) continue;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const link = links[from]!.get(to) ?? { length: 0, dear: 0 };
      link.length += border.lengthM;
      link.dear += border.lengthM * border.factor;
      links[from]!.set(to, link);
    }
  }
  return {
    at,
    weight,
    links: links.map((to, from) =>
      [...to].map(([node, { length, dear }]) => ({
        to: node,
        cost: (distance(at[from]!, at[node]!) * dear) / length,
      })),
    ),
  };
}

function crossingFactor(line: NetLine): number {
  if (line.role === 'rail') return 4;
  if (line.role === 'stream') return 2.2;
  if (line.role !== 'street') return 1;
  if (line.class === 'expressway') return 2.6;
  return line.class === 'main' ? 2.2 : line.class === 'secondary' ? 1.4 : 1.1;
}
