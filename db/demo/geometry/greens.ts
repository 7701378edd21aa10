import type { Ground } from './ground.ts';
import { heightAt } from './ground.ts';
import { insetRing } from './inset.ts';
import type { PlaneBlock } from './landUse.ts';
import { inside, offsetLine, type Point, toPosition } from './plane.ts';
import { randomStream, smoothField } from './random.ts';
import type { Green, Name, PolygonShape, Water } from './types.ts';

export interface PlaneGreen {
  kind: Green['kind'];
  name: Name | null;
  ring: Point[];
  block: PlaneBlock | null;
}

const KINDS: Partial<Record<PlaneBlock['use'], Green['kind']>> = {
  park: 'park',
  square: 'square',
  riverside: 'riverside',
  school: 'campus',
};

/** Parks, squares, river bank and campuses up to their streets; islands; planted patches on the hills. */
export function makeGreens(
  seed: string,
  ground: Ground,
  blocks: readonly PlaneBlock[],
  setback: (a: number, b: number) => number,
): PlaneGreen[] {
  const out: PlaneGreen[] = [];
  for (const block of blocks) {
    const kind = KINDS[block.use];
    const loop = block.loops[0]!;
    if (kind === undefined) continue;
    const ring = insetRing(block.ring, (i) => setback(loop[i]!, loop[(i + 1) % loop.length]!));
    if (ring !== null) out.push({ kind, name: block.landmark?.name ?? null, ring, block });
  }
  for (const ring of ground.islands) out.push({ kind: 'island', name: null, ring, block: null });
  return [...out, ...hillPatches(seed, ground)];
}

export function makeWater(ground: Ground): Water[] {
  const river: Water = {
    id: 'W1',
    kind: 'river',
    name: { zh: '黄河', en: 'Yellow River' },
    geometry: polygon(ground.river, ground.islands),
  };
  const streams = ground.streams.map((stream, i): Water => {
    const outline = [
      ...offsetLine(stream.points, -stream.widthM / 2),
      ...offsetLine(stream.points, stream.widthM / 2).toReversed(),
    ];
    return { id: `W${i + 2}`, kind: 'stream', name: stream.name, geometry: polygon(outline) };
  });
  return [river, ...streams];
}

/** A polygon from open rings in the plane; the outer one is turned counter-clockwise, holes clockwise. */
export function polygon(outer: readonly Point[], holes: readonly (readonly Point[])[] = []): PolygonShape {
  const closed = (ring: readonly Point[], ccw: boolean): Point[] => {
    const turned = isCcw(ring) === ccw ? ring : ring.toReversed();
    return [...turned, turned[0]!];
  };
  return {
    type: 'Polygon',
    coordinates: [closed(outer, true), ...holes.map((h) => closed(h, false))].map((ring) =>
      ring.map(toPosition),
    ),
  };
}

function hillPatches(seed: string, ground: Ground): PlaneGreen[] {
  const random = randomStream(seed, 'hill-greens');
  const rough = smoothField(seed, 'patch', 70);
  const patches: PlaneGreen[] = [];
  const [sw, , ne] = ground.frame as [Point, Point, Point, Point];
  for (let tries = 0; tries < 900 && patches.length < 150; tries++) {
    const c = { x: random.between(sw.x + 300, ne.x - 300), y: random.between(sw.y + 300, -900) };
    if (c.y > heightAt(ground.hillRoad, c.x) - 160 || ground.terraces.some((t) => inside(c, t))) continue;
    const radius = random.between(45, 170);
    const stretch = random.between(0.45, 1);
    const tilt = random.between(0, Math.PI);
    const ring = Array.from({ length: 26 }, (_, i) => {
      const angle = (i / 26) * 2 * Math.PI;
      const [a, b] = [Math.cos(angle) * radius, Math.sin(angle) * radius * stretch];
      const r = 1 + 0.32 * rough(c.x + a * 1.3, c.y + b * 1.3);
      return {
        x: c.x + (a * Math.cos(tilt) - b * Math.sin(tilt)) * r,
        y: c.y + (a * Math.sin(tilt) + b * Math.cos(tilt)) * r,
      };
    });
    const clear = ring.every(
      (p) => p.y < heightAt(ground.hillRoad, p.x) - 40 && !ground.terraces.some((t) => inside(p, t)),
    );
    if (clear) patches.push({ kind: 'hillside', name: null, ring, block: null });
  }
  return patches;
}

function isCcw(ring: readonly Point[]): boolean {
  let sum = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    sum += (b.x - a.x) * (b.y + a.y);
  });
  return sum < 0;
}
