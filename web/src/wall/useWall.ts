import { useSyncExternalStore } from 'react';
import { store } from './line.ts';
import type { WallView } from './store.ts';

/** A part of the wall's view; the component draws again only when that part is another object or value. */
export function useWall<T>(part: (view: WallView) => T): T | null {
  return useSyncExternalStore(store.subscribe, () => {
    const view = store.view();
    return view === null ? null : part(view);
  });
}
