/** Divides a graph of faces into connected parts of about equal weight, with borders where crossing is dear. */
import { type Point, span } from './plane.ts';

export interface Graph {
  at: Point[];
  weight: number[];
  links: { to: number; cost: number }[][];
}

/**
 * Parts 0…k-1 grown from seed nodes. Parts that are too heavy start with a handicap in the next round, and with
 * `recentre` each seed moves to the middle of its part. Parts are connected where the graph is.
 */
export function partition(
  graph: Graph,
  seeds: readonly number[],
  rounds: number,
  recentre: boolean,
): number[] {
  let starts = [...seeds];
  const handicap = seeds.map(() => 0);
  const share = graph.weight.reduce((sum, w) => sum + w, 0) / seeds.length;
  const reach = typicalReach(graph, seeds.length);
  let best: { part: number[]; spread: number } | null = null;
  for (let round = 0; round < rounds; round++) {
    const part = grow(
      graph,
      starts.map((node, i) => ({ node, cost: handicap[i]! })),
    );
    const sizes = starts.map(() => 0);
    part.forEach((p, i) => {
      if (p >= 0) sizes[p]! += graph.weight[i]!;
    });
    const spread = Math.max(...sizes.map((s) => Math.abs(s / share - 1)));
    if (best === null || spread < best.spread) best = { part, spread };
    sizes.forEach((s, i) => {
      handicap[i]! += 0.22 * reach * Math.max(-1, Math.min(1, s / share - 1));
    });
    const lowest = Math.min(...handicap);
    handicap.forEach((h, i) => {
      handicap[i] = Math.min(h - lowest, 0.9 * reach);
    });
    if (recentre && round < rounds * 0.6)
      starts = starts.map((node, i) => middleNode(graph, part, i) ?? node);
  }
  return best!.part;
}

/** Every node goes to the start from which it is cheapest to reach; -1 where none leads. */
export function grow(graph: Graph, starts: readonly { node: number; cost: number }[]): number[] {
  const cost = graph.at.map(() => Infinity);
  const part = graph.at.map(() => -1);
  const open: { node: number; cost: number }[] = [];
  const done = graph.at.map(() => false);
  for (const [i, start] of starts.entries()) {
    if (start.cost >= cost[start.node]!) continue;
    cost[start.node] = start.cost;
    part[start.node] = i;
    open.push(start);
  }
  while (open.length > 0) {
    let least = 0;
    for (let i = 1; i < open.length; i++) if (open[i]!.cost < open[least]!.cost) least = i;
    const { node } = open[least]!;
    open[least] = open.at(-1)!;
    open.pop();
    if (done[node]) continue;
    done[node] = true;
    for (const link of graph.links[node]!) {
      const through = cost[node]! + link.cost;
      if (done[link.to] || through >= cost[link.to]!) continue;
      cost[link.to] = through;
      part[link.to] = part[node]!;
      open.push({ node: link.to, cost: through });
    }
  }
  return part;
}

/** k nodes far from each other, the first one the outermost on the given side. */
export function spreadSeeds(graph: Graph, k: number, from: 'west' | 'east' | 'north' | 'south'): number[] {
  const outward = (p: Point): number => ({ west: -p.x, east: p.x, north: p.y, south: -p.y })[from];
  const first = graph.at.reduce((best, p, i) => (outward(p) > outward(graph.at[best]!) ? i : best), 0);
  const seeds = [first];
  const nearest = graph.at.map((p) => apart(p, graph.at[first]!));
  while (seeds.length < Math.min(k, graph.at.length)) {
    const far = nearest.reduce((best, d, i) => (d > nearest[best]! ? i : best), 0);
    seeds.push(far);
    graph.at.forEach((p, i) => {
      nearest[i] = Math.min(nearest[i]!, apart(p, graph.at[far]!));
    });
  }
  return seeds;
}

/**
 * Moves nodes over borders until each part weighs between `least` and `most`, as far as that can be done with
 * connected parts.
 */
export function evenOut(graph: Graph, part: number[], least: number, most: number): void {
  for (let round = 0; round < 400; round++) {
    const sizes = new Map<number, number>();
    for (const [i, p] of part.entries()) sizes.set(p, (sizes.get(p) ?? 0) + graph.weight[i]!);
    const bad = [...sizes].filter(([, s]) => s < least || s > most);
    if (bad.length === 0) return;
    const move = bestMove(graph, part, sizes);
    if (move === null) return;
    part[move.node] = move.to;
  }
}

/** The move from a heavier to a lighter part that evens most, if it leaves the heavier one connected. */
function bestMove(
  graph: Graph,
  part: number[],
  sizes: Map<number, number>,
): { node: number; to: number } | null {
  let best: { node: number; to: number; gain: number } | null = null;
  for (let node = 0; node < part.length; node++) {
    const own = sizes.get(part[node]!)!;
    for (const link of graph.links[node]!) {
      const to = part[link.to]!;
      const gain = own - sizes.get(to)! - graph.weight[node]!;
      if (to === part[node] || gain <= (best?.gain ?? 0) || !connectedWithout(graph, part, node)) continue;
      best = { node, to, gain };
    }
  }
  return best;
}

function connectedWithout(graph: Graph, part: number[], node: number): boolean {
  const members = part.flatMap((p, i) => (p === part[node] && i !== node ? [i] : []));
  if (members.length === 0) return false;
  const seen = new Set([members[0]!]);
  const open = [members[0]!];
  while (open.length > 0) {
    for (const { to } of graph.links[open.pop()!]!) {
      if (to === node || part[to] !== part[node] || seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return seen.size === members.length;
}

function middleNode(graph: Graph, part: number[], p: number): number | null {
  let [x, y, weight] = [0, 0, 0];
  part.forEach((q, i) => {
    if (q !== p) return;
    const w = graph.weight[i]!;
    [x, y, weight] = [x + graph.at[i]!.x * w, y + graph.at[i]!.y * w, weight + w];
  });
  if (weight === 0) return null;
  const middle = { x: x / weight, y: y / weight };
  let best = -1;
  part.forEach((q, i) => {
    if (q === p && (best < 0 || apart(graph.at[i]!, middle) < apart(graph.at[best]!, middle))) best = i;
  });
  return best;
}

function typicalReach(graph: Graph, k: number): number {
  const [w, e] = [Math.min(...graph.at.map((p) => p.x)), Math.max(...graph.at.map((p) => p.x))];
  const [s, n] = [Math.min(...graph.at.map((p) => p.y)), Math.max(...graph.at.map((p) => p.y))];
  return Math.sqrt(((e - w) * (n - s)) / k);
}

function apart(a: Point, b: Point): number {
  return span(a.x - b.x, a.y - b.y);
}
