/** What each block is used for: landmarks first, the rest by zone and chance, works in clusters. */
import { groupBy } from './grouping.ts';
import type { Landmark } from './landmarks.ts';
import type { CellFace, Network } from './network.ts';
import { centroid, distance, inside, type Point, signedArea } from './plane.ts';
import { randomStream, smoothField } from './random.ts';
import { type Loop, loopPoints } from './subdivision.ts';
import type { LandUse } from './types.ts';
import { outline } from './union.ts';
import type { Zone } from './zones.ts';

export interface PlaneBlock {
  id: string;
  number: number;
  use: LandUse;
  zone: Zone;
  inDistrict: boolean;
  faces: number[];
  loops: Loop[];
  ring: Point[];
  centre: Point;
  areaM2: number;
  landmark: Landmark | null;
}

const SHARES: Partial<Record<Zone, Partial<Record<LandUse, number>>>> = {
  centre: { residential: 50, commercial: 17, office: 12, 'old-town': 16, park: 3, square: 2 },
  town: { residential: 60, commercial: 9, office: 6, 'old-town': 16, park: 4, industrial: 5 },
  edge: { residential: 54, commercial: 5, office: 4, 'old-town': 8, park: 4, industrial: 14, village: 11 },
  terrace: { residential: 48, 'old-town': 22, village: 24, park: 3, commercial: 3 },
  beyond: { residential: 70, commercial: 12, office: 8, park: 5, industrial: 5 },
};
const FIXED: Partial<Record<Zone, LandUse>> = {
  river: 'river',
  riverside: 'riverside',
  hill: 'hill',
  'beyond-wild': 'hill',
  plaza: 'square',
  'beyond-bank': 'riverside',
  yard: 'rail',
};

export function makeBlocks(
  seed: string,
  net: Network,
  cells: readonly CellFace[],
  marks: readonly Landmark[],
): PlaneBlock[] {
  const random = randomStream(seed, 'land-use');
  const works = smoothField(seed, 'works', 700);
  const groups = groupBy(cells.keys(), (i) => cells[i]!.block);
  const blocks = [...groups].map(([number, faces]): PlaneBlock => {
    const loops = outline(
      net.sub,
      faces.map((i) => cells[i]!.loop),
    );
    const ring = loopPoints(net.sub, loops[0]!);
    const { zone, inDistrict } = cells[faces[0]!]!;
    const centre = centroid(ring);
    const share = SHARES[zone] ?? {};
    const uses = Object.keys(share) as LandUse[];
    const drawn = uses[random.weighted(Object.values(share))] ?? 'hill';
    const cluster =
      (zone === 'town' || zone === 'edge') && works(centre.x, centre.y) > 0.42 && random.chance(0.8);
    const use = FIXED[zone] ?? (cluster ? 'industrial' : drawn);
    return {
      id: `K${number + 1}`,
      number,
      use,
      zone,
      inDistrict,
      faces,
      loops,
      ring,
      centre,
      areaM2: signedArea(ring),
      landmark: null,
    };
  });
  for (const mark of marks) if (mark.use !== null) claim(blocks, mark, mark.use);
  return blocks;
}

/** The block at the landmark, or the nearest that no other landmark has. */
function claim(blocks: readonly PlaneBlock[], mark: Landmark, use: LandUse): void {
  const free = blocks.filter(
    (b) => b.inDistrict && b.landmark === null && !['river', 'hill', 'riverside'].includes(b.zone),
  );
  const block =
    free.find((b) => inside(mark.at, b.ring)) ??
    free.reduce((best, b) => (distance(b.centre, mark.at) < distance(best.centre, mark.at) ? b : best));
  block.use = use;
  block.landmark = mark;
  // The university takes the blocks around as well.
  if (mark.kind !== 'university' || mark.rank > 1) return;
  for (const b of free)
    if (b !== block && distance(b.centre, block.centre) < 190) Object.assign(b, { use, landmark: mark });
}
