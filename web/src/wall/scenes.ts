import type { WallGround, WallScene } from '../../../core/contract/api/wall.ts';

type Area = WallGround['areas'][number];

/** What the middle of the wall shows for a while. */
export type Scene =
  | { readonly kind: 'city'; readonly id: 'city' }
  | { readonly kind: 'area'; readonly id: `area:${string}`; readonly area: Area }
  | { readonly kind: 'ranking'; readonly id: 'ranking' };

const SECONDS = { city: 40, area: 15, ranking: 25 } as const;

/** City, then district by district, then the ranking. */
export function scenesOf(ground: Pick<WallGround, 'areas'> | undefined): Scene[] {
  const areas = (ground?.areas ?? []).map((area): Scene => ({ kind: 'area', id: `area:${area.code}`, area }));
  return [{ kind: 'city', id: 'city' }, ...areas, { kind: 'ranking', id: 'ranking' }];
}

/** The scene's place in the row at an instant: by the server's time, so that all walls show the same one. */
export function sceneAt(scenes: readonly Scene[], now: number, pinned: WallScene | null): number {
  const held = pinned === null ? -1 : scenes.findIndex((scene) => scene.id === pinned);
  if (held >= 0) return held;
  const round = scenes.reduce((sum, scene) => sum + SECONDS[scene.kind], 0);
  let left = Math.floor(now / 1000) % round;
  for (const [i, scene] of scenes.entries()) {
    left -= SECONDS[scene.kind];
    if (left < 0) return i;
  }
  return 0;
}
