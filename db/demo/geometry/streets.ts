/** From lines of the network to streets: joined across crossings, named, numbered, cut at river and border. */
import type { AreaFace } from './areas.ts';
import type { Ground } from './ground.ts';
import type { Network } from './network.ts';
import { between, distance, inside, lineLength, type Point, toPosition } from './plane.ts';
import { type Random, randomStream } from './random.ts';
import { type StreetNamer, streetNamer } from './streetNames.ts';
import { joinRuns, type Run, visibleRuns } from './streetRuns.ts';
import { edgeKey, loopPoints, type Subdivision } from './subdivision.ts';
import type { Name, Street, StreetClass } from './types.ts';

/** A street with its geometry in the plane. */
export interface PlaneStreet extends Omit<Street, 'geometry'> {
  points: Point[];
  vertices: number[];
}

const WIDTHS: Record<StreetClass, { widthM: number; sidewalkM: number }> = {
  expressway: { widthM: 28, sidewalkM: 2 },
  main: { widthM: 26, sidewalkM: 5 },
  secondary: { widthM: 15, sidewalkM: 3.5 },
  lane: { widthM: 7, sidewalkM: 1.5 },
  path: { widthM: 3.5, sidewalkM: 0 },
};
const WIDER: Record<string, number> = { 西津西路: 34, 西津东路: 30, 敦煌路: 30 };
const NUMBER_SPACING_M = 16;
// Lanes stop at the fence of a railway or stream, not on it.
const FENCE_M = 13;

const BRIDGES: Record<string, Name> = {
  深安路: { zh: '深安黄河大桥', en: "Shen'an Yellow River Bridge" },
  银安路: { zh: '银滩黄河大桥', en: 'Yintan Yellow River Bridge' },
  敦煌路: { zh: '七里河黄河大桥', en: 'Qilihe Yellow River Bridge' },
  小西湖路: { zh: '小西湖黄河大桥', en: 'Xiaoxihu Yellow River Bridge' },
};
const CUSTODY_UNTIL = ['2025-06-30', '2026-12-31', '2027-03-01', '2027-09-30', '2028-06-30'];

/** Streets of the district in the order of rank, then all that is drawn beyond it. */
export function makeStreets(
  seed: string,
  ground: Ground,
  net: Network,
  faces: readonly AreaFace[],
): PlaneStreet[] {
  const random = randomStream(seed, 'streets');
  const runs = joinRuns(
    net.sub,
    net.lines.flatMap((line) => visibleRuns(net.sub, line, ground)),
  );
  const namer = streetNamer(random);
  const subdistrictAt = subdistrictFinder(faces);
  const streets: PlaneStreet[] = [];
  for (const run of runs) {
    const path = oriented(net.sub, run.path);
    const parts = cutAtBorders(net, ground, path);
    const known = run.name ?? inventName(net.sub, run, parts, namer, subdistrictAt);
    const custodyUntil = random.chance(0.24) ? random.pick(CUSTODY_UNTIL) : null;
    let along = 0;
    for (const part of parts) {
      const street = makeStreet(net, run, part, known, along, random);
      along += lineLength(loopPoints(net.sub, part.path));
      if (street !== null)
        streets.push({ ...street, custodyUntil: part.place === 'in' ? custodyUntil : null });
    }
  }
  const rank: StreetClass[] = ['expressway', 'main', 'secondary', 'lane', 'path'];
  const order = (s: PlaneStreet): number => (s.inDistrict ? 0 : 10) + rank.indexOf(s.class);
  return streets
    .sort((a, b) => order(a) - order(b))
    .map((s, i) => ({ ...s, id: `S${String(i + 1).padStart(4, '0')}` }));
}

export function streetRecord(street: PlaneStreet): Street {
  const { points, vertices: _, ...rest } = street;
  return { ...rest, geometry: { type: 'LineString', coordinates: points.map(toPosition) } };
}

/** Numbers grow from east to west and from north to south, as in the real district. */
function oriented(sub: Subdivision, path: number[]): number[] {
  const [a, b] = [sub.vertices[path[0]!]!, sub.vertices[path.at(-1)!]!];
  const eastWest = Math.abs(b.x - a.x) > Math.abs(b.y - a.y);
  return (eastWest ? a.x >= b.x : a.y >= b.y) ? path : path.toReversed();
}

interface Part {
  place: 'in' | 'out' | 'river';
  path: number[];
}

function cutAtBorders(net: Network, ground: Ground, path: number[]): Part[] {
  const parts: Part[] = [];
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const middle = between(net.sub.vertices[a]!, net.sub.vertices[b]!, 0.5);
    const place = inside(middle, ground.river) ? 'river' : onDistrict(ground, middle) ? 'in' : 'out';
    const last = parts.at(-1);
    if (last?.place === place) last.path.push(b);
    else parts.push({ place, path: [a, b] });
  }
  return parts;
}

/** Streets on the border itself belong to the district. */
function onDistrict(ground: Ground, p: Point): boolean {
  return (
    inside(p, ground.district) ||
    inside({ x: p.x + 8, y: p.y }, ground.district) ||
    inside({ x: p.x - 8, y: p.y }, ground.district)
  );
}

function inventName(
  sub: Subdivision,
  run: Run,
  parts: Part[],
  namer: StreetNamer,
  subdistrictAt: (p: Point) => number,
): Name | null {
  const own = parts.find((part) => part.place === 'in');
  if (own === undefined || run.class === 'path') return null;
  if (run.class !== 'lane') return namer.road();
  const [a, b] = [own.path[0]!, own.path[1]!];
  return namer.lane(subdistrictAt(between(sub.vertices[a]!, sub.vertices[b]!, 0.5)));
}

function makeStreet(
  net: Network,
  run: Run,
  part: Part,
  name: Name | null,
  along: number,
  random: Random,
): PlaneStreet | null {
  const { widthM, sidewalkM } = WIDTHS[run.class];
  const bridge = part.place === 'river';
  const points = bridge ? loopPoints(net.sub, part.path) : fenced(net, run.class, part.path);
  if (points === null) return null;
  const inDistrict = part.place === 'in';
  return {
    id: '',
    name: bridge ? (BRIDGES[name?.zh ?? ''] ?? null) : name,
    class: run.class,
    widthM: WIDER[name?.zh ?? ''] ?? widthM,
    sidewalkM: bridge ? 2.5 : sidewalkM,
    bridge,
    tunnel: false,
    oneWay: run.class === 'lane' && random.chance(0.15),
    inDistrict,
    lengthM: Math.round(lineLength(points)),
    numberFrom: inDistrict && name !== null ? 1 + 2 * Math.floor(along / NUMBER_SPACING_M) : null,
    numberSpacingM: NUMBER_SPACING_M,
    custodyUntil: null,
    points,
    vertices: part.path,
  };
}

/** Pulls back the ends of small streets that meet a railway, a stream or the river; null if nothing is left. */
function fenced(net: Network, cls: StreetClass, path: number[]): Point[] | null {
  let points = loopPoints(net.sub, path);
  if (cls === 'main' || cls === 'expressway') return points;
  for (const end of [path[0]!, path.at(-1)!]) {
    points = points.toReversed();
    const roles = [...net.sub.neighbours.get(end)!].map(
      (w) => net.lines[net.sub.lineOf.get(edgeKey(end, w))!]!,
    );
    if (roles.filter((line) => line.role === 'street').length > 1) continue;
    if (!roles.some((line) => ['rail', 'stream', 'bank', 'border'].includes(line.role))) continue;
    const tail = distance(points.at(-1)!, points.at(-2)!);
    if (tail <= FENCE_M + 2) points = points.slice(0, -1);
    else points = [...points.slice(0, -1), between(points.at(-2)!, points.at(-1)!, 1 - FENCE_M / tail)];
    if (points.length < 2) return null;
  }
  return points;
}

function subdistrictFinder(faces: readonly AreaFace[]): (p: Point) => number {
  return (p) => {
    const nearest = faces.reduce((best, face) =>
      distance(face.centre, p) < distance(best.centre, p) ? face : best,
    );
    return nearest.subdistrict;
  };
}
