import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ListFilter } from '../api/caseList.ts';

/** Where the desk is, kept in the address so that a reload or a link comes back to it. */
export interface DeskPlace {
  readonly filter: ListFilter;
  readonly picked: string | null;
  /** A screen of its own in place of list and case. */
  readonly board: Board | null;
}

export const BOARDS = ['coordination', 'shift', 'register', 'surveys', 'fund'] as const;
export type Board = (typeof BOARDS)[number];

const listeners = new Set<() => void>();

export function useDeskPlace(): [DeskPlace, (change: Partial<DeskPlace>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const go = useCallback((change: Partial<DeskPlace>) => {
    const next = { ...read(location.search), ...change };
    const query = new URLSearchParams(filterEntries(next.filter));
    if (next.picked) query.set('case', next.picked);
    if (next.board) query.set('board', next.board);
    const text = query.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
    for (const listener of listeners) listener();
  }, []);
  const place = useMemo(() => read(search), [search]);
  return [place, go];
}

/** A filter as words of an address or of an export's link; the server refuses what it does not know. */
export function filterEntries(filter: ListFilter): [string, string][] {
  return FILTERS.flatMap((key): [string, string][] => {
    const value = filter[key];
    return value === undefined || value === '' ? [] : [[key, String(value)]];
  });
}

/** Of a saved filter or an address: what is none of ours is dropped. */
export function filterOf(entries: Iterable<readonly [string, unknown]>): ListFilter {
  const known = new Set<string>(FILTERS);
  return Object.fromEntries(
    [...entries].filter(([key, value]) => known.has(key) && value !== ''),
  ) as ListFilter;
}

const FILTERS = [
  'scope',
  'hand',
  'view',
  'status',
  'light',
  'pending',
  'channel',
  'urgency',
  'category',
  'subdistrict',
  'unit',
  'from',
  'to',
  'area',
  'q',
] as const satisfies readonly (keyof ListFilter)[];

function read(search: string): DeskPlace {
  const query = new URLSearchParams(search);
  const board = BOARDS.find((one) => one === query.get('board')) ?? null;
  return { filter: filterOf(query.entries()), picked: query.get('case'), board };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}
