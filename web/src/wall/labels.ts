import type { WallGround } from '../../../core/contract/api/wall.ts';
import type { Lang } from '../parts/i18n.ts';
import { type Camera, projector } from './camera.ts';
import { type Ring, radiusOf } from './rings.ts';

export interface Label {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const SIZE = 25;
/** Where a name may stand around the middle of its area, the nearest first. */
const SHIFTS = Array.from(
  { length: 13 * 15 },
  (_, i) => [((i % 13) - 6) * 16, (Math.floor(i / 13) - 7) * 12] as const,
).sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by));

/** Names of the subdistricts where no ring stands; a name without such a place is left out. */
export function areaLabels(
  areas: WallGround['areas'],
  lang: Lang,
  camera: Camera,
  rings: readonly Ring[],
): Label[] {
  const project = projector(camera);
  const placed: Label[] = [];
  for (const area of areas) {
    const [west, south, east, north] = area.bounds;
    const middle = project((west + east) / 2, (south + north) / 2);
    const text = area[lang].replace(/街道$| Subdistrict$/, '');
    const half = widthOf(text) / 2;
    const spot = SHIFTS.map(([dx, dy]) => ({ x: middle.x + dx, y: middle.y + dy })).find(
      (at) =>
        at.x > half &&
        at.x < camera.width - half &&
        at.y > SIZE &&
        at.y < camera.height - SIZE &&
        rings.every((ring) => !touches(at, half, ring)) &&
        placed.every(
          (other) =>
            Math.abs(other.x - at.x) > half + widthOf(other.text) / 2 || Math.abs(other.y - at.y) > SIZE,
        ),
    );
    if (spot) placed.push({ key: area.code, text, ...spot });
  }
  return placed;
}

function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign > '\u2000' ? SIZE : SIZE * 0.56;
  return width;
}

/** Whether a name of that half width at a place would touch a ring or its symbol. */
function touches(at: { x: number; y: number }, half: number, ring: Ring): boolean {
  const dx = Math.max(0, Math.abs(ring.x - at.x) - half);
  const dy = Math.max(0, Math.abs(ring.y - at.y) - SIZE / 2);
  return Math.hypot(dx, dy) < radiusOf(ring.open) + 6;
}
