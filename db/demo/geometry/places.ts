import type { Address } from './addresses.ts';
import type { Junction } from './junctions.ts';
import type { Landmark } from './landmarks.ts';
import type { PlaneBlock } from './landUse.ts';
import { distance, inside, type Point, toPosition } from './plane.ts';
import type { Random } from './random.ts';
import type { PlaneStreet } from './streets.ts';
import type { Camera, Place } from './types.ts';

const CAMERAS = 40;
const CAMERAS_APART_M = 320;

interface PlaceGround {
  cellCodeAt: (p: Point) => string | null;
  addressAt: (lon: number, lat: number) => Address | null;
}

/** Landmarks in the middle of the block they were given, and the bridges. */
export function makePlaces(
  marks: readonly Landmark[],
  blocks: readonly PlaneBlock[],
  streets: readonly PlaneStreet[],
  ground: PlaceGround,
): Place[] {
  const out: Place[] = [];
  const add = (mark: Omit<Landmark, 'use' | 'at'>, at: Point): void => {
    const cellCode = ground.cellCodeAt(at);
    if (cellCode === null) return;
    const position = toPosition(at);
    const address = ground.addressAt(...position)?.text ?? null;
    const id = `P${String(out.length + 1).padStart(3, '0')}`;
    out.push({ id, kind: mark.kind, name: mark.name, position, address, cellCode, rank: mark.rank });
  };
  for (const mark of marks) {
    const block = blocks.find((b) => b.landmark === mark);
    const at = block === undefined || inside(mark.at, block.ring) ? mark.at : block.centre;
    add(mark, block !== undefined && inside(block.centre, block.ring) ? block.centre : at);
  }
  for (const street of streets) {
    if (!street.bridge || street.name === null) continue;
    const end = street.points.toSorted((a, b) => a.y - b.y)[0]!;
    add({ name: street.name, kind: 'bridge', rank: 1 }, { x: end.x, y: end.y + 40 });
  }
  return out;
}

/** Video posts at the busiest crossings, well apart from each other. */
export function makeCameras(
  adcode: string,
  junctions: readonly Junction[],
  ground: PlaceGround,
  random: Random,
): Camera[] {
  const busy = junctions
    .filter((j) => j.mains + j.secondaries >= 3 && ground.cellCodeAt(j.at) !== null)
    .toSorted((a, b) => 2 * b.mains + b.secondaries - 2 * a.mains - a.secondaries);
  const chosen: Junction[] = [];
  for (const junction of busy) {
    if (chosen.length === CAMERAS) break;
    if (chosen.every((other) => distance(other.at, junction.at) > CAMERAS_APART_M)) chosen.push(junction);
  }
  return chosen.map((junction, i) => {
    const streets = [
      ...new Map(
        junction.arms.flatMap((arm) =>
          arm.street.name === null ? [] : [[arm.street.name.zh, arm.street.name]],
        ),
      ).values(),
    ];
    return {
      code: `${adcode}V${String(i + 1).padStart(3, '0')}`,
      name: {
        zh: `${streets
          .map((name) => name.zh)
          .slice(0, 2)
          .join('与')}路口`,
        en: streets
          .map((name) => name.en)
          .slice(0, 2)
          .join(' & '),
      },
      position: toPosition({ x: junction.at.x + 9, y: junction.at.y + 9 }),
      cellCode:
        ground.cellCodeAt({ x: junction.at.x + 9, y: junction.at.y + 9 }) ?? ground.cellCodeAt(junction.at)!,
      bearing: random.int(0, 23) * 15,
      kind: i % 3 === 0 ? 'dome' : 'fixed',
    };
  });
}
