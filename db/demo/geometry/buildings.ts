/** Building footprints: fronts along the larger streets, then rows inside the block, by what it is used for. */
import { boundingBox } from './box.ts';
import { insetRing } from './inset.ts';
import type { PlaneBlock } from './landUse.ts';
import { crossing, direction, distance, inside, left, type Point, toPosition } from './plane.ts';
import { type Random, randomStream } from './random.ts';
import type { Building, HeightClass, LandUse } from './types.ts';

interface RowStyle {
  length: [number, number];
  depth: [number, number];
  gap: [number, number];
  /** From row to row. */
  pitch: number;
  floors: [number, number];
  /** Share of sites left open. */
  open: number;
  /** Buildings along the streets first. */
  fronts: boolean;
}

function style(
  length: [number, number],
  depth: [number, number],
  gap: [number, number],
  pitch: number,
  floors: [number, number],
  open: number,
  fronts: boolean,
): RowStyle {
  return { length, depth, gap, pitch, floors, open, fronts };
}

const SLABS = style([36, 62], [11, 13], [8, 13], 29, [5, 8], 0.06, true);
const TOWERS = style([28, 44], [14, 17], [20, 30], 50, [18, 33], 0.06, true);
const STYLES: Partial<Record<LandUse, RowStyle>> = {
  'old-town': style([9, 22], [8, 11], [2, 5], 14.5, [1, 4], 0.1, true),
  village: style([10, 17], [8, 10], [3, 6], 15.5, [1, 3], 0.14, false),
  commercial: style([44, 78], [28, 42], [12, 18], 58, [3, 6], 0.05, true),
  office: style([34, 52], [17, 22], [18, 26], 58, [9, 24], 0.12, true),
  industrial: style([48, 105], [20, 32], [9, 16], 46, [1, 2], 0.1, false),
  school: style([42, 64], [13, 16], [14, 24], 44, [4, 6], 0.42, false),
  hospital: style([40, 66], [16, 20], [12, 20], 38, [6, 16], 0.2, false),
  station: style([150, 190], [44, 58], [20, 30], 90, [2, 3], 0, false),
  park: style([10, 16], [8, 10], [60, 90], 110, [1, 1], 0.6, false),
  riverside: style([8, 12], [7, 9], [120, 200], 160, [1, 1], 0.7, false),
};

interface Footprint {
  ring: Point[];
  floors: number;
}

/** `setback` is the distance from a block's edge (vertex pair) to where building may begin. */
export function makeBuildings(
  seed: string,
  blocks: readonly PlaneBlock[],
  setback: (a: number, b: number) => number,
  isFront: (a: number, b: number) => boolean,
): Building[] {
  const random = randomStream(seed, 'buildings');
  const out: Building[] = [];
  for (const block of blocks) {
    if (!block.inDistrict) continue;
    const style = block.use === 'residential' ? (random.chance(0.34) ? TOWERS : SLABS) : STYLES[block.use];
    const loop = block.loops[0]!;
    const next = (i: number): number => loop[(i + 1) % loop.length]!;
    const site = insetRing(block.ring, (i) => setback(loop[i]!, next(i)));
    if (style === undefined || site === null) continue;
    const done: Footprint[] = [];
    if (style.fronts) {
      for (const i of loop.keys()) {
        if (isFront(loop[i]!, next(i)))
          fronts(site, edgeOf(block.ring, i, setback(loop[i]!, next(i))), style, done, random);
      }
    }
    if (block.landmark?.kind === 'station' && block.landmark.rank === 1) hall(block, done);
    else rows(site, style, done, random);
    for (const { ring, floors } of done)
      out.push(building(`B${String(out.length + 1).padStart(5, '0')}`, block.use, ring, floors));
  }
  return out;
}

/** The railway station: one long hall along the tracks, with canopies over the platforms behind it. */
function hall(block: PlaneBlock, done: Footprint[]): void {
  const { axis } = boundingBox(block.ring);
  const u = axis.x > 0 ? axis : { x: -axis.x, y: -axis.y };
  const at = block.landmark!.at;
  const corner = (along: number, up: number): Point => ({
    x: at.x + u.x * along - u.y * up,
    y: at.y + u.y * along + u.x * up,
  });
  done.push({ ring: rectangle(corner(-165, -38), u, 330, 62), floors: 3 });
  for (const up of [-84, -112, -140]) done.push({ ring: rectangle(corner(-190, up), u, 380, 12), floors: 1 });
}

function edgeOf(ring: readonly Point[], i: number, by: number): [Point, Point] {
  const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
  const n = left(direction(a, b));
  return [
    { x: a.x + n.x * by, y: a.y + n.y * by },
    { x: b.x + n.x * by, y: b.y + n.y * by },
  ];
}

function fronts(
  site: Point[],
  [a, b]: [Point, Point],
  style: RowStyle,
  done: Footprint[],
  random: Random,
): void {
  const d = direction(a, b);
  const length = distance(a, b);
  let at = random.between(2, 8);
  while (at + 12 < length) {
    const front = Math.min(
      length - at,
      random.between(Math.min(style.length[0], 20), Math.min(style.length[1], 52)),
    );
    const depth = Math.min(random.between(11, 15), style.depth[1] + 3);
    const p = { x: a.x + d.x * at, y: a.y + d.y * at };
    if (!random.chance(style.open))
      tryBuild(site, rectangle(p, d, front, depth), random.int(...style.floors), done, 3);
    at += front + random.between(3, 9);
  }
}

/** Rows run as nearly east–west as the block allows, so that rooms look south. */
function rows(site: Point[], style: RowStyle, done: Footprint[], random: Random): void {
  const box = boundingBox(site);
  const u = Math.abs(box.axis.x) > 0.7 ? box.axis : left(box.axis);
  const v = left(u);
  const half = (box.long + box.short) / 2;
  for (let row = -half + random.between(0, 6); row < half; row += style.pitch) {
    let at = -half + random.between(0, style.gap[1]);
    while (at < half) {
      const length = random.between(...style.length);
      const depth = random.between(...style.depth);
      const p = { x: box.middle.x + u.x * at + v.x * row, y: box.middle.y + u.y * at + v.y * row };
      const floors = random.int(...style.floors);
      if (!inside(p, site)) {
        // Outside, feel the way along in small steps so that rows begin at the edge of the site.
        at += 5;
        continue;
      }
      const open = random.chance(style.open);
      const fits =
        !open &&
        [1, 0.75, 0.5].some((f) =>
          tryBuild(site, rectangle(p, u, length * f, depth), floors, done, style.gap[0] / 2),
        );
      at += open || fits ? length + random.between(...style.gap) : 4;
    }
  }
}

/** From corner p along d, depth to the left. */
function rectangle(p: Point, d: Point, length: number, depth: number): Point[] {
  const n = left(d);
  const at = (s: number, t: number): Point => ({ x: p.x + d.x * s + n.x * t, y: p.y + d.y * s + n.y * t });
  return [at(0, 0), at(length, 0), at(length, depth), at(0, depth)];
}

function tryBuild(site: Point[], ring: Point[], floors: number, done: Footprint[], apart: number): boolean {
  if (distance(ring[0]!, ring[1]!) < 7 || !within(ring, site)) return false;
  if (done.some((other) => tooNear(ring, other.ring, apart))) return false;
  done.push({ ring, floors });
  return true;
}

function within(ring: Point[], site: Point[]): boolean {
  const c = { x: (ring[0]!.x + ring[2]!.x) / 2, y: (ring[0]!.y + ring[2]!.y) / 2 };
  // Drawn in a little, so that a wall on the building line itself counts as inside.
  const shrunk = ring.map((p) => ({ x: p.x + (c.x - p.x) * 0.02, y: p.y + (c.y - p.y) * 0.02 }));
  if (!shrunk.every((p) => inside(p, site))) return false;
  return !site.some((a, i) => {
    const b = site[(i + 1) % site.length]!;
    return shrunk.some((p, k) => crossing(p, shrunk[(k + 1) % 4]!, a, b) !== null);
  });
}

/** Two rectangles are apart if a side of one has the other wholly beyond it. */
function tooNear(one: Point[], two: Point[], apart: number): boolean {
  const beyond = (r: Point[], o: Point[]): boolean =>
    r.some((a, i) => {
      const n = left(direction(a, r[(i + 1) % 4]!));
      return o.every((p) => (p.x - a.x) * n.x + (p.y - a.y) * n.y < -apart);
    });
  return !beyond(one, two) && !beyond(two, one);
}

function building(id: string, use: LandUse, ring: Point[], floors: number): Building {
  const heightClass: HeightClass =
    floors <= 3 ? 'low' : floors <= 9 ? 'mid' : floors <= 20 ? 'high' : 'tower';
  const storey = use === 'industrial' || use === 'station' ? 7 : 3.1;
  return {
    id,
    use,
    floors,
    heightM: Math.round(floors * storey),
    heightClass,
    name: null,
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!].map(toPosition)] },
  };
}
