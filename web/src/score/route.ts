import { useCallback, useMemo, useSyncExternalStore } from 'react';
import {
  FIGURE_GROUPS,
  FIGURE_SIDES,
  type FigureGroup,
  type FigureSide,
} from '../../../core/contract/api/figures.ts';
import { FIGURE_WORDS, type FigureName } from '../../../core/contract/api/figureWords.ts';
import { ITEM_SHOWS, type ItemShow } from '../../../core/contract/api/score.ts';

export const TABS = ['ranking', 'trend', 'clauses', 'figures', 'papers', 'appeals', 'what-if'] as const;
export type Tab = (typeof TABS)[number];

/** A number of the figures whose cases are listed; `key` null: of all together. */
export interface FigureList {
  readonly by: FigureGroup;
  readonly key: string | null;
  readonly person: string | null;
  readonly figure: FigureName;
  readonly side: FigureSide;
}

/** Where the reader is; it stands in the address, so that a link leads to the same number. */
export interface Route {
  readonly tab: Tab;
  readonly period: number | null;
  readonly unit: string | null;
  readonly show: ItemShow;
  readonly clause: string | null;
  readonly caseId: string | null;
  readonly no: number;
  readonly by: FigureGroup;
  readonly list: FigureList | null;
}

const listeners = new Set<() => void>();

/** The route, and how to go elsewhere: what is not named stays. */
export function useRoute(): readonly [Route, (to: Partial<Route>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const route = useMemo(() => read(search), [search]);
  const go = useCallback((to: Partial<Route>) => {
    history.pushState(null, '', `${location.pathname}${write({ ...read(location.search), ...to })}`);
    for (const listener of listeners) listener();
  }, []);
  return [route, go];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

function read(search: string): Route {
  const query = new URLSearchParams(search);
  const whole = (name: string) => (/^\d{1,9}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : null);
  return {
    tab: TABS.find((tab) => tab === query.get('tab')) ?? 'ranking',
    period: whole('period'),
    unit: query.get('unit'),
    show: ITEM_SHOWS.find((show) => show === query.get('show')) ?? 'untimely',
    clause: query.get('clause'),
    caseId: query.get('case'),
    no: whole('no') ?? 0,
    by: groupIn(query),
    list: listIn(query),
  };
}

function groupIn(query: URLSearchParams): FigureGroup {
  return FIGURE_GROUPS.find((group) => group === query.get('by')) ?? 'unit';
}

function listIn(query: URLSearchParams): FigureList | null {
  const figure = query.get('figure');
  if (figure === null || !Object.hasOwn(FIGURE_WORDS, figure)) return null;
  const side = FIGURE_SIDES.find((one) => one === query.get('side')) ?? 'numerator';
  return {
    by: groupIn(query),
    key: query.get('key'),
    person: query.get('person'),
    figure: figure as FigureName,
    side,
  };
}

function write({ tab, period, unit, show, clause, caseId, no, by, list }: Route): string {
  const query = new URLSearchParams();
  if (tab !== 'ranking') query.set('tab', tab);
  if (period !== null) query.set('period', String(period));
  if (unit !== null) query.set('unit', unit);
  if (show !== 'untimely') query.set('show', show);
  if (clause !== null) query.set('clause', clause);
  if (caseId !== null) query.set('case', caseId);
  if (caseId !== null && no > 0) query.set('no', String(no));
  if (tab === 'figures') {
    if (by !== 'unit') query.set('by', by);
    if (list !== null) query.set('figure', list.figure);
    if (list?.key != null) query.set('key', list.key);
    if (list?.person != null) query.set('person', list.person);
    if (list !== null && list.side !== 'numerator') query.set('side', list.side);
  }
  const text = query.toString();
  return text && `?${text}`;
}
