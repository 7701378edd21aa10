/** Pieces of the network's lines that are visible streets, joined where they go straight on. */
import { type Ground, heightAt } from './ground.ts';
import type { NetLine } from './netLine.ts';
import { between, direction } from './plane.ts';
import { edgeKey, type Subdivision } from './subdivision.ts';
import type { Name, StreetClass } from './types.ts';

export interface Run {
  class: StreetClass;
  name: Name | null;
  path: number[];
}

/** The pieces of a line that were not pruned; the border street is a street only between river road and hills. */
export function visibleRuns(sub: Subdivision, line: NetLine, ground: Ground): Run[] {
  if (line.role !== 'street' || line.class === null) return [];
  const runs: Run[] = [];
  let path: number[] = [];
  for (let i = 1; i < line.path.length; i++) {
    const [a, b] = [line.path[i - 1]!, line.path[i]!];
    const middle = between(sub.vertices[a]!, sub.vertices[b]!, 0.5);
    const off =
      line.name?.zh === '石岗路' &&
      (middle.y > heightAt(ground.riverRoad, middle.x) || middle.y < heightAt(ground.hillRoad, middle.x));
    if (off || sub.lineOf.get(edgeKey(a, b)) !== line.id) {
      path = [];
      continue;
    }
    if (path.length === 0) {
      path = [a];
      runs.push({ class: line.class, name: line.name, path });
    }
    path.push(b);
  }
  return runs;
}

/** Joins generated streets of one class that go straight on across a crossing. */
export function joinRuns(sub: Subdivision, runs: readonly Run[]): Run[] {
  const done = runs.filter((run) => run.name !== null);
  const open = new Set(runs.filter((run) => run.name === null));
  const endsAt = new Map<number, Run[]>();
  for (const run of open) {
    for (const v of [run.path[0]!, run.path.at(-1)!]) endsAt.set(v, [...(endsAt.get(v) ?? []), run]);
  }
  for (const run of open) {
    open.delete(run);
    let path = run.path;
    for (const _ of [0, 1]) {
      for (;;) {
        const next = straightOn(sub, path, run.class, endsAt, open);
        if (next === null) break;
        open.delete(next);
        path = [...path, ...(next.path[0] === path.at(-1) ? next.path : next.path.toReversed()).slice(1)];
      }
      path = path.toReversed();
    }
    done.push({ ...run, path });
  }
  return done;
}

function straightOn(
  sub: Subdivision,
  path: number[],
  cls: StreetClass,
  endsAt: Map<number, Run[]>,
  open: Set<Run>,
): Run | null {
  const [a, v] = [path.at(-2)!, path.at(-1)!];
  const ahead = direction(sub.vertices[a]!, sub.vertices[v]!);
  let best: { run: Run; cos: number } | null = null;
  for (const run of endsAt.get(v) ?? []) {
    if (!open.has(run) || run.class !== cls || run.path[0] === run.path.at(-1)) continue;
    const w = run.path[0] === v ? run.path[1]! : run.path.at(-2)!;
    const d = direction(sub.vertices[v]!, sub.vertices[w]!);
    const cos = ahead.x * d.x + ahead.y * d.y;
    if (cos > 0.88 && (best === null || cos > best.cos)) best = { run, cos };
  }
  return best?.run ?? null;
}
