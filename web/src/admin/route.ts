import { useCallback, useSyncExternalStore } from 'react';

/** The sections of the page, in the order of the navigation. */
export const SECTIONS = [
  'policies',
  'calendar',
  'rules',
  'catalogue',
  'areas',
  'people',
  'units',
  'posts',
  'screens',
  'keys',
  'cameras',
  'imports',
  'fund',
  'health',
] as const;
export type Section = (typeof SECTIONS)[number];

const listeners = new Set<() => void>();

/** The section that the address names, and how to go to another. */
export function useSection(): readonly [Section, (to: Section) => void] {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  const go = useCallback((to: Section) => {
    history.pushState(null, '', `/admin/${to}`);
    for (const listener of listeners) listener();
  }, []);
  return [SECTIONS.find((section) => path === `/admin/${section}`) ?? SECTIONS[0], go];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}
