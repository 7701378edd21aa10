import { useCallback, useSyncExternalStore } from 'react';
import { HANDS, type Hand } from '../../../core/rules/case/status.ts';

/** Where the desk is, kept in the address so that a reload or a link comes back to it. */
export interface DeskPlace {
  /** Null: all queues together. */
  readonly hand: Hand | null;
  readonly q: string;
  readonly picked: string | null;
}

const listeners = new Set<() => void>();

export function useDeskPlace(): [DeskPlace, (change: Partial<DeskPlace>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const go = useCallback((change: Partial<DeskPlace>) => {
    const next = { ...read(location.search), ...change };
    const query = new URLSearchParams();
    if (next.hand) query.set('hand', next.hand);
    if (next.q) query.set('q', next.q);
    if (next.picked) query.set('case', next.picked);
    const text = query.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
    for (const listener of listeners) listener();
  }, []);
  return [read(search), go];
}

function read(search: string): DeskPlace {
  const query = new URLSearchParams(search);
  const hand = query.get('hand');
  return {
    hand: HANDS.find((one) => one === hand) ?? null,
    q: query.get('q') ?? '',
    picked: query.get('case'),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}
