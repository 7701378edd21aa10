import { useSyncExternalStore } from 'react';

export const TABS = ['report', 'tasks', 'beat', 'outbox', 'mine'] as const;
export type Tab = (typeof TABS)[number];

/** Where the person is: the tab and, behind a slash, what is open in it. In the address, so that "back" works. */
export interface Where {
  readonly tab: Tab;
  readonly open: string | null;
}

export function useWhere(): Where {
  const hash = useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return whereOf(hash);
}

export function goTo(tab: Tab, open: string | null = null): void {
  location.hash = open === null ? tab : `${tab}/${open}`;
}

function whereOf(hash: string): Where {
  const [tab, open = null] = hash.replace('#', '').split('/');
  const known = TABS.find((one) => one === tab);
  return { tab: known ?? 'report', open: known ? open : null };
}
