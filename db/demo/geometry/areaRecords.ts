/** From numbered faces to the records of district, subdistricts, communities, beats and cells. */
import type { AreaFace } from './areas.ts';
import type { Ground } from './ground.ts';
import { groupBy } from './grouping.ts';
import type { Network } from './network.ts';
import { distance, type Point, signedArea, toPosition } from './plane.ts';
import { SUBDISTRICTS } from './subdistricts.ts';
import { loopPoints } from './subdivision.ts';
import type {
  Beat,
  Cell,
  CellKind,
  Community,
  District,
  PolygonShape,
  Position,
  Subdistrict,
} from './types.ts';
import { outline, polygonOf } from './union.ts';

interface AreaRecords {
  district: District;
  subdistricts: Subdistrict[];
  communities: Community[];
  beats: Beat[];
  cells: Cell[];
  /** Code of each face's cell, in the order of the faces. */
  cellCodes: string[];
}

const KINDS: Partial<Record<AreaFace['zone'], CellKind>> = {
  river: 'river',
  riverside: 'riverside',
  hill: 'hill',
  yard: 'rail',
};

export function areaRecords(
  adcode: string,
  ground: Ground,
  net: Network,
  faces: readonly AreaFace[],
): AreaRecords {
  const merged = (
    members: readonly AreaFace[],
  ): { geometry: PolygonShape; areaM2: number; label: Position } => ({
    geometry: polygonOf(
      net.sub,
      outline(
        net.sub,
        members.map((face) => face.loop),
      ),
    ),
    areaM2: Math.round(members.reduce((sum, face) => sum + face.area, 0)),
    label: toPosition(labelPoint(members)),
  });
  const code = (face: AreaFace): { subdistrict: string; community: string; beat: string; cell: string } => {
    const subdistrict = adcode + digits(face.subdistrict + 1);
    const community = subdistrict + digits(face.community + 1);
    return {
      subdistrict,
      community,
      beat: `${community}B${face.beat + 1}`,
      cell: community + digits(face.number + 1),
    };
  };
  const groups = (key: (face: AreaFace) => string): [string, AreaFace[]][] =>
    [...groupBy(faces, key)].sort(([a], [b]) => (a < b ? -1 : 1));
  const subdistricts = groups((face) => code(face).subdistrict).map(([id, members]): Subdistrict => {
    const { unitCode, name, shortName } = SUBDISTRICTS[members[0]!.subdistrict]!;
    return { code: id, unitCode, name, shortName, districtCode: adcode, ...merged(members) };
  });
  const communities = groups((face) => code(face).community).map(([id, members]): Community => {
    const { zh, en } = SUBDISTRICTS[members[0]!.subdistrict]!.communities[members[0]!.community]!;
    return {
      code: id,
      name: { zh: `${zh}社区`, en: `${en} Community` },
      subdistrictCode: id.slice(0, 9),
      ...merged(members),
    };
  });
  const beats = groups((face) => code(face).beat).map(([id, members]): Beat => {
    const { geometry, label } = merged(members);
    const { zh, en } = SUBDISTRICTS[members[0]!.subdistrict]!.communities[members[0]!.community]!;
    const n = members[0]!.beat + 1;
    const cellCodes = members.map((face) => code(face).cell).sort();
    const name = { zh: `${zh} ${n} 号责任网格`, en: `${en} beat ${n}` };
    return {
      code: id,
      name,
      subdistrictCode: id.slice(0, 9),
      communityCode: id.slice(0, 12),
      cellCodes,
      label,
      geometry,
    };
  });
  const cells = groups((face) => code(face).cell).map(([id, [face]]): Cell => {
    const { subdistrict, community, beat } = code(face!);
    const kind = KINDS[face!.zone] ?? 'urban';
    const geometry = polygonOf(net.sub, [face!.loop]);
    const centre = toPosition(labelPoint([face!]));
    return {
      code: id,
      kind,
      communityCode: community,
      subdistrictCode: subdistrict,
      beatCode: beat,
      centre,
      geometry,
      areaM2: Math.round(face!.area),
    };
  });
  const cellCodes = faces.map((face) => code(face).cell);
  return {
    district: districtRecord(adcode, ground, net, faces),
    subdistricts,
    communities,
    beats,
    cells,
    cellCodes,
  };
}

function districtRecord(adcode: string, ground: Ground, net: Network, faces: readonly AreaFace[]): District {
  const loops = outline(
    net.sub,
    faces.map((face) => face.loop),
  );
  const ring = loopPoints(net.sub, loops[0]!);
  return {
    code: adcode,
    name: { zh: '七里河区', en: 'Qilihe District' },
    city: { zh: '兰州市', en: 'Lanzhou' },
    centre: [103.786, 36.066],
    geometry: polygonOf(net.sub, loops),
    areaM2: Math.round(loops.reduce((sum, loop) => sum + signedArea(loopPoints(net.sub, loop)), 0)),
    bounds: boundsOf(ring),
    mapBounds: boundsOf(ground.frame),
  };
}

function boundsOf(ring: readonly Point[]): [number, number, number, number] {
  const [w, s] = toPosition({ x: Math.min(...ring.map((p) => p.x)), y: Math.min(...ring.map((p) => p.y)) });
  const [e, n] = toPosition({ x: Math.max(...ring.map((p) => p.x)), y: Math.max(...ring.map((p) => p.y)) });
  return [w, s, e, n];
}

/** The middle of the face nearest to the middle of all built ones: inside the area whatever its shape. */
function labelPoint(members: readonly AreaFace[]): Point {
  const built = members.filter((face) => face.zone !== 'hill' && face.zone !== 'river');
  const counted = built.length > 0 ? built : members;
  const middle = {
    x: counted.reduce((sum, face) => sum + face.centre.x, 0) / counted.length,
    y: counted.reduce((sum, face) => sum + face.centre.y, 0) / counted.length,
  };
  return counted.reduce((best, face) =>
    distance(face.centre, middle) < distance(best.centre, middle) ? face : best,
  ).centre;
}

function digits(n: number): string {
  return String(n).padStart(3, '0');
}
